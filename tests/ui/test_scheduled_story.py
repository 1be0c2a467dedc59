"""Posts that wait on the server for their time, as a place: listed, moved, written anew, taken away, nothing twice."""

from __future__ import annotations

import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.widgets import Input, TextArea

from tests.support.clock import FakeClock
from tests.support.session import Desk, published, read_json
from tests.ui.story import Story, begin
from tootui.api.features import Feature
from tootui.cache.drafts import Draft, DraftPoll
from tootui.demo.thread import DemoThread
from tootui.ui.screens.ask_when import AskWhen
from tootui.ui.screens.compose import ComposeScreen
from tootui.ui.screens.confirm import Confirm
from tootui.ui.screens.picker import Picker


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoThread]:
    """A demo at the time that it is here: a server is told moments, not distances."""
    with DemoThread() as demo:
        demo.freeze(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.000Z}")
        yield demo


@pytest.fixture(autouse=True)
def nothing_waits(demo: DemoThread) -> Iterator[None]:
    """Each story begins with a server on which nothing waits."""
    yield
    demo.clear_faults()
    while page := waiting(demo):
        for one in page:
            delete(demo, one["id"])


def waiting(demo: DemoThread) -> list[Any]:
    """What waits on the server, as far as it tells at once."""
    posts: list[Any] = read_json(demo.url, "/api/v1/scheduled_statuses", demo.token)
    return posts


def delete(demo: DemoThread, scheduled_id: str) -> None:
    """Another client takes it away."""
    url = f"{demo.url}/api/v1/scheduled_statuses/{scheduled_id}"
    headers = {"Authorization": f"Bearer {demo.token}"}
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    direct.open(urllib.request.Request(url, method="DELETE", headers=headers), timeout=10).close()


def kept(home: Path, demo: DemoThread) -> list[Draft]:
    """What is on disk."""
    with Desk(home / "config", demo.url, demo.token).words() as words:
        return words.drafts()


@asynccontextmanager
async def reader(demo: DemoThread, home: Path, *, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Story]:
    """Start at the present, and wait until the server has told who it is."""
    desk = Desk(home / "config", demo.url, demo.token)
    clock = desk.clock = FakeClock(datetime.now(UTC))

    def is_known() -> bool:
        clock.advance(0.01)
        return story.session.offers(Feature.SCHEDULING)

    async with begin(demo, home, size=size, desk=desk) as story:
        await story.until(is_known, "the server is known")
        yield story


async def schedule(story: Story, text: str, hours: int, **parts: Any) -> str:
    """Leave a post with the server until its time; gives its id there."""
    before = {one["id"] for one in waiting(story.demo)}
    moment = datetime.now(UTC) + timedelta(hours=hours)
    draft = replace(story.session.drafts.new(), text=text, scheduled_at=moment.timestamp(), **parts)
    story.session.outbox.send(draft)
    await story.until(lambda: not story.session.outbox.items, "it is there")
    [added] = {one["id"] for one in waiting(story.demo)} - before
    return str(added)


async def test_they_are_listed_the_soonest_first_moved_and_deleted(demo: DemoThread, home: Path) -> None:
    async with reader(demo, home) as story:
        await schedule(story, "in fifty hours", 50)
        poll = DraftPoll(options=("yes", "no"))
        moved = await schedule(story, "in two hours", 2, visibility="private", poll=poll)
        await story.until_shown("Unsent", "Scheduled")
        await story.press("g", "s")
        await story.until_shown("in fifty hours", "in two hours", "followers", "poll: yes / no")
        assert story.shown.index("in two hours") < story.shown.index("in fifty hours")

        story.put_notices_away()
        await story.press("home", "t")
        await story.until_screen(AskWhen)
        story.app.screen.query_one(Input).value = "in 90h"
        await story.press("enter")
        await story.until_shown("Your server publishes it on")
        await story.until(lambda: "in two hours" in story.shown.partition("in fifty hours")[2], "it stands below now")
        [one] = [one for one in waiting(demo) if one["id"] == moved]
        left = datetime.fromisoformat(one["scheduled_at"]) - datetime.now(UTC)
        assert abs(left - timedelta(hours=90)) < timedelta(minutes=2)

        await story.press("home", "d")
        await story.until_screen(Confirm)
        await story.press("y")
        await story.until(lambda: len(waiting(demo)) == len(story.rows.keys) == 1)
        await story.press("d")
        await story.until_screen(Confirm)
        await story.press("y")
        await story.until(lambda: not waiting(demo))
        await story.until_shown("No post waits for its time. ctrl+t while writing chooses one.")
        await story.until(lambda: "Unsent" not in story.shown)
    assert published(demo, "hours") == 0


