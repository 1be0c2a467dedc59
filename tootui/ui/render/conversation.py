"""A conversation in a list: who takes part, whether it is unread, and what was said last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from tootui.model.account import Account
from tootui.model.conversations import Conversation
from tootui.model.status import Mention, Status
from tootui.text.attachments import kind_word
from tootui.text.clean import clean_line
from tootui.text.direction import isolate
from tootui.text.html import parse
from tootui.ui.render.cells import fit, wrap
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import BLANK, Line, Piece, RowLayout, Target, cells_of, line, spread
from tootui.ui.render.people import name_pieces, time_piece

_WORD_LINES = 2
_LEAST_NAME = 16
"""A name of which fewer cells would be seen is counted among the others."""
_NOBODY = "nobody but you"
_UNREAD = "unread"


def render_conversation(
    conversation: Conversation,
    people: Sequence[Account],
    last: Status | None,
    width: int,
    ctx: RenderContext,
    *,
    covered: str = "",
) -> RowLayout:
    """Draw a conversation in up to four lines of at most ``width`` cells, with one blank line behind them.

    Args:
        conversation: Which.
        people: Who takes part beside the reader.
        last: Its newest post, None where that is gone.
        width: Cells to use.
        ctx: The screen's context.
        covered: What stands for the words where they are covered.
    """
    room = min(width, ctx.text_width)
    lines = [_heading(conversation, people, last, room, ctx)]
    accts = " ".join(f"@{clean_line(account.acct)}" for account in people if account.acct)
    if accts:
        lines.append(line(Piece(fit(accts, room, ctx.glyphs.ellipsis), "acct")))
    lines += _words(people, last, covered, room, ctx)
    lines.append(BLANK)
    return RowLayout(lines, ground="direct" if conversation.unread else "", tail=1)


def _heading(
    conversation: Conversation, people: Sequence[Account], last: Status | None, width: int, ctx: RenderContext
) -> Line:
    """Names at the left; at the right whether something is unread, and when the last word was written."""
    facts = [time_piece(last, ctx)] if last is not None else []
    if conversation.unread and width > _LEAST_NAME + cells_of(facts) + len(_UNREAD):
        facts = [Piece(_UNREAD, "new"), *((Piece(f" {ctx.glyphs.dot} ", "faint"), *facts) if facts else ())]
    mark = (Piece(f"{ctx.glyphs.new} ", "new"),) if conversation.unread else ()
    room = width - cells_of(facts) - cells_of(mark) - 2
    return spread((*mark, *_names(people, room, ctx)), facts, width)


def _names(people: Sequence[Account], width: int, ctx: RenderContext) -> Sequence[Piece]:
    """As many names as there is room for; how many others there are."""
    if not people:
        return (Piece(fit(_NOBODY, width, ctx.glyphs.ellipsis), "name"),)
    pieces: list[Piece] = []
    for number, account in enumerate(people):
        left = len(people) - number
        joint = ", " if pieces else ""
        tail = cell_len(_others(left - 1)) if left > 1 else 0
        room = width - cells_of(pieces) - len(joint) - tail
        if room < min(cell_len(account.name), _LEAST_NAME):
            if pieces:
                return [*pieces, Piece(_others(left), "dim")]
            return name_pieces(account, width, ctx, "name")
        pieces += [*((Piece(joint, "name"),) if joint else ()), *name_pieces(account, room, ctx, "name")]
    return pieces


def _others(count: int) -> str:
    return " and 1 other" if count == 1 else f" and {count} others"


def _words(people: Sequence[Account], last: Status | None, covered: str, width: int, ctx: RenderContext) -> list[Line]:
    if last is None:
        return [line(Piece("The last post is gone.", "dim"))]
    speaker = _speaker(people, last, ctx)
    if covered:
        target = Target("cw", last.id)
        head = Piece(f"{speaker}{ctx.glyphs.warning} ", "warning", target)
        words = fit(clean_line(covered), width - cells_of((head,)), ctx.glyphs.ellipsis)
        return [line(head, Piece(words, "warning_text", target))]
    said = " ".join([*_without_addressees(parse(last.content).text.split(), last.mentions), *_attached(last, ctx)])
    return _in_two_lines(f"{speaker}{said or 'no words'}", width, ctx)


def _speaker(people: Sequence[Account], last: Status, ctx: RenderContext) -> str:
    """Who said it, where that is not clear."""
    if last.account.id == ctx.me_id:
        return "You: "
    return f"@{clean_line(last.account.username or last.account.acct)}: " if len(people) > 1 else ""


def _without_addressees(words: Sequence[str], mentions: Iterable[Mention]) -> Sequence[str]:
    """What is said, without the names at its beginning: they stand above."""
    named = {f"@{name.casefold()}" for mention in mentions for name in (mention.username, mention.acct)}
    first = next((number for number, word in enumerate(words) if word.casefold() not in named), len(words))
    return words[first:]


def _attached(last: Status, ctx: RenderContext) -> Sequence[str]:
    kinds = [kind_word(attachment) for attachment in last.media_attachments]
    attached = [f"{ctx.glyphs.media} {kind}" for kind in kinds]
    return [*attached, "poll"] if last.poll is not None else attached


def _in_two_lines(text: str, width: int, ctx: RenderContext) -> list[Line]:
    rows = wrap(text, width)
    lines = [text[start:end] for start, end, _ in rows[:_WORD_LINES]]
    if len(rows) > _WORD_LINES:
        lines[-1] = fit(text[rows[_WORD_LINES - 1][0] :], width, ctx.glyphs.ellipsis)
    return [line(Piece(isolate(words), "text"), joint=" " if number else "\n") for number, words in enumerate(lines)]
