"""Telling whether a post is the one that a draft tried to publish."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.support.plain_posts import FIRST_POST_AT, a_post
from tootui.cache.drafts import Draft, DraftMedia, DraftPoll
from tootui.model.edits import StatusSource
from tootui.model.status import MediaAttachment, Poll, PollOption, Quote, Status
from tootui.service.recognition import find_published, is_edited

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


def test_what_hangs_on_a_post_must_be_the_same() -> None:
    media = [MediaAttachment(id="5"), MediaAttachment(id="6")]
    pictures = replace(a_post("1"), content="", media_attachments=media)
    assert found(pictures, "", media_ids=("5", "6"))
    assert not found(pictures, "")
    assert not found(pictures, "", media_ids=("5",))
    assert not found(a_post("1", text="ok"), "ok", media_ids=("5",))

    poll = Poll(id="9", options=[PollOption(title="yes"), PollOption(title="no")])
    assert found(replace(a_post("1", text="ok"), poll=poll), "ok", poll_options=("yes", "no"))
    assert not found(replace(a_post("1", text="ok"), poll=poll), "ok", poll_options=("no", "yes"))
    assert not found(a_post("1", text="ok"), "ok", poll_options=("yes", "no"))


def test_a_quote_is_known_by_what_it_quotes_not_by_the_words_that_stand_for_it() -> None:
    content = '<p class="quote-inline">RE: <a href="https://x.example/7">x.example/7</a></p><p>Indeed!</p>'
    quoting = replace(a_post("1"), content=content, quote=Quote(quoted_status=a_post("7")))
    assert found(quoting, "Indeed!", quoted_status_id="7")
    assert not found(quoting, "Indeed!", quoted_status_id="8")
    assert found(replace(quoting, quote=Quote(state="pending")), "Indeed!", quoted_status_id="7")
    assert not found(a_post("1", text="Indeed!"), "Indeed!", quoted_status_id="7")


EDIT = Draft(
    edit_of="1",
    text="It's me.",
    language="en",
    media=(DraftMedia(media_id="5", description="A cat", described="cat"),),
    poll=DraftPoll(options=("yes", "no")),
)
EDITED = replace(
    a_post("1", text="It's me."),
    language="en",
    media_attachments=[MediaAttachment(id="5", description="A cat")],
    poll=Poll(id="9", options=[PollOption(title="yes"), PollOption(title="no")]),
)
SOURCE = StatusSource(id="1", text="It's me.")


def test_an_edit_is_there_when_all_of_it_is() -> None:
    assert is_edited(EDITED, EDIT, SOURCE)
    assert not is_edited(EDITED, EDIT, replace(SOURCE, text="Its me."))
    assert not is_edited(EDITED, EDIT, replace(SOURCE, spoiler_text="cw"))
    assert not is_edited(replace(EDITED, media_attachments=[MediaAttachment(id="5", description="cat")]), EDIT, SOURCE)
    assert not is_edited(replace(EDITED, media_attachments=[]), EDIT, SOURCE)
    assert not is_edited(replace(EDITED, poll=None), EDIT, SOURCE)
    assert not is_edited(replace(EDITED, language="de"), EDIT, SOURCE)
    assert not is_edited(replace(EDITED, sensitive=True), EDIT, SOURCE)


def test_without_a_source_the_server_must_tell_of_the_edit_too() -> None:
    assert not is_edited(EDITED, EDIT, None)
    later = replace(EDITED, edited_at=FIRST_POST_AT)
    assert is_edited(later, EDIT, None)
    assert not is_edited(later, replace(EDIT, edited_at=NOW), None)
    assert not is_edited(replace(later, content="<p>another text</p>"), EDIT, None)
