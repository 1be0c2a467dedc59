"""Addresses of posts and people anywhere, turned into places of the reader's own server."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tootui.model.errors import Missing, NotOffered
from tootui.model.places import Place
from tootui.service.remote import Remote
from tootui.store.entities import Store
from tootui.text.fediverse import Handle, handle_in, id_on_own_page

if TYPE_CHECKING:
    from tootui.model.account import Account
    from tootui.model.search import Search

_MOST_KNOWN = 500
_SECONDS_UNKNOWN = 60.0
"""So long nothing is asked about an address that led nowhere."""


class Resolving:
    """Finds the thread or profile behind an address: in memory, or by asking the reader's server to fetch it.

    Args:
        host: the reader's server.
        domain: gives the part of its people's full names, where that is known.
        barred: why the reader may not ask; None where they may.
        time: seconds since some moment.
    """

    def __init__(
        self,
        remote: Remote,
        store: Store,
        *,
        host: str,
        domain: Callable[[], str],
        barred: str | None,
        time: Callable[[], float],
    ) -> None:
        self._remote = remote
        self._store = store
        self._host = host.lower()
        self._domain = domain
        self._barred = barred
        self._time = time
        self._known: dict[str, Place] = {}
        self._unknown: dict[str, float] = {}
        """Addresses that led nowhere, and when."""
        self._lacks_search = False
        """Whether the server was found not to look anything up."""

    @property
    def why_not(self) -> str | None:
        """Why no server can be asked, in a sentence; None where it can. What is known is found all the same."""
        return "Only somebody who is signed in can have an address looked up." if self._barred is not None else None

    @property
    def is_worth_asking(self) -> bool:
        """Whether a server can be asked, and has not turned out to look nothing up."""
        return self.why_not is None and not self._lacks_search

    def known(self, address: str) -> Place | None:
        """The place behind an address (a page's, or ``@user@server``) without asking anybody; None if not known."""
        place = self._known.get(address)
        if place is None:
            handle = handle_in(address)
            place = self._person_in_memory(handle) if handle is not None else self._page_in_memory(address)
        return place

    async def find(self, address: str) -> Place | None:
        """The place behind an address: a thread or a profile. None where there is no such thing for this server.

        Raises:
            ServerError: the server could not be asked, or does not look addresses up.
        """
        place = self.known(address)
        if place is not None or self.why_not is not None:
            return place
        if self._time() < self._unknown.get(address, 0.0):
            return None
        place = await self._own_page(address) or await self._ask(address)
        if place is None:
            if len(self._unknown) >= _MOST_KNOWN:
                self._unknown.clear()
            self._unknown[address] = self._time() + _SECONDS_UNKNOWN
        return place

    def take(self, address: str, found: Search) -> Place | None:
        """The place that a server's answer to a search for an address names, known from now on."""
        self._store.put_accounts(found.accounts)
        self._store.put_statuses(found.statuses)
        place = self._named(address, found)
        if place is not None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[address] = place
        return place

    def _named(self, address: str, found: Search) -> Place | None:
        handle = handle_in(address)
        if handle is None and found.statuses:
            return Place.thread(found.statuses[0].inner.id)
        if handle is None:
            return Place.account(found.accounts[0].id) if found.accounts else None
        exact = [account for account in found.accounts if self._is(account, handle)]
        # A server may know somebody by another name than the one that was asked for.
        meant = exact or (found.accounts if len(found.accounts) == 1 else [])
        return Place.account(meant[0].id) if meant else None

    async def _ask(self, address: str) -> Place | None:
        kind = "accounts" if handle_in(address) is not None else None
        try:
            found = await self._remote.call(
                lambda client: client.search.find(q=address, type=kind, resolve=True, limit=5)
            )
        except Missing as missing:
            if missing.code == 410 and not isinstance(missing, NotOffered):
                return None
            self._lacks_search = True
            raise
        return self.take(address, found)

    async def _own_page(self, address: str) -> Place | None:
        """A page of the reader's own server names the post by the id that it has here."""
        status_id = id_on_own_page(address, self._host)
        if status_id is None:
            return None
        try:
            status = await self._remote.call(lambda client: client.statuses.get(status_id))
        except Missing:
            return None
        self._store.put_statuses([status])
        return Place.thread(status.inner.id)

    def _page_in_memory(self, address: str) -> Place | None:
        for status in self._store.held_statuses():
            if address in (status.inner.url, status.inner.uri):
                return Place.thread(status.inner.id)
        for account in self._store.held_accounts():
            if address in (account.url, account.uri):
                return Place.account(account.id)
        return None

    def _person_in_memory(self, handle: Handle) -> Place | None:
        named = (account for account in self._store.held_accounts() if self._is(account, handle))
        account = next(named, None)
        return Place.account(account.id) if account is not None else None

    def _is(self, account: Account, handle: Handle) -> bool:
        user, _, server = account.acct.casefold().partition("@")
        servers = (server,) if server else (self._host, self._domain().lower())
        return user == handle.user.casefold() and handle.server in servers
