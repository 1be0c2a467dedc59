"""Telling observers that something changed, once per turn of the loop however often it changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Signal:
    """Observers of one thing. Several `emit` calls in the same turn of the loop reach each observer once."""

    def __init__(self) -> None:
        self._observers: list[Callable[[], None]] = []
        self._due = False

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after each change; the result stops that."""
        self._observers.append(callback)

        def stop() -> None:
            if callback in self._observers:
                self._observers.remove(callback)

        return stop

    def emit(self) -> None:
        """Tell everybody soon; at once where no loop runs yet."""
        if self._due or not self._observers:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._tell()
        else:
            self._due = True
            loop.call_soon(self._tell)

    def _tell(self) -> None:
        self._due = False
        for callback in tuple(self._observers):
            callback()
