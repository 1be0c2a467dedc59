"""How the session stands with its server, as the header shows it and background work heeds it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Literal

from tootui.model.errors import BadAnswer, RateLimited, Refused, ServerError, Unavailable, Unreachable
from tootui.service.clock import Clock
from tootui.service.signals import Signal

State = Literal["starting", "live", "polling", "offline", "busy", "signed_out"]

BUSY_SECONDS = 60.0
"""How long to keep away from a server that says 429 but not until when."""


class Connection:
    """One word for the whole: ``until`` says when a busy server is asked again, ``reason`` why it is not well."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._signal = Signal()
        self._changed = asyncio.Event()
        self.state: State = "starting"
        self.until: datetime | None = None
        self.reason = ""
        self._is_streaming = False

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after each change; the result stops that."""
        return self._signal.observe(callback)

    @property
    def usable(self) -> bool:
        """Whether a request has a chance now."""
        if self.state == "busy":
            return self.until is None or self._clock.now() >= self.until
        return self.state not in ("offline", "signed_out")

    def answered(self) -> None:
        """The server answered: it is there. A busy one has told when it wants to hear from us again."""
        if self.state == "busy" and not self.usable:
            return
        if self.state != "signed_out":
            self._become("live" if self._is_streaming else "polling")

    def streaming(self, is_streaming: bool) -> None:
        """What is new comes by itself from now on, or has to be asked for again."""
        self._is_streaming = is_streaming
        if self.state in ("starting", "polling", "live"):
            self.answered()

    def failed(self, error: ServerError, *, whole: bool = False) -> None:
        """Note a failed request. ``whole``: the request stands for all (a poll), so that a 5xx or
        an answer that makes no sense counts as well."""
        if self.state == "signed_out":
            return
        if isinstance(error, RateLimited) or (isinstance(error, Unavailable) and error.retry_at is not None):
            until = error.retry_at if error.retry_at is not None else self._clock.time() + BUSY_SECONDS
            self._become("busy", str(error), datetime.fromtimestamp(until, UTC))
        elif isinstance(error, Unreachable) or (whole and isinstance(error, (Unavailable, BadAnswer))):
            self._become("offline", str(error))
        elif isinstance(error, Refused) and not isinstance(error, Unavailable):
            self.answered()

    def held_back(self, _seconds: float, error: ServerError) -> None:
        """A read waits before it is tried again: worth telling where the server said until when."""
        if isinstance(error, (RateLimited, Unavailable)) and error.retry_at is not None:
            self.failed(error)

    def sign_in_lost(self, reason: str) -> None:
        """The account's token is no longer good: nothing is asked any more until a new session."""
        self._become("signed_out", reason)

    async def ready(self) -> None:
        """Wait until a request has a chance: reachable again, or the time a busy server named has come."""
        while not self.usable:
            if self.state == "busy" and self.until is not None:
                await self._clock.sleep(max(0.0, self.until.timestamp() - self._clock.time()))
            else:
                await self.changed()

    def changed(self) -> Awaitable[object]:
        """Wait for the next change of state from now on, though the waiting itself may begin a little later."""
        return self._changed.wait()

    def _become(self, state: State, reason: str = "", until: datetime | None = None) -> None:
        if (state, reason, until) == (self.state, self.reason, self.until):
            return
        self.state, self.reason, self.until = state, reason, until
        self._changed.set()
        self._changed = asyncio.Event()
        self._signal.emit()
