"""Names and moments: the lines over a post that say who, to whom and when."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from tootui.model.account import Account
from tootui.model.base import known
from tootui.model.status import Status
from tootui.text.audiences import audience_name
from tootui.text.clean import clean_line
from tootui.text.direction import isolate
from tootui.text.html import emphasise
from tootui.text.prose import Prose
from tootui.text.times import absolute, relative
from tootui.ui.render.cells import fit
from tootui.ui.render.context import PostView, RenderContext
from tootui.ui.render.lines import Line, Piece, Target, cells_of, line, spread
from tootui.ui.render.prose import runs_of

_VISIBILITY_STYLES = {"unlisted": "visibility_unlisted", "direct": "visibility_direct"}
_LEAST_NAME = 16
"""Cells that the right-hand facts leave to the name."""
_NAMELESS = "(no name)"
_LEAST_ACCT = 8
"""A longer acct of which fewer cells would be seen is left out."""


def boost_line(view: PostView, width: int, ctx: RenderContext) -> Line | None:
    """Who boosted, and when."""
    booster = view.boosted_by
    if booster is None:
        return None
    when = time_piece(view.status, ctx)
    room = width - cells_of((when,)) - cell_len(" boosted") - 4
    name = name_pieces(booster, room, ctx, "boost")
    return spread((Piece(f"{ctx.glyphs.boost} ", "boost"), *name, Piece(" boosted", "boost")), (when,), width)


def reply_line(view: PostView, width: int, ctx: RenderContext) -> Line | None:
    """Whom it answers."""
    status = view.inner
    if status.in_reply_to_id is None:
        return None
    opens = Target("reply", status.id)
    if status.in_reply_to_account_id == status.account.id:
        return line(Piece(f"{ctx.glyphs.thread} thread", "reply", opens))
    acct = view.reply_to or next(
        (mention.acct for mention in status.mentions if mention.id == status.in_reply_to_account_id), None
    )
    if acct is None:
        return line(Piece(f"{ctx.glyphs.reply} in reply", "reply", opens))
    answered = status.in_reply_to_account_id
    name = Piece(
        fit(f"@{clean_line(acct)}", width - 5, ctx.glyphs.ellipsis),
        "reply",
        Target("account", answered) if answered is not None else None,
    )
    return line(Piece(f"{ctx.glyphs.reply} to ", "reply", opens), name)


def author_line(
    status: Status, width: int, ctx: RenderContext, *, is_new: bool = False, names_language: bool = True
) -> Line:
    """The author at the left; language (where it is foreign), visibility, ``edited`` and the time at the right,
    whatever the name is made of."""
    facts = _facts(status, ctx, names_language, width - _LEAST_NAME)
    account = status.account
    room = width - cells_of(facts) - 2
    new_mark = (Piece(f"{ctx.glyphs.new} ", "new"),) if is_new else ()
    left: list[Piece] = [*new_mark]
    room -= cells_of(new_mark)
    target = Target("account", account.id)
    acct = f"@{clean_line(account.acct)}" if account.acct else ""
    for_acct = min(cell_len(acct) + 1, room // 3)
    left += name_pieces(account, max(room - for_acct if for_acct > _LEAST_ACCT else room, 2), ctx, "name")
    room -= cells_of(left) - cells_of(new_mark) + 1
    if acct and room >= min(_LEAST_ACCT, cell_len(acct)):
        left += (Piece(" "), Piece(fit(acct, room, ctx.glyphs.ellipsis), "acct", target))
        room -= cells_of(left[-1:])
        for mark in _marks(account):
            if len(mark) + 2 <= room:
                left.append(Piece(f"  {mark}", "mark"))
                room -= len(mark) + 2
    return spread(left, facts, width)


def name_pieces(account: Account, cells: int, ctx: RenderContext, style: str) -> Sequence[Piece]:
    """An account's name in at most so many cells, its custom emoji dimmed, its direction kept to itself."""
    name = fit(clean_line(account.name) or _NAMELESS, max(cells, 1), ctx.glyphs.ellipsis)
    target = Target("account", account.id)
    if not account.emojis or ":" not in name:
        return (Piece(isolate(name), style, target),)
    prose = emphasise(Prose(name), {emoji.shortcode for emoji in account.emojis})
    pieces: list[Piece] = []
    here = 0
    for run in runs_of(name, prose.spans):
        if run.start > here:
            pieces.append(Piece(isolate(name[here : run.start]), style, target))
        pieces.append(Piece(name[run.start : run.end], f"{style}+{run.style}", target))
        here = run.end
    if here < len(name):
        pieces.append(Piece(isolate(name[here:]), style, target))
    return pieces


def time_piece(status: Status, ctx: RenderContext) -> Piece:
    """When a post was made: relative, or in full where that is wished for."""
    if ctx.absolute_times:
        return Piece(absolute(status.created_at), "time")
    return Piece(relative(status.created_at, ctx.now), "time")


def _facts(status: Status, ctx: RenderContext, names_language: bool, most: int) -> Sequence[Piece]:
    """The right-hand column, shortened to ``most`` cells by what matters least."""
    dot = Piece(f" {ctx.glyphs.dot} ", "faint")
    facts: list[Piece] = []
    if names_language and status.language and ctx.languages and (language := _foreign(status.language, ctx)):
        facts.append(Piece(fit(language, 18, ctx.glyphs.ellipsis), "language"))
    if status.visibility != "public":
        word = audience_name(status.visibility)
        facts.append(
            Piece(fit(word, 12, ctx.glyphs.ellipsis), _VISIBILITY_STYLES.get(status.visibility, "visibility_private"))
        )
    if status.edited_at is not None:
        facts.append(Piece("edited", "edited"))
    facts.append(time_piece(status, ctx))
    while len(facts) > 1 and cells_of(facts) + 3 * (len(facts) - 1) > most:
        least = next((fact for name in ("language", "edited") for fact in facts if fact.style == name), facts[-1])
        facts.remove(least)
    joined = [facts[0]]
    for fact in facts[1:]:
        joined += (dot, fact)
    return joined


def _foreign(code: str, ctx: RenderContext) -> str:
    """The name of a language that is none of the reader's, else nothing."""
    from tootui.text.languages import language_name, primary

    return "" if primary(code) in ctx.languages else clean_line(language_name(code))


def _marks(account: Account) -> list[str]:
    marks = []
    if known(account.bot, False):
        marks.append("bot")
    if known(account.locked, False):
        marks.append("locked")
    return marks
