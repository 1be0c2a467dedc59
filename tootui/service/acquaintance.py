"""What a session knows about its account and server: there at once from the last time, renewed when it is old."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct, field

from tootui.model.account import Account
from tootui.model.errors import Missing, ServerError
from tootui.model.instance import InstanceInfo, Limits, Preferences
from tootui.service.clock import Clock
from tootui.service.paging import Habits
from tootui.service.remote import Remote
from tootui.service.signals import Signal

if TYPE_CHECKING:
    from tootui.api.features import Feature
    from tootui.service.poller import Poller

log = logging.getLogger(__name__)

META_KEY = "acquaintance"
HOUR = 3600.0
DAY = 24 * HOUR
SECONDS_FOR_A_FRAME = 0.05
"""The posts that just came are drawn before anything else is asked."""
SECONDS_BEFORE_OLD = 2.0
SECONDS_BEFORE_INSTANCE = 2.0
"""The first two seconds belong to what is on screen; limits are needed only for writing."""


class _Known(Struct):
    """All of it as it is kept; ``…_at`` is when the server told, in seconds since the epoch."""

    me: Account | None = None
    me_at: float = 0.0
    instance: InstanceInfo | None = None
    instance_at: float = 0.0
    preferences: Preferences = field(default_factory=Preferences)
    preferences_at: float = 0.0
    habits: Habits = field(default_factory=Habits)


class Acquaintance:
    """The account as the server shows it, its preferences, and the server in brief.

    Args:
        kept: what `keep` was called with in the last session.
        keep: called with what is to be kept.
    """

    def __init__(self, kept: bytes | None, keep: Callable[[bytes], None], clock: Clock) -> None:
        self._keep = keep
        self._clock = clock
        self._signal = Signal()
        self._known = _Known()
        if kept is not None:
            try:
                self._known = msgspec.msgpack.decode(kept, type=_Known)
            except msgspec.DecodeError as error:
                log.info("What was known of the server is asked anew: %s", error)

    @property
    def me(self) -> Account | None:
        """The reader's own account, None until the server told."""
        return self._known.me

    @property
    def limits(self) -> Limits:
        """What the server accepts in a post; Mastodon's own values until it told."""
        return self._known.instance.limits if self._known.instance is not None else Limits()

    @property
    def instance(self) -> InstanceInfo | None:
        """The server in brief, None until it told."""
        return self._known.instance

    @property
    def software(self) -> str:
        """The server's software in lower case, ``unknown`` until it told."""
        return self._known.instance.software if self._known.instance is not None else "unknown"

    @property
    def preferences(self) -> Preferences:
        """The reader's choices kept by the server; without values until it told."""
        return self._known.preferences

    @property
    def habits(self) -> Habits:
        """How the server pages."""
        return self._known.habits

    def offers(self, feature: Feature) -> bool:
        """Whether the server is known to have something, or it is worth a try."""
        from tootui.api.capabilities import Capabilities  # not needed for the first frame

        known = Capabilities()
        if self._known.instance is not None:
            known.learn(self._known.instance)
        return known.offers(feature)

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after changes; the result stops that."""
        return self._signal.observe(callback)

    async def renew(self, remote: Remote, poller: Poller) -> None:
        """Ask for what is old, after the first page of posts, one after the other."""
        await poller.first_answer.wait()
        await self._clock.sleep(SECONDS_FOR_A_FRAME)
        now = self._clock.time()
        known = self._known
        if now - known.preferences_at > HOUR:
            await self._ask("the preferences", lambda: self._renew_preferences(remote))
        if now - known.me_at > HOUR:
            if known.me is not None:  # what is known of it will do until then
                await self._clock.sleep(SECONDS_BEFORE_OLD)
            await self._ask("the own account", lambda: self._renew_me(remote))
        if now - known.instance_at > DAY:
            await self.renew_instance(remote)

    async def renew_instance(self, remote: Remote) -> None:
        """Ask for the server's description alone, which is all there is for a guest."""
        await self._clock.sleep(SECONDS_BEFORE_INSTANCE)
        await self._ask("the server's description", lambda: self._renew_instance(remote))

    def save(self) -> None:
        """Keep what is known for the next session."""
        self._keep(msgspec.msgpack.encode(self._known))

    async def _ask(self, what: str, ask: Callable[[], Awaitable[None]]) -> None:
        try:
            await ask()
        except ServerError as error:
            log.warning("Asking for %s: %s", what, error)
        else:
            self.save()
            self._signal.emit()

    async def _renew_preferences(self, remote: Remote) -> None:
        try:
            self._known.preferences = await remote.patient(lambda client: client.preferences.get())
        except Missing:
            self._known.preferences = Preferences()
        self._known.preferences_at = self._clock.time()

    async def _renew_me(self, remote: Remote) -> None:
        self._known.me = await remote.patient(lambda client: client.accounts.verify_credentials())
        self._known.me_at = self._clock.time()

    async def _renew_instance(self, remote: Remote) -> None:
        self._known.instance = await remote.patient(lambda client: client.instance.get())
        self._known.instance_at = self._clock.time()
