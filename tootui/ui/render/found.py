"""Showing where the words that a find looks for stand in a post."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from tootui.ui.render.cells import whole_at
from tootui.ui.render.lines import DECORATION, Line, Piece

_NOT_SEARCHED = DECORATION | {"time", "edited", "count", "key", "dim", "faint", "mark", "poll_share", "cursor"}
"""What the program says of a post: a find for a number does not mean these."""
_NOTHING = "\0"
"""Stands for what is not searched: no words hold it."""
_ISOLATES = ("\u2068", "\u2069")


def pattern_of(words: str) -> re.Pattern[str] | None:
    """What matches the words wherever they stand in one paragraph; None where there are none."""
    parts = [re.escape(part) for part in words.split()]
    return re.compile(r"[^\S\n]+".join(parts), re.IGNORECASE) if parts else None


def highlighted(lines: Sequence[Line], words: str) -> list[Line]:
    """Mark the words wherever they stand, also across the ends of lines.

    Args:
        lines: A post's.
        words: What is looked for; case and the width of blanks do not matter.
    """
    pattern = pattern_of(words)
    if pattern is None:
        return [*lines]
    text, starts = _searched(lines)
    found = [match.span() for match in pattern.finditer(text)]
    if not found:
        return [*lines]
    ends = [end for _, end in found]
    marked: list[Line] = []
    place = 0
    for row in lines:
        pieces: list[Piece] = []
        for piece in row.pieces:
            start = starts[place]
            place += 1
            pieces += _cut(piece, start, found[bisect_right(ends, start) :]) if start >= 0 else (piece,)
        marked.append(row._replace(pieces=tuple(pieces)))
    return marked


def _searched(lines: Sequence[Line]) -> tuple[str, list[int]]:
    """One text of all lines, and where in it every piece starts; -1 for those that it leaves out."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for row in lines:
        parts.append(row.joint)
        length += len(row.joint)
        for text, style, _ in row.pieces:
            if text in _ISOLATES or style in DECORATION:
                starts.append(-1)
                continue
            is_searched = _NOT_SEARCHED.isdisjoint(style.split("+"))
            starts.append(length if is_searched else -1)
            parts.append(text if is_searched else _NOTHING)
            length += len(parts[-1])
    return "".join(parts), starts


def _cut(piece: Piece, start: int, found: Sequence[tuple[int, int]]) -> Sequence[Piece]:
    """A piece whose text starts at ``start``, parted where what was found begins and ends."""
    text, style, target = piece
    pieces: list[Piece] = []
    here = 0
    for begin, end in found:
        if begin - start >= len(text):
            break
        left = max(whole_at(text, max(begin - start, 0)), here)
        right = whole_at(text, min(end - start, len(text)))
        if left > here:
            pieces.append(Piece(text[here:left], style, target))
        if right > left:
            pieces.append(Piece(text[left:right], f"{style}+found", target))
        here = max(right, here)
    if here < len(text):
        pieces.append(Piece(text[here:], style, target))
    return pieces or (piece,)
