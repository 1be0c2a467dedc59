"""One sender at a time among all running tootui of an account."""

from __future__ import annotations

import logging
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
        self._owner = str(uuid.uuid4())
        self._users = 0

    async def hold(self) -> None:
        """Wait until no other process sends, and keep others from it for a while."""
        while not self._words().lease(self._owner, HELD_SECONDS):
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
