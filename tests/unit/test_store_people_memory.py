"""People whom no post shows: memory holds those used lately and those on lists; the others come back when asked for."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from tests.cache.values import account, post
from tootui.model.account import Account
from tootui.store.entities import Store


class Listed:
    """A list of people."""

    def __init__(self, *ids: str) -> None:
        self.ids = list(ids)


class Disk:
    """A store, and the disk behind it; remembers who was read."""

    def __init__(self, *people: Account) -> None:
        self.people: dict[str, Account] = {}
        self.read: list[str] = []
        self.store = Store(fetch=lambda _ids: [], fetch_people=self.fetch)
        self.told: list[str] = []
        self.store.put_accounts(people)
        self.write()
        self.store.observe(lambda keys: self.told.extend(id_ for _kind, id_ in keys))

    def fetch(self, ids: Iterable[str]) -> list[Account]:
        wanted = list(ids)
        self.read += wanted
        return [self.people[id_] for id_ in wanted if id_ in self.people]

    def write(self) -> None:
        for _kind, id_ in self.store.take_dirty():
            one = self.store.base_account(id_)
            if one is not None:
                self.people[id_] = one

    def in_memory(self) -> set[str]:
        return {one.id for one in self.store.held_accounts()}


def test_who_was_looked_at_longest_ago_goes_and_comes_back_unnoticed() -> None:
    disk = Disk(*(account(number) for number in (1, 2, 3, 4)))
    disk.store.account("a1")

    disk.store.crowd.trim(2)

    assert disk.in_memory() == {"a1", "a4"}
    assert disk.store.account("a2") == account(2)
    assert disk.store.account("a2") is disk.store.account("a2")
    assert (disk.read, disk.told) == (["a2"], [])


def test_who_stands_in_a_list_stays_as_long_as_there_is_that_list() -> None:
    disk = Disk(*(account(number) for number in (1, 2, 3)))
    followers = Listed("a1", "a3")
    disk.store.crowd.hold(followers)

    disk.store.crowd.trim(0)
    assert disk.in_memory() == {"a1", "a3"}

    del followers
    disk.store.put_accounts([account(4)])
    disk.write()
    disk.store.crowd.trim(0)
    assert disk.in_memory() == set()


def test_who_is_shown_by_a_post_or_not_on_disk_yet_stays() -> None:
    disk = Disk(*(account(number) for number in (1, 2, 3)))
    disk.store.put_statuses([post(1, account=account(2))])
    disk.store.put_accounts([replace(account(3), display_name="Renamed")])

    disk.store.crowd.trim(0)

    assert disk.in_memory() == {"a2", "a3"}


def test_a_list_of_which_somebody_wrote_a_dropped_post_keeps_them() -> None:
    disk = Disk(account(1))
    disk.store.put_statuses([post(1, account=account(1)), post(2, account=account(2))])
    disk.write()

    disk.store.trim(0)
    assert disk.in_memory() == {"a1"}

    disk.people["a2"] = account(2)
    assert disk.store.account("a2") == account(2)  # who went with a post comes back alone, too


def test_what_the_server_tells_of_somebody_who_is_away_adds_to_what_is_on_disk() -> None:
    disk = Disk(account(1, note="<p>Counts.</p>"))
    disk.store.crowd.trim(0)

    disk.store.put_accounts([account(1, note="<p>Counts.</p>", display_name="Countess")])

    told = disk.store.account("a1")
    assert told is not None and told.display_name == "Countess"
    assert disk.told == ["a1"]


def test_who_is_nowhere_any_more_is_unknown() -> None:
    disk = Disk(account(1))
    disk.store.crowd.trim(0)
    disk.people.clear()

    assert disk.store.account("a1") is None
    assert disk.store.account("a1") is None
    assert disk.read == ["a1"]


def test_without_a_disk_nobody_goes() -> None:
    store = Store()
    store.put_accounts([account(1)])
    store.take_dirty()

    store.crowd.trim(0)

    assert store.account("a1") == account(1)
