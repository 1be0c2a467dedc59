"""A timeline: ids in the server's order, newest first, with the holes that are known to be in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from tootui.model.base import StatusId
from tootui.model.pages import Gap

Row: TypeAlias = StatusId | Gap


class Timeline:
    """Ids and gaps of one place. No id stands in it twice.

    Pages may overlap with what is known and with each other. A page is proof that its posts follow one another: what
    is unknown in it goes directly under its predecessor, and a gap between two of its neighbours closes.
    """

    def __init__(self) -> None:
        self._ids: list[StatusId] = []
        self._known: set[StatusId] = set()
        self._holes: set[StatusId] = set()
        """The posts directly above a hole."""
        self._at_end = False
        self._rows: list[Row] | None = []
        self._observers: list[Callable[[], None]] = []

    @property
    def rows(self) -> list[Row]:
        """Ids and gaps, newest first. A new list after each change, never changed itself."""
        if self._rows is None:
            self._rows = list(self._ids) if not self._holes else self._rows_with_gaps()
        return self._rows

    @property
    def newest_id(self) -> StatusId | None:
        """The topmost post."""
        return self._ids[0] if self._ids else None

    @property
    def oldest_id(self) -> StatusId | None:
        """The last post."""
        return self._ids[-1] if self._ids else None

    @property
    def at_end(self) -> bool:
        """Whether the server has nothing older."""
        return self._at_end

    @at_end.setter
    def at_end(self, at_end: bool) -> None:
        if at_end != self._at_end:
            self._at_end = at_end
            self._tell()

    def ids(self) -> list[StatusId]:
        """The posts alone, newest first."""
        return list(self._ids)

    def posts_above(self, status_id: StatusId) -> int:
        """How many posts stand above one that is in it."""
        return self._ids.index(status_id)

    def __len__(self) -> int:
        """How many posts it holds."""
        return len(self._ids)

    def __contains__(self, status_id: object) -> bool:
        return status_id in self._known

    def start(self, rows: Iterable[Row], *, at_end: bool = False) -> None:
        """Begin anew, with a first page or with what the cache kept."""
        self._ids, self._known, self._holes, self._at_end = [], set(), set(), at_end
        self._weave(list(rows), 0)
        self._tell()

    def add_newer(self, rows: Iterable[Row], *, complete: bool) -> int:
        """Put posts on top and answer how many were new.

        Args:
            rows: newest first, above all that is known; may reach into it.
            complete: there is nothing between them and the former newest. Otherwise, and when they do not reach into
                what is known, a gap stays there.
        """
        chain = list(rows)
        former = self.newest_id
        if former is not None and not any(row in self._known for row in chain):
            chain += [former] if complete else [Gap(above="", below=former), former]
        return self._change(chain, 0)

    def add_older(self, rows: Iterable[Row]) -> int:
        """Put posts, newest first, directly under the last one and answer how many were new."""
        oldest = self.oldest_id
        if oldest is None:
            return self._change(list(rows), 0)
        return self._change([oldest, *rows], len(self._ids) - 1)

    def fill(self, gap: Gap, ids: Sequence[StatusId], *, from_above: bool, complete: bool) -> int:
        """Put posts into a gap and answer how many were new.

        Args:
            gap: one of the rows; if it is there no more, nothing happens.
            ids: newest first; those directly under the post above the gap, or those directly above the one below it.
            from_above: which of the two.
            complete: nothing else is missing. The gap closes too when the ids reach its other side.
        """
        if gap.above not in self._holes:
            return 0
        above_at = self._ids.index(gap.above)
        below = self._ids[above_at + 1]
        if from_above:
            return self._change([gap.above, *ids, *([below] if complete else [])], above_at)
        chain: list[Row] = [*([gap.above] if complete else []), *ids, below]
        first_known = next(row for row in chain if row in self._known)
        return self._change(chain, self._ids.index(str(first_known)))

    def remove(self, status_id: StatusId) -> bool:
        """Take a post out; a gap under it goes under the post above. False if it was not there."""
        if status_id not in self._known:
            return False
        at = self._ids.index(status_id)
        del self._ids[at]
        self._known.discard(status_id)
        if status_id in self._holes:
            self._holes.discard(status_id)
            if at > 0:
                self._holes.add(self._ids[at - 1])
        self._end_without_gap()
        self._tell()
        return True

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Be told after each change; the function given back ends it."""
        self._observers.append(callback)

        def stop() -> None:
            if callback in self._observers:
                self._observers.remove(callback)

        return stop

    def _change(self, chain: list[Row], at: int) -> int:
        holes = set(self._holes)
        added = self._weave(chain, at)
        if added or holes != self._holes:
            self._tell()
        return added

    def _weave(self, chain: list[Row], at: int) -> int:
        """Insert what is unknown of a chain, each id under its predecessor, and close the holes it disproves.

        Args:
            chain: neighbours on the server, newest first; a Gap between two says that they are none.
            at: where in the timeline the chain begins.

        Returns:
            How many ids were inserted.
        """
        added = 0
        previous: StatusId | None = None  # the chain's last id, which stands at ``at - 1``
        is_new = apart = False
        for link in chain:
            if isinstance(link, Gap):
                apart = True
                continue
            if link in self._known:
                try:
                    found = self._ids.index(link, at)
                except ValueError:  # it stands further up: the server changed its order, ours stays
                    continue
                if previous is not None:
                    self._join(previous, at, found, apart=apart and is_new, proven=not apart)
                at, is_new = found + 1, False
            else:
                self._ids.insert(at, link)
                self._known.add(link)
                if previous is not None and (apart or previous in self._holes):
                    self._split(previous, link, apart=apart)
                at, is_new = at + 1, True
                added += 1
            previous, apart = link, False
        self._end_without_gap()
        return added

    def _join(self, previous: StatusId, at: int, found: int, *, apart: bool, proven: bool) -> None:
        """Two ids of a chain stand in the timeline: what is between them is known now."""
        if proven:
            self._holes.difference_update(self._ids[at - 1 : found])
        elif apart:
            self._holes.add(previous)

    def _split(self, previous: StatusId, link: StatusId, *, apart: bool) -> None:
        """A new id came directly under ``previous``: the hole that was there is under the new one, if anywhere."""
        if previous in self._holes:
            self._holes.add(link)
        if apart:
            self._holes.add(previous)
        else:
            self._holes.discard(previous)

    def _end_without_gap(self) -> None:
        if self._ids:
            self._holes.discard(self._ids[-1])

    def _rows_with_gaps(self) -> list[Row]:
        rows: list[Row] = []
        for at, status_id in enumerate(self._ids):
            rows.append(status_id)
            if status_id in self._holes:
                rows.append(Gap(above=status_id, below=self._ids[at + 1]))
        return rows

    def _tell(self) -> None:
        self._rows = None
        for observer in tuple(self._observers):
            observer()
