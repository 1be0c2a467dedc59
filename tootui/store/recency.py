"""Which posts were used lately, so that memory holds those and the disk the rest."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

from tootui.model.base import StatusId


class Recency:
    """Ids in the order of their last use."""

    def __init__(self) -> None:
        self._order: OrderedDict[StatusId, None] = OrderedDict()

    def use(self, status_id: StatusId) -> None:
        """It is the last one used now."""
        self._order[status_id] = None
        self._order.move_to_end(status_id)

    def forget(self, status_id: StatusId) -> None:
        """It is in memory no more."""
        self._order.pop(status_id, None)

    def longest_unused(self) -> Iterator[StatusId]:
        """Each id once, the one used longest ago first; any of them may be used or forgotten meanwhile."""
        for _ in range(len(self._order)):
            oldest = next(iter(self._order), None)
            if oldest is None:
                return
            yield oldest
