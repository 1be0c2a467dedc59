"""Following tags with a key: in their timelines, among trends and among what was found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.session import read_json, until
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.widgets.search_list import SearchList


@pytest.fixture(autouse=True)
def as_it_was(demo: DemoThread) -> Iterator[None]:
    yield
    demo.clear_faults()
    demo.switch(off=[])


def followed(demo: DemoThread, name: str) -> bool:
    return bool(read_json(demo.url, f"/api/v1/tags/{name}", demo.token)["following"])


def sidebar(story: Story) -> list[str]:
    """What stands in the sidebar."""
    return [row[:24].strip(" ▐") for row in story.shown.splitlines()[1:-1]]


async def go(story: Story, place: Place) -> None:
    story.main.go(place)
    await story.until(lambda: story.rows.place == place and len(story.rows.keys) > 0, str(place))
    await story.pilot.pause()


async def test_a_tag_is_followed_from_its_timeline_and_left_again(demo: DemoThread, home: Path) -> None:
    demo.events(post="Nothing but looms #loomwork", by="grace")
    async with begin(demo, home, size=(120, 40)) as story:
        await story.until_shown("#bread")
        await go(story, Place.tag("loomwork"))
        assert "+ follow tag" in story.footer
        await story.press("plus")
        await story.until(lambda: "#loomwork" in sidebar(story), "it is in the sidebar")
        await story.until_shown("You follow #loomwork: its posts come home")
        await until(lambda: followed(demo, "loomwork"), "the server has it")
        await story.press("plus")
        await story.until(lambda: "#loomwork" not in sidebar(story), "it is gone")
        await until(lambda: not followed(demo, "loomwork"), "there too")
        await story.until_shown("You follow #loomwork no longer ∙ u follows it again")
        await story.press("u")
        await story.until(lambda: "#loomwork" in sidebar(story), "and back")
        await story.until(lambda: "no longer" not in story.shown)
        await until(lambda: followed(demo, "loomwork"), "there too")


async def test_a_refusal_is_said_and_put_back(demo: DemoThread, home: Path) -> None:
    demo.fault("/tags/weaving/follow", "status", status=403, body='{"error": "Not now"}')
    async with begin(demo, home, size=(120, 40)) as story:
        await story.until_shown("#bread")
        await go(story, Place.tag("weaving"))
        await story.press("plus")
        await story.until_shown("#weaving is not followed.", "Not now")
        await story.until(lambda: "#weaving" not in sidebar(story), "it is out of the sidebar again")


async def test_where_tags_cannot_be_followed_the_key_says_so(demo: DemoThread, home: Path) -> None:
    demo.switch(off=["followed_tags"])
    async with begin(demo, home) as story:
        await go(story, Place.tag("weaving"))
        await story.press("plus")
        await story.until_shown("This server does not let one follow tags.")
        before = len(demo.log())
        await story.press("plus")
        await story.pilot.pause()
        assert [one for one in demo.log()[before:] if "/tags/" in one["path"] and one["method"] == "POST"] == []


async def test_joined_tags_are_followed_one_by_one(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await go(story, Place.tag("weaving?any=looms"))
        await story.press("plus")
        await story.until_shown("This place joins several tags.")


async def test_among_trends_the_mark_follows(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await go(story, Place.TRENDING_TAGS)
        await story.until(lambda: story.rows.selected_tag is not None, "a tag")
        was_followed = "followed" in story.selected_row
        await story.press("plus")
        await story.until(lambda: ("followed" in story.selected_row) != was_followed, "the mark")


async def test_among_what_was_found_the_mark_follows(demo: DemoThread, home: Path) -> None:
    demo.events(post="First of its kind #loomcraft", by="grace")
    async with begin(demo, home) as story:
        await go(story, Place("search_tags", "loomcraft"))
        await story.until(lambda: story.rows.selected_tag is not None, "the tag")
        assert isinstance(story.rows, SearchList)
        await story.press("plus")
        await story.until_shown("followed")
        await until(lambda: followed(demo, "loomcraft"), "the server has it")
        await story.press("plus")
        await story.until(lambda: "followed" not in story.selected_row, "no longer")
