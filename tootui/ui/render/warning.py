"""Content warnings and filters: what covers a post until it is opened."""

from __future__ import annotations

from rich.cells import cell_len

from tootui.model.status import Status
from tootui.text.clean import clean_line
from tootui.text.html import emphasise
from tootui.text.prose import Prose
from tootui.ui.render.attachments import reveal_hint
from tootui.ui.render.cells import fit
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import BLANK, Line, Piece, Target, cells_of, indented, line, spread
from tootui.ui.render.prose import prose_lines


def warning_lines(status: Status, width: int, ctx: RenderContext, *, revealed: bool, hint: bool = True) -> list[Line]:
    """The content warning, and at its right the key that opens or closes what is under it."""
    target = Target("cw", status.id)
    head = Piece(f"{ctx.glyphs.warning} CW: ", "warning", target)
    room = width - cells_of((head,))
    prose = emphasise(Prose(clean_line(status.spoiler_text)), {emoji.shortcode for emoji in status.emojis})
    rows = prose_lines(prose, room, ctx.glyphs, style="warning_text") or [BLANK]
    rows = [indented(rows[0], head), *(indented(row, Piece(" " * cells_of((head,)))) for row in rows[1:])]
    return _with_hint(rows, "hides" if revealed else "shows", target, width, ctx) if hint else rows


def filter_lines(status: Status, title: str, width: int, ctx: RenderContext) -> list[Line]:
    """The one line that stands for a filtered post."""
    target = Target("cw", status.id)
    words = "Filtered: "
    room = width - cell_len(words)
    name = Piece(fit(clean_line(title), room, ctx.glyphs.ellipsis), "filtered", target)
    return _with_hint([line(Piece(words, "filtered", target), name)], "shows", target, width, ctx)


def _with_hint(rows: list[Line], verb: str, target: Target, width: int, ctx: RenderContext) -> list[Line]:
    pieces = reveal_hint(verb, target, ctx)
    last = rows[-1]
    if last.cells + cells_of(pieces) + 2 <= width:
        rows[-1] = spread(tuple(last.pieces), pieces, width)._replace(joint=last.joint)
    elif verb == "shows":
        rows.append(spread((), pieces, width))
    return rows
