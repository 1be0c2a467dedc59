"""A post, from its entity to lines of styled text."""

from __future__ import annotations

from collections.abc import Callable

from tootui.model.status import Status
from tootui.text.hashtags import folded, without_last_tags
from tootui.text.html import emphasise, parse
from tootui.text.mentions import ambiguous_accts, with_domains
from tootui.text.prose import Prose, Span
from tootui.ui.render.cards import card_lines
from tootui.ui.render.context import Branch, PostView, RenderContext
from tootui.ui.render.counts import count_lines, detail_lines
from tootui.ui.render.hashtags import hashtag_lines
from tootui.ui.render.lines import BLANK, Line, Piece, RowLayout, Target, line
from tootui.ui.render.media import media_lines
from tootui.ui.render.people import author_line, boost_line, reply_line
from tootui.ui.render.prose import prose_lines
from tootui.ui.render.quoted import quote_lines
from tootui.ui.render.warning import filter_lines, warning_lines

__all__ = ["Branch", "PostView", "RenderContext", "render_post"]

_GROUNDS = {"public": "", "unlisted": "", "direct": "direct"}


def render_post(view: PostView, width: int, ctx: RenderContext) -> RowLayout:
    """Draw a post in lines of at most ``width`` cells, with one blank line behind it.

    From the top: read line, that it is pinned, boost, whom it answers, author and facts, content warning, text, quoted
    post, media, poll, link card, hashtags, counts, translation.
    """
    branch = view.indent
    measure = room = min(width, ctx.text_width)
    names_answered = True
    if branch is not None:
        from tootui.ui.render.tree import guide_cells, is_too_deep, with_guides

        room = measure - guide_cells(branch, measure)
        names_answered = is_too_deep(branch, measure)
    if view.filtered_title is not None and not view.blurred and not view.revealed:
        lines = filter_lines(view.filtered_title, room, ctx, opens=view.inner.id)
        ground = ""
    else:
        lines = _whole(view, room, ctx, names_answered=names_answered)
        ground = "focused" if view.focused else _GROUNDS.get(view.inner.visibility, "private")
    if view.folded:
        from tootui.ui.render.branches import folded_line

        lines.append(folded_line(view.folded, room, ctx))
    if view.found:
        from tootui.ui.render.found import highlighted

        lines = highlighted(lines, view.found)
    lines.append(BLANK)
    if branch is not None:
        lines = with_guides(lines, 1, branch, measure, ctx)
    if not view.read_line:
        return RowLayout(lines, ground, tail=1)
    from tootui.ui.render.rules import read_line

    above = read_line(measure, ctx)
    return RowLayout([*above, *lines], ground, tail=1, head=len(above))


def _whole(view: PostView, width: int, ctx: RenderContext, *, names_answered: bool) -> list[Line]:
    status = view.inner
    over = (boost_line(view, width, ctx), reply_line(view, width, ctx) if names_answered else None)
    lines = [row for row in over if row is not None]
    if view.pinned:
        lines.insert(0, line(Piece(f"{ctx.glyphs.pointer} pinned", "mark")))
    lines.append(author_line(status, width, ctx, is_new=view.is_new, names_language=not view.focused))
    if view.filtered_title is not None and not view.blurred:
        hint = not status.spoiler_text
        lines += filter_lines(view.filtered_title, width, ctx, opens=status.id, revealed=True, hint=hint)
    if status.spoiler_text:
        lines += warning_lines(status, width, ctx, revealed=view.revealed)
    if view.revealed or not status.spoiler_text:
        lines += _content(view, width, ctx)
    if view.focused:
        lines += detail_lines(status, width, ctx)
    lines += count_lines(status, width, ctx, full=view.focused)
    if view.translation is not None or view.is_translating:
        from tootui.ui.render.translated import translation_lines

        lines += translation_lines(view, width, ctx, _resolver(status))
    return lines


def _content(view: PostView, width: int, ctx: RenderContext) -> list[Line]:
    """Everything that a content warning covers."""
    status, full = view.inner, view.focused
    prose, names = _text(status)
    lines = prose_lines(prose, width, ctx.glyphs, resolve=_resolver(status))
    if status.quote is not None:
        lines += quote_lines(status.quote, view, width, ctx)
    if status.media_attachments:
        why = "" if view.revealed else _media_cover(view, ctx)
        lines += media_lines(status, width, ctx, covered_by=why, full=full)
    if status.poll is not None:
        from tootui.ui.render.polls import poll_lines

        lines += poll_lines(status.poll, width, ctx, view.poll_choice)
    if status.card is not None:
        lines += card_lines(status.card, width, ctx, full=full)
    if status.tags or names:
        lines += hashtag_lines([*names, *[tag.name for tag in status.tags]], _tags_in(prose), width, ctx)
    return lines


def _text(status: Status) -> tuple[Prose, list[str]]:
    """What a post says, and the hashtags at its end that are no part of that."""
    prose = parse(status.content, without_quote_inline=status.quote is not None)
    names: list[str] = []
    if prose.spans:
        rest, names = without_last_tags(prose)
        # Tags alone are what the post says, unless they stand under something to look at.
        if rest.text or status.media_attachments or status.poll is not None or status.quote is not None:
            prose = rest
        else:
            names = []
        if status.mentions and (accts := ambiguous_accts(status)):
            prose = with_domains(prose, accts)
    if status.emojis:
        prose = emphasise(prose, {emoji.shortcode for emoji in status.emojis})
    return prose, names


def _media_cover(view: PostView, ctx: RenderContext) -> str:
    """Why media are covered, in a word; empty if they are not."""
    if view.blurred:
        return f"filtered: {view.filtered_title or ''}"
    return "sensitive" if view.inner.sensitive else "covered" if ctx.covers_media else ""


def _tags_in(prose: Prose) -> set[str]:
    return {folded(span.target) for span in prose.spans if span.kind == "hashtag"}


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
