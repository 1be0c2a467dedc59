"""A conversation in the list of direct messages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from rich.cells import cell_len

from tootui.model.account import Account
from tootui.model.conversations import Conversation
from tootui.model.status import MediaAttachment, Mention, Status
from tootui.ui.render.context import RenderContext
from tootui.ui.render.conversation import render_conversation
from tootui.ui.render.glyphs import ASCII, UNICODE
from tootui.ui.render.lines import Target

NOW = datetime(2026, 6, 12, tzinfo=UTC)
CTX = RenderContext(now=NOW, me_id="1")
ME = Account(id="1", acct="you", username="you")
GRACE = Account(id="7", acct="grace", username="grace", display_name="Grace Hopper")
ALAN = Account(id="8", acct="alan@enigma.uk", username="alan", display_name="Alan")


def said(words: str, by: Account = GRACE, **fields: object) -> Status:
    mentions = [Mention(id=one.id, username=one.username, acct=one.acct, url="") for one in (ME, GRACE, ALAN)]
    given = {"visibility": "direct", "mentions": mentions, **fields}
    return Status(id="99", account=by, content=words, created_at=NOW - timedelta(hours=2), **given)  # type: ignore[arg-type]  # fields by name


def drawn(
    last: Status | None,
    *people: Account,
    unread: bool = False,
    width: int = 60,
    covered: str = "",
    ctx: RenderContext = CTX,
) -> list[str]:
    conversation = Conversation(id="5", unread=unread, accounts=list(people), last_status=last)
    layout = render_conversation(conversation, people, last, width, ctx, covered=covered)
    assert all(cell_len(row) <= width for row in layout.plain.split("\n")), layout.plain
    return layout.plain.split("\n")


def test_who_it_is_with_when_it_was_and_what_was_said() -> None:
    rows = drawn(said("<p>@you Come <b>over</b>.</p><p>Bring tea.</p>"), GRACE)

    assert rows[0].startswith("Grace Hopper")
    assert rows[0].endswith(" 2h")
    assert rows[1:] == ["@grace", "Come over. Bring tea.", ""]


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_unread_is_a_mark_and_a_word(glyphs: object) -> None:
    ctx = RenderContext(now=NOW, me_id="1", glyphs=glyphs)  # type: ignore[arg-type]  # one of the two sets
    row = drawn(said("Hello"), GRACE, unread=True, ctx=ctx)[0]

    assert row.startswith(f"{ctx.glyphs.new} Grace Hopper")
    assert row.endswith(f"unread {ctx.glyphs.dot} 2h")


def test_among_several_the_speaker_is_named() -> None:
    rows = drawn(said("<p>@you @grace @alan@enigma.uk One more thing: @grace knows.</p>", by=ALAN), GRACE, ALAN)

    assert rows[0].startswith("Grace Hopper, Alan ")
    assert rows[1] == "@grace @alan@enigma.uk"
    assert rows[2] == "@alan: One more thing: @grace knows."
    assert drawn(said("Yes", by=ME), GRACE)[2] == "You: Yes"


def test_many_are_counted() -> None:
    crowd = [Account(id=str(n), acct=f"p{n}", display_name=f"Person number {n}") for n in range(30)]
    row = drawn(said("Hi"), *crowd, width=56)[0]

    assert " and 28 others" in row
    assert row.startswith("Person number 0, Person number 1 and")
    assert "Person number 1 and 1 other" in drawn(said("Hi"), *crowd[:3], width=50)[0]


def test_long_words_end_in_two_lines() -> None:
    rows = drawn(said("word " * 100), GRACE, width=40)

    assert len(rows) == 5
    assert rows[3].endswith("⋯")


def test_what_is_covered_stays_covered() -> None:
    rows = drawn(said("secret"), GRACE, covered="CW: the end of the film " * 9)

    assert not any("secret" in row for row in rows)
    assert "CW: the end of the film" in rows[2]
    assert rows[2].endswith("⋯")
    conversation = Conversation(id="5", accounts=[GRACE])
    layout = render_conversation(conversation, [GRACE], said("secret"), 60, CTX, covered="CW: x")
    assert Target("cw", "99") in [piece.target for row in layout.lines for piece in row.pieces]


def test_what_hangs_on_it_is_named() -> None:
    picture = MediaAttachment(id="3", type="image")

    assert drawn(said("@you", media_attachments=[picture]), GRACE)[2] == f"{UNICODE.media} image"
    assert drawn(said(""), GRACE)[2] == "no words"


def test_gone_posts_and_nobody() -> None:
    rows = drawn(None, unread=True)

    assert rows[0].startswith(f"{UNICODE.new} nobody but you")
    assert rows[0].endswith("unread")
    assert rows[1:] == ["The last post is gone.", ""]


@pytest.mark.parametrize("width", [20, 40, 56, 88])
def test_names_and_words_from_elsewhere_never_break_the_row(width: int) -> None:
    hostile = Account(id="8", acct="x" * 200, username="y" * 90, display_name="名" * 300)
    words = "<p>" + "שלום " * 90 + "</p><p>👩‍👩‍👧‍👦 \u202e\x1b[31m" + "字" * 300 + "</p>"
    rows = drawn(said(words, by=hostile), hostile, GRACE, unread=True, width=width)

    assert "\x1b" not in "".join(rows)
    assert "\u202e" not in "".join(rows)
