"""The post that a post quotes, framed, one level deep."""

from __future__ import annotations

from tootui.model.status import Quote, Status
from tootui.text.html import emphasise, parse
from tootui.text.mentions import ambiguous_accts, with_domains
from tootui.ui.render.cells import fit
from tootui.ui.render.context import PostView, RenderContext
from tootui.ui.render.lines import Line, Piece, Target, framed, line
from tootui.ui.render.media import media_lines
from tootui.ui.render.people import author_line
from tootui.ui.render.prose import prose_lines
from tootui.ui.render.warning import filter_lines, warning_lines, with_hint

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
_OPENED = frozenset({"blocked_account", "blocked_domain", "muted_account"})
"""States in which a reader may look all the same."""
_MOST_LINES = 6
"""Lines of text of a quoted post, where the quoting one is not opened itself."""


def quote_lines(quote: Quote, view: PostView, width: int, ctx: RenderContext) -> list[Line]:
    """A quoted post, or why it is not shown. What covers it is opened with the post that quotes it.

    Args:
        quote: The quote; only in the state ``accepted`` its post may be read without asking.
        view: The post that quotes, whose opening shows all of the quoted text.
        width: Cells to use.
        ctx: The screen's context.
    """
    status = quote.quoted_status
    room = width - 2
    may_open = status is not None and quote.state in _OPENED
    if status is None or (quote.state != "accepted" and not (may_open and view.revealed)):
        rows = [_reason(quote, room, ctx)]
        if may_open:
            rows = with_hint(rows, "shows", Target("cw", view.inner.id), room, ctx)
        return framed(rows, ctx.glyphs)
    cover = view.quote_cover
    if cover is not None and cover.action == "hide":
        words = fit("Quoted post: one of your filters hides it", room, ctx.glyphs.ellipsis)
        return framed([line(Piece(words, "filtered"))], ctx.glyphs)
    if cover is not None and cover.action != "blur" and not view.revealed:
        return framed(filter_lines(cover.title, room, ctx, opens=view.inner.id), ctx.glyphs)
    return framed([_clickable(row, status) for row in _whole(status, view, room, ctx)], ctx.glyphs)


def _reason(quote: Quote, width: int, ctx: RenderContext) -> Line:
    """Why a quoted post is not there; one that was merely not sent along can be opened."""
    may_ask = quote.state == "accepted" and quote.quoted_status_id is not None
    words = "Quoted post: open it to read" if may_ask else _STATES.get(quote.state, _UNKNOWN)
    target = Target("quote", quote.quoted_status_id) if may_ask and quote.quoted_status_id else None
    return line(Piece(fit(words, width, ctx.glyphs.ellipsis), "filtered", target))


def _whole(status: Status, view: PostView, width: int, ctx: RenderContext) -> list[Line]:
    outer = view.inner
    rows = [author_line(status, width, ctx)]
    if status.spoiler_text:
        names_key = not outer.spoiler_text and not view.revealed
        rows += warning_lines(status, width, ctx, revealed=view.revealed, opens=outer.id, hint=names_key)
    if view.revealed or not status.spoiler_text:
        rows += _text(status, width, ctx, full=view.focused)
        if status.media_attachments:
            why = "" if view.revealed else _media_cover(status, view, ctx)
            rows += media_lines(status, width, ctx, covered_by=why, opens=outer.id)
        if status.poll is not None:
            rows.append(line(Piece(f"poll {ctx.glyphs.dot} {len(status.poll.options)} answers", "dim")))
        if status.quote is not None:
            rows.append(line(Piece(f"{ctx.glyphs.quote} quotes another post", "dim")))
    return rows


def _media_cover(status: Status, view: PostView, ctx: RenderContext) -> str:
    if view.quote_cover is not None:
        return f"filtered: {view.quote_cover.title}"
    return "sensitive" if status.sensitive else "covered" if ctx.covers_media else ""


def _text(status: Status, width: int, ctx: RenderContext, *, full: bool) -> list[Line]:
    prose = parse(status.content, without_quote_inline=status.quote is not None)
    if status.mentions and (accts := ambiguous_accts(status)):
        prose = with_domains(prose, accts)
    if status.emojis:
        prose = emphasise(prose, {emoji.shortcode for emoji in status.emojis})
    rows = prose_lines(prose, width, ctx.glyphs)
    if full or len(rows) <= _MOST_LINES:
        return rows
    return [*rows[: _MOST_LINES - 1], line(Piece(ctx.glyphs.ellipsis, "dim"))]


def _clickable(row: Line, status: Status) -> Line:
    """A click anywhere in the frame goes to the quoted post, but on what has a target of its own."""
    target = Target("quote", status.id)
    return row._replace(
        pieces=tuple([piece if piece.target is not None else piece._replace(target=target) for piece in row.pieces])
    )
