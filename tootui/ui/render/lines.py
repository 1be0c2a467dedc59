"""Lines of styled text: what renderers make and the timeline draws.

Nothing here knows a colour or a cell of the screen: a piece names its style, and what it stands for when clicked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

DECORATION = frozenset({"guide", "frame", "focus_mark", "poll_bar", "poll_rest", "gap_rule"})
"""Styles of what is drawn, not written: such pieces are left out when text is copied."""


class Target(NamedTuple):
    """What a piece stands for.

    ``kind`` and ``value``: link (address), mention and account (account id), hashtag (name), card and media (address),
    quote (status id), cw (status id: show or hide), reply, boost, favourite and bookmark (status id), gap (empty).
    """

    kind: str
    value: str = ""


class Piece(NamedTuple):
    """A stretch of text in one style; ``style`` may join several names by ``+``."""

    text: str
    style: str = "text"
    target: Target | None = None


class Line(NamedTuple):
    """One row of the screen. ``joint`` is what stands before it in the text: a line feed, or what it was wrapped at."""

    pieces: Sequence[Piece]
    cells: int
    joint: str = "\n"


class RowLayout(NamedTuple):
    """A row's lines at some width.

    ``ground`` names the tint behind it (``direct``, ``private``, ``focused``, or empty). The last ``tail`` lines part
    it from the next row: they carry neither tint nor cursor.
    """

    lines: Sequence[Line]
    ground: str = ""
    tail: int = 0

    @property
    def plain(self) -> str:
        """The text as drawn, without styles."""
        return "\n".join(plain(line) for line in self.lines)


BLANK = Line((), 0)


def line(*pieces: Piece, joint: str = "\n") -> Line:
    """Make a line of pieces, measuring them."""
    return Line(pieces, cells_of(pieces), joint)


def cells_of(pieces: Iterable[Piece]) -> int:
    """How many cells pieces take."""
    return sum([cell_len(piece.text) for piece in pieces])


def plain(row: Line) -> str:
    """A line's text as drawn."""
    return "".join([piece.text for piece in row.pieces])


def spread(left: Sequence[Piece], right: Sequence[Piece], width: int) -> Line:
    """Put pieces at both ends of a line. Both must fit; with nothing at the right the line ends with the left."""
    if not right:
        return Line(left, cells_of(left))
    gap = max(width - cells_of(left) - cells_of(right), 1)
    pieces = (*left, Piece(" " * gap), *right)
    return Line(pieces, cells_of(pieces))


def indented(row: Line, *prefix: Piece) -> Line:
    """Put pieces before a line."""
    return Line((*prefix, *row.pieces), cells_of(prefix) + row.cells, row.joint)


def target_at(row: Line, cell: int) -> Target | None:
    """What stands at a cell of a line to be clicked."""
    end = 0
    for piece in row.pieces:
        end += cell_len(piece.text)
        if 0 <= cell < end:
            return piece.target
    return None
