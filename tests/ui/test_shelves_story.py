"""Drafts and the outbox as places: all of it can be found again, and nothing is lost there."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.widgets import TextArea

from tests.support.clock import NOON, FakeClock
from tests.support.session import Desk, published
from tests.ui.story import Story, begin
from tootui.cache.drafts import Draft
from tootui.cache.words import Words
from tootui.demo.thread import DemoThread
from tootui.model.errors import StorageError
from tootui.ui.screens.compose import ComposeScreen
from tootui.ui.screens.confirm import Confirm
from tootui.ui.screens.picker import Picker


def kept(home: Path, demo: DemoThread) -> list[Draft]:
    """What is on disk."""
    with Desk(home / "config", demo.url, demo.token).words() as words:
        return words.drafts()


def text_of(story: Story) -> str:
    """What stands in the dialog."""
    return story.app.screen.query_one(TextArea).text


async def write(story: Story, text: str, *keys: str) -> None:
    """Write a post and close, or do something else with it."""
    await story.press("c")
    await story.until(lambda: isinstance(story.app.screen, (ComposeScreen, Picker)))
    if isinstance(story.app.screen, Picker):
        await story.press("n")
    await story.until_screen(ComposeScreen)
    await story.enter(text)
    await story.press(*(keys or ("escape",)))
    await story.until(lambda: story.app.screen is story.main)


async def test_drafts_are_found_again_and_written_on(demo: DemoThread, home: Path) -> None:
    demo.events(post="Answer me some day.", by="grace")
    async with begin(demo, home, size=(120, 40)) as story:
        assert "Unsent" not in story.shown
        await write(story, "first thought")
        await write(story, "second thought")
        await story.select("Answer me some day")
        await story.press("r")
        await story.until_screen(ComposeScreen)
        await story.enter("not yet")
        await story.press("escape")
        await story.until_shown("Unsent", "Drafts")

        await story.press("g", "r")
        await story.until_shown("Reply to @grace", "@grace not yet", "first thought", "second thought")
        assert story.shown.index("not yet") < story.shown.index("second thought") < story.shown.index("first thought")
        await story.until(lambda: "open" in story.footer and "go on" not in story.footer, "what Enter does")

        await story.press("escape", "c")
        await story.until_screen(Picker)
        await story.press("r")
        await story.until_shown("first thought")
        await story.press("home", "j", "enter")
        await story.until_screen(ComposeScreen)
        assert text_of(story) == "second thought"
        await story.enter(" more")
        await story.press("ctrl+s")
        await story.until(lambda: published(demo, "second thought more") == 1)
        await story.until(lambda: "second thought" not in "".join(story.shown.splitlines()[:12]))
    texts = {draft.text for draft in kept(home, demo)}
    assert texts == {"first thought", "@grace not yet"}


async def test_a_draft_goes_after_a_yes_alone(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await write(story, "to be kept")
        await write(story, "to be gone")
        await story.press("g", "r")
        await story.until_shown("to be gone")
        await story.press("home", "d")
        await story.until_screen(Confirm)
        await story.press("n")
        await story.until(lambda: len(kept(home, demo)) == 2)
        await story.press("d")
        await story.until_screen(Confirm)
        await story.press("y")
        await story.until(lambda: len(story.rows.keys) == 1)
        await story.until(lambda: [draft.text for draft in kept(home, demo)] == ["to be kept"], "on disk")

        await story.press("space")
        await story.until_screen(Picker)
        await story.press("d")
        await story.until_screen(Confirm)
        await story.press("y")
        await story.until_shown("No drafts. c begins a post")
        await story.until(lambda: kept(home, demo) == [], "on disk")
        await story.press("d")
        await story.until_shown("Nothing is selected.")


async def test_a_double_click_opens_a_draft(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await write(story, "click me")
        await story.press("g", "r")
        await story.until_shown("click me")
        await story.pilot.click(story.rows, offset=(5, 1), times=2)
        await story.until_screen(ComposeScreen)
        assert text_of(story) == "click me"


async def test_what_was_refused_can_be_written_on_sent_again_and_thrown_away(demo: DemoThread, home: Path) -> None:
    demo.fault("/api/v1/statuses$", "status", status=422, method="POST", count=3)
    try:
        async with begin(demo, home) as story:
            for text in ("refused one", "refused two", "refused three"):
                story.session.outbox.send(replace(story.session.drafts.new(), text=text))
            await story.until(lambda: {item.state for item in story.session.outbox.items} == {"failed"})
            await story.press("g", "o")
            await story.until_shown("refused one", "refused two", "refused three", "Not sent.")
            await story.press("enter")
            await story.until_screen(Picker)
            await story.press("s")
            await story.until(lambda: published(demo, "refused one") == 1)
            await story.until(lambda: len(story.rows.keys) == 2)

            await story.press("home", "enter")
            await story.until_screen(Picker)
            await story.press("c")
            await story.until_screen(ComposeScreen)
            assert text_of(story) == "refused two"
            await story.press("escape")
            await story.until(lambda: len(story.rows.keys) == 1)

            await story.press("d")
            await story.until_screen(Confirm)
            await story.press("y")
            await story.until_shown("Nothing waits to be sent.")
        assert [draft.text for draft in kept(home, demo)] == ["refused two"]
        assert published(demo, "refused two") == published(demo, "refused three") == 0
    finally:
        demo.clear_faults()


async def test_what_waits_for_the_network_says_so_and_can_be_taken_back(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        demo.fault(".*", "drop_before", count=-1)
        try:
            await story.press("ctrl+r")
            await story.until(lambda: story.session.connection.state == "offline")
            await write(story, "sent into the dark", "ctrl+s")
            await story.press("g", "o")
            await story.until_shown("sent into the dark", "Waits: the server cannot be reached.")
            await story.press("d")
            await story.until_shown("It waits to be sent. Take it back first: Space leads there.")
            await story.press("enter")
            await story.until_screen(Picker)
            await story.press("u")
            await story.until_shown("Nothing waits to be sent.")
            await story.press("g", "r")
            await story.until_shown("sent into the dark")
        finally:
            demo.clear_faults()
    [draft] = kept(home, demo)
    assert (draft.text, draft.state) == ("sent into the dark", "draft")
    assert published(demo, "sent into the dark") == 0


async def test_what_is_held_back_is_taken_back(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    desk.settings = replace(desk.settings, compose=replace(desk.settings.compose, hold=20))
    async with begin(demo, home, desk=desk) as story:
        await write(story, "on second thoughts", "ctrl+s")
        await story.press("g", "o")
        await story.until_shown("on second thoughts", "Held back for a moment")
        await story.press("space")
        await story.until_screen(Picker)
        await story.press("u")
        await story.until_shown("Nothing waits to be sent.")
    assert [draft.state for draft in kept(home, demo)] == ["draft"]
    assert published(demo, "on second thoughts") == 0


async def test_what_is_sent_before_the_yes_to_throw_it_away_says_so(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    desk.settings = replace(desk.settings, compose=replace(desk.settings.compose, hold=20))
    async with begin(demo, home, desk=desk) as story:
        await write(story, "gone too soon", "ctrl+s")
        await story.press("g", "o")
        await story.until_shown("gone too soon", "Held back for a moment")
        await story.press("d")
        await story.until_screen(Confirm)
        demo.fault("/api/v1/statuses$", "delay", seconds=3600, method="POST")
        try:
            desk.clock.advance(20)
            await story.until(lambda: [item.state for item in story.session.outbox.items] == ["sending"])
            await story.press("y")
            await story.until_shown("It is on its way: nothing can be done until the server answers")
        finally:
            demo.clear_faults()
        await story.until_shown("Nothing waits to be sent.")
    assert published(demo, "gone too soon") == 1


async def test_an_undecided_post_is_decided_in_the_outbox(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_words: Words, _draft_id: str) -> None:
        raise StorageError("The disk is full.")

    desk = Desk(home / "config", demo.url, demo.token)
    with desk.words() as words:
        long_ago = NOON.timestamp() - 7200
        words.save_draft(Draft(text="did it arrive", state="undecided", attempted_at=long_ago))
    async with begin(demo, home, desk=desk) as story:
        clock = story.session.clock
        assert isinstance(clock, FakeClock)

        def is_asked() -> bool:
            clock.advance(1)
            return any(item.reason for item in story.session.outbox.items)

        await story.until(is_asked, "the person is asked")
        await story.press("g", "o")
        await story.until_shown("did it arrive", "It is not certain that this was published.")
        with monkeypatch.context() as disk:
            disk.setattr(Words, "delete_draft", full)
            await story.press("c")
            await story.until_screen(Picker)
            await story.press("x")
            await story.until_shown("The disk is full.")
        await story.press("s")

        def is_sent() -> bool:
            clock.advance(1)
            return not story.session.outbox.items

        await story.until(is_sent, "it is sent")
        await story.until_shown("Nothing waits to be sent.")
    assert published(demo, "did it arrive") == 1
