"""Lines of styled text: what renderers make and the timeline draws.

Nothing here knows a colour or a cell of the screen: a piece names its style, and what it stands for when clicked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from tootui.ui.render.glyphs import Glyphs

DECORATION = frozenset({"guide", "frame", "focus_mark", "poll_bar", "poll_rest", "gap_rule", "read_line"})
"""Styles of what is drawn, not written: such pieces are left out when text is copied."""


class Target(NamedTuple):
    """What a piece stands for.

    ``kind`` and ``value``: link (address), mention and account (account id), hashtag (name), place (its text), card and
    media (address), quote (status id), cw (status id: show or hide), reply, boost, favourite and bookmark (status id),
    answer (the number of a poll's, from 0), gap (empty).
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

    ``ground`` names the tint behind it (``direct``, ``private``, ``focused``, or empty). The first ``head`` and the
    last ``tail`` lines part it from its neighbours: they carry neither tint nor cursor.
    """

    lines: Sequence[Line]
    ground: str = ""
    tail: int = 0
    head: int = 0

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


def framed(rows: Sequence[Line], glyphs: Glyphs) -> list[Line]:
    """Set lines behind a bracket. It takes 2 cells."""
    if len(rows) == 1:
        return [indented(rows[0], Piece(f"{glyphs.frame_side} ", "frame"))]
    signs = (glyphs.frame_top, *(glyphs.frame_side,) * (len(rows) - 2), glyphs.frame_bottom)
    return [indented(row, Piece(f"{sign} ", "frame")) for sign, row in zip(signs, rows, strict=True)]


def flowing(pieces: Iterable[Piece], width: int, gap: Callable[[int], int]) -> list[Line]:
    """Set pieces one after the other, in as many lines as they need.

    Args:
        pieces: What stands there, each of it at most ``width`` cells; none is parted.
        width: Cells to use.
        gap: Gives the blanks behind so many cells of a line that has something on it.
    """
    lines: list[Line] = []
    row: list[Piece] = []
    used = 0
    for piece in pieces:
        cells = cell_len(piece.text)
        blanks = gap(used) if row else 0
        if row and used + blanks + cells > width:
            lines.append(Line(tuple(row), used))
            row, used, blanks = [], 0, 0
        if blanks:
            row.append(Piece(" " * blanks))
        row.append(piece)
        used += blanks + cells
    if row:
        lines.append(Line(tuple(row), used))
    return lines


def target_at(row: Line, cell: int) -> Target | None:
    """What stands at a cell of a line to be clicked."""
    end = 0
    for piece in row.pieces:
        end += cell_len(piece.text)
        if 0 <= cell < end:
            return piece.target
    return None
