"""What the reader decided about the items of a list: it shows at once, and the item stays where it stood.

An item that went at once would put the next one under the finger that presses twice. What was decided goes when the
list is asked for again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

D = TypeVar("D", bound=str)


class Decisions(Generic[D]):
    """The decisions of this session, by the names of the items.

    Args:
        changed: called after each change.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._made: dict[str, D] = {}
        self._sending: set[str] = set()
        self._sent: set[str] = set()
        """Answered since the server was asked for the list: its page may not know of it."""

    def __len__(self) -> int:
        return len(self._made)

    def on(self, name: str) -> D | None:
        """What was decided about an item; None while it waits."""
        return self._made.get(name)

    def is_being_sent(self, name: str) -> bool:
        """Whether the server has not answered yet."""
        return name in self._sending

    def make(self, names: Iterable[str], decision: D | None) -> None:
        """Decide, before the server knows of it; None: as if nothing had been decided."""
        for name in names:
            self._sending.add(name)
            self._put(name, decision)
        self._changed()

    def settle(self, names: Iterable[str], decision: D | None) -> None:
        """The server answered: this holds now."""
        for name in names:
            self._sending.discard(name)
            self._sent.add(name)
            self._put(name, decision)
        self._changed()

    def forget(self, name: str) -> None:
        """Nothing is decided about an item any more: it comes anew."""
        self._put(name, None)

    def asked(self) -> None:
        """The server is being asked for the list."""
        self._sent.clear()

    def listed(self, names: Iterable[str]) -> None:
        """The server lists these: they wait, unless its answer is older than what was decided."""
        for name in names:
            if name not in self._sending and name not in self._sent:
                self._put(name, None)

    def _put(self, name: str, decision: D | None) -> None:
        if decision is None:
            self._made.pop(name, None)
        else:
            self._made[name] = decision
