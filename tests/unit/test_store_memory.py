"""Memory holds what was used lately; the rest comes back from disk when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import UNSET
from msgspec.structs import replace

from tests.cache.values import account, boost, post, quoting
from tootui.model.status import VIEWER_FIELDS, Status
from tootui.store.entities import Store
from tootui.store.patches import favourite


class Disk:
    """A store, and the disk behind it; remembers what was read."""

    def __init__(self, *posts: Status) -> None:
        self.posts: dict[str, Status] = {}
        self.read: list[str] = []
        self.store = Store(fetch=self.fetch)
        self.told: list[str] = []
        self.store.put_statuses(posts)
        self.write()
        self.store.observe(lambda keys: self.told.extend(id_ for kind, id_ in keys if kind == "status"))

    def fetch(self, ids: Iterable[str]) -> list[Status]:
        wanted = list(ids)
        self.read += wanted
        return [self.posts[id_] for id_ in wanted if id_ in self.posts]

    def write(self) -> None:
        for kind, id_ in self.store.take_dirty():
            status = self.store.base_status(id_) if kind == "status" else None
            if status is not None:
                self.posts[id_] = status

    def in_memory(self, *numbers: int) -> list[bool]:
        return [self.store.base_status(f"s{number}") is not None for number in numbers]


def test_what_was_used_longest_ago_is_dropped_and_comes_back_unnoticed() -> None:
    disk = Disk(*(post(number) for number in (1, 2, 3, 4)))
    disk.store.status("s1")

    disk.store.trim(2)

    assert disk.in_memory(1, 2, 3, 4) == [True, False, False, True]
    assert disk.store.status("s2") == post(2)
    assert disk.store.status("s2") is disk.store.status("s2")
    assert (disk.read, disk.told) == (["s2"], [])


def test_what_waits_for_something_stays() -> None:
    disk = Disk(post(1), boost(9, post(2)), quoting(3, post(4)), post(5))
    disk.store.push(("status", "s1"), favourite(True))
    disk.store.put_statuses([post(5, favourites_count=9)])

    disk.store.trim(0)

    assert disk.in_memory(1, 5) == [True, True]
    assert disk.in_memory(2, 3, 4) == [True, False, True]  # within what was in memory when their turn came

    disk.store.trim(0)
    assert disk.in_memory(1, 2, 4, 5) == [True, False, False, True]


def test_without_a_disk_nothing_is_dropped() -> None:
    store = Store()
    store.put_statuses([post(1)])
    store.take_dirty()

    store.trim(0)

    assert store.status("s1") == post(1)


def test_what_happens_to_a_dropped_post_happens_to_what_is_on_disk() -> None:
    disk = Disk(post(1, favourited=True, favourites_count=1), post(2, favourited=True, favourites_count=1))
    disk.store.trim(0)

    disk.store.put_statuses([replace(post(1, favourites_count=8), **dict.fromkeys(VIEWER_FIELDS, UNSET))])
    disk.store.push(("status", "s2"), favourite(False))

    first, second = disk.store.status("s1"), disk.store.status("s2")
    assert first is not None
    assert second is not None
    assert (first.favourited, first.favourites_count) == (True, 8)
    assert (second.favourited, second.favourites_count) == (False, 0)
    assert disk.told == ["s1", "s2"]


def test_the_deletion_of_a_dropped_post_is_told() -> None:
    disk = Disk(post(1), boost(9, post(2)))
    disk.store.trim(0)
    disk.store.trim(0)

    disk.store.delete_status("s1")
    disk.store.delete_status("s2")

    assert disk.told == ["s1", "s2"]
    assert (disk.store.status("s1"), disk.store.status("b9")) == (None, None)
    assert disk.told[2:] == ["b9"]


def test_people_go_with_their_last_post_and_come_back_with_it() -> None:
    disk = Disk(post(1, account=account(5)), post(2, account=account(6)), post(3, account=account(6)))

    disk.store.trim(1)
    assert disk.store.account("a5") is None
    assert disk.store.account("a6") == account(6)

    disk.store.status("s1")
    assert disk.store.account("a5") == account(5)


def test_a_post_that_is_not_on_disk_any_more_is_unknown() -> None:
    disk = Disk(post(1))
    disk.store.trim(0)
    disk.posts.clear()

    assert disk.store.status("s1") is None
    assert disk.store.status("s1") is None
    assert disk.read == ["s1"]
    disk.store.put_statuses([post(1)])
    assert disk.store.status("s1") == post(1)
