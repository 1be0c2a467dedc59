"""A sender whose notifications are held back, as a row."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from tootui.model.account import Account
from tootui.model.notification_policy import NotificationRequest
from tootui.model.status import MediaAttachment, Status
from tootui.ui.render.context import RenderContext
from tootui.ui.render.glyphs import ASCII, UNICODE, Glyphs
from tootui.ui.render.held_back import render_held_back

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
EVE = Account(id="1", acct="eve@example.org", username="eve", display_name="Eve")
POST = Status(id="9", created_at=NOW, account=EVE, content="<p>Look at this</p>", visibility="public")
REQUEST = NotificationRequest(
    id="5", account=EVE, updated_at=NOW - timedelta(hours=2), notifications_count="4", last_status=POST
)


def context(glyphs: Glyphs = UNICODE) -> RenderContext:
    return RenderContext(now=NOW, glyphs=glyphs)


def test_who_how_much_since_when_and_the_last_words() -> None:
    drawn = render_held_back(REQUEST, 60, context()).plain.splitlines()
    assert drawn[0].startswith("Eve")
    assert drawn[0].endswith("4 held back ∙ 2h")
    assert drawn[1:3] == ["@eve@example.org", "Look at this"]


def test_of_a_post_behind_a_warning_only_that_is_shown() -> None:
    warned = replace(REQUEST, last_status=replace(POST, spoiler_text="the end of the film"))
    drawn = render_held_back(warned, 60, context()).plain
    assert "CW: the end of the film" in drawn
    assert "Look at this" not in drawn


def test_who_else_sees_a_post_is_said() -> None:
    direct = replace(REQUEST, last_status=replace(POST, visibility="direct"))
    assert "direct: Look at this" in render_held_back(direct, 60, context()).plain


def test_a_post_without_words_and_no_post_at_all() -> None:
    picture = replace(POST, content="", media_attachments=[MediaAttachment(id="1", type="image")])
    assert "1 attachment" in render_held_back(replace(REQUEST, last_status=picture), 60, context()).plain
    assert (
        render_held_back(replace(REQUEST, last_status=None), 60, context()).plain.splitlines()[1] == "@eve@example.org"
    )


def test_marks_and_decisions_are_seen_without_colours() -> None:
    drawn = render_held_back(REQUEST, 60, context(), is_marked=True, decided="Cleared away.").plain.splitlines()
    assert drawn[0].startswith("✓ Eve")
    assert "Cleared away." in drawn


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
@pytest.mark.parametrize("width", [20, 32, 56, 80, 200])
def test_nothing_is_wider_than_its_row_whatever_it_is_made_of(width: int, glyphs: Glyphs) -> None:
    hostile = "\x1b]0;x\x07\u202e名前" + "👩‍👩‍👧" * 40 + "\n" + "W" * 300
    eve = replace(EVE, display_name=hostile, acct=f"{'e' * 100}@{'x' * 100}.example")
    post = replace(POST, content=f"<p>{'漢字' * 200}&#27;[2J</p>", account=eve)
    request = replace(REQUEST, account=eve, last_status=post, notifications_count="123456")
    layout = render_held_back(request, width, context(glyphs), is_marked=True, decided="Let in. " * 20)
    assert all(line.cells <= width for line in layout.lines)
    assert not any(character in layout.plain for character in "\x1b\x07\u202e")
