"""A post, from its entity to lines of styled text."""

from __future__ import annotations

from collections.abc import Callable

from tootui.model.status import Status
from tootui.text.html import emphasise, parse
from tootui.text.prose import Prose, Span
from tootui.ui.render.attachments import card_lines, hashtag_lines, media_lines, poll_lines
from tootui.ui.render.context import Branch, PostView, RenderContext
from tootui.ui.render.counts import count_lines, detail_lines
from tootui.ui.render.lines import BLANK, Line, RowLayout, Target
from tootui.ui.render.people import author_line, boost_line, reply_line
from tootui.ui.render.prose import prose_lines
from tootui.ui.render.quoted import quote_lines
from tootui.ui.render.tree import guide_cells, with_guides
from tootui.ui.render.warning import filter_lines, warning_lines

__all__ = ["Branch", "PostView", "RenderContext", "render_post"]

_GROUNDS = {"public": "", "unlisted": "", "direct": "direct"}


def render_post(view: PostView, width: int, ctx: RenderContext) -> RowLayout:
    """Draw a post in lines of at most ``width`` cells, with one blank line behind it.

    From the top: boost, whom it answers, author and facts, content warning, text, quoted post, media, poll, link card,
    further hashtags, counts.
    """
    branch = view.indent
    guides = guide_cells(branch, min(width, ctx.text_width)) if branch is not None else 0
    room = min(width, ctx.text_width) - guides
    if view.filtered_title is not None and not view.revealed:
        lines = filter_lines(view.inner, view.filtered_title, room, ctx)
        ground = ""
    else:
        lines = _whole(view, room, ctx)
        ground = "focused" if view.focused else _GROUNDS.get(view.inner.visibility, "private")
    lines.append(BLANK)
    if branch is not None:
        lines = with_guides(lines, 1, branch, min(width, ctx.text_width), ctx)
    return RowLayout(lines, ground, tail=1)


def _whole(view: PostView, width: int, ctx: RenderContext) -> list[Line]:
    status = view.inner
    over = (boost_line(view, width, ctx), reply_line(view, width, ctx))
    lines = [row for row in over if row is not None]
    lines.append(author_line(status, width, ctx, is_new=view.is_new))
    if status.spoiler_text:
        lines += warning_lines(status, width, ctx, revealed=view.revealed)
    if view.revealed or not status.spoiler_text:
        lines += _content(view, width, ctx)
    if view.focused:
        lines += detail_lines(status, width, ctx)
    lines += count_lines(status, width, ctx, full=view.focused)
    return lines


def _content(view: PostView, width: int, ctx: RenderContext) -> list[Line]:
    """Everything that a content warning covers."""
    status, full = view.inner, view.focused
    prose = parse(status.content, without_quote_inline=status.quote is not None)
    if status.emojis:
        prose = emphasise(prose, {emoji.shortcode for emoji in status.emojis})
    lines = prose_lines(prose, width, ctx.glyphs, resolve=_resolver(status))
    if status.quote is not None:
        lines += quote_lines(status.quote, width, ctx, revealed=view.revealed, full=full)
    if status.media_attachments:
        lines += media_lines(status, width, ctx, covered=status.sensitive and not view.revealed, full=full)
    if status.poll is not None:
        lines += poll_lines(status.poll, width, ctx)
    if status.card is not None:
        lines += card_lines(status.card, width, ctx, full=full)
    if status.tags:
        lines += hashtag_lines(status, _tags_in(prose), width)
    return lines


def _tags_in(prose: Prose) -> set[str]:
    return {span.target.lower() for span in prose.spans if span.kind == "hashtag"}


def _resolver(status: Status) -> Callable[[Span], Target | None]:
    """Knows what the spans of a post's text lead to; a mention leads to the account that has its address or name."""
    account_ids = {mention.url: mention.id for mention in status.mentions}

    def resolve(span: Span) -> Target | None:
        if span.kind == "hashtag":
            return Target("hashtag", span.target)
        if span.kind == "mention":
            account_id = account_ids.get(span.target)
            if account_id is not None:
                return Target("mention", account_id)
        elif span.kind != "link":
            return None
        return Target("link", span.target) if span.target else None

    return resolve
