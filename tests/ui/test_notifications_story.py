"""Notifications on screen: read, opened, answered, dismissed, live, kept; nothing asked that is not shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.notifications import notifications, people
from tests.support.session import Desk, read_json
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service.notifications import NotificationFeed
from tootui.ui.screens.confirm import Confirm
from tootui.ui.widgets.notification_list import NotificationList


@pytest.fixture
def demo() -> Iterator[DemoThread]:
    """Each story changes what happened."""
    with DemoThread() as demo:
        yield demo


def mine(demo: DemoThread, text: str = "The engine weaves patterns.") -> str:
    [status_id] = demo.events(post=text, by="you")
    return status_id


def rows(story: Story) -> NotificationList:
    current = story.rows
    assert isinstance(current, NotificationList)
    return current


def feed(story: Story) -> NotificationFeed:
    return rows(story).notifications


async def at_notifications(story: Story) -> None:
    """Go there, and wait for what the server has."""
    await story.press("g", "n")
    await story.until(lambda: story.rows.place == Place.NOTIFICATIONS)
    await story.until(lambda: feed(story).state.loaded_once, "notifications are loaded")
    await story.until(lambda: list(story.rows.keys) == list(story.rows.rows()), "they are shown")
    await story.settle()


async def select(story: Story, words: str) -> None:
    """Go down to the row that holds some words."""
    await story.press("home")
    for _ in story.rows.keys:
        if words in story.selected_row:
            return
        await story.press("j")
    raise AssertionError(f"no row with {words}\n{story.shown}")


def asked(demo: DemoThread, part: str) -> list[str]:
    return [one["path"] for one in demo.log() if part in one["path"]]


async def test_who_did_what_is_shown_with_the_posts_and_opened(demo: DemoThread, tmp_path: Path) -> None:
    post = mine(demo)
    for acct in ("ada", "grace", "mary"):
        demo.events(favourite=post, by=acct)
    [answer] = demo.events(post="@you It does, and prettily.", by="grace", reply_to=post)
    async with begin(demo, tmp_path) as story:
        assert asked(demo, "/api/v2/notifications") == []
        await at_notifications(story)
        await story.until_shown("answers you", "It does, and prettily.", "Mary Somerville, Grace Hopper and 1 other")
        await select(story, "answers you")
        await story.press("enter")
        await story.until(lambda: story.rows.place == Place.thread(answer))
        await story.press("escape")
        assert "answers you" in story.selected_row
        demo.events(follow="you", by="hedy")
        await story.press("ctrl+r")
        await story.until_shown("and 3 others follow you now")
        await select(story, "Hedy Lamarr")
        await story.press("enter")
        await story.until(lambda: story.rows.place.kind == "account", "the profile")


async def test_keys_act_on_the_post_in_the_row(demo: DemoThread, tmp_path: Path) -> None:
    [mention] = demo.events(post="@you Tea at four?", by="grace", cw="tea")
    async with begin(demo, tmp_path) as story:
        await at_notifications(story)
        await select(story, "mentions you")
        assert "Tea at four?" not in story.shown
        await story.press("x")
        await story.until_shown("Tea at four?")
        await story.press("f")
        await story.until_shown("✭ 1")
        await story.until(lambda: asked(demo, f"{mention}/favourite"), "it is sent")
        await story.press("r")
        await story.until_shown("Reply")
        await story.press("escape")


async def test_a_group_grows_before_ones_eyes_and_the_rest_waits_above(demo: DemoThread, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "config", demo.url, demo.token)
    post = mine(demo)
    demo.events(favourite=post, by="ada")
    demo.events(post="@you One.", by="ada")
    async with begin(demo, tmp_path, desk=desk) as story:
        await at_notifications(story)

        def is_told() -> bool:
            desk.clock.advance(0.5)
            return feed(story).is_told

        await story.until(is_told, "it is told")
        await select(story, "favourited your post")
        await story.until(lambda: not feed(story).new_count)
        selected, line = story.rows.cursor_key, story.shown.splitlines().index(first_line(story))
        demo.events(favourite=post, by="grace")
        await story.until_shown("Grace Hopper and Ada Lovelace favourited your post")
        assert story.rows.cursor_key == selected
        assert story.shown.splitlines().index(first_line(story)) == line
        demo.events(post="@you Two.", by="mary")
        await story.until(lambda: feed(story).new_count == 1)
        await story.pilot.pause()
        assert story.rows.cursor_key == selected
        await story.until(lambda: "1 new" in story.footer)
        await story.press("full_stop")
        happenings = [feed(story).happening(row) for row in feed(story).rows[:3]]
        assert [one.type for one in happenings if one is not None] == ["mention", "favourite", "mention"]
        assert happenings[1] is not None
        assert people(happenings[1]) == ["grace", "ada"]
        assert feed(story).new_count == 0


def first_line(story: Story) -> str:
    """The line of the screen with which the selected row begins."""
    words = story.selected_row.splitlines()[0].split("  ")[0].strip()
    return next(line for line in story.shown.splitlines() if words in line)


async def test_dismissed_ones_go_and_all_go_after_a_yes(demo: DemoThread, tmp_path: Path) -> None:
    demo.events(post="@you One.", by="ada")
    demo.events(post="@you Two.", by="ada")
    async with begin(demo, tmp_path) as story:
        await at_notifications(story)
        await select(story, "Two.")
        await story.press("d")
        await story.until(lambda: "Two." not in story.shown)
        await story.until(lambda: asked(demo, "/dismiss"))
        assert "One." in story.selected_row
        story.main.dispatcher.run("notification.clear")
        await story.until_screen(Confirm)
        assert read_json(demo.url, "/api/v1/notifications", demo.token)
        await story.press("y")
        await story.until_shown("Nothing has happened yet")
        await story.until(lambda: read_json(demo.url, "/api/v1/notifications", demo.token) == [], "cleared there too")


async def test_kinds_stand_side_by_side(demo: DemoThread, tmp_path: Path) -> None:
    demo.events(follow="you", by="hedy")
    async with begin(demo, tmp_path) as story:
        await at_notifications(story)
        demo.clear_log()
        await story.press("}")
        await story.until(lambda: story.rows.place == Place.notifications("mentions"))
        await story.until(lambda: feed(story).state.loaded_once)
        wanted = [one["query"] for one in demo.log() if one["path"] == "/api/v2/notifications"]
        assert wanted and all("types" in query and "mention" in query for query in wanted)
        await story.press("{", "{")
        await story.until(lambda: story.rows.place == Place.notifications("other"))


async def test_the_next_start_shows_them_at_once_where_they_were_left(demo: DemoThread, tmp_path: Path) -> None:
    for number in range(8):
        demo.events(post=f"@you Number {number}.", by="ada")
    desk = Desk(tmp_path / "config", demo.url, demo.token)
    async with begin(demo, tmp_path, desk=desk, size=(80, 24)) as story:
        await at_notifications(story)
        await select(story, "Number 4.")
        feed, row = notifications(story.session), story.rows.cursor_key
        await story.until(lambda: feed.reading is not None and feed.reading.status_id == row, "the place is kept")
    demo.fault("/api/", "status", status=503, count=-1)
    async with begin(demo, tmp_path, desk=desk, size=(80, 24), loaded=False) as story:
        await story.until_shown("Notifications", "Number 4.")
        assert "Number 4." in story.selected_row


@pytest.mark.parametrize("software", ["gotosocial", "hollo", "takahe", "snac"])
async def test_on_other_software_they_are_shown_as_far_as_it_has_them(
    demo: DemoThread, tmp_path: Path, software: str
) -> None:
    demo.events(post="@you Hello?", by="ada")
    demo.switch(like=software)
    async with begin(demo, tmp_path) as story:
        await at_notifications(story)
        await story.until_shown("Hello?")
        assert "Something went wrong" not in story.shown
        await select(story, "Hello?")
        await story.press("j", "k", "G")
        await story.until(lambda: story.rows.cursor_key is not None)


async def test_a_server_without_notifications_says_so(demo: DemoThread, tmp_path: Path) -> None:
    demo.switch(off=["notifications", "grouped_notifications", "notification_policy"])
    async with begin(demo, tmp_path) as story:
        await story.press("g", "n")
        await story.until_shown("This server does not offer notifications.")
        await story.press("d")
        assert asked(demo, "/dismiss") == []


async def test_words_are_found_in_names_and_posts(demo: DemoThread, tmp_path: Path) -> None:
    demo.events(post="@you Where is the goose?", by="mary")
    demo.events(follow="you", by="hedy")
    async with begin(demo, tmp_path) as story:
        await at_notifications(story)
        rows(story).start_find("goose")
        await story.until(lambda: "goose" in story.selected_row)
        rows(story).start_find("hedy")
        await story.until(lambda: "Hedy" in story.selected_row)


async def test_on_a_new_machine_one_is_not_sent_on_from_where_one_has_read_elsewhere(
    demo: DemoThread, tmp_path: Path
) -> None:
    """The server names one notification within a group: the row is where one is."""
    desk = Desk(tmp_path / "config", demo.url, demo.token)
    async with begin(demo, tmp_path, desk=desk) as story:
        await at_notifications(story)

        def is_marked() -> bool:
            desk.clock.advance(0.5)
            return "read up to here" in story.shown

        await story.until(is_marked, "how far one has read")
        await story.settle()
        assert feed(story).state.read_elsewhere is None
        assert "further elsewhere" not in story.shown
