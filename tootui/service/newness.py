"""How much of a timeline is new to the reader."""

from __future__ import annotations

from tootui.model.base import StatusId
from tootui.store.timeline import Timeline


class Newness:
    """Counts the posts above the highest one the reader has seen. Posts of one's own are not news."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self.highest_seen: StatusId | None = None
        self._own: set[StatusId] = set()
        self._count: int | None = 0

    @property
    def count(self) -> int:
        """How many are new; counted when it is asked for, since many may arrive before."""
        if self._count is None:
            self._count = self._counted()
        return self._count

    def begin(self, highest_seen: StatusId | None) -> None:
        """What is above this post is new; None: nothing is."""
        self.highest_seen = highest_seen
        self.recount()

    def is_own(self, status_id: StatusId) -> None:
        """Never count this post."""
        self._own.add(status_id)
        self.recount()

    def see(self, status_id: StatusId) -> bool:
        """The reader's eyes were on this post; whether the count changed by that."""
        if not self.count:
            return False
        for row in self._timeline.rows:
            if row == self.highest_seen:
                return False
            if row == status_id:
                before = self.count
                self.begin(status_id)
                return self.count != before
        return False

    def leaves(self, status_id: StatusId) -> None:
        """A post is about to be taken out; if it was the highest seen, the one below takes its place."""
        if status_id == self.highest_seen:
            ids = self._timeline.ids()
            below = ids.index(status_id) + 1
            self.highest_seen = ids[below] if below < len(ids) else None

    def recount(self) -> None:
        """The rows have changed: count anew."""
        self._count = None

    def _counted(self) -> int:
        if self.highest_seen not in self._timeline:
            return 0
        count = 0
        for row in self._timeline.rows:
            if row == self.highest_seen:
                break
            count += isinstance(row, str) and row not in self._own
        return count
