"""Which entities were used lately, so that memory holds those and the disk the rest."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator


class Recency:
    """Ids of one kind in the order of their last use."""

    def __init__(self) -> None:
        self._order: OrderedDict[str, None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._order)

    def __contains__(self, entity_id: object) -> bool:
        return entity_id in self._order

    def use(self, entity_id: str) -> None:
        """It is the last one used now."""
        self._order[entity_id] = None
        self._order.move_to_end(entity_id)

    def forget(self, entity_id: str) -> None:
        """It is in memory no more."""
        self._order.pop(entity_id, None)

    def longest_unused(self) -> Iterator[str]:
        """Each id once, the one used longest ago first; any of them may be used or forgotten meanwhile."""
        for _ in range(len(self._order)):
            oldest = next(iter(self._order), None)
            if oldest is None:
                return
            yield oldest
