"""A post in the reader's language, under the post itself."""

from __future__ import annotations

from collections.abc import Callable

from tootui.model.translation import Translation
from tootui.text.clean import clean_line
from tootui.text.html import parse
from tootui.text.languages import language_name
from tootui.text.prose import Prose, Span
from tootui.ui.render.cells import fit
from tootui.ui.render.context import PostView, RenderContext
from tootui.ui.render.lines import Line, Piece, Target, cells_of, framed, indented, line, spread
from tootui.ui.render.prose import prose_lines
from tootui.ui.render.warning import spoiler_lines


def translation_lines(
    view: PostView, width: int, ctx: RenderContext, resolve: Callable[[Span], Target | None]
) -> list[Line]:
    """What a translation says, whose it is and from which language; or that it is on its way.

    Args:
        view: The post; what is covered in it stays so here.
        width: Cells to use.
        ctx: The screen's context.
        resolve: Gives the targets of what its text names.
    """
    translation = view.translation
    if translation is None:
        return framed([line(Piece(fit(f"Being translated{ctx.glyphs.ellipsis}", width - 2), "note"))], ctx.glyphs)
    room = width - 2
    rows = [_heading(view, translation, room, ctx)]
    if translation.spoiler_text.strip():
        rows += spoiler_lines(view.inner, translation.spoiler_text, room, ctx, None)
    if view.revealed or not view.inner.spoiler_text:
        rows += prose_lines(parse(translation.content), room, ctx.glyphs, resolve=resolve)
        rows += _beside_text(view, translation, room, ctx)
    return framed(rows, ctx.glyphs)


def _heading(view: PostView, translation: Translation, width: int, ctx: RenderContext) -> Line:
    source = translation.detected_source_language or view.inner.language
    words = f"Translated from {clean_line(language_name(source))}" if source else "Translated"
    if translation.provider:
        words += f" by {clean_line(translation.provider)}"
    hint = (Piece(ctx.key_of("status.translate"), "key"), Piece(" hides it", "dim"))
    heading = (Piece(fit(words, width, ctx.glyphs.ellipsis), "dim"),)
    return spread(heading, hint if cells_of(heading) + cells_of(hint) + 2 <= width else (), width)


def _beside_text(view: PostView, translation: Translation, width: int, ctx: RenderContext) -> list[Line]:
    """The answers of the poll, and the descriptions of media that are not covered."""
    said = [
        (f"{number} ", option.title)
        for number, option in enumerate(translation.poll.options if translation.poll is not None else (), 1)
    ]
    if view.revealed or not view.inner.sensitive:
        said += [(f"{ctx.glyphs.media} ", attachment.description) for attachment in translation.media_attachments]
    lines: list[Line] = []
    for sign, words in said:
        rows = prose_lines(Prose(clean_line(words).strip()), width - len(sign), ctx.glyphs, style="media_text")
        lines += [indented(row, Piece(" " * len(sign) if at else sign, "media")) for at, row in enumerate(rows)]
    return lines
