"""Lists of people: who boosted a post, whose favourite it is. Read page by page, kept while they are open."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from tootui.model.account import Account, Relationship
from tootui.model.base import AccountId
from tootui.model.errors import ServerError, UnknownPlace
from tootui.model.pages import Page
from tootui.model.places import Place
from tootui.service.remote import Remote
from tootui.service.signals import Stateful
from tootui.service.tasks import Tasks
from tootui.store.entities import Store

if TYPE_CHECKING:
    from tootui.api.client import Client
    from tootui.api.paged import Paged

log = logging.getLogger(__name__)

PAGE_SIZE = 80
MOST_RELATIONSHIPS = 40
"""Accounts that are asked about at a time."""


class PeopleState(Struct, frozen=True):
    """What a list is about. ``error`` is a sentence about what the reader waits for."""

    loading: bool = False
    error: str | None = None
    loaded_once: bool = False
    at_end: bool = False


class People(Stateful[PeopleState]):
    """The people of one place, in the server's order. Changes are told to observers.

    Args:
        place: of the kind ``boosted_by`` or ``favourited_by``.
        is_guest: nobody asks, so that nobody relates to anybody.
    """

    def __init__(self, place: Place, remote: Remote, store: Store, tasks: Tasks, *, is_guest: bool = False) -> None:
        super().__init__(PeopleState())
        self.place = place
        self.ids: list[AccountId] = []
        self._remote = remote
        self._store = store
        self._tasks = tasks
        self._is_guest = is_guest
        self._older: str | None = None

    def open(self) -> None:
        """Ask the server for the first people, unless they are here."""
        if not self.state.loaded_once:
            self.refresh()

    def refresh(self) -> None:
        """Ask for the list from its beginning, or for the page that failed; what is here stays meanwhile."""
        if self.state.error is not None and self._older is not None:
            self.want_older()
        elif not self.state.loading:
            self._set(loading=True, error=None)
            self._tasks.spawn(self._load_first(), "reading a list of people")

    def want_older(self) -> None:
        """Read on, if there is more and nothing is being read."""
        if self.state.loading or not self.state.loaded_once or self.state.at_end:
            return
        self._set(loading=True, error=None)
        self._tasks.spawn(self._load_next(), "reading a list of people")

    async def _load_first(self) -> None:
        async def first(client: Client) -> Page[Account]:
            return await people_of(client, self.place, limit=PAGE_SIZE)

        page = await self._read(lambda: self._remote.patient(first))
        if page is not None:
            self.ids = []
            await self._take(page)

    async def _load_next(self) -> None:
        link = self._older or ""
        page = await self._read(lambda: self._remote.call(lambda client: client.follow_link(link, Account)))
        if page is not None:
            await self._take(page)

    async def _read(self, request: Callable[[], Awaitable[Page[Account]]]) -> Page[Account] | None:
        try:
            return await request()
        except ServerError as error:
            self._set(loading=False, error=str(error))
            return None

    async def _take(self, page: Page[Account]) -> None:
        self._store.put_accounts(page.items)
        here = set(self.ids)
        fresh = [account.id for account in page.items if account.id not in here]
        self.ids = [*self.ids, *dict.fromkeys(fresh)]
        self._older = page.older if fresh else None
        self._set(loading=False, loaded_once=True, at_end=self._older is None)
        self._signal.emit()
        await self._relate(fresh)

    async def _relate(self, ids: list[AccountId]) -> None:
        """Learn how the reader relates to these; a list without that is a list all the same."""
        unknown = [] if self._is_guest else [each for each in ids if self._store.relationship(each) is None]
        for start in range(0, len(unknown), MOST_RELATIONSHIPS):
            some = unknown[start : start + MOST_RELATIONSHIPS]
            try:
                found = await self._remote.call(_about(some))
            except ServerError as error:
                log.info("How the reader relates to people of %s: %s", self.place, error)
                return
            self._store.put_relationships(found)


def _about(ids: list[AccountId]) -> Callable[[Client], Awaitable[list[Relationship]]]:
    return lambda client: client.accounts.relationships(id=ids)


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
    raise UnknownPlace(str(place))
