"""A hole in a timeline, as a row that can be loaded."""

from __future__ import annotations

from tootui.model.pages import Gap
from tootui.model.status import Status
from tootui.text.times import span_words
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import BLANK, RowLayout, Target
from tootui.ui.render.rules import ruled


def render_gap(
    gap: Gap, newer: Status | None, older: Status | None, width: int, ctx: RenderContext, *, loading: bool = False
) -> RowLayout:
    """Draw a gap: how much time is missing, and the key that loads it.

    Args:
        gap: The gap.
        newer: The post above it, if known.
        older: The post below it, if known.
        width: Cells to use.
        ctx: The screen's context.
        loading: Whether it is being filled.
    """
    seconds = (newer.created_at - older.created_at).total_seconds() if newer is not None and older is not None else None
    return render_hole(seconds, width, ctx, loading=loading)


def render_hole(
    seconds: float | None, width: int, ctx: RenderContext, *, what: str = "posts", loading: bool = False
) -> RowLayout:
    """Draw a hole in a list of anything; ``seconds`` is the time it spans, as far as that is known."""
    room = min(width, ctx.text_width)
    words = f"{span_words(seconds)} missing" if seconds is not None else f"{what} missing"
    hint = f"loading{ctx.glyphs.ellipsis}" if loading else "Enter loads"
    row = ruled(f"{words} {ctx.glyphs.dot} {hint}", room, ctx, style="gap", rule="gap_rule", target=Target("gap"))
    return RowLayout((row, BLANK), tail=1)
