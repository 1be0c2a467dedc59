"""What is said between rows and below them: the end of a list, why it is empty, what went wrong, what was decided."""

from __future__ import annotations

from tootui.text.clean import clean_line, clean_text
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


def with_words(layout: RowLayout, words: str, width: int, ctx: RenderContext) -> RowLayout:
    """Add a sentence below the lines of a row, above those that part it from the next."""
    end = len(layout.lines) - layout.tail
    said = prose_lines(Prose(clean_line(words)), min(width, ctx.text_width), ctx.glyphs, style="mark")
    return layout._replace(lines=(*layout.lines[:end], *said, *layout.lines[end:]))
