"""A person in a list of people."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from tootui.model.account import Account, Relationship
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import Target
from tootui.ui.render.person import render_person

CTX = RenderContext(now=datetime(2026, 6, 12, tzinfo=UTC), me_id="1")
GRACE = Account(id="7", acct="grace", display_name="Grace Hopper", note="<p>Nanoseconds.<br>By the foot.</p>")


def test_name_acct_and_what_they_say() -> None:
    rows = render_person(GRACE, None, 60, CTX).plain.split("\n")

    assert rows == ["Grace Hopper", "@grace", "Nanoseconds. By the foot.", ""]


@pytest.mark.parametrize(
    ("relationship", "words"),
    [
        (Relationship(id="7", following=True), "you follow"),
        (Relationship(id="7", followed_by=True), "follows you"),
        (Relationship(id="7", following=True, followed_by=True), "you follow each other"),
        (Relationship(id="7", requested=True), "asked to follow"),
        (Relationship(id="7", blocking=True), "blocked"),
        (Relationship(id="7", domain_blocking=True, muting=True), "blocked"),
        (Relationship(id="7", muting=True, blocked_by=True), "muted ∙ blocks you"),
        (Relationship(id="7", following=False, requested_by=True), "asks to follow you"),
        (Relationship(id="7"), ""),
    ],
)
def test_how_you_relate_stands_at_the_right(relationship: Relationship, words: str) -> None:
    assert (
        render_person(GRACE, relationship, 60, CTX).plain.split("\n")[0].removeprefix("Grace Hopper").strip() == words
    )


def test_names_from_elsewhere_never_break_the_row() -> None:
    hostile = Account(id="8", acct="x" * 200, display_name="名" * 300, note="<p>\u202e" + "שלום " * 50 + "</p>")
    layout = render_person(hostile, Relationship(id="8", followed_by=True), 40, CTX)

    assert all(cell_len(row) <= 40 for row in layout.plain.split("\n"))
    assert "follows you" in layout.plain


def test_a_click_leads_to_the_profile() -> None:
    names, acct, *_ = render_person(GRACE, None, 60, CTX).lines

    assert {piece.target for piece in (*names.pieces, *acct.pieces)} == {Target("account", "7")}


def test_what_became_of_them_and_what_they_are() -> None:
    odd = replace(GRACE, bot=True, group=True, locked=True, memorial=True, moved=Account(id="9"))
    assert (
        render_person(odd, None, 80, CTX).plain.splitlines()[0].endswith("moved ∙ in memoriam ∙ bot ∙ group ∙ locked")
    )


def test_where_there_is_little_room_what_matters_least_is_left_out() -> None:
    odd = replace(GRACE, bot=True, group=True, locked=True)
    first = render_person(odd, Relationship(id="7", followed_by=True), 34, CTX).plain.splitlines()[0]
    assert first.endswith("follows you ∙ bot")
    assert first.startswith("Grace Hopper")
    assert render_person(odd, Relationship(id="7", followed_by=True), 16, CTX).plain.splitlines()[0] == "Grace Hopper"
