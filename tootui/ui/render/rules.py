"""Lines across a column, with words in their middle."""

from __future__ import annotations

from tootui.ui.render.cells import fit
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import BLANK, Line, Piece, Target, cells_of


def ruled(words: str, width: int, ctx: RenderContext, *, style: str, rule: str, target: Target | None = None) -> Line:
    """A line of so many cells with words in its middle.

    Args:
        words: What it says.
        width: Its cells.
        ctx: The screen's context.
        style: The style of the words.
        rule: The style of the line beside them.
        target: What the words stand for.
    """
    text = fit(f" {words} ", max(width - 4, 1), ctx.glyphs.ellipsis)
    middle = Piece(text, style, target)
    free = max(width - cells_of((middle,)), 0)
    sign = ctx.glyphs.rule
    return Line((Piece(sign * (free // 2), rule), middle, Piece(sign * (free - free // 2), rule)), width)


def read_line(width: int, ctx: RenderContext) -> list[Line]:
    """Parts what the reader has not seen, above it, from what they read."""
    return [ruled("read up to here", width, ctx, style="read_line", rule="gap_rule"), BLANK]
