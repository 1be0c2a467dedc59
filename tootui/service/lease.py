"""One sender at a time among all running tootui of an account."""

from __future__ import annotations

import logging
import os
import platform
import uuid
from collections.abc import Callable

from tootui.cache.words import Words
from tootui.model.errors import StorageError
from tootui.service.clock import Clock

log = logging.getLogger(__name__)

HELD_SECONDS = 120.0
"""Longer than the slowest attempt (a post times out after 90 s), so that it cannot run out in the middle of one."""

RETRY_SECONDS = 5.0


class Lease:
    """The right to send, kept in words.db. Ask for it before each step: a suspended machine may have lost it."""

    def __init__(self, words: Callable[[], Words], clock: Clock) -> None:
        self._words = words
        self._clock = clock
        self._owner = owner_name()
        self._users = 0

    async def hold(self) -> None:
        """Wait until no other process sends, and keep others from it for a while."""
        while not self._words().lease(self._owner, HELD_SECONDS):
            holder = self._words().leaseholder()
            if holder is not None and is_gone(holder):
                self._words().release(holder)
            else:
                await self._clock.sleep(RETRY_SECONDS)

    def begin(self) -> None:
        """One more delivery needs it."""
        self._users += 1

    def end(self) -> None:
        """One delivery less; after the last one others may send."""
        self._users -= 1
        if not self._users:
            try:
                self._words().release(self._owner)
            except StorageError as error:
                log.warning("%s", error)


def owner_name() -> str:
    """A name for this process by which others can tell whether it still runs."""
    return f"{_machine()}/{os.getpid()}/{uuid.uuid4()}"


def _machine() -> str:
    """Where process ids mean what they mean here: a container has its own."""
    try:
        namespace = os.readlink("/proc/self/ns/pid")  # noqa: PTH115 - its target is no path
    except OSError:
        namespace = ""
    return f"{platform.node()} {namespace}".replace("/", "")


def is_gone(owner: str) -> bool:
    """Whether a holder is known to have ended, killed most likely. A number taken by another process is waited for."""
    machine, _, rest = owner.partition("/")
    pid = rest.partition("/")[0]
    if os.name != "posix" or machine != _machine() or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass  # somebody else's: the number was given again
    return False
