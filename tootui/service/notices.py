"""One line to the person about what happened, and what can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from tootui.service.clock import Clock

UNDO_SECONDS = 10.0

Level = Literal["info", "warning", "error"]


class Notice(Struct, frozen=True, eq=False):
    """What happened and what to do. A newer notice of the same ``key`` replaces the older one on screen.

    ``undo_label`` says what `undo` does, to stand after its key: "Boosted · u *undoes*".
    """

    text: str
    level: Level = "info"
    key: str | None = None
    undo: Callable[[], None] | None = None
    undo_label: str = ""
    seconds: float = UNDO_SECONDS
    """How long it stands, and `undo` can be asked for."""


class Notices:
    """Where the session says things; the screen observes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._observers: list[Callable[[Notice], None]] = []
        self._withdrawing: list[Callable[[str], None]] = []
        self._undoable: tuple[Notice, float] | None = None
        self._early: list[Notice] = []
        self._said = 0
        """How much was said."""

    def post(
        self,
        text: str,
        level: Level = "info",
        *,
        key: str | None = None,
        undo: Callable[[], None] | None = None,
        undo_label: str = "",
        undo_seconds: float = UNDO_SECONDS,
    ) -> Notice:
        """Say something. What is said before anybody listens is kept for the first who does."""
        notice = Notice(text, level, key, undo, undo_label, undo_seconds)
        if undo is not None:
            self._undoable = (notice, self._clock.time() + undo_seconds)
        elif level == "error" and key is not None and self._undoable is not None and self._undoable[0].key == key:
            self._undoable = None  # it came to nothing
        self._said += 1
        if not self._observers:
            self._early.append(notice)
        for callback in tuple(self._observers):
            callback(notice)
        return notice

    def observe(self, callback: Callable[[Notice], None]) -> Callable[[], None]:
        """Call back with every notice; the result stops that."""
        self._observers.append(callback)
        early, self._early = self._early, []
        for notice in early:
            callback(notice)

        def stop() -> None:
            if callback in self._observers:
                self._observers.remove(callback)

        return stop

    def withdraw(self, key: str) -> None:
        """What was said by this key holds no more: it need not stand until its time is over."""
        self._early = [notice for notice in self._early if notice.key != key]
        for callback in tuple(self._withdrawing):
            callback(key)

    def observe_withdrawn(self, callback: Callable[[str], None]) -> Callable[[], None]:
        """Call back with the key of what holds no more; the result stops that."""
        self._withdrawing.append(callback)
        return lambda: self._withdrawing.remove(callback) if callback in self._withdrawing else None

    def undoable(self) -> Notice | None:
        """The latest notice whose deed can still be taken back."""
        if self._undoable is None or self._clock.time() > self._undoable[1]:
            self._undoable = None
            return None
        return self._undoable[0]

    def undo(self) -> bool:
        """Take back what the latest notice names, once; False where there is nothing to take back."""
        notice = self.undoable()
        if notice is None or notice.undo is None:
            return False
        self._undoable = None
        said = self._said
        notice.undo()
        if self._said == said:  # whoever takes something back mostly says so in words of their own
            self.post("Undone.", key=notice.key)
        return True
