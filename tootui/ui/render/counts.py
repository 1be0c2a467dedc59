"""Counts and the reader's own marks, under a post."""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType

from tootui.model.base import known
from tootui.model.status import Status
from tootui.text.clean import clean_line
from tootui.text.numbers import compact
from tootui.text.prose import Prose
from tootui.text.times import absolute
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import Line, Piece, Target, flowing
from tootui.ui.render.prose import prose_lines

_COLUMN = 7
"""Cells of one count, so that the counts of all posts stand under each other."""


class _Count(Struct, frozen=True, gc=False):
    kind: str
    glyph: str
    number: int | UnsetType
    is_own: bool
    own_style: str
    word: str


def count_lines(status: Status, width: int, ctx: RenderContext, *, full: bool = False) -> list[Line]:
    """Replies, boosts, favourites and bookmark; a number that the server does not tell is left out.

    With ``full`` the numbers are named.
    """
    pieces = [_piece(count, status, full) for count in _counts(status, ctx, full)]
    return flowing(pieces, width, (lambda used: 3) if full else (lambda used: max(-used % _COLUMN, 2)))


def detail_lines(status: Status, width: int, ctx: RenderContext) -> list[Line]:
    """What else is known of the opened post of a thread: exact times, language, program."""
    from tootui.text.languages import language_name

    facts = [absolute(status.created_at)]
    if status.edited_at is not None:
        facts.append(f"edited {absolute(status.edited_at)}")
    if status.language:
        facts.append(clean_line(language_name(status.language)))
    if status.application is not None and status.application.name:
        facts.append(f"with {clean_line(status.application.name)}")
    return prose_lines(Prose(f" {ctx.glyphs.dot} ".join(facts)), width, ctx.glyphs, style="dim")


def _counts(status: Status, ctx: RenderContext, full: bool) -> list[_Count]:
    glyphs = ctx.glyphs
    favourited, reblogged = known(status.favourited, False), known(status.reblogged, False)
    star = glyphs.favourited if favourited else glyphs.favourite
    counts = [
        _Count("reply", glyphs.reply, status.replies_count, False, "count", "reply"),
        _Count("boost", glyphs.boost, status.reblogs_count, reblogged, "boosted", "boost"),
        _Count("favourite", star, status.favourites_count, favourited, "favourited", "favourite"),
    ]
    if full and known(status.quotes_count, 0):
        counts.append(_Count("quotes", glyphs.quote, status.quotes_count, False, "count", "quote"))
    if known(status.bookmarked, False):
        counts.append(_Count("bookmark", glyphs.bookmark, UNSET, True, "bookmarked", "bookmarked"))
    return [count for count in counts if count.number is not UNSET or count.is_own]


def _piece(count: _Count, status: Status, full: bool) -> Piece:
    style = count.own_style if count.is_own else "count"
    target = Target("place", f"quotes:{status.id}") if count.kind == "quotes" else Target(count.kind, status.id)
    if count.number is UNSET:
        return Piece(f"{count.glyph} {count.word}" if full else count.glyph, style, target)
    text = f"{count.glyph} {compact(count.number)}"
    if full:
        plural = "replies" if count.kind == "reply" else f"{count.word}s"
        text = f"{text} {count.word if count.number == 1 else plural}"
    return Piece(text, style, target)
