"""The session's background work: owned here, so that no screen can cancel it and no error is lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine

from tootui.model.errors import TootuiError
from tootui.service.notices import Notices

log = logging.getLogger(__name__)


class Tasks:
    """Runs coroutines until they end or the session closes. One that fails is logged and leaves one notice."""

    def __init__(self, notices: Notices) -> None:
        self._notices = notices
        self._running: set[asyncio.Task[None]] = set()
        self._spared: set[asyncio.Task[None]] = set()
        self._closed = False

    def spawn(
        self, work: Coroutine[object, object, None], name: str, *, to_its_end: bool = False
    ) -> asyncio.Task[None] | None:
        """Run ``work``; ``name`` says what it does ("loading older posts"). None after the end of the session.

        Args:
            to_its_end: it is short and must not be lost: the end of the session waits for it instead of cancelling it.
        """
        if self._closed:
            work.close()
            return None
        task = asyncio.get_running_loop().create_task(self._guard(work, name), name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        if to_its_end:
            self._spared.add(task)
            task.add_done_callback(self._spared.discard)
        # A task that is cancelled before its first step never gets to its work.
        task.add_done_callback(lambda _: work.close())
        return task

    async def _guard(self, work: Coroutine[object, object, None], name: str) -> None:
        try:
            await self.outlive(work, name)
        except TootuiError as error:
            log.warning("%s: %s", name, error)
            self._notices.post(str(error), "error", key=f"task:{name}")

    async def outlive(self, work: Awaitable[None], name: str) -> None:
        """Do a part of something that goes on whatever mistake of ours is in the part: that is logged and said.

        Raises:
            TootuiError: what may go wrong did.
        """
        try:
            await work
        except TootuiError:
            raise
        except Exception:
            log.exception("%s failed", name)
            self._say_failed(name)

    def survive(self, act: Callable[[], None], name: str) -> None:
        """The same for a part that is done at once."""
        try:
            act()
        except Exception:
            log.exception("%s failed", name)
            self._say_failed(name)

    def _say_failed(self, name: str) -> None:
        self._notices.post(f"Something went wrong while {name}. The log has the details.", "error", key=f"task:{name}")

    async def close(self, seconds: float = 0.5) -> None:
        """Cancel what still runs, but for what is to come to its end, and wait for it all, but not for ever."""
        self._closed = True
        running = set(self._running)
        for task in running - self._spared:
            task.cancel()
        if running:
            await asyncio.wait(running, timeout=seconds)


async def first_of(*waits: Awaitable[object]) -> None:
    """Wait for the first of several; the others are given up. Its error, where it failed, is raised."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
