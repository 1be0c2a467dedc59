"""What of a timeline must be written: of thousands of rows a few changed."""

from __future__ import annotations

from collections.abc import Sequence

from tootui.model.pages import Gap
from tootui.store.timeline import Row

_STRIDE = 256


def changed_span(old: Sequence[Row], new: Sequence[Row], *, to_end: bool = False) -> list[Row] | None:
    """The part of ``new`` that differs from ``old``, with a post that both have at either end, where there is one.

    Args:
        to_end: something else is new about the end, so that the part must reach it.

    Returns:
        None when nothing is new.
    """
    if old == new and not to_end:
        return None
    above = _common(old, new)
    below = 0 if to_end else _common(old[above:][::-1], new[above:][::-1])
    start, end = max(above - 1, 0), min(len(new) - below + 1, len(new))
    while start > 0 and isinstance(new[start], Gap):
        start -= 1
    while end < len(new) and isinstance(new[end - 1], Gap):
        end += 1
    return list(new[start:end])


def _common(one: Sequence[Row], other: Sequence[Row]) -> int:
    """With how many equal rows both begin. Compared in strides, for that is done without Python."""
    shorter = min(len(one), len(other))
    at = 0
    while at < shorter and one[at : at + _STRIDE] == other[at : at + _STRIDE]:
        at += _STRIDE
    while at < shorter and one[at] == other[at]:
        at += 1
    return min(at, shorter)
