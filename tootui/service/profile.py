"""Somebody's profile: who they are and how the reader and they relate, kept fresh while it is open."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from msgspec import Struct

from tootui.model.account import Account, Relationship
from tootui.model.base import AccountId, EntityKey, known
from tootui.model.errors import Missing, ServerError
from tootui.model.places import Place
from tootui.model.tags import FeaturedTag
from tootui.service.closed import why_refused
from tootui.service.feed_parts import FeedServices
from tootui.service.remote import Remote
from tootui.service.signals import Stateful
from tootui.text.addresses import full_name

log = logging.getLogger(__name__)

SECONDS_BETWEEN = 300.0
"""An open profile is asked for again after so long."""
SECONDS_FRESH = 60.0
"""So long one is not asked for again by whoever comes back to it."""


class ProfileState(Struct, frozen=True):
    """What a profile is about. ``error`` is a sentence; ``gone``: there is no use in asking again."""

    loading: bool = False
    error: str | None = None
    gone: bool = False
    loaded_once: bool = False


class Profile(Stateful[ProfileState]):
    """One account, the same for all parts of its profile. Changes are told to observers.

    Everything here returns at once but `poll` and `refresh`.

    Args:
        is_me: whether it is the reader's own.
        host: where the server is, as long as it has not told its name.
        lacking: what the server turned out not to tell of profiles, the same for all of them.
    """

    def __init__(
        self,
        account_id: AccountId,
        remote: Remote,
        services: FeedServices,
        *,
        is_me: bool,
        host: str,
        lacking: set[str],
    ) -> None:
        super().__init__(ProfileState())
        self.account_id = account_id
        self.is_me = is_me
        self.familiar: list[Account] = []
        """Those of their followers whom the reader follows."""
        self.featured_tags: list[FeaturedTag] = []
        """The hashtags they show."""
        self._remote = remote
        self._host = host
        self._services = services
        self._account: Account | None = None
        self._stop_observing: Callable[[], None] | None = None
        self._lacking = lacking
        self._openings = 0
        self._is_whole = False
        """Whether all of the head was shown to anybody."""
        self._is_uncovered = False
        self._asked_at: float | None = None
        self._knows_surroundings = False

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
        instance = self._services.instance()
        return full_name(acct, instance.domain if instance is not None else self._host) if acct else ""

    # What is covered

    @property
    def is_covered(self) -> bool:
        """Whether the moderators keep it from those who did not ask for it: the reader has not yet."""
        account, relationship = self.account, self.relationship
        if account is None or not known(account.limited, False) or self.is_me or self._is_uncovered:
            return False
        return relationship is None or not known(relationship.following, False)

    def uncover(self) -> None:
        """The reader wants to see it all the same, until the end of the session."""
        self._is_uncovered = True
        self._complete()
        self._signal.emit()

    # Opening and closing

    def open(self, *, whole: bool = True) -> None:
        """Show what is known at once, then ask the server, now and while it stays open for anybody.

        Args:
            whole: all of the head is shown, not only whose profile it is and how the reader relates to them.
        """
        self._openings += 1
        self._is_whole |= whole
        self._complete()
        if self._openings > 1:
            return
        self._stop_observing = self._services.store.observe(self._entities_changed)
        if self.relationship is None:
            self._services.store.put_relationships(self._services.cache.read_relationships([self.account_id]))
        if not self._services.connection.usable:
            self._set(error=self._services.connection.reason)
        self._services.poller.watch(self, SECONDS_BETWEEN)

    def close(self) -> None:
        """One of those who look does so no more."""
        self._openings -= 1
        if self._openings == 0 and self._stop_observing is not None:
            self._services.poller.unwatch(self)
            self._stop_observing()
            self._stop_observing = None

    async def refresh(self) -> None:
        """Ask the server now; what is wrong is told by the state."""
        self._asked_at = None
        self._knows_surroundings = False
        self._lacking.clear()
        try:
            await self.poll()
        except ServerError as error:
            log.info("Asking for a profile: %s", error)

    async def poll(self) -> None:
        """Fetch the account, then how one relates to it; not again for those who only go from part to part.

        Raises:
            ServerError: the account could not be had; what is there stays.
        """
        now = self._services.clock.time()
        is_fresh = self._asked_at is not None and now - self._asked_at < SECONDS_FRESH
        if is_fresh and self.state.error is None and self._services.connection.usable:
            return
        self._asked_at = now
        self._set(loading=True)
        try:
            account = await self._remote.call(lambda client: client.accounts.get(self.account_id))
        except ServerError as error:
            self._refused(error)
            raise
        self._services.store.put_accounts([account, *([account.moved] if account.moved is not None else [])])
        self._set(loading=False, error=None, gone=False, loaded_once=True)
        self._services.tasks.spawn(self._look_around(), "asking how you relate to somebody")

    def _refused(self, error: ServerError) -> None:
        place = Place.account(self.account_id)
        reason = why_refused(place, error, is_guest=self._services.is_guest)
        if isinstance(error, Missing):
            self._services.poller.unwatch(self)
        self._set(loading=False, error=reason or str(error), gone=reason is not None)

    async def _look_around(self) -> None:
        """What is told beside the account itself. The posts do not wait for it, and some servers tell none of it."""
        if not self.is_me and not self._services.is_guest:
            await self._try(self._relate, "how the reader relates to it")
        self._complete()

    def _complete(self) -> None:
        """Where all of the head is shown: what else belongs to it, once."""
        is_known = self.state.loaded_once and not self.is_covered
        if self._is_whole and is_known and not self._knows_surroundings:
            self._knows_surroundings = True
            self._services.tasks.spawn(self._look_further(), "asking about a profile")

    async def _look_further(self) -> None:
        if not self.is_me and not self._services.is_guest:
            await self._try(self._find_familiar, "familiar followers")
        await self._try(self._read_featured_tags, "featured hashtags")
        self._signal.emit()

    async def _try(self, ask: Callable[[], Awaitable[None]], what: str) -> None:
        if what in self._lacking:
            return
        try:
            await ask()
        except ServerError as error:
            log.info("Asking of a profile %s: %s", what, error)
            if isinstance(error, Missing):  # the account itself is there
                self._lacking.add(what)

    async def _relate(self) -> None:
        ids = [self.account_id]
        related = await self._remote.call(lambda client: client.accounts.relationships(id=ids))
        self._services.store.put_relationships(related)

    async def _find_familiar(self) -> None:
        ids = [self.account_id]
        familiar = await self._remote.call(lambda client: client.accounts.familiar_followers(id=ids))
        self.familiar = [one for each in familiar if each.id == self.account_id for one in each.accounts]
        self._services.store.put_accounts(self.familiar)

    async def _read_featured_tags(self) -> None:
        self.featured_tags = await self._remote.call(lambda client: client.accounts.featured_tags(self.account_id))

    def _entities_changed(self, keys: frozenset[EntityKey]) -> None:
        if not keys.isdisjoint((("account", self.account_id), ("relationship", self.account_id))):
            self._signal.emit()
