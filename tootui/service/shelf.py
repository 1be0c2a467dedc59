"""The places a person goes to: what the sidebar lists, and what every place is called."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec
from msgspec import Struct

from tootui.model.errors import Forbidden, Missing, Refused, ServerError
from tootui.model.lists import UserList
from tootui.model.places import UNSENT, Place
from tootui.service.signals import Signal
from tootui.service.tasks import first_of
from tootui.text.addresses import host_of

if TYPE_CHECKING:
    from tootui.api.client import Client
    from tootui.service.arrangement import Arrangement
    from tootui.service.feed_parts import FeedServices
    from tootui.service.remote import Remote

T = TypeVar("T")

META_KEY = "shelf"
SECONDS_FRESH = 600.0
"""So long lists and followed tags are not asked for again, however often somebody looks."""
SECONDS_AFTER_FAILURE = 60.0
"""Nor where that failed."""
SECONDS_FOR_POSTS = 5.0
"""The posts of the open places come first."""
SECONDS_BEFORE_COUNTING = 2.0
"""How many posts wait on the server is nothing for the first two seconds."""
MOST_TAGS = 400

_PUBLIC = (Place.LOCAL, Place.FEDERATED, Place.TRENDING)
_OWN = (Place.HOME, Place.NOTIFICATIONS, Place.DIRECT, *_PUBLIC, Place.BOOKMARKS, Place.FAVOURITES)
log = logging.getLogger(__name__)


class ShelfPlace(NamedTuple):
    """A place, and what to call it."""

    place: Place
    title: str


class Section(Struct, frozen=True, gc=False):
    """Places that belong together; the first section has no heading."""

    heading: str
    places: tuple[ShelfPlace, ...]


class _Known(Struct):
    """What the server told, as it is kept for the next start."""

    lists: tuple[UserList, ...] = ()
    followed_tags: tuple[str, ...] = ()
    scheduled_count: int = 0
    absent: tuple[str, ...] = ()
    """Places that the server turned out not to have."""


class _SwitchedTag(NamedTuple):
    """A tag that was followed or left; ``is_done`` once the server has it so, or refused."""

    name: str
    is_followed: bool
    is_done: bool = False


class Shelf:
    """Knows lists and followed tags from the last time, and asks for them when somebody looks.

    Args:
        is_guest: whether nobody is signed in: then there is only what is public.
    """

    def __init__(self, remote: Remote, services: FeedServices, arrangement: Arrangement, *, is_guest: bool) -> None:
        self._remote = remote
        self._services = services
        self._arrangement = arrangement
        self._is_guest = is_guest
        self._signal = Signal()
        self._known: _Known | None = None
        self._unsent_counts: dict[Place, int] = {}
        self._scheduled_told = 0  # how often somebody told how many posts wait on the server
        self._switched: dict[str, _SwitchedTag] = {}
        """Tags that were followed or left, until the server tells of its tags that was asked after that was done."""
        self._asked_at: float | None = None
        self._not_before = 0.0
        self.failure: str | None = None
        """Why lists could not be had the last time, in a sentence; None where they could."""
        self._is_asking = False
        self._is_wanted = False
        """Somebody wants to know since it was last asked."""

    # What is there

    @property
    def lists(self) -> tuple[UserList, ...]:
        """The reader's lists, by their names."""
        return self._remembered().lists

    @property
    def followed_tags(self) -> tuple[str, ...]:
        """The tags whose posts come home, in the server's spelling."""
        return self._remembered().followed_tags

    @property
    def pinned_tags(self) -> tuple[str, ...]:
        """The arguments of the tags' places that the person keeps here."""
        return self._arrangement.pinned_tags

    def sections(self) -> list[Section]:
        """The sidebar from the top down: only what this reader can read; sections without places are left out."""
        return [
            Section(heading, places)
            for heading, places in (
                ("", self._places()),
                ("Lists", self._list_places()),
                ("Tags", self._tag_places()),
                ("Unsent", self._unsent_places()),
            )
            if places
        ]

    def places(self) -> list[ShelfPlace]:
        """All of them in one row, as the digits count them."""
        return [place for section in self.sections() for place in section.places]

    def title_of(self, place: Place) -> str:
        """What a place is called: a list by its name, a profile by whose it is, everything else by its kind."""
        if place.kind == "list":
            return next((one.title for one in self.lists if one.id == place.argument and one.title), place.title)
        if place.kind in ("account", "followers", "following") or (place.kind == "filtered" and place.argument):
            return self._title_of_person(place)
        if place.kind == "link":
            host = host_of(place.argument)
            return f"About a page of {host}" if host else place.title
        return place.title

    def _title_of_person(self, place: Place) -> str:
        """A profile by whose it is, a part of one by that too."""
        account_id = place.profile.account_id if place.kind == "account" else place.argument
        account = self._services.store.account(account_id)
        if account is None or not account.acct:
            return place.title
        if place.kind == "filtered":
            return f"Notifications of @{account.acct}"
        return f"@{account.acct}" if place == Place.account(account_id) else f"@{account.acct}: {place.title}"

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after changes; the result stops that."""
        return self._signal.observe(callback)

    def _places(self) -> tuple[ShelfPlace, ...]:
        absent = self._remembered().absent
        places = _PUBLIC if self._is_guest else _OWN
        return tuple(ShelfPlace(place, place.title) for place in places if str(place) not in absent)

    def _list_places(self) -> tuple[ShelfPlace, ...]:
        places = (Place.list(one.id) for one in self.lists)
        return tuple(ShelfPlace(place, self.title_of(place)) for place in places)

    def _tag_places(self) -> tuple[ShelfPlace, ...]:
        pinned = {Place.tag(name): Place.tag(name).title for name in self.pinned_tags}
        followed = {Place.tag(name): f"#{name}" for name in self.followed_tags}
        return tuple(ShelfPlace(place, followed.get(place, title)) for place, title in (followed | pinned).items())

    def _unsent_places(self) -> tuple[ShelfPlace, ...]:
        counts = self.unsent_counts
        return tuple(ShelfPlace(place, place.title) for place in UNSENT if counts.get(place) and not self._is_guest)

    @property
    def unsent_counts(self) -> dict[Place, int]:
        """How much there is in the places of what nobody sees yet, which stand here only while they are not empty."""
        return {**self._unsent_counts, Place.SCHEDULED: self._remembered().scheduled_count}

    def count_unsent(self, place: Place, count: int) -> None:
        """Note how much there is in one of them."""
        self._scheduled_told += place == Place.SCHEDULED
        if self.unsent_counts.get(place, 0) == count:
            return
        if place == Place.SCHEDULED:
            self._take(msgspec.structs.replace(self._remembered(), scheduled_count=count))
        else:
            self._unsent_counts[place] = count
            self._signal.emit()

    def note(self, place: Place, *, is_there: bool) -> None:
        """Note that the server has a place, or turned out not to: then it does not stand here."""
        known = self._remembered()
        if is_there == (str(place) in known.absent):
            others = tuple(text for text in known.absent if text != str(place))
            self._take(msgspec.structs.replace(known, absent=others if is_there else (*others, str(place))))

    # What the person changes

    def pin_tag(self, name: str) -> None:
        """Keep a tag (or several joined, as `Place.tag` takes them) in the sidebar.

        Raises:
            UnknownPlace: that is no tag.
        """
        tag = Place.tag(name).argument
        if tag not in self.pinned_tags:
            self._arrangement.keep_pinned_tags((*self.pinned_tags, tag))
            self._signal.emit()

    def unpin_tag(self, name: str) -> None:
        """Keep it no longer; a tag that is followed stays."""
        tag = Place.tag(name).argument
        if tag in self.pinned_tags:
            self._arrangement.keep_pinned_tags(tuple(one for one in self.pinned_tags if one != tag))
            self._signal.emit()

    def show_followed(self, name: str, is_followed: bool) -> None:
        """A tag was followed or left just now: show it without waiting for the server's list."""
        self._switched[name.casefold()] = _SwitchedTag(name, is_followed)
        self._take(msgspec.structs.replace(self._remembered(), followed_tags=self._as_switched(self.followed_tags)))

    def believe_about(self, *names: str) -> None:
        """Following or leaving a tag is over: who is asked from now on knows of it."""
        for key in {name.casefold() for name in names} & self._switched.keys():
            self._switched[key] = self._switched[key]._replace(is_done=True)

    def _as_switched(self, names: Iterable[str]) -> tuple[str, ...]:
        """Followed tags with what was done since: an answer may have been on its way before."""
        others = (one for one in names if one.casefold() not in self._switched)
        switched = (one.name for one in self._switched.values() if one.is_followed)
        return tuple(sorted((*others, *switched), key=str.casefold))

    # What the server tells

    @property
    def is_told(self) -> bool:
        """Whether the server has told of lists and tags in this session."""
        return self._asked_at is not None

    def want(self) -> None:
        """Somebody looks: ask for lists and tags in the background, unless that was done a moment ago."""
        now = self._services.clock.time()
        is_old = self._asked_at is None or now - self._asked_at > SECONDS_FRESH
        if is_old and now >= self._not_before:
            self.renew()

    def renew(self) -> None:
        """Ask again: lists or tags were changed, or the person wants to know."""
        if self._is_guest:
            return
        self._is_wanted = True
        if not self._is_asking:
            self._is_asking = self._services.tasks.spawn(self._ask(), "asking for your lists") is not None

    async def _ask(self) -> None:
        try:
            await first_of(self._services.poller.first_answer.wait(), self._services.clock.sleep(SECONDS_FOR_POSTS))
            while self._is_wanted:
                self._is_wanted = False
                await self._ask_once()
            self._services.tasks.spawn(self._count_scheduled(), "counting what waits for its time")
        finally:
            self._is_asking = False

    async def _ask_once(self) -> None:
        is_first = not self.is_told
        lists, self.failure = await self._told(_lists, self.lists)
        known_there = {key: one for key, one in self._switched.items() if one.is_done}
        tags, failure = await self._told(_followed_tags, self.followed_tags)
        for key, one in known_there.items():
            if failure is None and self._switched.get(key) is one:
                del self._switched[key]
        now = self._services.clock.time()
        if self.failure is None and failure is None:
            self._asked_at = now
        else:
            self._not_before = now + SECONDS_AFTER_FAILURE
        tags = self._as_switched(tags)
        self._take(msgspec.structs.replace(self._remembered(), lists=lists, followed_tags=tags))
        if is_first:
            self._signal.emit()

    async def _told(self, ask: Callable[[Client], Awaitable[T]], known: T) -> tuple[T, str | None]:
        """What the server has, or what is known and a sentence why: one list does not wait for the other."""
        try:
            return await self._remote.patient(ask, lists=True), None
        except ServerError as error:
            log.warning("Asking for lists and followed tags: %s", error)
            return known, str(error)

    async def _count_scheduled(self) -> None:
        await self._services.clock.sleep(SECONDS_BEFORE_COUNTING)
        told = self._scheduled_told
        try:
            count = await self._remote.patient(_scheduled_count)
        except ServerError as error:
            log.warning("Counting what waits for its time: %s", error)
            return
        if told == self._scheduled_told:  # else they were listed or changed meanwhile
            self.count_unsent(Place.SCHEDULED, count)

    def _take(self, known: _Known) -> None:
        if known != self._remembered():
            self._known = known
            self._services.persist.keep_meta(META_KEY, msgspec.msgpack.encode(known))
            self._signal.emit()

    def _remembered(self) -> _Known:
        if self._known is None:
            kept = self._services.cache.read_meta(META_KEY)
            try:
                self._known = msgspec.msgpack.decode(kept, type=_Known) if kept is not None else _Known()
            except msgspec.DecodeError as error:
                log.info("Lists and tags are asked anew: %s", error)
                self._known = _Known()
        return self._known


async def _lists(client: Client) -> tuple[UserList, ...]:
    try:
        lists = await client.lists.all()
    except (Missing, Forbidden):  # a server without lists, or a token that may not read them
        return ()
    return tuple(sorted(lists, key=lambda one: one.title.casefold()))


async def _scheduled_count(client: Client) -> int:
    try:
        page = await client.scheduled_statuses.list(limit=40)
    except Refused:  # a server that keeps no posts until their time
        return 0
    return len(page.items)


async def _followed_tags(client: Client) -> tuple[str, ...]:
    names: list[str] = []
    try:
        async for tag in client.followed_tags.list(limit=200):
            names.append(tag.name)
            if len(names) >= MOST_TAGS:
                break
    except (Missing, Forbidden):
        pass
    # What would read as several joined tags is none.
    usable = (name for name in names if name.strip(" #") and "?" not in name)
    return tuple(sorted(dict.fromkeys(usable), key=str.casefold))
