"""Content warnings and filters: what covers a post until it is opened."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from tootui.model.status import Status
from tootui.text.clean import clean_line
from tootui.text.html import emphasise
from tootui.text.prose import Prose
from tootui.ui.render.cells import fit
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import BLANK, Line, Piece, Target, cells_of, indented, line, spread
from tootui.ui.render.prose import prose_lines


def reveal_hint(verb: str, target: Target, ctx: RenderContext) -> Sequence[Piece]:
    """Names the key that shows or hides what is covered."""
    return (Piece(ctx.key_of("status.reveal"), "key", target), Piece(f" {verb} it", "dim", target))


def warning_lines(
    status: Status, width: int, ctx: RenderContext, *, revealed: bool, opens: str = "", hint: bool = True
) -> list[Line]:
    """The content warning, and at its right the key that opens or closes what is under it.

    Args:
        status: The post.
        width: Cells to use.
        ctx: The screen's context.
        revealed: Whether it is open.
        opens: The post that is opened; empty for the same.
        hint: Name the key.
    """
    target = Target("cw", opens or status.id)
    rows = spoiler_lines(status, status.spoiler_text, width, ctx, target)
    return with_hint(rows, "hides" if revealed else "shows", target, width, ctx) if hint else rows


def spoiler_lines(status: Status, words: str, width: int, ctx: RenderContext, target: Target | None) -> list[Line]:
    """The words of a content warning, wrapped beside its sign."""
    head = Piece(f"{ctx.glyphs.warning} CW: ", "warning", target)
    prose = emphasise(Prose(clean_line(words)), {emoji.shortcode for emoji in status.emojis})
    rows = prose_lines(prose, width - cells_of((head,)), ctx.glyphs, style="warning_text") or [BLANK]
    return [indented(rows[0], head), *[indented(row, Piece(" " * cells_of((head,)))) for row in rows[1:]]]


def filter_lines(
    title: str, width: int, ctx: RenderContext, *, opens: str, revealed: bool = False, hint: bool = True
) -> list[Line]:
    """The one line that stands for a filtered post, or above one that was opened.

    Args:
        title: The filter's.
        width: Cells to use.
        ctx: The screen's context.
        opens: The post that is opened.
        revealed: Whether it is open.
        hint: Name the key.
    """
    target = Target("cw", opens)
    words = "Filtered: "
    room = width - cell_len(words)
    name = Piece(fit(clean_line(title), room, ctx.glyphs.ellipsis), "filtered", target)
    row = line(Piece(words, "filtered", target), name)
    return with_hint([row], "hides" if revealed else "shows", target, width, ctx) if hint else [row]


def with_hint(rows: list[Line], verb: str, target: Target, width: int, ctx: RenderContext) -> list[Line]:
    """Put the key that shows or hides at the right; one that shows takes a line of its own where there is no room."""
    pieces = reveal_hint(verb, target, ctx)
    last = rows[-1]
    if last.cells + cells_of(pieces) + 2 <= width:
        rows[-1] = spread(tuple(last.pieces), pieces, width)._replace(joint=last.joint)
    elif verb == "shows":
        rows.append(spread((), pieces, width))
    return rows
