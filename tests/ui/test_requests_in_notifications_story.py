"""Among the notifications: a follow request answered in its row, held back senders from the row on top."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Static

from tests.support.session import Desk, read_json
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.screens.confirm import Confirm
from tootui.ui.screens.help import HelpScreen
from tootui.ui.screens.picker import Picker


@pytest.fixture
def demo() -> Iterator[DemoThread]:
    """Each story answers the request of @newcomer that a new world begins with."""
    with DemoThread() as demo:
        yield demo


def sent(demo: DemoThread, part: str) -> list[str]:
    """What was asked to be changed, by a part of the address."""
    return [one["path"] for one in demo.log() if one["method"] == "POST" and part in one["path"]]


async def select(story: Story, words: str) -> None:
    """Go down to the row that holds some words."""
    await story.press("home")
    for _ in story.rows.keys:
        if words in story.selected_row:
            return
        await story.press("j")
    raise AssertionError(f"no row with {words}\n{story.shown}")


def has_come(story: Story) -> bool:
    """Whether there is more than words."""
    return any(isinstance(key, str) for key in story.rows.keys)


def drawn(story: Story) -> list[str]:
    """All rows as they are drawn, in view or not."""
    return [story.rows.lay_out(key, 80).plain for key in story.rows.keys]


@pytest.mark.parametrize(("key", "answer"), [("y", "authorize"), ("d", "reject")])
async def test_a_request_is_answered_in_its_row_and_pressing_again_does_nothing(
    demo: DemoThread, tmp_path: Path, key: str, answer: str
) -> None:
    async with begin(demo, tmp_path) as story:
        story.main.go(Place.NOTIFICATIONS)
        await story.until_shown("Newcomer")
        await select(story, "Newcomer")
        await story.press(key, key)
        await story.until(lambda: sent(demo, "follow_requests"), "the answer is sent")
        await story.press(key, key)
        await story.until_shown("let them follow you." if key == "y" else "did not let them follow you.")
        assert [path.rpartition("/")[2] for path in sent(demo, "follow_requests")] == [answer]
        assert not sent(demo, "/dismiss")
        assert "Newcomer" in story.selected_row


async def test_an_answer_that_did_not_arrive_is_none(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        story.main.go(Place.NOTIFICATIONS)
        await story.until_shown("Newcomer")
        await select(story, "Newcomer")
        demo.fault("/reject", "status", status=500, count=1)
        await story.press("d")
        await story.until_shown("It is not certain that your answer arrived.")
        await story.until(lambda: "did not let them" not in story.shown)
        await story.press("d")
        await story.until_shown("did not let them")


async def test_on_a_request_each_key_is_named_once_for_what_it_does(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        story.main.go(Place.NOTIFICATIONS)
        await story.until_shown("Newcomer")
        await select(story, "boosted your post")
        await story.until(lambda: "d dismiss" in story.footer)
        await select(story, "Newcomer")
        await story.until(lambda: "d refuse" in story.footer)
        assert "dismiss" not in story.footer
        await story.press("space")
        await story.until_screen(Picker)
        await story.until_shown("d  do not let them follow you", "dismiss the notification")
        assert "d  dismiss" not in story.shown
        await story.press("escape", "question_mark")
        await story.until_screen(HelpScreen)
        help_text = "\n".join(str(one.content) for one in story.app.screen.query(Static))
        assert "do not let them follow you" in help_text
        assert "dismiss the notification" not in help_text
        assert "delete your own post\n" not in help_text


async def test_dismissing_twice_refuses_nobody_who_came_under_the_key(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        story.main.go(Place.NOTIFICATIONS)
        await story.until_shown("Newcomer")
        await select(story, "Newcomer")
        await story.press("k", "d", "d")
        await story.until_screen(Confirm)
        await story.until_shown("Refuse @newcomer?", "just dismissed")
        await story.press("escape")
        await story.until(lambda: len(sent(demo, "/dismiss")) == 1)
        await story.press("d", "y")
        await story.until(lambda: sent(demo, "/reject"), "after a yes")


async def test_the_first_notification_is_selected_also_where_a_row_above_comes_with_it(
    demo: DemoThread, tmp_path: Path
) -> None:
    async with begin(demo, tmp_path) as story:
        demo.fault("/notifications", "delay", seconds=30, count=-1)
        story.main.go(Place.NOTIFICATIONS)
        await story.settle()
        story.main.bridge._is_posted = True  # the screen does not get round to it
        demo.clear_faults()
        feed, held_back = story.session.feed(Place.NOTIFICATIONS), story.session.news.held_back
        await story.until(lambda: feed.state.loaded_once and held_back.count, "both have come")
        assert not has_come(story)
        story.main.bridge.deliver()
        assert story.rows.cursor == 1
        assert "senders are held back" in drawn(story)[0]
        await story.until(lambda: "new" not in story.header, "they are read")


async def test_who_chose_the_row_above_stays_there_when_notifications_come(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        demo.fault("/notifications$", "delay", seconds=30)
        story.main.go(Place.NOTIFICATIONS)
        await story.until_shown("4 senders are held back", "Loading")
        await story.press("home")
        demo.clear_faults()
        await story.until(lambda: has_come(story), "notifications")
        assert story.rows.cursor == 0


async def test_what_was_let_in_comes_to_the_notifications(demo: DemoThread, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "config", demo.url, demo.token)
    async with begin(demo, tmp_path, desk=desk) as story:
        story.main.go(Place.NOTIFICATIONS)
        await story.until_shown("4 senders are held back")
        await story.press("home", "enter")
        await story.until_shown("@prize", "@limelight")
        await select(story, "@limelight")
        await story.press("enter")
        await story.until_shown("CURTAINS", "Notifications of @limelight@loud.example")
        await story.press("y")
        await story.until_shown("@limelight@loud.example let in.")
        await story.press("escape", "escape")

        def is_there() -> bool:
            desk.clock.advance(0.5)
            return "3 senders are held back" in story.shown and any("CURTAINS" in row for row in drawn(story))

        await story.until(is_there, "it is among the notifications")
        waiting = read_json(demo.url, "/api/v1/notifications/requests", demo.token)
        assert "limelight" not in [one["account"]["username"] for one in waiting]


async def test_what_was_answered_is_not_offered_again(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        story.main.go(Place.NOTIFICATIONS)
        await story.until_shown("Newcomer")
        await select(story, "Newcomer")
        await story.until(lambda: "y let them follow" in story.footer and "d refuse" in story.footer)
        await story.press("y")
        await story.until(lambda: "let them follow" not in story.footer and "refuse" not in story.footer)
        await story.press("d")
        await story.until_shown("You let them follow you.")
        assert [path.rpartition("/")[2] for path in sent(demo, "follow_requests")] == ["authorize"]
        await select(story, "boosted your post")
        await story.until(lambda: "d dismiss" in story.footer)
