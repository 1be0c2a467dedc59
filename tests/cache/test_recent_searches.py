"""Searches of before: the latest first, each once, as many as one wants, gone when one wants."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tootui.cache.recent_searches import RecentSearches
from tootui.cache.words import Words


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "words.db"


@pytest.fixture
def words(path: Path) -> Iterator[Words]:
    words = Words.open(path)
    yield words
    words.close()


def test_the_latest_search_comes_first_and_none_comes_twice(words: Words) -> None:
    searches = RecentSearches(words)
    for second, typed in enumerate(("looms", "engines", "looms", "#weaving")):
        searches.keep(typed, float(second), most=10)

    assert searches.read() == ["#weaving", "looms", "engines"]


def test_no_more_are_kept_than_wanted(words: Words) -> None:
    searches = RecentSearches(words)
    for second in range(5):
        searches.keep(f"search {second}", float(second), most=3)

    assert searches.read() == ["search 4", "search 3", "search 2"]


def test_what_is_forgotten_is_gone_after_a_restart(words: Words, path: Path) -> None:
    searches = RecentSearches(words)
    for second, typed in enumerate(("one", "two", "three")):
        searches.keep(typed, float(second), most=10)
    searches.forget("two")
    words.close()
    again = Words.open(path)

    assert RecentSearches(again).read() == ["three", "one"]
    RecentSearches(again).forget_all()
    assert RecentSearches(again).read() == []
    again.close()


def test_searches_survive_damage_with_the_drafts(words: Words, path: Path) -> None:
    RecentSearches(words).keep("looms", 1.0, most=10)
    words.close()
    with path.open("r+b") as file:
        file.write(b"\0" * 100)

    again = Words.open(path)

    assert "damaged" in again.notice
    assert RecentSearches(again).read() == ["looms"]
    again.close()
