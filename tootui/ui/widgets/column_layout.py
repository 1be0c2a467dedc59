"""How the sidebar and the columns share the width of the screen."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import Literal

from msgspec import Struct
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

LEAST_WIDTH = 56
"""Cells of the narrowest column."""
SIDEBAR_WIDTH = 24
SIDEBAR_FROM = 100
"""Cells of the screen from which on the sidebar is beside the columns."""
RULE = 1
"""Cells between two columns."""
_ON_TOP = 1

SidebarPlace = Literal["none", "beside", "over"]


class Fit(Struct, frozen=True, gc=False):
    """What fits: which column is the first shown, how many are, and where the sidebar is."""

    first: int
    shown: int
    sidebar: SidebarPlace


def fit(width: int, columns: int, focused: int, first: int, *, is_wanted: bool, has_keys: bool) -> Fit:
    """Choose what is shown.

    Args:
        width: the cells there are.
        columns: how many columns are open.
        focused: the number of the one with the keys, which is always shown.
        first: the first one shown so far; it stays that where it can.
        is_wanted: whether the sidebar is to be shown where there is room for it.
        has_keys: whether the sidebar has the keys: without room it lies over the columns then.
    """
    count = min(columns, _room(width))
    fits_beside = width >= SIDEBAR_FROM and min(columns, _room(width - SIDEBAR_WIDTH - RULE)) == count
    sidebar: SidebarPlace = "beside" if is_wanted and fits_beside else "over" if has_keys else "none"
    first = max(focused - count + 1, min(first, focused, columns - count))
    return Fit(first, count, sidebar)


def _room(width: int) -> int:
    return max(1, (width + RULE) // (LEAST_WIDTH + RULE))


def spans(start: int, end: int, count: int) -> list[tuple[int, int]]:
    """Part cells into columns of about the same width with a rule between: where each starts and ends."""
    room = end - start - RULE * (count - 1)
    widths = [room // count + (number < room % count) for number in range(count)]
    ends = accumulate(width + RULE for width in widths)
    return [(start + end - RULE - width, start + end - RULE) for end, width in zip(ends, widths, strict=True)]


class SideBySide(Layout):
    """Places the sidebar and those columns that fit; the others are not on the screen.

    Args:
        fitted: gives for a width what fits, the columns from left to right, and the sidebar where there is one.
    """

    name = "side-by-side"

    def __init__(self, fitted: Callable[[int], tuple[Fit, list[Widget], Widget | None]]) -> None:
        self._fitted = fitted

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        """Place what fits."""
        parent.pre_layout(self)
        width, height = size
        found, columns, sidebar = self._fitted(width)
        placements = []
        start = 0
        if sidebar is not None and found.sidebar != "none":
            over = found.sidebar == "over"
            region = Region(0, 0, SIDEBAR_WIDTH + RULE if over else SIDEBAR_WIDTH, height)
            placements.append(WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, sidebar, _ON_TOP if over else 0))
            start = 0 if over else SIDEBAR_WIDTH + RULE
        shown = columns[found.first : found.first + found.shown]
        for column, (left, right) in zip(shown, spans(start, width, found.shown), strict=True):
            placements.append(WidgetPlacement(Region(left, 0, right - left, height), NULL_OFFSET, NULL_SPACING, column))
        return [placement for placement in placements if placement.widget in children]