async def test_one_is_written_anew_and_takes_the_place_of_what_waited(demo: DemoThread, home: Path) -> None:
    async with reader(demo, home) as story:
        await schedule(story, "words to mend", 30, visibility="unlisted", spoiler_text="plans")
        await story.press("g", "s")
        await story.until_shown("words to mend")
        await story.press("enter")
        await story.until_screen(ComposeScreen)
        assert story.app.screen.query_one(TextArea).text == "words to mend"
        assert "draft saved" not in story.shown
        await story.press("escape")
        await story.until(lambda: story.app.screen is story.main)
        assert kept(home, demo) == [], "what was only looked at is no draft"

        await story.press("enter")
        await story.until_screen(ComposeScreen)
        await story.enter(" mended")
        await story.press("escape")
        await story.until_shown("You are writing this anew")
        assert [one["params"]["text"] for one in waiting(demo)] == ["words to mend"]

        await story.press("enter")
        await story.until_screen(ComposeScreen)
        assert story.app.screen.query_one(TextArea).text == "words to mend mended"
        await story.press("ctrl+s")
        await story.until(lambda: [one["params"]["text"] for one in waiting(demo)] == ["words to mend mended"])
        await story.until(lambda: "You are writing this anew" not in story.shown and "mended" in story.shown)
        [one] = waiting(demo)
        assert (one["params"]["visibility"], one["params"]["spoiler_text"]) == ("unlisted", "plans")
    assert kept(home, demo) == []
    assert published(demo, "mend") == 0


async def test_what_was_published_meanwhile_is_not_published_again(demo: DemoThread, home: Path) -> None:
    async with reader(demo, home) as story:
        waiting_id = await schedule(story, "too slow", 30)
        await story.press("g", "s")
        await story.until_shown("too slow")
        await story.press("enter")
        await story.until_screen(ComposeScreen)
        await story.enter(" indeed")
        delete(demo, waiting_id)
        await story.press("ctrl+s")
        await story.until_shown("does not wait on the server any more")
        assert waiting(demo) == []
    [draft] = kept(home, demo)
    assert draft.text == "too slow indeed"


async def test_a_server_that_cannot_schedule_says_so(demo: DemoThread, home: Path) -> None:
    demo.fault("/api/v1/scheduled_statuses", "status", status=404, count=-1)
    async with begin(demo, home) as story:
        await story.press("g", "s")
        await story.until_shown("This server does not offer posts that wait for their time.")
        await story.press("d")
        await story.until_shown("Nothing is selected.")


async def test_offline_says_so(demo: DemoThread, home: Path) -> None:
    async with reader(demo, home) as story:
        demo.fault(".*", "drop_before", count=-1)
        await story.press("ctrl+r")
        await story.until(lambda: story.session.connection.state == "offline")
        await story.press("g", "s")
        await story.until_shown("Offline. What waits on your server shows when it answers again.")


async def test_a_refused_time_leaves_it_as_it_was(demo: DemoThread, home: Path) -> None:
    async with reader(demo, home) as story:
        await schedule(story, "stay there", 30)
        before = waiting(demo)
        demo.fault("/api/v1/scheduled_statuses/", "status", status=422, method="PUT", count=1)
        await story.press("g", "s")
        await story.until_shown("stay there")
        await story.press("space")
        await story.until_screen(Picker)
        await story.press("t")
        await story.until_screen(AskWhen)
        story.app.screen.query_one(Input).value = "in 90h"
        await story.press("enter")
        await story.until_shown("The time is as it was.")
        assert waiting(demo) == before


async def test_more_than_a_page_is_read_to_its_end(demo: DemoThread, home: Path) -> None:
    async with reader(demo, home) as story:
        for number in range(45):
            await schedule(story, f"number {number}", 24 + 2 * number)
        await story.press("g", "s")
        await story.until(lambda: len(story.rows.keys) >= 40)
        await story.press("G")
        await story.until(lambda: len(story.rows.keys) == 45)
