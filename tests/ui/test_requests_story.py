"""Follow requests: answered where they stand, at once, once, and put back where the server refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.quiet import calm
from tests.support.session import Desk, read_json
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service.guest import guest_at


@pytest.fixture
def demo() -> Iterator[DemoThread]:
    """Each story answers the requests that a new world begins with: of @newcomer, @galileo and @marie."""
    with DemoThread() as demo:
        yield demo


def answers(demo: DemoThread) -> list[str]:
    """What was answered, as the server got it."""
    return [one["path"].rpartition("/")[2] for one in demo.log() if one["path"].startswith("/api/v1/follow_requests/")]


def asking(demo: DemoThread) -> list[str]:
    """Who asks, as the server has it."""
    return [one["acct"] for one in read_json(demo.url, "/api/v1/follow_requests", demo.token)]


async def open_requests(story: Story) -> None:
    story.main.go(Place.FOLLOW_REQUESTS)
    await story.until_shown("@newcomer", "@galileo", "Requests 3")
    await story.pilot.pause()


async def listening(story: Story, desk: Desk) -> None:
    """Wait until the server tells by itself what happens; time runs on meanwhile."""

    def is_told() -> bool:
        desk.clock.advance(0.5)
        return any(["user"] in paths for paths in story.demo.streams())

    await story.until(is_told, "the reader's own stream")


async def test_a_request_is_accepted_once_and_stays_where_it_stood(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        await open_requests(story)
        assert "y let them follow" in story.footer
        await story.press("y", "y")
        await story.until_shown("You let them follow you.", "follows you now", "Requests 2")
        assert "@newcomer" in story.selected_row
        assert answers(demo) == ["authorize"]
        assert "newcomer" not in asking(demo)
        await story.press("j")
        assert "@galileo" in story.selected_row


async def test_a_request_is_rejected_without_a_word_to_who_asked(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        await open_requests(story)
        await story.press("j", "d")
        await story.until_shown("You did not let them follow you. They are not told.", "Requests 2")
        await story.until(lambda: answers(demo) == ["reject"], "the server knows")
        await story.press("d")
        await calm(story)
        assert "You did not let them" in story.shown
        assert answers(demo) == ["reject"]


async def test_who_was_let_in_is_sent_off_again_by_undoing(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        await open_requests(story)
        await story.press("y")
        await story.until_shown("u takes that back")
        await story.press("u")
        await story.until_shown("does not follow you any more", "You did not let them follow you.")
        assert any(one["path"].endswith("/remove_from_followers") for one in demo.log())


async def test_what_the_server_refuses_is_put_back(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        await open_requests(story)
        demo.fault("/authorize", "status", status=403, body='{"error": "Not just now"}')
        await story.press("y")
        await story.until_shown("Not answered.", "Requests 3")
        assert "You let them follow you." not in story.shown
        demo.clear_faults()
        await story.press("y")
        await story.until_shown("You let them follow you.")


async def test_a_request_that_is_gone_says_so(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        await open_requests(story)
        demo.fault("/authorize", "status", status=404, body='{"error": "Record not found"}')
        await story.press("y")
        await story.until_shown("This request is gone", "does not ask any more")


async def test_who_asks_meanwhile_stands_on_top_and_the_selected_one_stays(demo: DemoThread, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "config", demo.url, demo.token)
    async with begin(demo, tmp_path, desk=desk) as story:
        await open_requests(story)
        await listening(story, desk)
        await story.press("j")
        demo.events(follow_request="you", by="hedy")
        await story.until_shown("@hedy", "Requests 4")
        assert "@galileo" in story.selected_row
        first = story.session.store.account(story.session.news.follow_requests.ids[0])
        assert first is not None and first.acct == "hedy"


async def test_those_who_have_an_answer_are_gone_when_one_comes_back(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        await open_requests(story)
        await story.press("y")
        await story.until_shown("You let them follow you.", "follows you now")
        await story.press("ctrl+r")
        await story.until(lambda: "@newcomer" not in story.listed, "it is gone")
        await story.until_shown("@galileo", "Requests 2")


async def test_nobody_asks(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        await open_requests(story)
        for key in "djdjd":
            await story.press(key)
        await story.until(lambda: asking(demo) == [], "all are answered")
        await story.press("ctrl+r")
        await story.until_shown("Nobody asks to follow you")
        await story.press("y")
        await story.until(lambda: "y" not in story.footer.split(), "no such key")


async def test_a_server_without_requests_says_so_and_is_not_asked_again(demo: DemoThread, tmp_path: Path) -> None:
    demo.switch(off=["follow_requests"])
    async with begin(demo, tmp_path) as story:
        story.main.go(Place.FOLLOW_REQUESTS)
        await story.until_shown("This server does not offer a list of follow requests.")
        await story.press("ctrl+r", "escape")
        story.main.go(Place.FOLLOW_REQUESTS)
        await story.until_shown("does not offer a list of follow requests")
        asked = [one for one in demo.log() if one["path"].startswith("/api/v1/follow_requests")]
        assert len(asked) == 1


async def test_without_an_account_nobody_asks(demo: DemoThread, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "config", demo.url, demo.token)
    desk.account = guest_at(demo.url)
    async with begin(demo, tmp_path, desk=desk, loaded=False) as story:
        story.main.dispatcher.run("go.follow_requests")
        await story.until_shown("account")
        assert not [one for one in demo.log() if "follow_requests" in one["path"]]
