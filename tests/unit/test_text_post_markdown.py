"""A whole post as Markdown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tootui.model.account import Account
from tootui.model.status import MediaAttachment, Poll, PollOption, Quote, Status
from tootui.text.post_markdown import post_markdown

NOON = datetime(2026, 6, 12, 12, 0, tzinfo=UTC)


def status(content: str, **fields: Any) -> Status:
    author = Account(id="1", acct="ada", display_name="Ada *the* Countess")
    return Status(id="10", account=author, created_at=NOON, content=content, url="https://x.org/@ada/10", **fields)


def test_author_warning_text_and_address() -> None:
    blocks = post_markdown(status("<p>One <strong>two</strong></p><p>three</p>", spoiler_text="numbers")).split("\n\n")

    assert blocks[0].startswith("**Ada \\*the\\* Countess** (@ada) · 2026-06-12")
    assert blocks[1:] == ["**CW:** numbers", "One **two**", "three", "<https://x.org/@ada/10>"]


def test_media_stand_with_their_descriptions() -> None:
    post = status(
        "",
        media_attachments=[
            MediaAttachment(id="1", type="image", url="https://x.org/a.png", description="A [red] card"),
            MediaAttachment(id="2", type="audio", url="https://x.org/a.mp3"),
            MediaAttachment(id="3", type="video", url="javascript:alert(1)", description="A trap"),
        ],
    )

    assert post_markdown(post).split("\n\n")[1].split("\n") == [
        "![A \\[red\\] card](<https://x.org/a.png>)",
        "[audio: no description](<https://x.org/a.mp3>)",
        "- video: A trap",
    ]


def test_a_quoted_post_is_quoted_and_named_once() -> None:
    quoted = status("<p>First</p><p>Second</p>")
    post = status(
        '<p class="quote-inline">RE: <a href="https://x.org/@ada/10">x.org</a></p><p>Yes!</p>',
        quote=Quote(quoted_status=quoted),
    )
    text = post_markdown(post)

    assert "RE:" not in text
    assert "\n\nYes!\n\n> **Ada" in text
    assert "> First\n>\n> Second" in text


def test_a_quote_that_may_not_be_shown_is_not() -> None:
    post = status("<p>Hm.</p>", quote=Quote(state="revoked", quoted_status=status("<p>Hidden</p>")))

    assert "Hidden" not in post_markdown(post)


def test_answers_of_a_poll_with_votes_as_far_as_they_are_told() -> None:
    poll = Poll(id="1", options=[PollOption(title="Yes", votes_count=3), PollOption(title="No")])

    assert "- Yes (3)\n- No" in post_markdown(status("<p>?</p>", poll=poll))
