"""From HTML back to what was typed."""

from __future__ import annotations

import pytest

from tootui.demo.formatting import format_text
from tootui.model.status import Mention
from tootui.text.as_written import as_written

PEOPLE = {"grace": "grace", "alan@enigma.uk": "alan@enigma.uk"}
MENTIONS = [
    Mention(id=acct, username=acct.partition("@")[0], acct=acct, url=f"https://demo.example/@{acct}") for acct in PEOPLE
]


def resolve(acct: str) -> tuple[str, str] | None:
    return (acct, f"https://demo.example/@{acct}") if acct in PEOPLE else None


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "one line\nanother line",
        "a paragraph\n\nanother\nwith two lines\n\na third",
        "@grace look",
        "@alan@enigma.uk and @grace, both of you",
        "@nobody@nowhere.example is not known here",
        "#computing is #fun",
        "R&D <3 a > b && \"quotes\" 'too'",
        "https://example.org/a",
        "see https://example.org/some/path/that/is/long/enough/to/be/cut?with=a&query=1#top, or (https://a.example/b).",
        "https://www.example.org/ and http://plain.example",
        "https://de.wikipedia.org/wiki/Grace_(Name)",
        "日本語 مرحبا 👩‍👩‍👧 :blobcat:",
        "- a list\n- that is text",
        "> not a quote",
    ],
)
def test_what_a_server_made_of_a_text_is_made_that_text_again(text: str) -> None:
    html = format_text(text, resolve, "https://demo.example").content
    assert as_written(html, MENTIONS) == text


def test_a_link_with_words_of_its_own_keeps_both() -> None:
    html = '<p>Read <a href="https://example.org/x">my article</a>!</p>'
    assert as_written(html, []) == "Read my article https://example.org/x!"


def test_a_link_that_must_not_be_opened_stays_words() -> None:
    assert as_written('<p><a href="javascript:alert(1)">click</a></p>', []) == "click"


def test_somebody_the_post_does_not_list_is_named_by_the_server_of_the_address() -> None:
    html = '<p><a href="https://far.example/@joan" class="u-url mention">@<span>joan</span></a> hi</p>'
    assert as_written(html, []) == "@joan@far.example hi"


def test_two_people_of_one_name_are_told_apart() -> None:
    mentions = [
        Mention(id="1", username="sam", acct="sam@a.example", url="https://a.example/@sam"),
        Mention(id="2", username="sam", acct="sam@b.example", url="https://b.example/@sam"),
    ]
    html = '<p><a href="https://b.example/@sam" class="mention">@<span>sam</span></a></p>'
    assert as_written(html, mentions) == "@sam@b.example"


def test_what_stands_in_for_a_quoted_post_is_no_text() -> None:
    html = '<p class="quote-inline">RE: <a href="https://a.example/1">https://a.example/1</a></p><p>Indeed.</p>'
    assert as_written(html, [], without_quote_inline=True) == "Indeed."


def test_formatted_text_comes_back_as_plain_text() -> None:
    html = "<p><strong>Now</strong>:</p><ul><li>one</li><li>two</li></ul><blockquote><p>said</p></blockquote>"
    assert as_written(html, []) == "Now:\n\n- one\n- two\n\nsaid"
