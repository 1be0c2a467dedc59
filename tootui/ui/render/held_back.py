"""A sender whose notifications are held back: who, how much, the last words, and what was decided."""

from __future__ import annotations

from rich.cells import cell_len

from tootui.model.notification_policy import NotificationRequest
from tootui.model.status import Status
from tootui.text.audiences import audience_name
from tootui.text.clean import clean_line
from tootui.text.direction import isolate
from tootui.text.html import parse
from tootui.text.numbers import compact
from tootui.text.times import absolute, relative
from tootui.ui.render.cells import fit
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import BLANK, Line, Piece, RowLayout, Target, cells_of, line, spread
from tootui.ui.render.notes import with_words
from tootui.ui.render.people import name_pieces

_LEAST_NAME = 12


def render_held_back(
    request: NotificationRequest, width: int, ctx: RenderContext, *, is_marked: bool = False, decided: str = ""
) -> RowLayout:
    """Draw a sender: who, how much and since when; the last post's first words; one blank line behind.

    Args:
        request: What is held back.
        width: Cells to use.
        ctx: The screen's context.
        is_marked: Whether it is chosen for what is done to several at once.
        decided: What became of it, in words; empty while it waits.
    """
    room = min(width, ctx.text_width)
    account = request.account
    mark = (Piece(f"{ctx.glyphs.check} ", "key"),) if is_marked else ()
    right = _how_much(request, room - cells_of(mark), ctx)
    for_name = room - cells_of(mark) - cells_of(right) - (2 if right else 0)
    rows: list[Line] = [spread((*mark, *name_pieces(account, for_name, ctx, "name")), right, room)]
    acct = fit(f"@{clean_line(account.acct)}", room, ctx.glyphs.ellipsis)
    rows.append(line(Piece(acct, "acct", Target("account", account.id))))
    if request.last_status is not None:
        rows.append(_last_words(request.last_status, room, ctx))
    layout = RowLayout((*rows, BLANK), tail=1)
    return with_words(layout, decided, room, ctx) if decided else layout


def _how_much(request: NotificationRequest, width: int, ctx: RenderContext) -> tuple[Piece, ...]:
    facts = [f"{compact(request.count)} held back"] if request.count else []
    if request.updated_at is not None:
        moment = request.updated_at
        facts.append(absolute(moment) if ctx.absolute_times else relative(moment, ctx.now))
    words = f" {ctx.glyphs.dot} ".join(facts)
    return (Piece(words, "time"),) if words and cell_len(words) + _LEAST_NAME + 2 <= width else ()


def _last_words(status: Status, width: int, ctx: RenderContext) -> Line:
    """The beginning of a post; of one with a warning only that."""
    warning = clean_line(status.spoiler_text).strip()
    if warning:
        return line(Piece(fit(f"{ctx.glyphs.warning} CW: {warning}", width, ctx.glyphs.ellipsis), "warning"))
    told = "" if status.visibility == "public" else f"{audience_name(status.visibility)}: "
    text = " ".join(parse(status.content).text.split())
    if not text:
        count = len(status.media_attachments)
        text = f"{ctx.glyphs.media} {count} attachment{'s' if count > 1 else ''}" if count else "no words"
    return line(Piece(isolate(fit(f"{told}{text}", width, ctx.glyphs.ellipsis)), "dim"))
