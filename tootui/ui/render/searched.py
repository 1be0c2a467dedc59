"""What a search shows beside people, tags and posts: headings, what only this machine knows, where more is."""

from __future__ import annotations

from collections.abc import Sequence

from tootui.text.clean import clean_line
from tootui.text.direction import isolate
from tootui.ui.render.cells import fit
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import BLANK, Line, Piece, RowLayout, Target, cells_of, line

KEPT_HERE = "kept here"
_GAP = 4


def with_heading(layout: RowLayout, words: str, width: int, ctx: RenderContext) -> RowLayout:
    """A row with the heading of the section that it begins above it.

    Args:
        layout: The row.
        words: The heading.
        width: Cells to use.
        ctx: The screen's context.
    """
    room = min(width, ctx.text_width)
    title = Piece(f"{fit(words, room - 1, ctx.glyphs.ellipsis)} ", "note_title")
    rule = Piece(ctx.glyphs.rule * max(room - cells_of((title,)), 0), "gap_rule")
    return layout._replace(lines=(line(title, rule), *layout.lines), head=layout.head + 1)


def with_mark(layout: RowLayout, width: int, ctx: RenderContext) -> RowLayout:
    """A row that says of itself that this machine keeps it, and the server has not found it (yet).

    It is said on the last line that has room for it, so that nothing moves when the server finds it too.

    Args:
        layout: The row.
        width: Cells to use.
        ctx: The screen's context.
    """
    mark = Piece(f"{ctx.glyphs.dot} {KEPT_HERE}", "dim")
    room = min(width, ctx.text_width) - cells_of((mark,)) - _GAP
    end = len(layout.lines) - layout.tail
    lines = list(layout.lines)
    for number in range(end - 1, layout.head - 1, -1):
        row = lines[number]
        if row.cells <= room:
            lines[number] = line(*row.pieces, Piece(" " * (_GAP if row.cells else 0)), mark, joint=row.joint)
            break
    else:
        lines.insert(end, line(mark))
    return layout._replace(lines=lines)


def render_more(words: str, width: int, ctx: RenderContext, *, target: Target) -> RowLayout:
    """Where there is more of a kind.

    Args:
        words: What is there.
        width: Cells to use.
        ctx: The screen's context.
        target: The place of all of it.
    """
    text = fit(words, min(width, ctx.text_width) - 2, ctx.glyphs.ellipsis)
    return RowLayout((line(Piece(f"{ctx.glyphs.pointer} {text}", "gap", target)), BLANK), tail=1)


def render_recent(words: str, width: int, ctx: RenderContext, *, target: Target) -> RowLayout:
    """A search of before.

    Args:
        words: What was searched for.
        width: Cells to use.
        ctx: The screen's context.
        target: The search.
    """
    text = fit(clean_line(words), min(width, ctx.text_width), ctx.glyphs.ellipsis)
    return RowLayout((line(Piece(isolate(text), "text", target)),))


def render_explained(
    title: str, pairs: Sequence[tuple[str, str]], width: int, ctx: RenderContext, *, below: str = ""
) -> RowLayout:
    """Words with what they mean: beside each other where there is room, else below.

    Args:
        title: Stands above them.
        pairs: Words and meanings.
        width: Cells to use.
        ctx: The screen's context.
        below: Stands below them.
    """
    room = min(width, ctx.text_width)
    column = max(len(words) for words, _ in pairs) + 3
    lines: list[Line] = [BLANK, line(Piece(fit(title, room, ctx.glyphs.ellipsis), "note_title"))]
    for words, meaning in pairs:
        if column + max(len(one) for _, one in pairs) <= room:
            lines.append(line(Piece(f"{words:<{column}}", "code"), Piece(meaning, "dim")))
        else:
            lines.append(line(Piece(fit(words, room, ctx.glyphs.ellipsis), "code")))
            lines.append(line(Piece(fit(f"  {meaning}", room, ctx.glyphs.ellipsis), "dim")))
    if below:
        lines += [BLANK, line(Piece(fit(below, room, ctx.glyphs.ellipsis), "dim"))]
    return RowLayout((*lines, BLANK), tail=1)
