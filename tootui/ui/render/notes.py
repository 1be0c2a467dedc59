"""Rows that are no posts: the end of a list, why it is empty, what went wrong."""

from __future__ import annotations

from tootui.text.clean import clean_text
from tootui.text.prose import Prose
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import BLANK, RowLayout
from tootui.ui.render.prose import prose_lines


def render_note(text: str, width: int, ctx: RenderContext, *, title: str = "", style: str = "note") -> RowLayout:
    """Draw a few words in the place of a row.

    Args:
        text: What to say, in one or several lines; may quote a server.
        width: Cells to use.
        ctx: The screen's context.
        title: A heading over it.
        style: The style of the text: ``note``, or ``problem`` for what went wrong.
    """
    room = min(width, ctx.text_width)
    lines = prose_lines(Prose(clean_text(title)), room, ctx.glyphs, style="note_title")
    lines += prose_lines(Prose(clean_text(text)), room, ctx.glyphs, style=style)
    return RowLayout((*lines, BLANK), tail=1)
