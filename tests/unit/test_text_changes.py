"""What changed between two versions, word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tootui.text.changes import Change, changes


def test_words_that_came_and_went_are_told_apart() -> None:
    assert changes("made of cheese, mostly", "made of old rock, mostly") == [
        Change("same", "made of "),
        Change("removed", "cheese"),
        Change("added", "old rock"),
        Change("same", ", mostly"),
    ]


def test_equal_texts_have_no_changes() -> None:
    assert changes("the same", "the same") == [Change("same", "the same")]
    assert changes("", "") == []


@given(st.text(alphabet="ab \n.é", max_size=60), st.text(alphabet="ab \n.é", max_size=60))
def test_both_texts_can_be_had_back(before: str, after: str) -> None:
    found = changes(before, after)

    assert "".join(change.text for change in found if change.kind != "added") == before
    assert "".join(change.text for change in found if change.kind != "removed") == after
