"""Held back notifications: who waits, let in or cleared away one by one or together, and the policy behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.session import Desk, read_json
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.screens.confirm import Confirm
from tootui.ui.screens.policy import PolicyDialog

REQUESTS = "/api/v1/notifications/requests"
POLICY = "/api/v2/notifications/policy"


@pytest.fixture
def demo() -> Iterator[DemoThread]:
    """In a new world four senders wait: @prize, @marie, @limelight with four notifications, and @stranger."""
    with DemoThread() as demo:
        yield demo


def waiting(demo: DemoThread) -> list[str]:
    """Who waits, as the server has it."""
    return [one["account"]["username"] for one in read_json(demo.url, REQUESTS, demo.token)]


def sent(demo: DemoThread, method: str, part: str) -> list[str]:
    """The requests of a kind that the server got."""
    return [one["path"] for one in demo.log() if one["method"] == method and part in one["path"]]


async def open_held_back(story: Story) -> None:
    story.main.go(Place.FILTERED)
    await story.until_shown("@prize", "@marie", "@limelight", "@stranger")
    await story.pilot.pause()


async def test_each_sender_shows_how_much_and_the_last_words(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        await open_held_back(story)
        await story.until_shown("4 held back")
        await story.until(lambda: "y let in  d clear away  x mark" in story.footer, "the keys")


async def test_a_sender_is_let_in_once_and_what_they_sent_comes(demo: DemoThread, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "config", demo.url, demo.token)
    merged: list[str] = []
    async with begin(demo, tmp_path, desk=desk) as story:
        story.session.news.held_back.observe_merged(lambda: merged.append("told"))
        await open_held_back(story)
        await story.press("y", "y")
        await story.until_shown("Let in: what was held back", "@prize@lucky.example let in.")
        assert len(sent(demo, "POST", "/accept")) == 1
        assert "prize" not in waiting(demo)

        def is_merged() -> bool:
            desk.clock.advance(1.0)
            return bool(merged)

        await story.until(is_merged, "it is among the notifications")
        assert len(sent(demo, "GET", "/merged")) <= 1


async def test_the_server_is_asked_a_few_times_whether_it_is_done(demo: DemoThread, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "config", demo.url, demo.token)
    merged: list[str] = []
    demo.fault("/requests/merged", "status", status=200, body='{"merged": false}', count=-1)
    async with begin(demo, tmp_path, desk=desk) as story:
        story.session.news.held_back.observe_merged(lambda: merged.append("told"))
        await open_held_back(story)
        await story.press("y")
        await story.until_shown("@prize@lucky.example let in.")  # before anything listens to the server, which tells it

        def is_over() -> bool:
            desk.clock.advance(1.0)
            return bool(merged)

        await story.until(is_over, "it is given up")
        assert len(sent(demo, "GET", "/merged")) == 6


async def test_what_a_sender_sent_is_cleared_away(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        await open_held_back(story)
        await story.press("j", "d")
        await story.until_shown("Cleared away.", "is cleared away.")
        assert "@marie" in story.selected_row
        await story.until(lambda: "marie" not in waiting(demo), "the server did it")


async def test_several_are_marked_and_let_in_together(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        await open_held_back(story)
        await story.press("x", "x", "y")
        await story.until_shown("@prize@lucky.example and 1 other let in.")
        assert sent(demo, "POST", "/accept") == [f"{REQUESTS}/accept"]
        assert waiting(demo) == ["limelight", "stranger"]


async def test_clearing_away_several_asks_first(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        await open_held_back(story)
        await story.press("X", "d")
        await story.until_screen(Confirm)
        await story.until_shown("@prize@lucky.example and 3 others")
        await story.press("escape")
        assert not sent(demo, "POST", "/dismiss")
        await story.press("d")
        await story.until_screen(Confirm)
        await story.press("y")
        await story.until(lambda: waiting(demo) == [], "all are cleared away")
        await story.press("ctrl+r")
        await story.until_shown("Nobody's notifications are held back.")
        await story.until(lambda: "w policy" in story.footer and "let in" not in story.footer)


async def test_what_a_held_back_post_covers_is_shown_by_the_usual_key(demo: DemoThread, tmp_path: Path) -> None:
    sender = "limelight@loud.example"
    demo.events(post="@you IT IS VERY BRIGHT.", by=sender, cw="lamps")
    account_id = read_json(demo.url, f"/api/v1/accounts/lookup?acct={sender}", demo.token)["id"]
    async with begin(demo, tmp_path) as story:
        story.main.go(Place(Place.FILTERED.kind, account_id))
        await story.until_shown("CW: lamps")
        await story.until(lambda: "y let in  d clear away  w policy" in story.footer)
        assert "VERY BRIGHT" not in story.shown
        await story.press("x")
        await story.until_shown("IT IS VERY BRIGHT.")


async def test_what_the_server_refuses_waits_as_before(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        await open_held_back(story)
        demo.fault("/accept", "status", status=403, body='{"error": "Not now"}')
        await story.press("y")
        await story.until_shown("Nothing was done.")
        await story.until(lambda: "Let in: what was held back" not in story.shown, "it waits again")
        demo.clear_faults()
        await story.press("y")
        await story.until_shown("Let in: what was held back")


async def test_what_was_decided_elsewhere_says_so(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        await open_held_back(story)
        demo.fault("/dismiss", "status", status=404, body='{"error": "Record not found"}')
        await story.press("d")
        await story.until_shown("Nothing of this sender is held back any more.", "it was decided elsewhere")
        await story.press("j", "X", "y")
        demo.clear_faults()
        await story.until(lambda: waiting(demo) == ["prize"], "the others are let in")


@pytest.mark.parametrize("refusal", ["json", "html", "no_method", "not_implemented"])
async def test_a_server_that_holds_nothing_back_says_so_and_is_asked_once(
    demo: DemoThread, tmp_path: Path, refusal: str
) -> None:
    demo.switch(off=["notification_policy"], refusal=refusal)
    async with begin(demo, tmp_path) as story:
        story.main.go(Place.FILTERED)
        await story.until_shown("This server does not offer notifications that are held back.")
        await story.press("ctrl+r")
        story.main.dispatcher.run("notification.policy")
        await story.until_screen(PolicyDialog)
        await story.until_shown("has no policy for notifications")
        assert len(sent(demo, "GET", REQUESTS)) == 1
        await story.press("escape")


async def test_the_policy_is_changed_at_once_and_told_to_the_server(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        await open_held_back(story)
        await story.press("w")
        await story.until_screen(PolicyDialog)
        await story.until_shown("people you do not follow", "come through", "7 notifications of 4 senders")
        await story.press("f")
        await story.until(lambda: policy(demo)["for_not_following"] == "filter", "the server has it")
        await story.press("j", "d", "j", "space", "space")
        wished = {"for_not_followers": "drop", "for_new_accounts": "drop", "for_bots": "accept"}
        await story.until(lambda: wished.items() <= policy(demo).items(), "the last wish counts")


async def test_a_policy_that_the_server_refuses_is_put_back(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        story.main.dispatcher.run("notification.policy")
        await story.until_screen(PolicyDialog)
        await story.until_shown("bots")
        demo.fault(POLICY, "status", status=422, body='{"error": "Validation failed"}')
        await story.press("d")
        await story.until(lambda: sent(demo, "PATCH", POLICY), "it was sent")
        await story.until(lambda: "turned away" not in rows_of_policy(story), "it is put back")


async def test_kinds_that_the_server_does_not_know_are_left_out(demo: DemoThread, tmp_path: Path) -> None:
    body = '{"for_not_following": "filter", "for_bots": "accept", "summary": null}'
    demo.fault(POLICY, "status", status=200, body=body)
    async with begin(demo, tmp_path) as story:
        story.main.dispatcher.run("notification.policy")
        await story.until_screen(PolicyDialog)
        await story.until_shown("people you do not follow", "bots")
        assert "accounts younger" not in story.shown


async def test_a_policy_of_the_first_version_holds_back_but_turns_nobody_away(demo: DemoThread, tmp_path: Path) -> None:
    demo.fault(POLICY, "status", status=404, body='{"error": "Not found"}', count=-1)
    body = '{"filter_not_following": false, "filter_new_accounts": true, "summary": {}}'
    demo.fault("/api/v1/notifications/policy", "status", status=200, body=body, count=-1)
    async with begin(demo, tmp_path) as story:
        story.main.dispatcher.run("notification.policy")
        await story.until_screen(PolicyDialog)
        await story.until_shown("people you do not follow", "accounts younger than 30 days")
        assert "bots" not in story.shown
        await story.press("d")
        assert not sent(demo, "PATCH", "/policy")
        await story.press("f")
        await story.until(lambda: sent(demo, "PATCH", "/api/v1/notifications/policy"), "it was sent")


def policy(demo: DemoThread) -> dict[str, str]:
    """The policy as the server has it."""
    found: dict[str, str] = read_json(demo.url, POLICY, demo.token)
    return found


def rows_of_policy(story: Story) -> str:
    """The choices, without what is said below them."""
    return story.shown.partition("bots")[0]


async def test_one_sender_opened_by_itself_is_decided_about_too(demo: DemoThread, tmp_path: Path) -> None:
    requests = read_json(demo.url, REQUESTS, demo.token)
    limelight = next(one["account"]["id"] for one in requests if one["account"]["username"] == "limelight")
    async with begin(demo, tmp_path) as story:
        story.main.go(Place("filtered", limelight))
        await story.until_shown("CURTAINS")
        await story.until(lambda: story.session.news.held_back.state.loaded_once, "what is held back of them")
        await story.press("d")
        await story.until_shown("is cleared away.")
        await story.press("d", "y")
        await story.until_shown("Cleared away.")
        assert len(sent(demo, "POST", "/dismiss")) == 1
        assert not sent(demo, "POST", "/accept")
