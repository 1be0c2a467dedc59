"""A row of notifications: who did what, and the post it is about as it looks everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs
from rich.cells import cell_len

from tootui.model.account import Account
from tootui.model.happening import Happening
from tootui.text.clean import clean_line, clean_text
from tootui.text.direction import isolate
from tootui.text.happenings import details_of
from tootui.text.html import parse
from tootui.text.prose import Prose
from tootui.text.times import absolute, relative
from tootui.ui.render.cells import fit
from tootui.ui.render.context import PostView, RenderContext
from tootui.ui.render.lines import (
    BLANK,
    Line,
    Piece,
    RowLayout,
    Target,
    cells_of,
    flowing,
    framed,
    indented,
    line,
    spread,
)
from tootui.ui.render.notification_words import Words, sentence_of, words_of_act, words_over_post
from tootui.ui.render.people import name_pieces
from tootui.ui.render.post import render_post
from tootui.ui.render.prose import prose_lines
from tootui.ui.render.rules import read_line

_MOST_OWN = 6
"""Lines of one's own post below who liked it."""
_LEAST_NAME = 12
_NOBODY = "Somebody"


class NotificationView(Struct, frozen=True, kw_only=True):
    """One row as it is shown."""

    happening: Happening
    people: Sequence[Account] = ()
    """Who takes part, the latest first."""
    post: PostView | None = None
    read_line: bool = False
    """Whether the reader had read up to here."""
    found: str = ""
    """The words a find looks for."""
    note: str = ""
    """A sentence about what the reader did with it."""


def render_notification(view: NotificationView, width: int, ctx: RenderContext) -> RowLayout:
    """Draw a row in lines of at most ``width`` cells, with one blank line behind it."""
    room = min(width, ctx.text_width)
    happening, post = view.happening, view.post
    over = words_over_post(happening, post.inner, ctx.me_id, ctx.glyphs) if post is not None else None
    ground = ""
    if post is not None and over is not None:
        whole = render_post(post, room, ctx)
        body = list(whole.lines[: len(whole.lines) - whole.tail])
        answered = _answered(body[0], post, ctx)
        if answered is not None:  # which is what its first line would say again
            del body[0]
        head, ground = [_reason(over, room, ctx, answered)], whole.ground
    else:
        head = _headline(view, room, ctx)
        body = [*_details(view, room, ctx), *_own_post(post, room, ctx)]
    if view.found:
        from tootui.ui.render.found import highlighted

        head = highlighted(head, view.found)
    lines = [*head, *body]
    if view.note:
        lines += _indented(prose_lines(Prose(clean_line(view.note)), room - 2, ctx.glyphs, style="note_title"))
    lines.append(BLANK)
    above = read_line(room, ctx) if view.read_line else []
    return RowLayout([*above, *lines], ground, tail=1, head=len(above))


def _reason(words: Words, width: int, ctx: RenderContext, target: Target | None) -> Line:
    """Why a post is here."""
    said = fit(words.text, width - 2, ctx.glyphs.ellipsis)
    return line(Piece(f"{words.sign} ", words.style, target), Piece(said, words.style, target))


def _answered(first: Line, post: PostView, ctx: RenderContext) -> Target | None:
    """What the first line of a post leads to where it says that the reader is answered."""
    if ctx.me_id is None or post.inner.in_reply_to_account_id != ctx.me_id or not first.pieces:
        return None
    target = first.pieces[0].target
    return target if target is not None and target.kind == "reply" else None


def _headline(view: NotificationView, width: int, ctx: RenderContext) -> list[Line]:
    """Who did what, and when; what nobody did in particular is told in a sentence."""
    happening = view.happening
    when = _when(happening, ctx)
    words = words_of_act(happening, ctx.glyphs)
    if words is None:
        return _sentence(sentence_of(happening, ctx.glyphs), when, width, ctx)
    sign = Piece(f"{words.sign} ", words.style)
    said = f" {words.text}"
    room = width - cells_of((sign, *when)) - (2 if when else 0)
    if room - cell_len(said) >= _LEAST_NAME:
        names = _names(view, room - cell_len(said), ctx)
        return [spread((sign, *names, Piece(said)), when, width)]
    below = Piece(f"  {fit(words.text, width - 2, ctx.glyphs.ellipsis)}")
    return [spread((sign, *_names(view, room, ctx)), when, width), line(below)]


