"""The store against a model so naive that it can be checked by eye: every value is worked out anew each time."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec import UNSET
from msgspec.structs import replace

from tests.cache.values import EPOCH, account, boost, post, quoting
from tootui.model.base import EntityKey
from tootui.model.status import VIEWER_FIELDS, Status
from tootui.store.entities import Store
from tootui.store.patches import PatchToken, bookmark, favourite, reblog

NUMBERS = st.integers(1, 3)
WISHES = {"favourite": favourite, "reblog": reblog, "bookmark": bookmark}


class Wish(NamedTuple):
    token: PatchToken
    number: int
    verb: str
    on: bool


class Shown(NamedTuple):
    """What a reader sees of a post."""

    content: str
    name: str
    favourites: int
    reblogs: int
    favourited: bool
    reblogged: bool
    bookmarked: bool


def shown(status: Status | None) -> Shown | None:
    if status is None:
        return None
    numbers = (status.favourites_count, status.reblogs_count)
    marks = (status.favourited, status.reblogged, status.bookmarked)
    assert UNSET not in (*numbers, *marks)
    return Shown(status.content, status.account.display_name, *numbers, *marks)  # type: ignore[arg-type] # UNSET is out


class StoreMachine(RuleBasedStateMachine):
    """Puts, streams, wishes, deletions and lack of memory in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.disk: dict[str, Status] = {}
        self.most: int | None = None
        self.store = Store(fetch=lambda ids: [self.from_disk(id_) for id_ in ids])
        self.bases: dict[int, Status] = {}
        self.name = "Ada 1"
        self.wishes: list[Wish] = []
        self.deleted: set[int] = set()
        self.boosts: dict[str, int] = {}
        self.told: set[EntityKey] = set()
        self.before: dict[str, Status | None] = {}
        self.away: set[str] = set()
        self.store.observe(self.told.update)

    def server_status(self, number: int, count: int, edit: int, on: bool) -> Status:
        return post(
            number,
            account=account(1, display_name=self.name),
            content=f"<p>{number} edit {edit}</p>",
            edited_at=EPOCH + timedelta(hours=edit) if edit else None,
            favourites_count=count + on,
            favourited=on,
            reblogs_count=count,
        )

    def learn(self, status: Status) -> None:
        number = int(status.id[1:])
        if number in self.deleted:
            return
        known = self.bases.get(number)
        if known is not None:
            marks = {f: getattr(known, f) for f in VIEWER_FIELDS if getattr(status, f) is UNSET}
            status = replace(status, **marks)
            if known.edited_at is not None and (status.edited_at is None or status.edited_at < known.edited_at):
                status = replace(status, content=known.content, edited_at=known.edited_at)
        self.bases[number] = status

    def expected(self, number: int) -> Shown | None:
        base = shown(self.bases.get(number))
        if base is None:
            return None
        value = base._replace(name=self.name)
        for wish in self.wishes:
            if wish.number != number:
                continue
            match wish.verb:
                case "favourite" if value.favourited != wish.on:
                    count = max(0, value.favourites + (1 if wish.on else -1))
                    value = value._replace(favourited=wish.on, favourites=count)
                case "reblog" if value.reblogged != wish.on:
                    count = max(0, value.reblogs + (1 if wish.on else -1))
                    value = value._replace(reblogged=wish.on, reblogs=count)
                case "bookmark":
                    value = value._replace(bookmarked=wish.on)
        return value

    def look(self) -> None:
        """Remember what shows now, and begin to listen."""
        self.told.clear()
        ids = [*(f"{kind}{n}" for kind in "sbq" for n in (1, 2, 3))]
        self.before = {id_: self.store.status(id_) for id_ in ids}
        self.forget()
        self.away = {id_ for id_, status in self.before.items() if status and self.store.base_status(id_) is None}

    @rule(number=NUMBERS, count=st.integers(0, 3), edit=st.integers(0, 2), on=st.booleans())
    def a_page_comes(self, number: int, count: int, edit: int, on: bool) -> None:
        self.look()
        status = self.server_status(number, count, edit, on)
        self.store.put_statuses([status])
        self.learn(status)

    @rule(number=NUMBERS, count=st.integers(0, 3), edit=st.integers(0, 2))
    def a_public_stream_tells(self, number: int, count: int, edit: int) -> None:
        if number not in self.bases and number not in self.deleted:
            return
        self.look()
        whole = self.server_status(number, count, edit, False)
        status = replace(whole, **dict.fromkeys(VIEWER_FIELDS, UNSET))
        self.store.put_statuses([status])
        self.learn(status)

    @rule(number=NUMBERS, inner=NUMBERS, count=st.integers(0, 3))
    def somebody_boosts(self, number: int, inner: int, count: int) -> None:
        id_ = f"b{number}"
        if self.boosts.setdefault(id_, inner) != inner:
            return
        self.look()
        status = self.server_status(inner, count, 0, False)
        self.store.put_statuses([boost(number, status)])
        self.learn(status)

    @rule(number=NUMBERS, count=st.integers(0, 3))
    def somebody_quotes(self, number: int, count: int) -> None:
        self.look()
        status = self.server_status(number, count, 0, False)
        self.store.put_statuses([replace(quoting(90, status), id=f"q{number}")])
        self.learn(status)

    @rule(name=st.sampled_from(["Ada 1", "Countess"]))
    def the_author_changes_name(self, name: str) -> None:
        self.look()
        self.store.put_accounts([account(1, display_name=name)])
        self.name = name

    @rule(number=NUMBERS, verb=st.sampled_from(sorted(WISHES)), on=st.booleans())
    def the_reader_wishes(self, number: int, verb: str, on: bool) -> None:
        self.look()
        token = self.store.push(("status", f"s{number}"), WISHES[verb](on))
        self.wishes.append(Wish(token, number, verb, on))

    @rule(at=st.integers(0, 9))
    def the_server_refuses(self, at: int) -> None:
        if self.wishes:
            self.look()
            self.store.settle(self.wishes.pop(at % len(self.wishes)).token, None)

    @rule(at=st.integers(0, 9), count=st.integers(0, 3), on=st.booleans())
    def the_server_answers(self, at: int, count: int, on: bool) -> None:
        if self.wishes:
            self.look()
            wish = self.wishes.pop(at % len(self.wishes))
            reply = self.server_status(wish.number, count, 0, on)
            self.store.settle(wish.token, reply)
            self.learn(reply)

    @rule(number=NUMBERS)
    def a_post_is_deleted(self, number: int) -> None:
        self.look()
        self.store.delete_status(f"s{number}")
        self.deleted.add(number)
        self.bases.pop(number, None)
        self.wishes = [wish for wish in self.wishes if wish.number != number]

    @rule(most=st.none() | st.integers(0, 6))
    def memory_becomes_scarce(self, most: int | None) -> None:
        self.most = most

    def forget(self) -> None:
        """Write what is dirty to disk and drop what need not be in memory, as happens at any time."""
        if self.most is not None:
            for kind, id_ in self.store.take_dirty():
                status = self.store.base_status(id_) if kind == "status" else None
                if status is not None:
                    self.disk[id_] = status
            self.store.trim(self.most)

    def from_disk(self, id_: str) -> Status:
        """A post as it is read from disk, where accounts and the posts within have rows of their own."""
        status = self.disk[id_]
        if status.account.id == "a1":
            status = replace(status, account=account(1, display_name=self.name))
        if status.reblog is not None:
            status = replace(status, reblog=self.from_disk(status.reblog.id))
        if status.quote is not None and status.quote.quoted_status is not None:
            quoted = self.from_disk(status.quote.quoted_status.id)
            status = replace(status, quote=replace(status.quote, quoted_status=quoted))
        return status

    @invariant()
    def posts_show_as_expected(self) -> None:
        for number in (1, 2, 3):
            assert shown(self.store.status(f"s{number}")) == self.expected(number)
            quoter = self.store.status(f"q{number}")
            if quoter is not None and quoter.quote is not None:
                assert shown(quoter.quote.quoted_status) == self.expected(number)

    @invariant()
    def boosts_hold_the_post_that_shows(self) -> None:
        for id_, inner in self.boosts.items():
            status = self.store.status(id_)
            assert (status is None) == (inner in self.deleted)
            if status is not None:
                assert status.reblog is self.store.status(f"s{inner}")

    @invariant()
    def exactly_what_changed_was_told(self) -> None:
        changed = {id_ for id_, before in self.before.items() if self.store.status(id_) != before}
        told = {id_ for kind, id_ in self.told if kind == "status"}
        assert changed - self.away <= told <= changed  # nobody looks at what is away: it comes back as it is then


StoreMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
test_the_store_agrees_with_the_model = StoreMachine.TestCase
