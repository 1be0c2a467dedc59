"""Somebody's profile: who they are and how the reader and they relate, kept fresh while it is open."""

from __future__ import annotations

import logging
from collections.abc import Callable

from msgspec import Struct

from tootui.model.account import Account, Relationship
from tootui.model.base import AccountId, EntityKey
from tootui.model.errors import Missing, ServerError
from tootui.model.places import Place
from tootui.service.closed import why_refused
from tootui.service.feed_parts import FeedServices
from tootui.service.remote import Remote
from tootui.service.signals import Stateful

log = logging.getLogger(__name__)

SECONDS_BETWEEN = 300.0
"""An open profile is asked for again after so long."""


class ProfileState(Struct, frozen=True):
    """What a profile is about. ``error`` is a sentence; ``gone``: there is no use in asking again."""

    loading: bool = False
    error: str | None = None
    gone: bool = False
    loaded_once: bool = False


class Profile(Stateful[ProfileState]):
    """One account. Everything here returns at once but `poll` and `refresh`; changes are told to observers.

    Args:
        is_me: whether it is the reader's own.
        host: where the server is, as long as it has not told its name.
    """

    def __init__(
        self, account_id: AccountId, remote: Remote, services: FeedServices, *, is_me: bool, host: str
    ) -> None:
        super().__init__(ProfileState())
        self.account_id = account_id
        self.is_me = is_me
        self.familiar: list[Account] = []
        """Those of their followers whom the reader follows."""
        self._remote = remote
        self._host = host
        self._services = services
        self._account: Account | None = None
        self._stop_observing: Callable[[], None] | None = None

    @property
    def account(self) -> Account | None:
        """The account, None as long as nothing is known of it."""
        self._account = self._services.store.account(self.account_id) or self._account
        return self._account

    @property
    def relationship(self) -> Relationship | None:
        """How the reader and they relate, None where that is not known."""
        return self._services.store.relationship(self.account_id)

    @property
    def address(self) -> str:
        """The full name under which everybody finds them: ``@ada@server``; empty where nobody is known."""
        acct = self.account.acct if self.account is not None else ""
        if not acct or "@" in acct:
            return f"@{acct}" if acct else ""
        instance = self._services.instance()
        return f"@{acct}@{instance.domain if instance is not None else self._host}"

    def open(self) -> None:
        """Show what is known at once, then ask the server, now and while it stays open."""
        if self._stop_observing is None:
            self._stop_observing = self._services.store.observe(self._entities_changed)
        if self.relationship is None:
            self._services.store.put_relationships(self._services.cache.read_relationships([self.account_id]))
        if not self._services.connection.usable:
            self._set(error=self._services.connection.reason)
        self._services.poller.watch(self, SECONDS_BETWEEN)

    def close(self) -> None:
        """Nobody looks any more."""
        self._services.poller.unwatch(self)
        if self._stop_observing is not None:
            self._stop_observing()
            self._stop_observing = None

    async def refresh(self) -> None:
        """Ask the server now; what is wrong is told by the state."""
        try:
            await self.poll()
        except ServerError as error:
            log.info("Asking for a profile: %s", error)

    async def poll(self) -> None:
        """Fetch the account, then how one relates to it.

        Raises:
            ServerError: the account could not be had; what is there stays.
        """
        self._set(loading=True)
        try:
            account = await self._remote.call(lambda client: client.accounts.get(self.account_id))
        except ServerError as error:
            self._refused(error)
            raise
        self._services.store.put_accounts([account, *([account.moved] if account.moved is not None else [])])
        self._set(loading=False, error=None, gone=False, loaded_once=True)
        if not self.is_me and not self._services.is_guest:
            await self._relate()

    def _refused(self, error: ServerError) -> None:
        place = Place.account(self.account_id)
        reason = why_refused(place, error, is_guest=self._services.is_guest)
        if isinstance(error, Missing):
            self._services.poller.unwatch(self)
        self._set(loading=False, error=reason or str(error), gone=reason is not None)

    async def _relate(self) -> None:
        """A profile without these is a profile all the same: some servers do not tell."""
        ids = [self.account_id]
        try:
            related = await self._remote.call(lambda client: client.accounts.relationships(id=ids))
            self._services.store.put_relationships(related)
            familiar = await self._remote.call(lambda client: client.accounts.familiar_followers(id=ids))
        except ServerError as error:
            log.info("How the reader relates to an account: %s", error)
            return
        self.familiar = [account for one in familiar if one.id == self.account_id for account in one.accounts]
        self._services.store.put_accounts(self.familiar)
        self._signal.emit()

    def _entities_changed(self, keys: frozenset[EntityKey]) -> None:
        if not keys.isdisjoint((("account", self.account_id), ("relationship", self.account_id))):
            self._signal.emit()
