"""Trying a read again: few times, with growing jittered pauses, within a budget of time. Never a write."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from tootui.model.errors import ConnectionLost, RateLimited, ServerError, TimedOut, Unavailable

T = TypeVar("T")

_WORTH_WAITING = (502, 503, 504)
"""A 500 is a fault that the same question meets again; these pass."""


class RetryPolicy:
    """When and how often a failed read is tried again.

    Args:
        attempts: how many requests at most, the first included.
        first: upper bound of the first pause in seconds; it doubles each time, and the pause is drawn from 0 … bound.
        longest: no pause is longer; a server that asks for more is not waited for here.
        budget: seconds after which no further attempt is begun.
        waiting: told before each pause how many seconds it takes, and why, for those who want to show it. A pause ends
            with the task that waits.
    """

    def __init__(
        self,
        *,
        attempts: int = 3,
        first: float = 0.5,
        longest: float = 5.0,
        budget: float = 15.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
        uniform: Callable[[float, float], float] = random.uniform,
        waiting: Callable[[float, ServerError], None] | None = None,
    ) -> None:
        self._attempts = attempts
        self._first = first
        self._longest = longest
        self._budget = budget
        self._sleep = sleep
        self._monotonic = monotonic
        self._now = now
        self._uniform = uniform
        self._waiting = waiting

    async def run(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Give the first success, or raise the last failure."""
        begun = self._monotonic()
        for count in range(1, self._attempts):
            try:
                return await attempt()
            except ServerError as error:
                pause = self._pause_after(error, count)
                if pause is None or self._monotonic() - begun + pause > self._budget:
                    raise
                if pause and self._waiting is not None:
                    self._waiting(pause, error)
            if pause:
                await self._sleep(pause)
        return await attempt()

    def _pause_after(self, error: ServerError, count: int) -> float | None:
        """How long to wait before trying again, None when that would not help.

        A server that refuses connections or has no address is left to those who watch the connection.
        """
        if isinstance(error, ConnectionLost) and count == 1:
            return 0.0  # most likely a kept connection that the server had closed in the meantime
        if isinstance(error, RateLimited | Unavailable) and error.retry_at is not None:
            wait = max(0.0, error.retry_at - self._now())
            return wait if wait <= self._longest else None
        if isinstance(error, Unavailable) and error.code not in _WORTH_WAITING:
            return None
        if isinstance(error, ConnectionLost | TimedOut | Unavailable):
            return self._uniform(0.0, min(self._longest, self._first * 2 ** (count - 1)))
        return None
