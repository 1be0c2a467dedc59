"""Keeping open places fresh, and finding the way back when the server is away."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Awaitable
from typing import Protocol

from tootui.api.backoff import Backoff
from tootui.model.errors import ServerError
from tootui.service.clock import Clock
from tootui.service.connection import Connection
from tootui.service.remote import Remote
from tootui.service.tasks import Tasks, first_of

log = logging.getLogger(__name__)

SECONDS_BEFORE_RESUMING = 5.0
"""A stream that breaks off is mostly back before what it told about has to be asked for."""


class Pollable(Protocol):
    """Something open that is asked for news now and then."""

    async def poll(self) -> None:
        """Ask once.

        Raises:
            ServerError: it did not work out; it is asked again when its time comes, or the server is back.
        """


class Poller:
    """Asks each watched place when it is due. While the server is away one request at a time tries the way back."""

    def __init__(self, remote: Remote, connection: Connection, clock: Clock, tasks: Tasks, backoff: Backoff) -> None:
        self._remote = remote
        self._tasks = tasks
        self._connection = connection
        self._clock = clock
        self._backoff = backoff
        self._seconds: dict[Pollable, float] = {}
        self._due: dict[Pollable, float] = {}
        self._paused: set[Pollable] = set()
        self._is_held = False
        self._woken = asyncio.Event()
        self.first_answer = asyncio.Event()
        """Set when the first place was filled: what is less urgent may follow."""

    def watch(self, pollable: Pollable, seconds: float) -> None:
        """Ask now, then every so many seconds."""
        self._seconds[pollable] = seconds
        self._due[pollable] = self._clock.time()
        self._woken.set()

    def unwatch(self, pollable: Pollable) -> None:
        """Ask no more."""
        self._seconds.pop(pollable, None)
        self._due.pop(pollable, None)
        self._paused.discard(pollable)

    def pause(self, pollable: Pollable) -> None:
        """What is new there comes by itself: it is asked only to find the way back to a server that was away."""
        if pollable in self._due:
            self._paused.add(pollable)
            self._due[pollable] = math.inf

    def resume(self, pollable: Pollable) -> None:
        """Nothing comes by itself any more: ask soon, then as often as before."""
        if pollable in self._paused:
            self._paused.discard(pollable)
            self._due[pollable] = self._apart(pollable, self._clock.time() + SECONDS_BEFORE_RESUMING)
            self._woken.set()

    def hold(self) -> None:
        """Nobody looks: ask nothing more, but for the way back to a server that is away."""
        self._is_held = True
        self._woken.set()

    def release(self) -> None:
        """Somebody looks again: ask everything that is watched, then as often as before."""
        if self._is_held:
            self._is_held = False
            self._all_are_due()
            self._woken.set()

    def _apart(self, pollable: Pollable, due: float) -> float:
        """The first moment from ``due`` on that is not close to another place's: several open places are no burst."""
        apart = self._seconds[pollable] / (2 * len(self._due))
        for other in sorted(moment for one, moment in self._due.items() if one is not pollable):
            if abs(other - due) < apart:
                due = other + apart
        return due

    async def run(self) -> None:
        """Go on until cancelled."""
        stop = self._connection.observe(self._woken.set)
        try:
            while True:
                self._woken.clear()
                if self._connection.usable and not self._is_held:
                    await self._ask_due()
                await self._rest()
        finally:
            stop()

    async def _ask_due(self) -> None:
        for pollable in [one for one, due in self._due.items() if due <= self._clock.time()]:
            await self._ask(pollable)
            if self._is_held or not self._connection.usable:
                return

    async def _ask(self, pollable: Pollable) -> bool:
        """Ask one place; whether that failed."""
        if pollable not in self._due:
            return False
        is_paused = pollable in self._paused
        next_due = self._apart(pollable, self._clock.time() + self._seconds[pollable])
        self._due[pollable] = math.inf if is_paused else next_due
        try:
            await self._tasks.outlive(pollable.poll(), "asking for news")
        except ServerError as error:
            log.info("Asking for news: %s", error)
            return True
        self.first_answer.set()
        return False

    async def _rest(self) -> None:
        state = self._connection.state
        if state == "signed_out":
            await self._connection.changed()
        elif state == "offline":
            await self._find_back()
        elif not self._connection.usable:
            await first_of(self._connection.ready(), self._connection.changed())
            self._all_are_due()
        else:
            now = self._clock.time()
            waits: list[Awaitable[object]] = [self._woken.wait()]
            next_due = math.inf if self._is_held else min(self._due.values(), default=math.inf)
            if next_due < math.inf:
                waits.append(self._clock.sleep(max(0.0, next_due - now)))
            await first_of(*waits)

    async def _find_back(self) -> None:
        """Try again after 1 … 60 s until the server answers; whatever is open is asked then."""
        await first_of(self._clock.sleep(self._backoff.next()), self._connection.changed())
        if self._connection.state == "offline":
            self._all_are_due()
            watched = None if self._is_held else next(iter(self._due), None)
            has_failed = watched is not None and await self._ask(watched)
            if not has_failed and self._connection.state == "offline":  # there is nothing that asks, or it knew all
                await self._probe()
        else:
            self._all_are_due()
        if self._connection.usable:
            self._backoff.reset()

    async def _probe(self) -> None:
        try:
            await self._remote.call(lambda client: client.accounts.verify_credentials(), whole=True)
        except ServerError as error:
            log.info("The server is still away: %s", error)

    def _all_are_due(self) -> None:
        now = self._clock.time()
        for pollable in self._due:
            self._due[pollable] = min(self._due[pollable], now)
