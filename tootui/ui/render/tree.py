"""The guide lines of a thread."""

from __future__ import annotations

from tootui.ui.render.context import Branch, RenderContext
from tootui.ui.render.lines import Line, Piece, indented

LEAST_TEXT = 40
"""Indentation never leaves less than this many cells to the text, if the column has as many."""
_MOST_LEVELS = 12


def guide_cells(branch: Branch, width: int) -> int:
    """How many cells the guides left of a post take."""
    return 2 * _levels(branch, width)


def with_guides(rows: list[Line], branch: Branch, width: int, ctx: RenderContext) -> list[Line]:
    """Draw the guides left of a post's lines; the lines are its text and what leads on to the next row."""
    levels = _levels(branch, width)
    if not levels:
        return rows
    glyphs = ctx.glyphs
    outer = branch.guides[-(levels - 1) :] if levels > 1 else ()
    outer = (False,) * (levels - 1 - len(outer)) + tuple(outer)
    left = "".join(f"{glyphs.guide} " if goes_on else "  " for goes_on in outer)
    goes_on = branch.role == "ancestor" or not branch.last
    first = f"{left}{glyphs.guide if goes_on else glyphs.guide_end} "
    further = f"{left}{glyphs.guide if goes_on else ' '} "
    return [indented(rows[0], Piece(first, "guide")), *(indented(row, Piece(further, "guide")) for row in rows[1:])]


def _levels(branch: Branch, width: int) -> int:
    if branch.role == "ancestor":
        return 1 if width > LEAST_TEXT + 2 else 0
    return max(0, min(branch.depth, _MOST_LEVELS, (width - LEAST_TEXT) // 2))
