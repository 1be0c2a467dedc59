"""Those who are told which entities changed."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet

from tootui.model.base import EntityKey

Observer = Callable[[frozenset[EntityKey]], None]


class Observers:
    """Calls each of them, in the same tick.

    Args:
        is_dirty: whether something is to be written, which may be so where nothing looks otherwise.
    """

    def __init__(self, is_dirty: Callable[[], bool]) -> None:
        self._is_dirty = is_dirty
        self._observers: list[Observer] = []
        self._keepers: list[Callable[[], None]] = []

    def add_keeper(self, callback: Callable[[], None]) -> None:
        """Call back from now on where something is to be written, though it may look as before."""
        self._keepers.append(callback)

    def add(self, callback: Observer) -> Callable[[], None]:
        """Call back from now on; the function given back ends it."""
        self._observers.append(callback)

        def stop() -> None:
            if callback in self._observers:
                self._observers.remove(callback)

        return stop

    def tell(self, changed: AbstractSet[EntityKey]) -> None:
        """Tell of changed keys, if there are any, and of what is to be written."""
        if changed:
            keys = frozenset(changed)
            for observer in tuple(self._observers):
                observer(keys)
        if self._is_dirty():
            for keeper in self._keepers:
                keeper()
