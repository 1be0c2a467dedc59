"""Searching: from the prompt to people, tags and posts, addresses opened inside, searches of before, tags followed."""

from __future__ import annotations

from pathlib import Path

from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.screens.search_prompt import SearchPrompt
from tootui.ui.widgets.search_list import SearchList


async def search(story: Story, words: str) -> SearchList:
    """Type words into the prompt, and wait for what the server finds."""
    await story.press("slash")
    await story.until_screen(SearchPrompt)
    await story.enter(words)
    await story.press("enter")
    await story.until(lambda: isinstance(story.rows, SearchList) and story.rows.search.state.answered, "an answer")
    await story.pilot.pause()
    assert isinstance(story.rows, SearchList)
    return story.rows


async def test_a_search_shows_people_tags_and_posts_under_headings(demo: DemoThread, home: Path) -> None:
    [made] = demo.events(post="A computing engine of brass #computing", by="grace")
    async with begin(demo, home) as story:
        rows = await search(story, "computing")
        assert story.rows.place == Place.search("computing")
        await story.until_shown("Everything", "Tags", "#computing", "Posts", "of brass")
        assert made in rows.search.results.posts
