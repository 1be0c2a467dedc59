"""Rows of a thread that are no posts: what is absent from it, and answers that are still on their way."""

from __future__ import annotations

from tootui.text.clean import clean_text
from tootui.text.prose import Prose
from tootui.ui.render.cells import fit
from tootui.ui.render.context import Branch, RenderContext
from tootui.ui.render.lines import BLANK, Line, Piece, RowLayout, line
from tootui.ui.render.prose import prose_lines
from tootui.ui.render.tree import guide_cells, with_guides

_ABSENT = {
    "missing": "A post that this server does not have, or does not show you.",
    "deleted": "This post was deleted.",
}


def render_absent(absence: str, branch: Branch, width: int, ctx: RenderContext) -> RowLayout:
    """Say in a post's place why it is not there (``missing`` or ``deleted``)."""
    room = _room(branch, width, ctx)
    return _row(prose_lines(Prose(_ABSENT[absence]), room, ctx.glyphs, style="note"), branch, width, ctx)


def render_unsent(text: str, state: str, branch: Branch, width: int, ctx: RenderContext) -> RowLayout:
    """Draw an own answer that is not published yet.

    Args:
        text: what was written.
        state: how it stands with it, in words.
        branch: where it will stand.
        width: cells to use.
        ctx: the screen's context.
    """
    room = _room(branch, width, ctx)
    head = line(Piece(fit(f"You {ctx.glyphs.dot} {state}", room, ctx.glyphs.ellipsis), "warning"))
    body = prose_lines(Prose(clean_text(text)), room, ctx.glyphs, style="dim")
    return _row([head, *body], branch, width, ctx)


def folded_line(count: int, width: int, ctx: RenderContext) -> Line:
    """Say how many answers are folded away, and which key shows them."""
    answers = "1 answer" if count == 1 else f"{count} answers"
    words = f"{ctx.glyphs.ellipsis} {answers} folded {ctx.glyphs.dot} {ctx.key_of('thread.fold')} shows them"
    return line(Piece(fit(words, width, ctx.glyphs.ellipsis), "note"))


def _room(branch: Branch, width: int, ctx: RenderContext) -> int:
    measure = min(width, ctx.text_width)
    return measure - guide_cells(branch, measure)


def _row(lines: list[Line], branch: Branch, width: int, ctx: RenderContext) -> RowLayout:
    return RowLayout(with_guides([*lines, BLANK], 1, branch, min(width, ctx.text_width), ctx), tail=1)
