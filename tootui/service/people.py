"""Lists of people: who boosted a post, who follows somebody. Read page by page, and kept for those who come back."""

from __future__ import annotations

import logging
import math
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, cast

from msgspec import Struct

from tootui.model.account import Account
from tootui.model.base import AccountId
from tootui.model.errors import Missing, ServerError, UnknownPlace
from tootui.model.pages import Page
from tootui.model.places import Place
from tootui.service.clock import Clock
from tootui.service.closed import why_refused
from tootui.service.relating import Relating
from tootui.service.remote import Remote
from tootui.service.signals import Stateful
from tootui.service.tasks import Tasks
from tootui.store.entities import Store

if TYPE_CHECKING:
    from tootui.api.client import Client
    from tootui.api.paged import Paged

log = logging.getLogger(__name__)

KINDS = ("boosted_by", "favourited_by", "followers", "following", "follow_requests", "mutes", "blocks")
"""Kinds of places whose rows are people."""
PAGE_SIZE = 80
SECONDS_FRESH = 60.0
"""So long a list is not asked for again by whoever comes back to it."""
_OF_A_PERSON = ("followers", "following")
_OF_A_POST = ("boosted_by", "favourited_by")
"""Kinds of lists that every server has: what is refused may be had another time."""


class PeopleState(Struct, frozen=True):
    """What a list is about. ``error`` is a sentence about what the reader waits for.

    ``closed`` is a sentence why the list cannot be had here at all.
    """

    loading: bool = False
    error: str | None = None
    loaded_once: bool = False
    at_end: bool = False
    closed: str | None = None


class People(Stateful[PeopleState]):
    """The people of one place, in the server's order. Changes are told to observers.

    Args:
        place: one whose rows are people, see `people_of`.
        lacking: where to note which kinds of lists this server turns out not to have.
        is_guest: nobody asks, so that nobody relates to anybody.
    """

    def __init__(
        self,
        place: Place,
        remote: Remote,
        store: Store,
        tasks: Tasks,
        clock: Clock,
        *,
        lacking: set[str] | None = None,
        is_guest: bool = False,
    ) -> None:
        super().__init__(PeopleState())
        self.place = place
        self.ids: list[AccountId] = []
        """It grows at its end, page by page, and is the same list meanwhile."""
        self.edition = 0
        """Another number whenever anything but its end has changed."""
        self._known: set[AccountId] = set()
        self._remote = remote
        self._store = store
        self._tasks = tasks
        self._clock = clock
        self._lacking = lacking if lacking is not None else set()
        self._is_guest = is_guest
        self._older: str | None = None
        self._asked_at: float | None = None
        store.crowd.hold(self)
        self._relating = Relating(remote, store, tasks, is_guest=is_guest)

    def open(self) -> None:
        """Ask the server for the first people, unless that was done a moment ago."""
        if self._asked_at is None or self._clock.time() - self._asked_at > SECONDS_FRESH:
            self.refresh()

    def refresh(self) -> None:
        """Ask for the list from its beginning, or for the page that failed; what is here stays meanwhile."""
        if self.state.error is not None and self._older is not None:
            self.want_older()
        elif not self.state.loading:
            self._relating.begin_anew()
            self._set(loading=True, error=None)
            self._tasks.spawn(self._load_first(), "reading a list of people")

    def want_older(self) -> None:
        """Read on, if there is more and nothing is being read."""
        if self.state.loading or not self.state.loaded_once or self.state.at_end:
            return
        self._set(loading=True, error=None)
        self._tasks.spawn(self._load_next(), "reading a list of people")

    def take_out(self, account_id: AccountId) -> None:
        """Somebody is no longer on the list."""
        if account_id in self._known:
            self._known.discard(account_id)
            self.ids = [one for one in self.ids if one != account_id]
            self.edition += 1
            self._signal.emit()

    async def _load_first(self) -> None:
        page = await self._read(lambda: self._remote.patient(lambda client: self._page(client, None), lists=True))
        if page is None:
            return
        self._asked_at = self._clock.time()
        self._lacking.discard(self.place.kind)
        self._store.put_accounts(page.items)
        fresh = list(dict.fromkeys(account.id for account in page.items))
        older = page.older if fresh else None
        joint = self.ids.index(fresh[-1]) if fresh and fresh[-1] in self._known else None
        if older is None or joint is None:
            self.ids, self._older = fresh, older
            self._set(at_end=older is None)
        else:  # what was read further down stays for those who are there
            known = set(fresh)
            self.ids = [*fresh, *(one for one in self.ids[joint + 1 :] if one not in known)]
        self._known = set(self.ids)
        self.edition += 1
        self._set(loading=False, loaded_once=True, closed=None)
        self._signal.emit()

    async def _load_next(self) -> None:
        link = self._older or ""
        page = await self._read(lambda: self._remote.call(lambda client: self._page(client, link), lists=True))
        if page is None:
            return
        self._store.put_accounts(page.items)
        fresh = dict.fromkeys(account.id for account in page.items if account.id not in self._known)
        self.ids += fresh
        self._known.update(fresh)
        self._older = page.older if fresh else None
        self._set(loading=False, at_end=self._older is None)
        self._signal.emit()

    async def _page(self, client: Client, link: str | None) -> Page[Account]:
        """Ask for the first page, or for the one that a link names."""
        if link is not None:
            return await client.follow_link(link, Account)
        return await people_of(client, self.place, limit=PAGE_SIZE)

    async def _read(self, request: Callable[[], Awaitable[Page[Account]]]) -> Page[Account] | None:
        try:
            return await request()
        except ServerError as error:
            is_of_post = self.place.kind in _OF_A_POST
            closed = None if is_of_post else why_refused(self.place, error, is_guest=self._is_guest)
            if closed is not None:
                self._asked_at = math.inf  # not again by itself
            if closed is not None and isinstance(error, Missing) and await self._is_about_the_list(error):
                self._lacking.add(self.place.kind)
            self._set(loading=False, error=str(error), closed=closed)
            return None

    async def _is_about_the_list(self, missing: Missing) -> bool:
        """Whether the server has no such lists at all, rather than not this person any more."""
        if self.place.kind not in _OF_A_PERSON or missing.code != 404:
            return True
        try:
            await self._remote.call(lambda client: client.accounts.get(self.place.argument))
        except ServerError:
            return False
        return True

    def look_at(self, ids: Sequence[AccountId], around: Sequence[AccountId] = ()) -> None:
        """See `Relating.look_at`."""
        self._relating.look_at(ids, around)


def people_of(client: Client, place: Place, *, limit: int) -> Paged[Account]:
    """The people of a place whose rows are people.

    Raises:
        UnknownPlace: its rows are something else.
    """
    match place.kind:
        case "boosted_by":
            return client.statuses.reblogged_by(place.argument, limit=limit)
        case "favourited_by":
            return client.statuses.favourited_by(place.argument, limit=limit)
        case "followers":
            return client.accounts.followers(place.argument, limit=limit)
        case "following":
            return client.accounts.following(place.argument, limit=limit)
        case "follow_requests":
            return client.follow_requests.list(limit=limit)
        case "blocks":
            return client.blocks.list(limit=limit)
        case "mutes":
            return cast("Paged[Account]", client.mutes.list(limit=limit))  # whoever only reads it may take it for that
    raise UnknownPlace(str(place))
