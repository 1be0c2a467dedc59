"""Polls: how the answers stand, and the marks of somebody who is voting."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from tootui.model.base import known
from tootui.model.status import Poll, PollOption
from tootui.text.clean import clean_line
from tootui.text.html import emphasise
from tootui.text.numbers import compact
from tootui.text.prose import Prose
from tootui.text.times import span_words
from tootui.ui.render.context import PollChoice, RenderContext
from tootui.ui.render.lines import Line, Piece, Target, cells_of, indented, line, spread
from tootui.ui.render.prose import prose_lines

_LEAST_TITLE = 8


def poll_lines(poll: Poll, width: int, ctx: RenderContext, choice: PollChoice | None = None) -> list[Line]:
    """The answers, then who answered and how long it is open.

    Args:
        poll: The poll.
        width: Cells to use.
        ctx: The screen's context.
        choice: What the reader marked so far, while they vote: then marks stand in the place of bars, and the keys
            under them.
    """
    if choice is not None:
        answers = [_ballot(poll, index, choice, width, ctx) for index in range(len(poll.options))]
        under = _keys(poll, width, ctx)
    else:
        answers = _results(poll, width, ctx)
        under = _facts(poll, width, ctx)
    if choice is not None or _may_vote(poll, ctx):
        answers = [[_marking(row, index) for row in rows] for index, rows in enumerate(answers)]
    return [*chain.from_iterable(answers), *under]


def _may_vote(poll: Poll, ctx: RenderContext) -> bool:
    return poll.voted is False and not _is_closed(poll, ctx)


def _is_closed(poll: Poll, ctx: RenderContext) -> bool:
    return poll.expired or (poll.expires_at is not None and poll.expires_at <= ctx.now)


def _marking(row: Line, index: int) -> Line:
    """A click anywhere on an answer is for it."""
    target = Target("answer", str(index))
    return row._replace(pieces=tuple([piece._replace(target=target) for piece in row.pieces]))


def _results(poll: Poll, width: int, ctx: RenderContext) -> list[list[Line]]:
    """A bar, share and title for every answer, or a box while the results are kept back."""
    bar = 20 if width >= 60 else 12 if width >= 44 else 6
    # Several answers a head: shares are of people, where the server counts them.
    base = (poll.voters_count or poll.votes_count) if poll.multiple else poll.votes_count
    most = max((option.votes_count or 0 for option in poll.options), default=0)
    are_told = any(option.votes_count is not None for option in poll.options)
    own = known(poll.own_votes, [])
    shortcodes = {emoji.shortcode for emoji in poll.emojis}
    answers: list[list[Line]] = []
    for index, option in enumerate(poll.options):
        is_own, is_leading = index in own, option.votes_count and option.votes_count == most
        style = "poll_own" if is_own else "poll_leader" if is_leading else "text"
        if are_told:
            head = [*_bar(option, base, bar, ctx), Piece("  ")]
        else:
            head = [_box(poll, ctx, is_marked=is_own, style="poll_own" if is_own else "dim")]
        mark = _own_mark(ctx) if is_own and are_told else ""
        rows = _title(option, shortcodes, width - len(mark), ctx, style, head)
        if mark:
            rows[-1] = Line((*rows[-1].pieces, Piece(mark, "poll_own")), rows[-1].cells + len(mark), rows[-1].joint)
        answers.append(rows)
    return answers


def _own_mark(ctx: RenderContext) -> str:
    """Behind what the reader voted for; a letter alone would read as a word of the answer."""
    check = ctx.glyphs.check
    return f" ({check})" if check.isascii() else f" {check}"


def _box(poll: Poll, ctx: RenderContext, *, is_marked: bool, style: str) -> Piece:
    """Square where several answers may be marked, else round."""
    before, behind = ("[", "]") if poll.multiple else ("(", ")")
    return Piece(f"{before}{ctx.glyphs.check if is_marked else ' '}{behind} ", style)


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


def _title(
    option: PollOption, shortcodes: set[str], width: int, ctx: RenderContext, style: str, head: Sequence[Piece]
) -> list[Line]:
    """An answer, wrapped beside what stands before it."""
    before = cells_of(head)
    prose = emphasise(Prose(clean_line(option.title)), shortcodes)
    rows = prose_lines(prose, max(width - before, _LEAST_TITLE), ctx.glyphs, style=style) or [line(Piece(""))]
    return [indented(rows[0], *head), *[indented(row, Piece(" " * before)) for row in rows[1:]]]


def _ballot(poll: Poll, index: int, choice: PollChoice, width: int, ctx: RenderContext) -> list[Line]:
    """The number of an answer and its mark; a sign at the one that the next mark is for."""
    is_chosen, is_next = index in choice.chosen, index == choice.cursor
    style = "poll_own" if is_chosen else "poll_leader" if is_next else "text"
    head = (
        Piece(f"{ctx.glyphs.pointer if is_next else ' '} ", "cursor"),
        Piece(f"{index + 1:>{len(str(len(poll.options)))}} ", "key"),
        _box(poll, ctx, is_marked=is_chosen, style=style),
    )
    return _title(poll.options[index], {emoji.shortcode for emoji in poll.emojis}, width, ctx, style, head)


def _keys(poll: Poll, width: int, ctx: RenderContext) -> list[Line]:
    """The keys of voting, as many as fit."""
    hints = [
        ("", f"1-{len(poll.options)}", " or"),
        (" ", ctx.key_of("vote.mark"), " marks"),
        (f" {ctx.glyphs.dot} ", ctx.key_of("vote.send"), " sends"),
        (f" {ctx.glyphs.dot} ", ctx.key_of("vote.leave"), " leaves it"),
    ]
    if poll.multiple:
        hints.append((f" {ctx.glyphs.dot} ", "", "mark as many as you like"))
    pieces: list[Piece] = []
    for sign, key, words in hints:
        hint = (Piece(sign, "faint"), Piece(key, "key"), Piece(words, "dim"))
        if cells_of(pieces) + cells_of(hint) > width:
            break
        pieces += hint
    return [line(*pieces)]


def _facts(poll: Poll, width: int, ctx: RenderContext) -> list[Line]:
    """Who answered, how long it is open, and the key that votes if the reader may and has not."""
    rows = prose_lines(Prose(f" {ctx.glyphs.dot} ".join(_fact_words(poll, ctx))), width, ctx.glyphs, style="dim")
    key = ctx.key_of("poll.vote") if _may_vote(poll, ctx) else ""
    if key:
        hint = (Piece(key, "key"), Piece(" votes", "dim"))
        last = rows[-1]
        if last.cells + cells_of(hint) + 2 <= width:
            rows[-1] = spread(tuple(last.pieces), hint, width)._replace(joint=last.joint)
    return rows


def _fact_words(poll: Poll, ctx: RenderContext) -> list[str]:
    if poll.voters_count is not None:
        facts = [f"{compact(poll.voters_count)} {'person' if poll.voters_count == 1 else 'people'}"]
    else:
        facts = [f"{compact(poll.votes_count)} {'vote' if poll.votes_count == 1 else 'votes'}"]
    if poll.multiple:
        facts.append("several answers")
    if any(option.votes_count is None for option in poll.options):
        facts.append("results at the end")
    if _is_closed(poll, ctx):
        facts.append("closed")
    elif poll.expires_at is not None:
        facts.append(f"closes in {span_words((poll.expires_at - ctx.now).total_seconds())}")
    return facts
