"""What hangs on a post besides its text: media, poll, link card, further hashtags."""

from __future__ import annotations

from collections.abc import Sequence

from tootui.model.base import known
from tootui.model.status import MediaAttachment, Poll, PollOption, PreviewCard, Status
from tootui.text.clean import clean_line
from tootui.text.direction import isolate
from tootui.text.html import emphasise
from tootui.text.numbers import compact
from tootui.text.prose import Prose
from tootui.text.times import span_words
from tootui.ui.render.cells import fit
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import Line, Piece, Target, cells_of, indented, line, spread
from tootui.ui.render.prose import prose_lines

_KINDS = {"image": "image", "video": "video", "gifv": "gif", "audio": "audio"}
_PLURALS = {"image": "images", "video": "videos", "gif": "gifs", "audio": "sounds"}


def media_lines(status: Status, width: int, ctx: RenderContext, *, covered: bool, full: bool = False) -> list[Line]:
    """One line for every attachment with its description; one line for all while they are covered.

    Args:
        status: The post.
        width: Cells to use.
        ctx: The screen's context.
        covered: Tell neither pictures nor descriptions: the post is sensitive and was not opened.
        full: Wrap descriptions instead of cropping them.
    """
    attachments = status.media_attachments
    if not attachments:
        return []
    if covered:
        return [_covered(status, width, ctx)]
    lines: list[Line] = []
    for attachment in attachments:
        address = attachment.url or attachment.remote_url or attachment.preview_url
        target = Target("media", address) if address else None
        head = Piece(f"{ctx.glyphs.media} {_kind(attachment)}", "media", target)
        room = width - cells_of((head,)) - 2
        description = clean_line(attachment.description or "").strip()
        if not description:
            lines.append(line(head, Piece("  "), Piece(fit("no description", room), "media_missing", target)))
        elif full and room >= 16:
            text_lines = prose_lines(Prose(description), room, ctx.glyphs, style="media_text")
            blank = Piece(" " * (cells_of((head,)) + 2))
            lines.append(indented(text_lines[0], head, Piece("  ")))
            lines += [indented(further, blank) for further in text_lines[1:]]
        else:
            text = isolate(fit(description, room, ctx.glyphs.ellipsis))
            lines.append(line(head, Piece("  "), Piece(text, "media_text", target)))
    return lines


def _covered(status: Status, width: int, ctx: RenderContext) -> Line:
    attachments = status.media_attachments
    kinds = {_kind(attachment) for attachment in attachments}
    kind = kinds.pop() if len(kinds) == 1 else "file"
    count = len(attachments)
    words = f"1 {kind}" if count == 1 else f"{count} {_PLURALS.get(kind, 'files')}"
    target = Target("cw", status.id)
    left = (
        Piece(f"{ctx.glyphs.media} {words}", "media", target),
        Piece(f" {ctx.glyphs.dot} ", "faint"),
        Piece("sensitive", "warning", target),
    )
    hint = reveal_hint("shows", target, ctx)
    return spread(left, hint if cells_of(left) + cells_of(hint) + 2 <= width else (), width)


def reveal_hint(verb: str, target: Target, ctx: RenderContext) -> Sequence[Piece]:
    """Names the key that shows or hides what is covered."""
    return (Piece(ctx.reveal_key, "key", target), Piece(f" {verb} it", "dim", target))


def _kind(attachment: MediaAttachment) -> str:
    return _KINDS.get(attachment.type, "file")


def poll_lines(poll: Poll, width: int, ctx: RenderContext) -> list[Line]:
    """A bar, share and title for every answer, then who answered and how long it is open."""
    bar = 20 if width >= 60 else 12 if width >= 44 else 6
    # Several answers a head: shares are of people, where the server counts them.
    base = (poll.voters_count or poll.votes_count) if poll.multiple else poll.votes_count
    most = max((option.votes_count or 0 for option in poll.options), default=0)
    own = known(poll.own_votes, [])
    shortcodes = {emoji.shortcode for emoji in poll.emojis}
    lines: list[Line] = []
    for index, option in enumerate(poll.options):
        head = [*_bar(option, base, bar, ctx), Piece("  ")]
        style = (
            "poll_own"
            if index in own
            else "poll_leader"
            if option.votes_count and option.votes_count == most
            else "text"
        )
        title = clean_line(option.title)
        mark = f" {ctx.glyphs.check}" if index in own else ""
        room = max(width - cells_of(head) - len(mark), 8)
        rows = prose_lines(emphasise(Prose(title), shortcodes), room, ctx.glyphs, style=style) or [line(Piece(""))]
        rows[0] = indented(rows[0], *head)
        rows[1:] = [indented(row, Piece(" " * cells_of(head))) for row in rows[1:]]
        if mark:
            rows[-1] = Line((*rows[-1].pieces, Piece(mark, "poll_own")), rows[-1].cells + len(mark), rows[-1].joint)
        lines += rows
    facts = f" {ctx.glyphs.dot} ".join(_poll_facts(poll, ctx))
    lines += prose_lines(Prose(facts), width, ctx.glyphs, style="dim")
    return lines


