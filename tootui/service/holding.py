"""Holding a post back for the seconds in which its author may think better of it."""

from __future__ import annotations

import asyncio

from tootui.service.clock import Clock
from tootui.service.tasks import first_of


class Holding:
    """Lets posts wait before they are sent. ``seconds`` may be 0: then nothing is held."""

    def __init__(self, seconds: float, clock: Clock) -> None:
        self.seconds = seconds
        self._clock = clock
        self._released = asyncio.Event()

    async def wait(self) -> None:
        """Wait until the time is over, or the session ends."""
        await first_of(self._clock.sleep(self.seconds), self._released.wait())

    def release(self) -> None:
        """Let everything go out now, and hold nothing from now on."""
        self._released.set()
