"""Telling observers that something changed, once per turn of the loop however often it changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

S = TypeVar("S", bound=Struct)


class Signal:
    """Observers of one thing. Several `emit` calls in the same turn of the loop reach each observer once."""

    def __init__(self) -> None:
        self._observers: list[Callable[[], object]] = []
        self._due = False

    def observe(self, callback: Callable[[], object]) -> Callable[[], None]:
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
            if callback in self._observers:  # or another one has ended that just now
                callback()


class Stateful(Generic[S]):
    """What has a state, a frozen value, whose changes observers hear of.

    Attributes:
        state: how it stands just now.
    """

    def __init__(self, state: S) -> None:
        self.state = state
        self._signal = Signal()

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after changes of the state and of all else that can be seen; the result stops that."""
        return self._signal.observe(callback)

    def _set(self, **changes: object) -> None:
        state = replace(self.state, **changes)
        if state != self.state:
            self.state = state
            self._signal.emit()
