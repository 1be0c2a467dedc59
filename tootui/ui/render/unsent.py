"""What is not published yet, as a row: what it is, its first words, what belongs to it, how it stands."""

from __future__ import annotations

from datetime import UTC, datetime

from rich.cells import cell_len

from tootui.cache.drafts import Draft
from tootui.service.draft_names import heading
from tootui.service.when import when_words
from tootui.text.audiences import audience_name
from tootui.text.clean import clean_line
from tootui.text.prose import Prose
from tootui.text.times import absolute, relative
from tootui.ui.render.cells import fit
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import BLANK, Line, Piece, RowLayout, cells_of, line, spread
from tootui.ui.render.prose import prose_lines

_WORD_LINES = 2
_LEAST_HEADING = 12


def render_unsent(
    draft: Draft, width: int, ctx: RenderContext, *, standing: str = "", is_problem: bool = False
) -> RowLayout:
    """Draw a draft, a post on its way or one that waits for its time, with one blank line behind.

    Args:
        draft: what was written.
        width: Cells to use.
        ctx: The screen's context.
        standing: How it stands with it and what it waits for, in words; may quote a server.
        is_problem: Whether that is for the person to mend or decide.
    """
    room = min(width, ctx.text_width)
    rows = [_first_line(draft, room, ctx)]
    if warning := clean_line(draft.spoiler_text).strip():
        rows.append(line(Piece(fit(f"{ctx.glyphs.warning} CW: {warning}", room, ctx.glyphs.ellipsis), "warning")))
    rows += _words(draft, room, ctx)
    if facts := _facts(draft, ctx):
        rows.append(line(Piece(fit(f" {ctx.glyphs.dot} ".join(facts), room, ctx.glyphs.ellipsis), "dim")))
    if standing:
        rows += prose_lines(
            Prose(clean_line(standing)), room, ctx.glyphs, style="problem" if is_problem else "note_title"
        )
    return RowLayout((*rows, BLANK), tail=1)


def _first_line(draft: Draft, width: int, ctx: RenderContext) -> Line:
    """Kind at the left; who sees it and when it was written, or is to appear, at the right."""
    when = ""
    if draft.scheduled_at is not None:
        when = when_words(datetime.fromtimestamp(draft.scheduled_at, UTC), ctx.now)
    elif draft.updated_at:
        written = datetime.fromtimestamp(draft.updated_at, UTC)
        when = absolute(written) if ctx.absolute_times else relative(written, ctx.now)
    audience = "" if draft.visibility == "public" else audience_name(draft.visibility)
    words = f" {ctx.glyphs.dot} ".join(part for part in (audience, when) if part)
    right = (Piece(words, "time"),) if words and cell_len(words) + _LEAST_HEADING + 2 <= width else ()
    room = width - cells_of(right) - (2 if right else 0)
    return spread((Piece(fit(clean_line(heading(draft)), room, ctx.glyphs.ellipsis), "name"),), right, width)


def _words(draft: Draft, width: int, ctx: RenderContext) -> list[Line]:
    text = " ".join(clean_line(draft.text.replace("\n", " ")).split())
    if not text:
        return [line(Piece("no words yet", "dim"))]
    lines = prose_lines(Prose(text), width, ctx.glyphs, style="text")
    if len(lines) <= _WORD_LINES:
        return lines
    last = lines[_WORD_LINES - 1]
    cut = "".join(piece.text for piece in last.pieces)
    ellipsis = ctx.glyphs.ellipsis
    cut = cut if cell_len(cut) + cell_len(ellipsis) + 1 <= width else cut[: -cell_len(ellipsis) - 1]
    return [*lines[: _WORD_LINES - 1], line(Piece(f"{cut} {ellipsis}", "text"), joint=last.joint)]


def _facts(draft: Draft, ctx: RenderContext) -> list[str]:
    """What belongs to it beside its words."""
    facts = [f"post {draft.position + 1} of a chain"] if draft.chain is not None else []
    if draft.media:
        count = len(draft.media)
        undescribed = sum(not media.description.strip() for media in draft.media)
        words = f"{ctx.glyphs.media} {count} attachment{'s' if count > 1 else ''}"
        facts.append(f"{words}, {undescribed} without description" if undescribed else words)
    if draft.poll is not None:
        facts.append(f"poll: {clean_line(' / '.join(option for option in draft.poll.options if option))}")
    if draft.sensitive:
        facts.append("sensitive")
    if draft.replaces is not None:
        facts.append("takes the place of a scheduled post")
    return facts
