"""Pictures, films and sounds of a post, told in words."""

from __future__ import annotations

from tootui.model.status import MediaAttachment, Status
from tootui.text.attachments import NO_DESCRIPTION, address_of, description_of, kind_word
from tootui.text.direction import isolate
from tootui.text.prose import Prose
from tootui.text.times import length
from tootui.ui.render.cells import fit
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import Line, Piece, Target, cells_of, indented, line, spread
from tootui.ui.render.prose import prose_lines
from tootui.ui.render.warning import reveal_hint

_PLURALS = {"image": "images", "video": "videos", "gif": "gifs", "audio": "audio files"}
_LEAST_WRAPPED = 16
"""Descriptions are not wrapped in fewer cells."""


def media_lines(
    status: Status, width: int, ctx: RenderContext, *, covered_by: str = "", opens: str = "", full: bool = False
) -> list[Line]:
    """One line for every attachment with its description; one line for all while they are covered.

    Args:
        status: The post.
        width: Cells to use.
        ctx: The screen's context.
        covered_by: Why neither pictures nor descriptions may be told, in a word; empty if they may.
        opens: The post that is opened to see them; empty for the same.
        full: Tell measures, and wrap descriptions instead of cropping them.
    """
    attachments = status.media_attachments
    if covered_by:
        return [_covered(attachments, covered_by, Target("cw", opens or status.id), width, ctx)]
    heads = [f"{ctx.glyphs.media} {_kind(attachment, full=full)}" for attachment in attachments]
    column = max(map(len, heads), default=0)
    lines: list[Line] = []
    for attachment, head in zip(attachments, heads, strict=True):
        address = address_of(attachment)
        target = Target("media", address) if address else None
        lines += _told(attachment, Piece(head.ljust(column), "media", target), width, ctx, full)
    return lines


def _told(attachment: MediaAttachment, head: Piece, width: int, ctx: RenderContext, full: bool) -> list[Line]:
    room = width - cells_of((head,)) - 2
    description = description_of(attachment)
    if not description:
        return [line(head, Piece("  "), Piece(fit(NO_DESCRIPTION, room), "media_missing", head.target))]
    if full and room >= _LEAST_WRAPPED:
        rows = prose_lines(Prose(description), room, ctx.glyphs, style="media_text")
        blank = Piece(" " * (cells_of((head,)) + 2))
        return [indented(rows[0], head, Piece("  ")), *[indented(further, blank) for further in rows[1:]]]
    text = isolate(fit(description, room, ctx.glyphs.ellipsis))
    return [line(head, Piece("  "), Piece(text, "media_text", head.target))]


def _covered(attachments: list[MediaAttachment], why: str, target: Target, width: int, ctx: RenderContext) -> Line:
    kinds = {kind_word(attachment) for attachment in attachments}
    kind = kinds.pop() if len(kinds) == 1 else "file"
    count = len(attachments)
    words = f"1 {kind}" if count == 1 else f"{count} {_PLURALS.get(kind, 'files')}"
    head = (Piece(f"{ctx.glyphs.media} {words}", "media", target), Piece(f" {ctx.glyphs.dot} ", "faint"))
    hint = reveal_hint("shows", target, ctx)
    room = width - cells_of(head)
    left = (*head, Piece(fit(why, room, ctx.glyphs.ellipsis), "warning", target))
    return spread(left, hint if cells_of(left) + cells_of(hint) + 2 <= width else (), width)


def _kind(attachment: MediaAttachment, *, full: bool) -> str:
    """What it is, how long it plays, and in full how large it is."""
    words = [kind_word(attachment)]
    size = attachment.meta.original if attachment.meta is not None else None
    if size is not None and size.duration and attachment.type != "gifv":
        words.append(length(size.duration))
    if full and size is not None and size.width and size.height:
        words.append(f"{size.width}x{size.height}")
    return " ".join(words)
