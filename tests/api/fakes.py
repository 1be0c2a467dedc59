"""Time and chance for the retry policy, moved by hand."""

from __future__ import annotations

from tootui.api.retry import RetryPolicy


class FakeTime:
    """Sleeping takes no time here but moves this clock, and is remembered."""

    def __init__(self, now: float = 1_000_000.0) -> None:
        self.now = now
        self.slept: list[float] = []

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def patient(time: FakeTime, *, attempts: int = 3, budget: float = 15.0) -> RetryPolicy:
    """A policy on that clock whose pauses are always as long as they may be."""
    return RetryPolicy(
        attempts=attempts,
        budget=budget,
        sleep=time.sleep,
        monotonic=time.time,
        now=time.time,
        uniform=lambda low, high: high,
    )
