"""Which words are completed while they are typed."""

from __future__ import annotations

import pytest

from tootui.text.completing import TypedWord, word_before

WORDS = [
    ("@", TypedWord("mention", 0, "")),
    ("hello @gr", TypedWord("mention", 6, "gr")),
    ("(@gr", TypedWord("mention", 1, "gr")),
    ("@ada@anal", TypedWord("mention", 0, "ada@anal")),
    ("@ada-b.c_d@x.or", TypedWord("mention", 0, "ada-b.c_d@x.or")),
    ("@Ädä", TypedWord("mention", 0, "Ädä")),
    ("mail ada@x", None),
    ("https://example.com/@ada", None),
    ("@ada ", None),
    ("#py", TypedWord("hashtag", 0, "py")),
    ("a #日本", TypedWord("hashtag", 2, "日本")),
    ("#", None),
    ("# py", None),
    ("https://example.com/#top", None),
    ("&#39", None),
    (":he", TypedWord("emoji", 0, "he")),
    (":+1", TypedWord("emoji", 0, "+1")),
    (":h", None),
    (":D", None),
    ("12:30", None),
    ("https:", None),
    ("so :)", None),
    (":heart:", None),
    ("", None),
]


@pytest.mark.parametrize(("line", "word"), WORDS)
def test_the_word_that_is_being_typed(line: str, word: TypedWord | None) -> None:
    assert word_before(line, len(line)) == word


def test_a_word_is_completed_at_its_end_alone() -> None:
    assert word_before("@grace", 3) is None
    assert word_before("@gr, and", 3) == TypedWord("mention", 0, "gr")


def test_a_long_line_is_looked_at_near_the_cursor() -> None:
    line = "word " * 2_000 + "@gr"

    assert word_before(line, len(line)) == TypedWord("mention", 10_000, "gr")
