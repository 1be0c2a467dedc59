"""Those who are told which entities changed."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet

from tootui.model.base import EntityKey

Observer = Callable[[frozenset[EntityKey]], None]


class Observers:
    """Calls each of them, in the same tick."""

    def __init__(self) -> None:
        self._observers: list[Observer] = []

    def add(self, callback: Observer) -> Callable[[], None]:
        """Call back from now on; the function given back ends it."""
        self._observers.append(callback)

        def stop() -> None:
            if callback in self._observers:
                self._observers.remove(callback)

        return stop

    def tell(self, changed: AbstractSet[EntityKey]) -> None:
        """Tell of changed keys, if there are any."""
        if changed:
            keys = frozenset(changed)
            for observer in tuple(self._observers):
                observer(keys)