def _bar(option: PollOption, base: int, cells: int, ctx: RenderContext) -> Sequence[Piece]:
    if option.votes_count is None:
        return (Piece(ctx.glyphs.bar_rest * cells, "poll_rest"), Piece("     "))
    share = min(option.votes_count / base, 1.0) if base else 0.0
    full = round(share * cells)
    return (
        Piece(ctx.glyphs.bar_full * full, "poll_bar"),
        Piece(ctx.glyphs.bar_rest * (cells - full), "poll_rest"),
        Piece(f"{share:5.0%}", "poll_share"),
    )


def _poll_facts(poll: Poll, ctx: RenderContext) -> list[str]:
    if poll.voters_count is not None:
        facts = [f"{compact(poll.voters_count)} {'person' if poll.voters_count == 1 else 'people'}"]
    else:
        facts = [f"{compact(poll.votes_count)} {'vote' if poll.votes_count == 1 else 'votes'}"]
    if poll.multiple:
        facts.append("several answers allowed")
    if any(option.votes_count is None for option in poll.options):
        facts.append("results come at the end")
    if poll.expired or (poll.expires_at is not None and poll.expires_at <= ctx.now):
        facts.append("closed")
    elif poll.expires_at is not None:
        facts.append(f"closes in {span_words((poll.expires_at - ctx.now).total_seconds())}")
    return facts


def card_lines(card: PreviewCard, width: int, ctx: RenderContext, *, full: bool = False) -> list[Line]:
    """A linked page: title, then site and author; in full also what it says of itself."""
    target = Target("card", card.url)
    title = clean_line(card.title).strip() or clean_line(card.url)
    room = width - 4
    rows = [
        line(
            Piece(f"{ctx.glyphs.link} ", "frame", target),
            Piece(isolate(fit(title, room, ctx.glyphs.ellipsis)), "card_title", target),
        )
    ]
    description = clean_line(card.description).strip() if full else ""
    if description:
        rows += prose_lines(Prose(description), width - 2, ctx.glyphs, style="card_site")
    authors = [author.name or (author.account.name if author.account else "") for author in card.authors]
    words = [card.provider_name or _host(card.url), ", ".join(filter(None, authors)) or card.author_name]
    site = f" {ctx.glyphs.dot} ".join(clean_line(word).strip() for word in words if word.strip())
    if site:
        rows.append(line(Piece(isolate(fit(site, width - 2, ctx.glyphs.ellipsis)), "card_site", target)))
    return framed(rows, ctx)


def framed(rows: Sequence[Line], ctx: RenderContext) -> list[Line]:
    """Set lines behind a bracket. It takes 2 cells."""
    glyphs = ctx.glyphs
    if len(rows) == 1:
        return [indented(rows[0], Piece(f"{glyphs.frame_side} ", "frame"))]
    signs = (glyphs.frame_top, *(glyphs.frame_side,) * (len(rows) - 2), glyphs.frame_bottom)
    return [indented(row, Piece(f"{sign} ", "frame")) for sign, row in zip(signs, rows, strict=True)]


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].removeprefix("www.")


def hashtag_lines(status: Status, in_text: set[str], width: int) -> list[Line]:
    """The tags of a post that its text does not name; ``in_text`` holds lower-case names."""
    further = [tag.name for tag in status.tags if tag.name.lower() not in in_text]
    if not further:
        return []
    pieces: list[tuple[str, Target]] = [(f"#{clean_line(name)}", Target("hashtag", name)) for name in further]
    lines: list[Line] = []
    row: list[Piece] = []
    used = 0
    for text, target in pieces:
        text = fit(text, width)
        cells = cells_of((Piece(text),))
        if row and used + 1 + cells > width:
            lines.append(Line(tuple(row), used))
            row, used = [], 0
        if row:
            row.append(Piece(" "))
            used += 1
        row.append(Piece(text, "hashtag", target))
        used += cells
    lines.append(Line(tuple(row), used))
    return lines
