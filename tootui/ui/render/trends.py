"""Rows of what is much talked about: tags and linked pages."""

from __future__ import annotations

from collections.abc import Sequence

from tootui.model.tags import LATELY_DAYS, Tag, Usage, people_in
from tootui.model.trends import TrendsLink
from tootui.text.addresses import host_of
from tootui.text.clean import clean_line
from tootui.text.direction import isolate
from tootui.text.prose import Prose
from tootui.ui.render.cells import fit
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import BLANK, Line, Piece, RowLayout, Target, cells_of, line, spread
from tootui.ui.render.prose import prose_lines

_WEEK = 7
_USAGE_CELLS = 46
"""What the numbers of a tag take, with a gap before them: bars are as long in all rows, and give way to them."""
_DESCRIPTION_LINES = 2


def render_tag(tag: Tag, width: int, ctx: RenderContext, *, strongest: int) -> RowLayout:
    """A hashtag: how many use it, beside a bar that compares it with the strongest one.

    Args:
        tag: The tag.
        width: Cells to use.
        ctx: The screen's context.
        strongest: How many people use the first tag of the list.
    """
    width = min(width, ctx.text_width)
    mark = (Piece(f"{ctx.glyphs.check} followed", "mark"),) if tag.following is True else ()
    name = fit(f"#{clean_line(tag.name)}", max(width - cells_of(mark) - 2, 4), ctx.glyphs.ellipsis)
    rows = [spread((Piece(isolate(name), "hashtag+bold", Target("hashtag", tag.name)),), mark, width)]
    if tag.history:
        bar = _bar(people_in(tag.history), strongest, min(16, max(width - _USAGE_CELLS, 6)), ctx)
        usage = fit(_usage(tag.history, ctx), width - cells_of(bar) - 2, ctx.glyphs.ellipsis)
        rows.append(line(*bar, Piece("  "), Piece(usage, "dim")))
    return RowLayout((*rows, BLANK), tail=1)


def render_link(link: TrendsLink, width: int, ctx: RenderContext, *, target: Target) -> RowLayout:
    """A page that many link to: title, site, what it is about, how many.

    Args:
        link: The page.
        width: Cells to use.
        ctx: The screen's context.
        target: Where its title leads.
    """
    width = min(width, ctx.text_width)
    title = clean_line(link.title).strip() or clean_line(link.url)
    rows: list[Line] = [
        line(
            Piece(f"{ctx.glyphs.link} ", "frame", target),
            Piece(isolate(fit(title, width - 2, ctx.glyphs.ellipsis)), "card_title", target),
        )
    ]
    authors = ", ".join(author.name for author in link.authors if author.name) or link.author_name
    site = link.provider_name.strip() or host_of(link.url).removeprefix("www.")
    rows.append(_facts((site, authors), width, ctx, "card_site"))
    if about := clean_line(link.description).strip():
        lines = prose_lines(Prose(about), width - 2, ctx.glyphs, style="text")
        rows += [line(Piece("  "), *row.pieces) for row in lines[:_DESCRIPTION_LINES]]
    if link.history:
        rows.append(_facts((_usage(link.history, ctx),), width, ctx, "dim"))
    return RowLayout((*rows, BLANK), tail=1)


def _usage(history: Sequence[Usage], ctx: RenderContext) -> str:
    people, posts, days = people_in(history), sum(day.uses_count for day in history), len(history)
    told = f"{people} {'person' if people == 1 else 'people'} in {LATELY_DAYS} days"
    if days <= LATELY_DAYS:
        return told
    span = "a week" if days == _WEEK else f"{days} days"
    return f"{told} {ctx.glyphs.dot} {posts} {'post' if posts == 1 else 'posts'} in {span}"


def _bar(people: int, strongest: int, width: int, ctx: RenderContext) -> tuple[Piece, ...]:
    full = round(width * people / strongest) if strongest > 0 else 0
    full = max(min(full, width), 1 if people else 0)
    return Piece(ctx.glyphs.bar_full * full, "poll_bar"), Piece(ctx.glyphs.bar_rest * (width - full), "poll_rest")


def _facts(words: Sequence[str], width: int, ctx: RenderContext, style: str) -> Line:
    told = f" {ctx.glyphs.dot} ".join(cleaned for word in words if (cleaned := clean_line(word).strip()))
    return line(Piece("  "), Piece(isolate(fit(told, width - 2, ctx.glyphs.ellipsis)), style))
