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


def is_too_deep(branch: Branch, width: int) -> bool:
    """Whether a reply stands deeper in the tree than guides can show."""
    return branch.role == "reply" and branch.depth > _levels(branch, width)


def with_guides(rows: list[Line], tail: int, branch: Branch, width: int, ctx: RenderContext) -> list[Line]:
    """Draw the guides left of a post's lines, of which the last ``tail`` part it from the next row.

    Every post has a line of its own beside it; that goes on below as long as its parent has further answers.
    """
    levels = _levels(branch, width)
    if not levels:
        return rows
    glyphs = ctx.glyphs
    outer = branch.guides[-(levels - 1) :] if levels > 1 else ()
    outer = (False,) * (levels - 1 - len(outer)) + tuple(outer)
    left = "".join(f"{glyphs.guide} " if goes_on else "  " for goes_on in outer)
    goes_on = branch.role == "ancestor" or not branch.last
    beside = Piece(f"{left}{glyphs.guide} ", "guide")
    end = beside if goes_on else Piece(f"{left}{glyphs.guide_end} ", "guide")
    after = beside if goes_on else Piece(f"{left}  ", "guide")
    body = len(rows) - tail
    signs = (*(beside,) * (body - 1), end, *(after,) * tail)
    return [indented(row, sign) for row, sign in zip(rows, signs, strict=True)]


def _levels(branch: Branch, width: int) -> int:
    if branch.role == "ancestor":
        return 1 if width > LEAST_TEXT + 2 else 0
    return max(0, min(branch.depth, _MOST_LEVELS, (width - LEAST_TEXT) // 2))
