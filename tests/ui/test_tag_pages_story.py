"""Links to the pages of tags, and to pages that cannot be looked up: the picker says what comes of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.pair import THERE, Pair, pair
from tests.support.session import read_json
from tests.ui.acts import read
from tests.ui.story import begin
from tests.ui.test_opening_story import Browser, reader
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.text.fediverse import tag_on_page
from tootui.ui.render.lines import Target
from tootui.ui.screens.link_picker import LinkPicker
from tootui.ui.screens.main import MainScreen
from tootui.ui.screens.picker import Picker

__all__ = ["pair"]


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    return Browser(tmp_path)


@pytest.fixture(autouse=True)
def as_it_was(pair: Pair) -> Iterator[None]:
    yield
    pair.here.switch(off=[])


@pytest.mark.parametrize(
    ("url", "tag"),
    [
        ("https://m.example/tags/Bread", "Bread"),
        ("https://m.example/tag/bread/", "bread"),
        ("https://m.example/discover/tags/%E6%95%B0%E5%AD%A6", "数学"),
        ("https://m.example/tags/2024", None),
        ("https://m.example/tags", None),
        ("https://m.example/tags/a/b", None),
        ("javascript:/tags/bread", None),
    ],
)
def test_pages_of_tags_are_known_by_their_addresses(url: str, tag: str | None) -> None:
    assert tag_on_page(url) == tag


async def test_the_page_of_a_tag_opens_its_posts_here(pair: Pair, home: Path, browser: Browser) -> None:
    known, blog = f"https://{THERE}/tags/lighthouse", "https://blog.example/tags/bread"
    [met] = pair.there.events(post="Somebody of there", by="ada")
    page = read_json(pair.there.url, f"/api/v1/statuses/{met}", pair.there.token)["uri"]
    [naming] = pair.here.events(post=f"{known} {blog} {page}", by="grace")
    async with reader(pair, home, browser) as story:
        await read(story, naming)
        await story.press("o", "3")
        await story.until_shown("Somebody of there")  # so that the server is known for one of the fediverse
        await story.press("escape")
        await story.until(lambda: story.rows.place == Place.thread(naming))
        await story.press("o")
        await story.until_screen(LinkPicker)
        await story.until_shown("posts with #lighthouse", "opens blog.example")
        await story.press("1")
        await story.until(lambda: story.rows.place == Place.tag("lighthouse"))
        await story.until_shown(f"{THERE} may know other posts")
        await story.press("escape", "o", "2")
        await story.until(lambda: browser.given == [blog], "a blog is none of them")
        story.main.posts.follow(Target("link", f"{pair.here.url}/tags/bread"))
        await story.until(lambda: story.rows.place == Place.tag("bread"), "a page of the reader's own server")


async def test_nothing_is_promised_to_open_here_where_there_is_no_search(
    pair: Pair, home: Path, browser: Browser
) -> None:
    page = f"https://{THERE}/@ada/113500000000000001"
    [naming] = pair.here.events(post=f"Read {page}", by="grace")
    pair.here.switch(off=["search"])
    async with reader(pair, home, browser) as story:
        await read(story, naming)
        await story.press("o", "1")
        await story.until(lambda: browser.given == [page], "the browser")
        await story.until_screen(MainScreen)
        await story.press("o")
        await story.until_screen(LinkPicker)
        await story.until_shown(f"opens {THERE}")
        assert "opens here" not in story.shown


async def test_without_a_sidebar_too_a_followed_tag_is_offered_to_be_left(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        story.main.go(Place.tag("bread"))
        await story.until(lambda: "+ leave tag" in story.footer)


async def test_a_tag_among_trends_has_a_menu(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        story.main.go(Place.TRENDING_TAGS)
        await story.until(lambda: story.rows.selected_tag is not None, "tags")
        tag = story.rows.selected_tag
        assert tag is not None
        await story.press("space")
        await story.until_screen(Picker)
        await story.until_shown(f"─ #{tag.name} ─", "y  copy the link", "+  follow this tag, or no longer")
        await story.press("y")
        await story.until_shown("Copied: ")
