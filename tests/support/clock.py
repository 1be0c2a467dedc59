"""A clock that moves only when a test moves it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime
from weakref import WeakSet

from tootui.service.clock import Clock

NOON = datetime(2026, 6, 12, 12, 0, tzinfo=UTC)
"""Where a frozen demo server stands, so that both agree."""


class FakeClock(Clock):
    """Stands still; `advance` wakes who slept long enough, in the order of their time."""

    def __init__(self, start: datetime = NOON) -> None:
        self._time = start.timestamp()
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []
        self.requests_under_way = 0
        """How many answers are waited for, where somebody counts them."""
        _clocks.add(self)

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._time, UTC)

    def time(self) -> float:
        return self._time

    def sleep(self, seconds: float) -> Coroutine[object, object, None]:
        """It is over so long after this call, though who sleeps may have their turn only after the clock was moved."""
        return self._sleep_until(self._time + seconds)

    async def _sleep_until(self, due: float) -> None:
        if due <= self._time:
            await asyncio.sleep(0)
            return
        sleeper: tuple[float, asyncio.Future[None]] = (due, asyncio.get_running_loop().create_future())
        self._sleepers.append(sleeper)
        try:
            await sleeper[1]
        finally:
            self._sleepers.remove(sleeper)

    def advance(self, seconds: float) -> None:
        self._time += seconds
        for due, future in sorted(self._sleepers, key=lambda sleeper: sleeper[0]):
            if due <= self._time and not future.done():
                future.set_result(None)

    @property
    def waits(self) -> list[float]:
        """For how many more seconds each sleeper sleeps, the shortest first."""
        return sorted(due - self._time for due, _ in self._sleepers)


_clocks: WeakSet[FakeClock] = WeakSet()


def awaits_answers() -> bool:
    """Whether somebody waits for an answer; on a busy machine the server may not even know of what was asked."""
    return any(clock.requests_under_way for clock in _clocks)
