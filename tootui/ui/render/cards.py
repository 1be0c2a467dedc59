"""The card of a linked page."""

from __future__ import annotations

from tootui.model.status import PreviewCard
from tootui.text.addresses import host_of
from tootui.text.clean import clean_line
from tootui.text.direction import isolate
from tootui.text.prose import Prose
from tootui.ui.render.cells import fit
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import Line, Piece, Target, framed, line
from tootui.ui.render.prose import prose_lines

_KINDS = {"video": "video", "photo": "picture"}
"""Pages that are looked at rather than read."""


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
    names = ", ".join(filter(None, authors)) or card.author_name
    words = [_KINDS.get(card.type, ""), card.provider_name.strip() or host_of(card.url).removeprefix("www."), names]
    site = f" {ctx.glyphs.dot} ".join(clean_line(word).strip() for word in words if word.strip())
    if site:
        rows.append(line(Piece(isolate(fit(site, width - 2, ctx.glyphs.ellipsis)), "card_site", target)))
    return framed(rows, ctx.glyphs)
