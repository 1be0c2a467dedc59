"""The post that a post quotes, framed, one level deep."""

from __future__ import annotations

from tootui.model.status import Quote, Status
from tootui.text.html import emphasise, parse
from tootui.ui.render.attachments import framed, media_lines
from tootui.ui.render.cells import fit
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import Line, Piece, Target, line
from tootui.ui.render.people import author_line
from tootui.ui.render.prose import prose_lines
from tootui.ui.render.warning import warning_lines

_STATES = {
    "pending": "Quoted post: waiting for its author's consent",
    "rejected": "Quoted post: its author did not consent",
    "revoked": "Quoted post: its author withdrew it",
    "deleted": "Quoted post: deleted",
    "unauthorized": "Quoted post: not visible to you",
    "blocked_account": "Quoted post: by somebody you block",
    "blocked_domain": "Quoted post: from a server you block",
    "muted_account": "Quoted post: by somebody you mute",
}
_UNKNOWN = "Quoted post: cannot be shown"
_MOST_LINES = 6
"""Lines of text of a quoted post, where the quoting one is not opened itself."""


def quote_lines(quote: Quote, width: int, ctx: RenderContext, *, revealed: bool, full: bool) -> list[Line]:
    """A quoted post, or why it is not shown.

    Args:
        quote: The quote; only in the state ``accepted`` its post may be read.
        width: Cells to use.
        ctx: The screen's context.
        revealed: Whether warnings are opened.
        full: Show all of its text.
    """
    status = quote.quoted_status
    if quote.state != "accepted" or status is None:
        words = _STATES.get(quote.state, _UNKNOWN)
        target = (
            Target("quote", quote.quoted_status_id) if quote.state == "accepted" and quote.quoted_status_id else None
        )
        return framed([line(Piece(fit(words, width - 2, ctx.glyphs.ellipsis), "filtered", target))], ctx)
    room = width - 2
    rows = [author_line(status, room, ctx)]
    covered = bool(status.spoiler_text) and not revealed
    if status.spoiler_text:
        rows += warning_lines(status, room, ctx, revealed=revealed, hint=False)
    if not covered:
        rows += _text(status, room, ctx, full)
        rows += media_lines(status, room, ctx, covered=status.sensitive and not revealed)
        if status.poll is not None:
            rows.append(line(Piece(f"poll {ctx.glyphs.dot} {len(status.poll.options)} answers", "dim")))
        if status.quote is not None:
            rows.append(line(Piece(f"{ctx.glyphs.quote} quotes another post", "dim")))
    return framed([_clickable(row, status) for row in rows], ctx)


def _text(status: Status, width: int, ctx: RenderContext, full: bool) -> list[Line]:
    prose = parse(status.content, without_quote_inline=status.quote is not None)
    rows = prose_lines(emphasise(prose, {emoji.shortcode for emoji in status.emojis}), width, ctx.glyphs)
    if full or len(rows) <= _MOST_LINES:
        return rows
    return [*rows[: _MOST_LINES - 1], line(Piece(ctx.glyphs.ellipsis, "dim"))]


def _clickable(row: Line, status: Status) -> Line:
    """A click anywhere in the frame goes to the quoted post, but on what has a target of its own."""
    target = Target("quote", status.id)
    return row._replace(
        pieces=tuple([piece if piece.target is not None else piece._replace(target=target) for piece in row.pieces])
    )
