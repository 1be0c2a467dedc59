"""Searching: from the prompt to people, tags and posts, offline too, and searches of before."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.widgets import Input, OptionList

from tests.service.test_service_arrangement import file_of
from tests.support.session import PATIENCE_SECONDS, Desk
from tests.ui.story import Story, begin
from tootui.cache.recent_searches import RecentSearches
from tootui.demo.thread import DemoThread
from tootui.model.account import Account
from tootui.model.places import Place
from tootui.service.searching import SearchState
from tootui.ui.screens.main import MainScreen
from tootui.ui.screens.search_prompt import SearchPrompt
from tootui.ui.widgets.place_list import RowKey
from tootui.ui.widgets.recent_list import RecentList
from tootui.ui.widgets.search_list import SearchList


@pytest.fixture(autouse=True)
def as_it_was(demo: DemoThread) -> Iterator[None]:
    yield
    demo.clear_faults()
    demo.switch(off=[])


async def prompt(story: Story, words: str) -> None:
    """Type words into the prompt and press Enter."""
    await story.press("slash")
    await story.until_screen(SearchPrompt)
    story.app.screen.query_one(Input).value = words
    await story.press("enter")
    await story.until_screen(MainScreen)


async def search(story: Story, words: str) -> SearchList:
    """Search, and wait for what the server finds."""
    before = story.rows
    await prompt(story, words)
    await story.until(lambda: story.rows is not before and isinstance(story.rows, SearchList), "its place")
    rows = story.rows
    assert isinstance(rows, SearchList)
    await story.until(lambda: is_over(rows.search.state), "an answer")
    await story.settle()
    return rows


def is_over(state: SearchState) -> bool:
    """Whether the server was asked, and has answered in one way or another."""
    return not state.loading and (state.answered or state.error is not None or state.closed is not None)


def asked(demo: DemoThread) -> int:
    return sum(entry["path"] == "/api/v2/search" for entry in demo.log())


async def test_a_search_shows_people_tags_and_posts_under_headings(demo: DemoThread, home: Path) -> None:
    [made] = demo.events(post="A computing engine of brass #computing", by="grace")
    async with begin(demo, home) as story:
        rows = await search(story, "computing")
        assert story.rows.place == Place.search("computing")
        await story.until_shown("Everything", "Tags", "#computing", "people in 2 days", "Posts", "of brass")
        assert rows.cursor == 0
        assert made in rows.search.results.posts
        await story.press("enter")
        await story.until(lambda: story.rows.place == Place.tag("computing"))
        await story.press("escape")
        assert story.rows is rows


async def test_posts_that_were_found_take_all_keys_for_posts(demo: DemoThread, home: Path) -> None:
    demo.events(post="A loom to be marked", by="grace")
    async with begin(demo, home) as story:
        await search(story, '"loom to be marked"')
        status = await story.select("loom to be marked")
        await story.press("f")
        await story.until(lambda: (one := story.session.store.status(status.id)) is not None and one.favourited)
        await story.press("enter")
        await story.until(lambda: story.rows.place == Place.thread(status.id), "its thread")


async def test_people_lead_to_profiles_and_more_of_them_to_their_part(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        rows = await search(story, "a")
        await story.until_shown("People", "More people")
        assert rows.selected_account is not None
        await story.press("enter")
        await story.until(lambda: story.rows.place.kind == "account", "a profile")
        await story.press("escape", *"jjjjj")
        await story.press("enter")
        await story.until(lambda: story.rows.place == Place("search_people", "a"), "all people")
        await story.until(lambda: len(story.rows.keys) > 8)
        assert story.main.column.places == [Place.HOME, Place("search_people", "a")]
        await story.press("right_curly_bracket")
        await story.until(lambda: story.rows.place == Place("search_tags", "a"), "the next part")


async def test_what_is_kept_here_is_there_before_the_server_answers_and_nothing_jumps(
    demo: DemoThread, home: Path
) -> None:
    made = []
    for number in range(3):
        made += demo.events(post=f"Remember the heron, {number}", by="grace")
        demo.advance(60)
    async with begin(demo, home) as story:
        await story.until(lambda: all(story.session.store.held_status(one) for one in made))
    async with begin(demo, home, loaded=False) as story:
        demo.fault("/api/v2/search", "delay", seconds=30)
        await prompt(story, "remember heron")
        await story.until_shown("kept here", "Remember the heron, 2", "Asking 127.0.0.1")
        await story.press("j")
        key, line = story.rows.cursor_key, story.rows.reading_place()
        demo.clear_faults()
        await story.until(lambda: "kept here" not in story.shown, "the server has found them too")
        assert story.rows.cursor_key == key
        assert line is not None
        assert story.rows.reading_place() == line


async def test_as_long_as_nobody_moves_the_top_is_in_view(demo: DemoThread, home: Path) -> None:
    [made] = demo.events(post="Old news about #loomsmithing", by="grace")
    async with begin(demo, home) as story:
        await story.until(lambda: story.session.store.held_status(made))
        demo.fault("/api/v2/search", "delay", seconds=3600)
        await prompt(story, "loomsmithing")
        await story.until_shown("#loomsmithing", "kept here")
        demo.clear_faults()
        await story.until_shown("Tags", "#loomsmithing", "Posts", "Old news")
        rows = story.rows
        first = rows.keys[0]
        assert first in rows.visible_keys()
        assert "╌╌" in story.shown.splitlines()[2]


async def test_offline_what_is_kept_here_is_found(demo: DemoThread, home: Path) -> None:
    [made] = demo.events(post="Written on oak leaves", by="grace")
    async with begin(demo, home) as story:
        await story.until(lambda: story.session.store.held_status(made))
    async with begin(demo, home) as story:
        demo.fault("^/api", "drop_before", count=-1)
        await story.press("ctrl+r")
        await story.until(lambda: story.session.connection.state == "offline")
        await prompt(story, "oak leaves")
        await story.until_shown("kept here", "Written on oak leaves", "Offline. This is what is kept here.")
        await prompt(story, "never written")
        await story.until_shown("Offline. Nothing kept here fits.")


@pytest.mark.parametrize(("refusal", "kept"), [("json", True), ("html", False), ("no_method", False)])
async def test_without_search_on_the_server_this_machine_is_searched(
    demo: DemoThread, home: Path, refusal: str, kept: bool
) -> None:
    [made] = demo.events(post="Kept like a pressed flower", by="grace")
    async with begin(demo, home) as story:
        await story.until(lambda: story.session.store.held_status(made))
    demo.switch(off=["search"], refusal=refusal)
    before = asked(demo)
    async with begin(demo, home) as story:
        await search(story, "pressed flower" if kept else "nothing like it")
        await story.until_shown("This server does not offer search.")
        await search(story, "something else")
        await story.until_shown("This server does not offer search. Nothing kept here fits.")
        await story.press("escape")
        assert story.rows.place == Place.HOME
    assert asked(demo) - before == 1


async def test_a_search_that_fails_is_tried_again_with_enter(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        demo.fault("/api/v2/search", "status", status=403, body='{"error": "Not now"}')
        await search(story, "grace")
        await story.until_shown("Enter tries again.")
        await story.press("end", "enter")
        await story.until_shown("Grace Hopper")


async def test_where_nothing_is_found_it_says_so(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await search(story, "qqqq zzzz")
        await story.until_shown("Nothing was found with these words. / looks for others.")
        await story.press("right_curly_bracket")
        await story.until_shown("No people were found with these words.")


async def test_a_server_that_finds_no_posts_is_named(demo: DemoThread, home: Path) -> None:
    [made] = demo.events(post="Nobody agreed to be found", by="grace")
    async with begin(demo, home) as story:
        await story.until(lambda: story.session.store.held_status(made))
    async with begin(demo, home) as story:
        page = '{"accounts": [], "hashtags": [], "statuses": []}'
        demo.fault("/api/v2/search", "status", status=200, body=page, count=-1)
        await search(story, "agreed to be found")
        await story.until_shown("kept here", "found no posts: it may not search their words")


async def test_five_hundred_results_cost_nothing_per_key(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(120):
        demo.events(post=f"Countless {number}", by="grace")
    async with begin(demo, home) as story:
        rows = await search(story, "countless")
        await story.press("right_curly_bracket", "right_curly_bracket", "right_curly_bracket")
        await story.until(lambda: story.rows.place.kind == "search_posts" and len(story.rows.keys) > 30, "a page")
        pages = asked(demo)
        while (count := len(story.rows.keys)) < 120:
            await story.press("end")
            await story.until(lambda count=count: len(story.rows.keys) > count, "a page")  # type: ignore[misc]  # bound
        assert asked(demo) - pages <= 4
        calls = 0
        original = SearchList.rows

        def counted(rows: SearchList) -> Sequence[RowKey]:
            nonlocal calls
            calls += 1
            return original(rows)

        monkeypatch.setattr(SearchList, "rows", counted)
        await story.press(*"kkkkkkkkkk")
        assert calls == 0
        assert rows is not story.rows


async def test_whatever_is_typed_stays_text(demo: DemoThread, home: Path) -> None:
    words = "[/] [@click=app.quit]x ] \u202e\x1b[2J “東京 OR -"
    async with begin(demo, home) as story:
        await search(story, words)
        await story.until_shown("Search: [/] [@click=app.quit]x ]")
        assert "\x1b" not in story.rows.place.argument
        assert "\u202e" not in story.rows.place.argument
        await story.press("slash")
        await story.until_screen(SearchPrompt)
        await story.until_shown("[@click=app.quit]")


# Searches of before


async def test_searches_of_before_are_offered_and_forgotten(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await search(story, "looms")
        await search(story, "engines")
        assert story.main.column.places == [Place.HOME, Place.search("engines")]
        await story.press("escape", "slash")
        await story.until_screen(SearchPrompt)
        await story.until_shown("engines", "looms", "language:en", "in a language")
        await story.press("down", "down", "delete")
        await story.until(lambda: story.app.screen.query_one(OptionList).option_count == 1, "one is forgotten")
        await story.press("down", "enter")
        await story.until(lambda: story.rows.place == Place.search("engines"), "the other again")


async def test_the_page_of_searches(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("slash")
        await story.until_screen(SearchPrompt)
        await story.press("enter")
        await story.until(lambda: isinstance(story.rows, RecentList), "the page")
        await story.until_shown("anything yet. / begins a search.", "More than words", "language:en")
        assert "forget" not in story.footer
        await search(story, "looms")
        await story.press("escape")
        await story.until_shown("Searches of before", "looms", "/ begins a search.")
        await search(story, "engines")
        await story.press("escape", "g", "g")
        await story.until_shown("engines", "looms")
        await story.press("d")
        await story.until(lambda: "engines" not in story.selected_row and "looms" in story.selected_row)
        await story.press("u")
        await story.until_shown("engines")
        await story.press("g", "g", "enter")
        await story.until(lambda: story.rows.place == Place.search("engines"), "searched again")
        await story.press("escape")
        arranged = file_of(Desk(home / "config", demo.url, demo.token))
        await story.press("D")
        await story.until_shown("You have not searched for anything yet.")
    with Desk(home / "config", demo.url, demo.token).words() as words:
        assert RecentSearches(words).read() == []
    assert "engines" not in arranged.read_text(encoding="utf-8")


async def test_no_searches_are_kept_where_none_are_wanted(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    desk.settings = replace(desk.settings, search=replace(desk.settings.search, recent=0))
    async with begin(demo, home, desk=desk) as story:
        await search(story, "looms")
        await story.press("escape")
        story.main.go(Place.SEARCH)
        await story.until_shown("No searches are remembered: the setting search.recent says so.")


async def test_names_are_completed_as_one_types(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("slash")
        await story.until_screen(SearchPrompt)
        story.app.screen.query_one(Input).value = "loom from:@hop"
        await story.until_shown("@grace", "Grace Hopper")
        await story.press("down", "enter")
        assert story.app.screen.query_one(Input).value == "loom from:@grace "
        await story.press("enter")
        await story.until(lambda: story.rows.place == Place.search("loom from:@grace"))


async def test_names_that_come_from_the_disk_after_they_were_typed_are_offered(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        story.session.store.put_accounts([Account(id="4711", acct="quokka@zoo.example", username="quokka")])
    may_read = threading.Event()
    async with begin(demo, home) as story:
        story.session._storage.writer.submit(partial(may_read.wait, PATIENCE_SECONDS))
        await story.press("slash")
        await story.until_screen(SearchPrompt)
        await story.enter("@quo")
        assert "zoo.example" not in story.shown
        may_read.set()
        await story.until_shown("@quokka@zoo.example")
        await story.press("down", "enter")
        assert story.app.screen.query_one(Input).value == "@quokka@zoo.example "


async def test_nothing_is_asked_of_the_server_while_one_types(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.until(lambda: story.session.shelf.is_told)
        before = [entry["path"] for entry in demo.log()]
        await story.press("slash")
        await story.until_screen(SearchPrompt)
        await story.enter("@grace")
        await story.until_shown("@grace")
        await story.press("escape")
        await story.until_screen(MainScreen)
        story.main.go(Place.SEARCH)
        await story.until_shown("More than words")
        asked_since = [entry["path"] for entry in demo.log()][len(before) :]
        assert [path for path in asked_since if "/search" in path or "relationships" in path] == []


@asynccontextmanager
async def _in_sidebar(demo: DemoThread, home: Path) -> AsyncIterator[Story]:
    async with begin(demo, home, size=(120, 30)) as story:
        await story.press("backslash")
        yield story


async def test_it_begins_in_the_sidebar_too(demo: DemoThread, home: Path) -> None:
    async with _in_sidebar(demo, home) as story:
        rows = await search(story, "grace")
        assert story.main.focused is rows
