"""Searches of before: remembered for the next session, forgotten when one wishes, none where none are wanted."""

from __future__ import annotations

from msgspec.structs import replace

from tests.support.session import Desk
from tootui.cache.recent_searches import RecentSearches


def on_disk(desk: Desk) -> list[str]:
    with desk.words() as words:
        return RecentSearches(words).read()


async def test_they_are_there_in_the_next_session_the_latest_first(desk: Desk) -> None:
    async with desk.session() as session:
        for words in ("looms", "  engines of   brass ", "looms"):
            session.enquiries.recent_searches.add(words)
        assert session.enquiries.recent_searches.all == ["looms", "engines of brass"]
    async with desk.session() as session:
        assert session.enquiries.recent_searches.all == ["looms", "engines of brass"]


async def test_what_is_forgotten_comes_back_to_its_place_by_undoing(desk: Desk) -> None:
    async with desk.session() as session:
        recent = session.enquiries.recent_searches
        for words in ("one", "two", "three"):
            recent.add(words)
        recent.forget("two")
        assert recent.all == ["three", "one"]
        assert session.notices.undo()
        assert recent.all == ["three", "two", "one"]
    assert on_disk(desk) == ["three", "two", "one"]


async def test_what_was_searched_for_meanwhile_stays_when_that_is_undone(desk: Desk) -> None:
    async with desk.session() as session:
        recent = session.enquiries.recent_searches
        for words in ("one", "two"):
            recent.add(words)
        recent.forget("one")
        recent.add("three")
        assert session.notices.undo()
        assert recent.all == ["three", "two", "one"]
    assert on_disk(desk) == ["three", "two", "one"]


async def test_all_of_them_go_from_the_disk(desk: Desk) -> None:
    async with desk.session() as session:
        recent = session.enquiries.recent_searches
        recent.add("one")
        recent.add("two")
        recent.forget_all()
        assert recent.all == []
    assert on_disk(desk) == []


async def test_where_none_are_wanted_none_stay(desk: Desk) -> None:
    async with desk.session() as session:
        session.enquiries.recent_searches.add("looms")
    desk.settings = replace(desk.settings, search=replace(desk.settings.search, recent=0))
    async with desk.session() as session:
        recent = session.enquiries.recent_searches
        assert recent.all == []
        recent.add("engines")
        assert recent.all == []
    assert on_disk(desk) == []