def _sentence(words: Words, when: Sequence[Piece], width: int, ctx: RenderContext) -> list[Line]:
    room = width - 2 - cells_of(when) - 2
    first, *others = prose_lines(Prose(words.text), max(room, 10), ctx.glyphs) or [line(Piece("", "text"))]
    rows = [spread((Piece(f"{words.sign} ", words.style), *first.pieces), when, width)]
    return rows + _indented(others)


def _when(happening: Happening, ctx: RenderContext) -> Sequence[Piece]:
    if happening.created_at is None:
        return ()
    at = happening.created_at
    return (Piece(absolute(at) if ctx.absolute_times else relative(at, ctx.now), "time"),)


def _names(view: NotificationView, width: int, ctx: RenderContext) -> Sequence[Piece]:
    """As many names as fit, two at the most, and how many others there are."""
    people, count = view.people, view.happening.count
    if not people:
        return (Piece(fit(_NOBODY if count == 1 else f"{count:,} people", width, ctx.glyphs.ellipsis), "name"),)
    for shown in (2, 1):
        others = count - shown
        if len(people) < shown or others < 0:
            continue
        rest = f" and {others:,} other{'s' if others > 1 else ''}" if others else ""
        between = (", " if others else " and ") if shown == 2 else ""
        for_names = width - len(rest) - len(between)
        wanted = [cell_len(clean_line(one.name)) for one in people[:shown]]
        if shown == 1 or sum(wanted) <= for_names:
            pieces: list[Piece] = []
            for number, one in enumerate(people[:shown]):
                pieces += [Piece(between)] if number else []
                pieces += name_pieces(one, for_names if shown == 1 else max(wanted[number], 1), ctx, "name")
            return [*pieces, Piece(rest)] if rest else pieces
    return name_pieces(people[0], width, ctx, "name")


def _details(view: NotificationView, width: int, ctx: RenderContext) -> list[Line]:
    """What there is to say beside it: of people who are new, of a report, of what the server says itself."""
    happening = view.happening
    rows: list[Line] = []
    if happening.type in ("follow", "follow_request", "admin.sign_up"):
        rows += _persons(view.people, width, ctx)
    for text in details_of(happening):
        rows += _indented(prose_lines(Prose(clean_text(text)), width - 2, ctx.glyphs, style="dim"))
    return rows


def _persons(people: Sequence[Account], width: int, ctx: RenderContext) -> list[Line]:
    """One person with what they say of themselves; of several the names by which they are found."""
    if len(people) == 1:
        account = people[0]
        acct = fit(f"@{clean_line(account.acct)}", width - 2, ctx.glyphs.ellipsis)
        rows = [line(Piece(acct, "acct", Target("account", account.id)))]
        note = " ".join(parse(account.note).text.split())
        if note:
            rows.append(line(Piece(isolate(fit(note, width - 2, ctx.glyphs.ellipsis)), "dim")))
        return _indented(rows)
    accts = [
        Piece(fit(f"@{clean_line(one.acct)}", width - 2, ctx.glyphs.ellipsis), "acct", Target("account", one.id))
        for one in people
    ]
    return _indented(flowing(accts, width - 2, lambda _: 2)[:2])


def _own_post(post: PostView | None, width: int, ctx: RenderContext) -> list[Line]:
    """The beginning of the post that others did something with."""
    if post is None:
        return []
    whole = render_post(structs.replace(post, read_line=False), width - 2, ctx)
    rows = list(whole.lines[: len(whole.lines) - whole.tail])
    if len(rows) > _MOST_OWN and not post.revealed:
        rows = [*rows[: _MOST_OWN - 1], line(Piece(ctx.glyphs.ellipsis, "dim"))]
    return framed(rows, ctx.glyphs)


def _indented(rows: Sequence[Line]) -> list[Line]:
    return [indented(row, Piece("  ")) for row in rows]
