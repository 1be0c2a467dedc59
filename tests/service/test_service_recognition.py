"""Telling whether a post is the one that a draft tried to publish."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.support.plain_posts import FIRST_POST_AT, a_post
from tootui.model.status import Status
from tootui.service.recognition import find_published

NOW = FIRST_POST_AT.timestamp()


def found(post: Status, text: str, *, others: tuple[str, ...] = (), **changes: object) -> bool:
    sent = {"spoiler_text": "", "visibility": "public", "in_reply_to_id": None, "attempted_at": NOW, **changes}
    return find_published([post], text=text, others=others, **sent) is post  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Hello", "<p>Hello</p>"),
        ("Two\n\nparagraphs  here", "<p>Two</p><p>paragraphs here</p>"),
        ("R&D <3", "<p>R&amp;D &lt;3</p>"),
        (
            "@alan@enigma.uk look",
            '<p><span class="h-card"><a href="https://enigma.uk/@alan" class="u-url mention">@<span>alan</span></a>'
            "</span> look</p>",
        ),
        (
            "see https://example.com/a/very/long/path?with=query.",
            '<p>see <a href="https://example.com/a/very/long/path?with=query"><span class="invisible">https://</span>'
            '<span class="ellipsis">example.com/a/very</span><span class="invisible">/long/path?with=query</span>'
            "</a>.</p>",
        ),
        ("a *bold* word and `code`", "<p>a <strong>bold</strong> word and <code>code</code></p>"),
        (
            "#tag и 日本語 👍🏽",
            '<p><a href="https://x.example/tags/tag" class="mention hashtag">#<span>tag</span></a> и 日本語 👍🏽</p>',
        ),
        ("line\nbreak", "line<br>break"),
    ],
)
def test_what_the_server_made_of_a_text_is_recognised(text: str, content: str) -> None:
    assert found(replace(a_post("1"), content=content), text)


def test_another_text_is_not_it() -> None:
    assert not found(a_post("1", text="I like cats"), "I like dogs")
    assert not found(a_post("1", text="nice 👍"), "nice 👎")


def test_another_place_audience_time_or_draft_is_not_it() -> None:
    post = a_post("1", text="ok")
    assert found(post, "ok")
    assert not found(post, "ok", in_reply_to_id="7")
    assert not found(post, "ok", visibility="direct")
    assert not found(post, "ok", attempted_at=NOW + 3600)
    assert not found(post, "ok", others=("1",))
    assert not found(replace(post, reblog=a_post("2", text="ok")), "ok")


def test_the_content_warning_counts_wherever_the_server_put_it() -> None:
    assert found(replace(a_post("1", text="the end"), spoiler_text="spoiler"), "the end", spoiler_text="spoiler")
    assert found(a_post("1", text="spoiler"), "", spoiler_text="spoiler")
    assert not found(a_post("1", text="the end"), "the end", spoiler_text="spoiler")
