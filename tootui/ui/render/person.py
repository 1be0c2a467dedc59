"""A person in a list of people: who they are, how you and they relate, and what they say of themselves."""

from __future__ import annotations

from rich.cells import cell_len

from tootui.model.account import Account, Relationship
from tootui.model.base import known
from tootui.text.clean import clean_line
from tootui.text.direction import isolate
from tootui.text.html import parse
from tootui.ui.render.cells import fit
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import BLANK, Line, Piece, RowLayout, Target, cells_of, line, spread
from tootui.ui.render.people import name_pieces

_LEAST_NAME = 12


def render_person(account: Account, relationship: Relationship | None, width: int, ctx: RenderContext) -> RowLayout:
    """Draw an account in up to three lines of at most ``width`` cells, with one blank line behind them.

    Args:
        account: The person.
        relationship: How the reader relates to them, None where that is not known.
        width: Cells to use.
        ctx: The screen's context.
    """
    room = min(width, ctx.text_width)
    target = Target("account", account.id)
    lines = [_names(account, relationship, room, ctx)]
    acct = fit(f"@{clean_line(account.acct)}", room, ctx.glyphs.ellipsis)
    lines.append(line(Piece(acct, "acct", target)))
    note = " ".join(parse(account.note).text.split())
    if note:
        lines.append(line(Piece(isolate(fit(note, room, ctx.glyphs.ellipsis)), "note")))
    lines.append(BLANK)
    return RowLayout(lines, tail=1)


def _names(account: Account, relationship: Relationship | None, width: int, ctx: RenderContext) -> Line:
    facts, dot = _facts(account, relationship, ctx), f" {ctx.glyphs.dot} "
    while facts and cell_len(dot.join(facts)) + _LEAST_NAME + 2 > width:
        facts.pop()  # the last one matters least
    right = (Piece(dot.join(facts), "dim"),) if facts else ()
    room = width - cells_of(right) - (2 if right else 0)
    return spread(tuple(name_pieces(account, room, ctx, "name")), right, width)


def _facts(account: Account, relationship: Relationship | None, ctx: RenderContext) -> list[str]:
    """How you relate first, then what kind of account it is."""
    facts = []
    if account.id == ctx.me_id:
        facts.append("you")
    elif relationship is not None:
        following, followed = known(relationship.following, False), known(relationship.followed_by, False)
        if following and followed:
            facts.append("you follow each other")
        elif following:
            facts.append("you follow")
        elif known(relationship.requested, False):
            facts.append("asked to follow")
        elif followed:
            facts.append("follows you")
        if known(relationship.blocking, False) or known(relationship.domain_blocking, False):
            facts.append("blocked")
        elif known(relationship.muting, False):
            facts.append("muted")
        facts += ["asks to follow you"] if known(relationship.requested_by, False) else []
        facts += ["blocks you"] if known(relationship.blocked_by, False) else []
    facts += ["moved"] if account.moved is not None else []
    facts += [
        word
        for word, flag in (
            ("suspended", account.suspended),
            ("in memoriam", account.memorial),
            ("limited", account.limited),
            ("bot", account.bot),
            ("group", account.group),
            ("locked", account.locked),
        )
        if known(flag, False)
    ]
    return facts
