"""Time as the service sees it: one small object, so that tests move it by hand."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime

SECONDS_IN_DOUBT = 30.0
"""So long after something was done an answer that knows nothing of it may still be on its way."""


class Clock:
    """The real time. Logic never asks another one."""

    def now(self) -> datetime:
        """The present moment, with its zone (UTC)."""
        return datetime.now(UTC)

    def time(self) -> float:
        """The present moment in seconds since the epoch."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Let so much time pass."""
        await asyncio.sleep(seconds)


def clock_time(moment: float) -> str:
    """Seconds since the epoch as the wall clock shows them here: ``12:06``."""
    return datetime.fromtimestamp(moment).astimezone().strftime("%H:%M")
