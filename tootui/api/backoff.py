"""How long to wait before trying again."""

from __future__ import annotations

import random
from collections.abc import Callable


class Backoff:
    """1, 2, 4 … 60 seconds, each shortened by up to half so that not all clients come back at once."""

    def __init__(
        self,
        first: float = 1.0,
        most: float = 60.0,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._first = first
        self._most = most
        self._chance = chance
        self._tries = 0

    def next(self) -> float:
        """The next waiting time in seconds."""
        seconds = min(self._most, self._first * 2.0 ** min(self._tries, 16))
        self._tries += 1
        return seconds * (1 - self._chance() / 2)

    def reset(self) -> None:
        """It went well: begin anew."""
        self._tries = 0
