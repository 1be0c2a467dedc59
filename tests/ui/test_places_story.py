"""Going through the places: trends that lead on, lists of one's own marks, and words where there is nothing."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.session import Desk, read_json, until_after, until_calm
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place


@pytest.fixture(autouse=True)
def as_it_was(demo: DemoThread) -> Iterator[None]:
    yield
    demo.clear_faults()
    demo.switch(off=[])


def first_trend(demo: DemoThread, kind: str) -> dict[str, str]:
    trend: dict[str, str] = read_json(demo.url, f"/api/v1/trends/{kind}", demo.token)[0]
    return trend


async def go(story: Story, place: Place) -> None:
    story.main.go(place)
    await story.until(lambda: story.rows.place == place, str(place))


async def test_a_trending_tag_leads_to_its_posts_and_back_to_the_row(demo: DemoThread, home: Path) -> None:
    name = first_trend(demo, "tags")["name"]
    async with begin(demo, home) as story:
        await go(story, Place.TRENDING_TAGS)
        await story.until_shown(f"#{name}", "people in 2 days")
        await story.press("enter")
        await story.until(lambda: story.rows.place == Place.tag(name))
        await story.until(lambda: story.rows.selected_status is not None, "its posts")
        await story.press("escape")
        assert story.rows.place == Place.TRENDING_TAGS
        assert story.rows.cursor_key == name


async def test_a_trending_page_leads_to_what_is_said_about_it(demo: DemoThread, home: Path) -> None:
    link = first_trend(demo, "links")
    async with begin(demo, home) as story:
        await go(story, Place.TRENDING_LINKS)
        await story.until_shown(link["title"][:30])
        assert story.rows.selected_address == link["url"]
        await story.press("enter")
        await story.until(lambda: story.rows.place == Place.link(link["url"]))
        await story.until(lambda: story.rows.selected_status is not None, "posts about it")


async def test_what_was_covered_is_as_old_as_it_is_by_now(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    demo.events(post="The tide is out.", by="tove")
    demo.clear_log()
    async with begin(demo, home, desk=desk) as story:

        def age() -> str:
            above, found, _ = story.shown.partition("The tide is out.")
            return above.splitlines()[-2].split()[-1] if found else ""

        # The server's description comes last of what has all rows drawn anew soon after the start.
        await until_after(desk.clock, lambda: "/api/v2/instance" in [one["path"] for one in demo.log()])
        await until_calm(demo)
        await story.settle()
        status = await story.select("The tide is out.")
        so_far = (desk.clock.now() - status.created_at).total_seconds()
        assert so_far < 5 * 60
        assert age() != "5m"
        await story.press("j", "enter")  # another one: what is opened is asked for anew
        await story.until(lambda: story.rows.place.kind == "thread", "the thread")
        desk.clock.advance(5 * 60 - so_far)
        await story.press("escape")
        await story.until(lambda: story.rows.place == Place.HOME, "back")
        await story.until(lambda: age() == "5m", "older than it was")
        desk.clock.advance(100 - desk.clock.now().second)
        story.main._tick()  # the machine had no time for it when the minute began
        await story.until(lambda: age() == "6m", "older again")


async def test_a_bookmark_taken_away_goes_at_once_and_the_next_one_is_selected(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await go(story, Place.BOOKMARKS)
        await story.until(lambda: story.rows.selected_status is not None, "bookmarks")
        rows = list(story.session.feed(Place.BOOKMARKS).rows)
        await story.press("j", "B")
        await story.until(lambda: rows[1] not in story.rows.keys, "it is gone")
        assert story.rows.keys[0] == rows[0]
        assert story.rows.cursor_key in (rows[0], rows[2])


@pytest.mark.parametrize(
    ("place", "off", "words"),
    [
        ("trending:tags", ["trends"], "does not offer trends"),
        ("trending:links", ["trends"], "does not offer trends"),
        ("tag:nobodysaysthis", [], "No posts with this tag"),
    ],
)
async def test_where_there_is_nothing_it_says_why(
    demo: DemoThread, home: Path, place: str, off: list[str], words: str
) -> None:
    demo.switch(off=off)
    async with begin(demo, home) as story:
        await go(story, Place.parse(place))
        await story.until_shown(words)


async def test_an_empty_list_of_bookmarks_names_the_key(home: Path) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with DemoThread() as demo:  # one of its own: others have bookmarks
        while bookmarks := read_json(demo.url, "/api/v1/bookmarks?limit=40", demo.token):
            for status in bookmarks:
                request = urllib.request.Request(
                    f"{demo.url}/api/v1/statuses/{status['id']}/unbookmark",
                    method="POST",
                    headers={"Authorization": f"Bearer {demo.token}"},
                )
                direct.open(request, timeout=10).close()
        async with begin(demo, home) as story:
            await go(story, Place.BOOKMARKS)
            await story.until_shown("You have no bookmarks yet. B on a post keeps it here, for you alone.")


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (("ctrl+b",), "You have no bookmarks yet. ctrl+b on a post keeps it here"),
        ((), "You have no bookmarks yet.\n"),
    ],
)
async def test_an_empty_place_names_the_keys_that_there_are(
    demo: DemoThread, home: Path, keys: tuple[str, ...], words: str
) -> None:
    demo.fault("/api/v1/bookmarks", "status", status=200, body="[]", count=-1)
    async with begin(demo, home, keys={"status.bookmark": keys}) as story:
        await go(story, Place.BOOKMARKS)
        await story.until_shown(words)
