"""Rows that come and go: where one is found again in the list that follows."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple, TypeVar

K = TypeVar("K", bound=Hashable)


class Placed(NamedTuple):
    """A row on the screen: its number, the line its first line stands on (negative above the top), its height."""

    number: int
    y: int
    height: int

    @property
    def bottom(self) -> int:
        """The line under its last one."""
        return self.y + self.height


def rows_above(old: Sequence[K], new: Sequence[K]) -> int | None:
    """How many rows were put above the old ones, 0 where all that are new stand below; None for any other change.

    These are the common cases, and they are found without looking at the rows one by one.
    """
    added = len(new) - len(old)
    if added < 0:
        return None
    if new[: len(old)] == old:
        return 0
    return added if new[added:] == old else None


def found_again(index: int, old: Sequence[K], places: Mapping[K, int]) -> tuple[int, bool]:
    """The new number of a row, and whether it is still there; else that of what came in its place.

    That is what now follows the nearest row above it that is left: after a deletion the next row, after a gap was
    filled the first row of what filled it.
    """
    if (place := places.get(old[index])) is not None:
        return place, True
    for above in range(index - 1, -1, -1):
        if (place := places.get(old[above])) is not None:
            return min(place + 1, len(places) - 1), False
    for below in range(index + 1, len(old)):
        if (place := places.get(old[below])) is not None:
            return place, False
    return 0, False


def first_left(shown: Sequence[Placed], old: Sequence[K], places: Mapping[K, int]) -> tuple[int, int]:
    """The topmost row of the screen that is still there, and how many of its lines are above the top."""
    for row in shown:
        if (place := places.get(old[row.number])) is not None:
            return place, -row.y
    return found_again(shown[0].number if shown else 0, old, places)[0], 0
