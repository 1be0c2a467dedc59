"""Polls: how the answers stand, and the marks of somebody who is voting."""

from __future__ import annotations

from collections.abc import Sequence

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
_BOXES = (("(", ")"), ("[", "]"))
"""Around the mark of an answer, where one is chosen and where several are."""


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
        return [*_ballot(poll, choice, width, ctx), *_keys(poll, width, ctx)]
    return [*_results(poll, width, ctx), *_facts(poll, width, ctx)]


def _results(poll: Poll, width: int, ctx: RenderContext) -> list[Line]:
    """A bar, share and title for every answer."""
    bar = 20 if width >= 60 else 12 if width >= 44 else 6
    # Several answers a head: shares are of people, where the server counts them.
    base = (poll.voters_count or poll.votes_count) if poll.multiple else poll.votes_count
    most = max((option.votes_count or 0 for option in poll.options), default=0)
    own = known(poll.own_votes, [])
    shortcodes = {emoji.shortcode for emoji in poll.emojis}
    if all(option.votes_count is None for option in poll.options):
        return [
            row for index, option in enumerate(poll.options) for row in _untold(poll, index, option, own, width, ctx)
        ]
    lines: list[Line] = []
    for index, option in enumerate(poll.options):
        head = [*_bar(option, base, bar, ctx), Piece("  ")]
        is_leading = option.votes_count and option.votes_count == most
        style = "poll_own" if index in own else "poll_leader" if is_leading else "text"
        mark = f" {ctx.glyphs.check}" if index in own else ""
        rows = _title(option, shortcodes, width - len(mark), ctx, style, head)
        if mark:
            rows[-1] = Line((*rows[-1].pieces, Piece(mark, "poll_own")), rows[-1].cells + len(mark), rows[-1].joint)
        lines += _clickable(rows, index)
    return lines


def _clickable(rows: Sequence[Line], index: int) -> list[Line]:
    """A click anywhere on an answer stands for it."""
    target = Target("answer", str(index))
    return [row._replace(pieces=tuple([piece._replace(target=target) for piece in row.pieces])) for row in rows]


def _untold(
    poll: Poll, index: int, option: PollOption, own: Sequence[int], width: int, ctx: RenderContext
) -> list[Line]:
    """An answer while the results are kept back."""
    before, behind = _BOXES[poll.multiple]
    style = "poll_own" if index in own else "text"
    mark = Piece(f"{before}{ctx.glyphs.check if index in own else ' '}{behind} ", "poll_own" if index in own else "dim")
    return _clickable(_title(option, {emoji.shortcode for emoji in poll.emojis}, width, ctx, style, (mark,)), index)


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


def _ballot(poll: Poll, choice: PollChoice, width: int, ctx: RenderContext) -> list[Line]:
    """The number of every answer, its mark, and a sign at the one that the next mark is for."""
    before, behind = _BOXES[poll.multiple]
    shortcodes = {emoji.shortcode for emoji in poll.emojis}
    digits = len(str(len(poll.options)))
    lines: list[Line] = []
    for index, option in enumerate(poll.options):
        is_chosen, is_next = index in choice.chosen, index == choice.cursor
        style = "poll_own" if is_chosen else "poll_leader" if is_next else "text"
        head = (
            Piece(f"{ctx.glyphs.pointer if is_next else ' '} ", "cursor"),
            Piece(f"{index + 1:>{digits}} ", "key"),
            Piece(f"{before}{ctx.glyphs.check if is_chosen else ' '}{behind} ", style),
        )
        lines += _clickable(_title(option, shortcodes, width, ctx, style, head), index)
    return lines


def _keys(poll: Poll, width: int, ctx: RenderContext) -> list[Line]:
    """The keys of voting, as many as fit."""
    marks = f"1-{len(poll.options)}" if poll.options else "1"
    hints = [
        (marks, "or"),
        ("Space", "marks, as many as you like" if poll.multiple else "marks"),
        ("Enter", "sends"),
        ("Esc", "leaves it"),
    ]
    pieces: list[Piece] = []
    used = 0
    for key, words in hints:
        sign = "" if not pieces else " " if words.startswith("marks") else f" {ctx.glyphs.dot} "
        if used + len(sign) + len(key) + 1 + len(words) > width:
            break
        pieces += (Piece(sign, "faint"), Piece(key, "key"), Piece(f" {words}", "dim"))
        used += len(sign) + len(key) + 1 + len(words)
    return [Line(tuple(pieces), used)]


def _facts(poll: Poll, width: int, ctx: RenderContext) -> list[Line]:
    """Who answered, how long it is open, and the key that votes if the reader may and has not."""
    words, is_open = _fact_words(poll, ctx)
    rows = prose_lines(Prose(f" {ctx.glyphs.dot} ".join(words)), width, ctx.glyphs, style="dim")
    if is_open and poll.voted is False and ctx.vote_key:
        hint = (Piece(ctx.vote_key, "key"), Piece(" votes", "dim"))
        last = rows[-1]
        if last.cells + cells_of(hint) + 2 <= width:
            rows[-1] = spread(tuple(last.pieces), hint, width)._replace(joint=last.joint)
    return rows


def _fact_words(poll: Poll, ctx: RenderContext) -> tuple[list[str], bool]:
    if poll.voters_count is not None:
        facts = [f"{compact(poll.voters_count)} {'person' if poll.voters_count == 1 else 'people'}"]
    else:
        facts = [f"{compact(poll.votes_count)} {'vote' if poll.votes_count == 1 else 'votes'}"]
    if poll.multiple:
        facts.append("several answers")
    if any(option.votes_count is None for option in poll.options):
        facts.append("results at the end")
    if poll.expired or (poll.expires_at is not None and poll.expires_at <= ctx.now):
        facts.append("closed")
        return facts, False
    if poll.expires_at is not None:
        facts.append(f"closes in {span_words((poll.expires_at - ctx.now).total_seconds())}")
    return facts, True
