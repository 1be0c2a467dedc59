"""No request is made for what is not shown: told by the list of requests that the server got."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from tests.support.quiet import calm, visit
from tests.support.session import Desk, read_json
from tests.ui.live import listening
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.screens.search_prompt import SearchPrompt
from tootui.ui.widgets import column as column_module

FIRST = {"timelines/home", "preferences", "accounts/verify_credentials", "lists", "followed_tags", "streaming"}
"""What may be asked for in the first two seconds."""
COUNTED = {"notifications/unread_count", "conversations", "scheduled_statuses", "markers", "instance", "nodeinfo"}
"""What may follow, once."""


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoThread]:
    """A server at which nobody writes anything."""
    with DemoThread() as demo:
        yield demo


@pytest.fixture(autouse=True)
def covered_lists_rest_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(column_module, "LINGER_SECONDS", 0.01)


def account_id(demo: DemoThread, acct: str) -> str:
    account: dict[str, Any] = read_json(demo.url, f"/api/v1/accounts/lookup?acct={acct}", demo.token)
    return str(account["id"])


def asked(demo: DemoThread) -> list[str]:
    """What the server was asked for since its list was cleared, as `statuses?pinned`: without ids, pages and token."""
    found = []
    for one in demo.log():
        path = one["path"].removeprefix("/api/").removeprefix("/.well-known/").removeprefix("/")
        parts = [part for part in path.split("/") if part and not part.isdigit() and part not in ("v1", "v2", "2.0")]
        wants = sorted(name for name, _ in parse_qsl(one["query"]) if name in ("pinned", "only_media"))
        found.append("/".join(parts) + (f"?{wants[0]}" if wants else ""))
    return found


async def begin_slowly(story: Story, desk: Desk) -> None:
    """Let the first two seconds pass."""
    shelf = story.session.shelf
    await story.until(lambda: shelf.is_told or not story.main.columns.has_sidebar, "lists and tags")
    for seconds in (0.5, 0.5, 0.9):
        await calm(story)
        desk.clock.advance(seconds)
    await calm(story)


async def pass_time(story: Story, desk: Desk, seconds: int) -> None:
    """Let time pass, in steps in which a stream does not seem to have slept."""
    for _ in range(0, seconds, 20):
        desk.clock.advance(20)
        await story.pilot.pause()
    await calm(story)


def streams(demo: DemoThread) -> list[list[str]]:
    """To what one listens at the server."""
    return sorted(stream for socket in demo.streams() for stream in socket)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_start_asks_for_five_things_and_silence_for_nothing(
    demo: DemoThread, home: Path, size: tuple[int, int]
) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    demo.clear_log()
    async with begin(demo, home, desk=desk, size=size) as story:
        await begin_slowly(story, desk)
        assert len(asked(demo)) <= 5
        assert {*asked(demo)} <= FIRST
        await listening(story, desk.clock)
        await pass_time(story, desk, 120)
        assert {*asked(demo)} <= FIRST | COUNTED
        assert streams(demo) == [["direct"], ["user"]]
        demo.clear_log()
        await pass_time(story, desk, 1200)
        assert asked(demo) == []

    demo.fault("timelines/home", "delay", seconds=60)
    async with begin(demo, home, desk=desk, size=size, loaded=False) as story:
        await story.until(lambda: len(story.rows.keys) > 10, "what was kept, before there is an answer")
        demo.clear_faults()
        await begin_slowly(story, desk)
        assert len(asked(demo)) <= 5
        assert {*asked(demo)} <= FIRST


async def test_a_place_asks_for_itself_and_rests_when_it_is_covered(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    ada, grace = account_id(demo, "ada"), account_id(demo, "grace")
    demo.events(crowd=5000, by="grace")
    async with begin(demo, home, desk=desk) as story:
        await begin_slowly(story, desk)
        await listening(story, desk.clock)
        await pass_time(story, desk, 120)

        async def asked_by(place: Place) -> set[str]:
            demo.clear_log()
            await visit(story, place)
            return {*asked(demo)}

        about = {"accounts", "accounts/relationships"}
        head = {"accounts/familiar_followers", "accounts/featured_tags"}
        posts = {"accounts/statuses", "accounts/statuses?pinned"}
        assert await asked_by(Place.account(ada, "media")) == {*about, "accounts/statuses?only_media"}
        assert await asked_by(Place.account(ada)) == {*head, *posts}
        assert await asked_by(Place.account(ada, "pinned")) == set()
        assert await asked_by(Place.notifications("mentions")) <= {"notifications", "notifications/policy"}
        assert await asked_by(Place.DIRECT) <= {"conversations"}
        assert await asked_by(Place.SEARCH) == set()

        assert await asked_by(Place.followers(grace)) == {*about, "accounts/followers"}
        related = [one["query"] for one in demo.log() if one["path"].endswith("/relationships")]
        assert sum(query.count("id%5B%5D") for query in related) <= 41, "those near the screen, and whose they are"
        demo.clear_log()
        for _ in range(20):
            await story.press("j")
        await calm(story)
        assert asked(demo).count("accounts/relationships") <= 1

        assert await asked_by(Place.LOCAL) == {"timelines/public"}
        await story.until(lambda: ["public:local"] in streams(demo), "listening to it")
        await pass_time(story, desk, 60)
        demo.clear_log()
        await pass_time(story, desk, 900)
        assert asked(demo) == []
        assert await asked_by(Place.SEARCH) == set()
        await story.until(lambda: ["public:local"] not in streams(demo), "not listening to what is covered")
        assert streams(demo) == [["direct"], ["user"]]
        demo.clear_log()
        await pass_time(story, desk, 900)
        assert asked(demo) == []


async def test_a_search_is_asked_for_when_it_is_wished(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await begin_slowly(story, desk)
        demo.clear_log()
        await story.press("slash")
        await story.until_screen(SearchPrompt)
        await story.enter("loom")
        await calm(story)
        assert asked(demo) == []
        await story.press("enter")
        await story.until(lambda: story.rows.place == Place.search("loom"), "what was found")
        await calm(story)
        assert asked(demo).count("search") == 1
        assert {*asked(demo)} <= {"search", "markers", "accounts/relationships"}
        await story.press("escape")  # home is in view again, and looks for what is newer
        await calm(story)
        demo.clear_log()
        await story.press("space", "escape", "A", "escape", "question_mark", "escape", "ctrl+p", "escape")
        await calm(story)
        assert asked(demo) == []
