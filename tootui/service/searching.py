"""A search: what this machine knows at once, then what the server finds, each thing once.

The words are neither logged nor part of any message. Servers page what they find by how many results to leave out
(``offset``), of one kind at a time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Generic, Literal, TypeAlias, TypeVar

from msgspec import Struct, field

from tootui.model.base import AccountId, StatusId
from tootui.model.errors import Forbidden, Invalid, Missing, ServerError, Unauthorized
from tootui.model.pages import Page
from tootui.model.places import Place
from tootui.model.tags import Tag
from tootui.service.feed_parts import FeedServices
from tootui.service.found_here import FoundHere
from tootui.service.relating import Relating
from tootui.service.remote import Remote
from tootui.service.resolving import Resolving
from tootui.service.signals import Stateful
from tootui.text.fediverse import is_address

if TYPE_CHECKING:
    from tootui.api.client import Client
    from tootui.model.search import Search as Found

Kind: TypeAlias = Literal["people", "tags", "posts"]
KINDS: tuple[Kind, ...] = ("people", "tags", "posts")
T = TypeVar("T")

PAGE_SIZE = 40
EVERYTHING_SIZE = 20
"""Results of each kind where all kinds are asked for at once."""
_NAMES_ON_THE_WIRE = {"people": "accounts", "tags": "hashtags", "posts": "statuses"}
_KINDS_OF_PLACES: dict[str, tuple[Kind, ...]] = {
    "search": KINDS,
    "search_people": ("people",),
    "search_tags": ("tags",),
    "search_posts": ("posts",),
}


class SearchState(Struct, frozen=True):
    """What a search is about. ``error`` is a sentence about what the reader waits for.

    ``answered``: the server has said what it finds, if that is nothing. ``closed`` is a sentence why it cannot be
    asked at all. ``more``: the kinds of which the server may find more.
    """

    loading: bool = False
    error: str | None = None
    answered: bool = False
    closed: str | None = None
    more: frozenset[Kind] = frozenset()


class Results(Struct, frozen=True):
    """What was found. ``only_here`` are the ids and names of what the server has not found, so far."""

    people: tuple[AccountId, ...] = ()
    tags: tuple[Tag, ...] = ()
    posts: tuple[StatusId, ...] = ()
    only_here: dict[Kind, frozenset[str]] = field(default_factory=dict)


class _Finds(Generic[T]):
    """What was found of one kind, by id or name."""

    def __init__(self) -> None:
        self.here: dict[str, T] = {}
        self.there: dict[str, T] = {}
        self.offset = 0
        """How much the server has given, repeats and what filters hide included."""
        self._given: set[str] = set()

    @property
    def only_here(self) -> frozenset[str]:
        return frozenset(self.here.keys() - self.there.keys())

    def take(self, shown: Iterable[tuple[str, T]], given: Sequence[str], *, anew: bool) -> bool:
        """Take what is shown of what the server gave, by its keys; whether any of that is new."""
        if anew:
            # What was read further down stays for those who are there.
            further = self.there if self.offset > len(given) else {}
            self.there = dict(shown)
            self.there.update((key, one) for key, one in further.items() if key not in self.there)
            self.offset = max(self.offset, len(given)) if further else len(given)
            self._given = set(self.there).union(given)
            return bool(given)
        for key, one in shown:
            self.there.setdefault(key, one)
        self.offset += len(given)
        has_new = not self._given.issuperset(given)
        self._given.update(given)
        return has_new

    def all(self) -> list[T]:
        """What the server found in its order, then the rest."""
        return list((self.there | {key: one for key, one in self.here.items() if key not in self.there}).values())


class Search(Stateful[SearchState]):
    """One search of everything or of one kind. Everything here returns at once; what comes is told to observers.

    Args:
        place: of a kind that begins with ``search``, with words.
        here: what this machine finds.
        resolving: told what lies behind an address that is searched for.
    """

    def __init__(
        self, place: Place, remote: Remote, services: FeedServices, here: FoundHere, resolving: Resolving
    ) -> None:
        super().__init__(SearchState())
        self.place = place
        self.words = place.argument
        self.kinds = _KINDS_OF_PLACES[place.kind]
        self.is_address = is_address(self.words)
        self.results = Results()
        """Another value after each change."""
        self._remote = remote
        self._services = services
        self._here = here
        self._resolving = resolving
        self._people: _Finds[AccountId] = _Finds()
        self._tags: _Finds[Tag] = _Finds()
        self._posts: _Finds[datetime] = _Finds()
        """When they were written."""
        self._is_begun = False
        self._stop: Callable[[], None] | None = None
        """Ends following whom the reader keeps apart."""
        self._relating = Relating(remote, services.store, services.tasks, is_guest=services.is_guest)

    @property
    def can_find_posts_here(self) -> bool:
        """Whether this machine has an index of posts."""
        return self._here.can_find_posts

    @property
    def server_finds_no_posts(self) -> bool:
        """Whether the server found none, though posts with the words are known here."""
        return self.state.answered and not self._posts.there and bool(self._posts.here) and not self.is_address

    def open(self) -> None:
        """Somebody looks at it: find what is here at once, and ask the server, unless that was done."""
        if self._stop is None:
            self._stop = self._services.apart.observe(self._changed)
            self._changed()  # some may be kept apart by now
        if not self._is_begun:
            self._is_begun = True
            self._look_here()
            self._services.tasks.spawn(self._look_for_people_here(), "searching")
        if not self.state.answered and not self.state.loading and self.state.closed is None:
            self._begin()

    def close(self) -> None:
        """Nobody looks any more; what was found is kept."""
        if self._stop is not None:
            self._stop()
            self._stop = None

    def refresh(self) -> None:
        """Search anew, or for the page that failed."""
        if self.state.loading:
            return
        if self.state.error is not None and self.state.answered:
            self.want_more()
            return
        self._look_here()
        self._set(closed=None)
        self._begin()

    def want_more(self) -> None:
        """Have the next page brought, where there is one and one kind is looked for."""
        if self.state.loading or len(self.kinds) > 1 or not self.state.more:
            return
        self._set(loading=True, error=None)
        self._services.tasks.spawn(self._load_more(), "searching")

    def look_at(self, ids: Sequence[AccountId]) -> None:
        """These people are on the screen: learn how the reader relates to them."""
        self._relating.look_at(ids)

    def _begin(self) -> None:
        self._set(loading=True, error=None)
        self._services.tasks.spawn(self._load(), "searching")

    # Here

    def _look_here(self) -> None:
        if "posts" in self.kinds:
            self._posts.here = {one.id: one.created_at for one in self._here.posts(self.words, self.place)}
        if "tags" in self.kinds:
            self._tags.here = {tag.name.casefold(): tag for tag in self._here.tags(self.words)}
        self._changed()

    async def _look_for_people_here(self) -> None:
        if "people" in self.kinds:
            self._people.here = {one: one for one in await self._here.people(self.words)}
            self._changed()

    # There

    async def _load(self) -> None:
        found = await self._asked(None)
        if found is not None:
            self._take(found, anew=True)
            if self.is_address:
                self._resolving.take(self.words, found)

    async def _load_more(self) -> None:
        offset = {"people": self._people.offset, "tags": self._tags.offset, "posts": self._posts.offset}[self.kinds[0]]
        found = await self._asked(offset)
        if found is not None:
            self._take(found, anew=False)

    async def _asked(self, offset: int | None) -> Found | None:
        """The server's answer; without ``offset`` from the beginning, as soon as it can be asked. None: said why."""
        is_guest = self._services.is_guest
        kind = _NAMES_ON_THE_WIRE[self.kinds[0]] if len(self.kinds) == 1 else None
        limit = PAGE_SIZE if kind is not None else EVERYTHING_SIZE
        resolve = True if self.is_address and not is_guest else None

        def ask(client: Client) -> Awaitable[Found]:
            return client.search.find(q=self.words, type=kind, resolve=resolve, limit=limit, offset=offset)

        try:
            return await (
                self._remote.patient(ask, lists=True) if offset is None else self._remote.call(ask, lists=True)
            )
        except Missing:
            self._set(loading=False, closed="This server does not offer search.")
        except ServerError as error:
            is_for_members = is_guest and isinstance(error, Unauthorized | Forbidden | Invalid)
            closed = "This server lets only people who are signed in search." if is_for_members else None
            self._set(loading=False, error=None if closed else str(error), closed=closed)
        return None

    def _take(self, found: Found, *, anew: bool) -> None:
        store = self._services.store
        store.put_accounts(found.accounts)
        shown = self._services.importer.take_page(Page(found.statuses, problems=found.problems), self.place)
        written = {status.id: status.created_at for status in found.statuses}
        people = [account.id for account in found.accounts]
        tags = {tag.name.casefold(): tag for tag in found.hashtags}
        has_new: dict[Kind, bool] = {
            "people": self._people.take(((one, one) for one in people), people, anew=anew),
            "tags": self._tags.take(tags.items(), list(tags), anew=anew),
            "posts": self._posts.take(((one, written[one]) for one in shown), list(written), anew=anew),
        }
        counts: dict[Kind, int] = {"people": len(people), "tags": len(tags), "posts": len(written)}
        more = frozenset(kind for kind in self.kinds if self._has_more(kind, counts[kind], has_new[kind]))
        self._set(loading=False, answered=True, more=more)
        self._changed()

    def _has_more(self, kind: Kind, given: int, has_new: bool) -> bool:
        """Servers leave out of a page what the reader has blocked: one that is not full need not be the last."""
        if self.is_address or (kind == "posts" and self._services.is_guest):
            return False
        if len(self.kinds) > 1:
            return given >= EVERYTHING_SIZE
        # Without an account servers give the first page alone.
        return has_new and given >= PAGE_SIZE // 2 and not self._services.is_guest

    # Both

    def _changed(self) -> None:
        self.results = Results(
            people=tuple(self._people.all()),
            tags=tuple(self._tags.all()),
            posts=tuple(filter(self._is_shown, self._posts_by_time())),
            only_here={"people": self._people.only_here, "tags": self._tags.only_here, "posts": self._posts.only_here},
        )
        self._signal.emit()

    def _is_shown(self, status_id: StatusId) -> bool:
        """Whether a post is by nobody whom the reader keeps apart: what is here may be from before."""
        status = self._services.store.held_status(status_id)
        return status is None or not self._services.apart.hides(status)

    def _posts_by_time(self) -> Iterator[StatusId]:
        """The server's order, and each that only this machine knows before the first that is older."""
        there, here = self._posts.there, self._posts.here
        waiting = deque(status_id for status_id in here if status_id not in there)
        for status_id, moment in there.items():
            while waiting and here[waiting[0]] > moment:
                yield waiting.popleft()
            yield status_id
        yield from waiting
