"""Written text as servers show it: what is typed comes back from what is shown."""

from __future__ import annotations

import pytest

from tootui.text.as_shown import as_shown
from tootui.text.as_written import as_written
from tootui.text.html import parse

TYPED = [
    "hello",
    "two\nlines",
    "two\n\nparagraphs",
    "1 < 2 & 3 > 2 \"quoted\" 'so'",
    "see https://example.com/a?b=1&c=2 now",
    "(https://example.com/a_(b)).",
    "https://example.com/" + "long/" * 20,
    "@ada@analytical.example hello",
    "tags #python #日本語 at the end",
    "<script>alert(1)</script>",
    "no #1 tag, no a@b.example mention",
]


@pytest.mark.parametrize("text", TYPED)
def test_the_text_comes_back_from_what_is_shown(text: str) -> None:
    shown = as_shown(text, "here.example")

    assert as_written(shown.html, shown.mentions) == text


def test_people_addresses_and_tags_lead_somewhere() -> None:
    shown = as_shown("@ada @ada@far.example #python https://www.example.com/", "here.example")

    kinds = [(span.kind, span.target) for span in parse(shown.html).spans]
    assert kinds == [
        ("mention", "https://here.example/@ada"),
        ("mention", "https://far.example/@ada"),
        ("hashtag", "python"),
        ("link", "https://www.example.com/"),
    ]
    assert [mention.acct for mention in shown.mentions] == ["ada", "ada@far.example"]
    assert parse(shown.html).text == "@ada @ada #python example.com/"
