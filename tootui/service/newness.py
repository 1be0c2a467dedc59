"""How much of a timeline is new to the reader, and where they had read up to before it came."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet

from tootui.model.base import StatusId
from tootui.store.timeline import Timeline


class Newness:
    """Counts the posts above the highest one the reader has seen. Posts of one's own, and hidden ones, are not news."""

    def __init__(self, timeline: Timeline, hidden: Callable[[], AbstractSet[StatusId]] = frozenset) -> None:
        self._timeline = timeline
        self._hidden = hidden
        self.highest_seen: StatusId | None = None
        self._own: set[StatusId] = set()
        self._count = 0
        self._is_counted = True
        self._line: StatusId | None = None

    @property
    def count(self) -> int:
        """How many are new; counted when it is asked for, since many may arrive before."""
        self._settle()
        return self._count

    @property
    def line(self) -> StatusId | None:
        """The post that was the highest seen when newer ones came: it and what is below was read before them."""
        self._settle()
        return self._line

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
        timeline, highest = self._timeline, self.highest_seen
        if highest is None or highest not in timeline or status_id not in timeline:
            return False
        if timeline.posts_above(status_id) >= timeline.posts_above(highest):
            return False
        before = self.count
        self.begin(status_id)
        return self.count != before

    def come_again(self) -> None:
        """The reader comes to the place once more: where nothing is new, the line has done its work."""
        if not self.count:
            self._line = None

    def leaves(self, status_id: StatusId) -> None:
        """A post is about to be taken out; if it was the highest seen, the one below takes its place."""
        if status_id in (self.highest_seen, self._line):
            ids = self._timeline.ids()
            at = ids.index(status_id) + 1
            below = ids[at] if at < len(ids) else None
            if status_id == self.highest_seen:
                self.highest_seen = below
            if status_id == self._line:
                self._line = below

    def recount(self) -> None:
        """The rows have changed: count anew."""
        self._is_counted = False

    def _settle(self) -> None:
        if self._is_counted:
            return
        before, self._count = self._count, self._counted()
        self._is_counted = True
        if not before and self._count:
            self._line = self.highest_seen

    def _counted(self) -> int:
        if self.highest_seen is None or self.highest_seen not in self._timeline:
            return 0
        count = self._timeline.posts_above(self.highest_seen)
        no_news = self._own | self._hidden()
        return count - len(no_news.intersection(self._timeline.ids()[:count])) if no_news else count
