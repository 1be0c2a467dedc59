"""Attaching files: each is seen on its way, described, and there again after a crash."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.widgets import Input, TextArea

from tests.support.clock import FakeClock
from tests.support.session import Desk, published, read_json, whoami
from tests.ui.story import Story, begin
from tootui.api.features import Feature
from tootui.demo.pictures import landscape
from tootui.demo.thread import DemoThread
from tootui.ui.screens.ask_description import AskDescription
from tootui.ui.screens.ask_file import AskFile
from tootui.ui.screens.ask_when import AskWhen
from tootui.ui.screens.compose import ComposeScreen
from tootui.ui.screens.confirm import Confirm
from tootui.ui.screens.media_list import MediaList
from tootui.ui.screens.picker import Picker


@pytest.fixture
def pictures(home: Path) -> list[Path]:
    files = [home / name for name in ("cat.png", "dog.png")]
    for file in files:
        file.write_bytes(landscape(file.name, 60, 40))
    return files


def _post(demo: DemoThread, text: str) -> Any:
    posts = read_json(demo.url, f"/api/v1/accounts/{whoami(demo.url, demo.token)}/statuses", demo.token)
    return next((post for post in posts if text in post["content"]), None)


async def _compose(story: Story, text: str) -> ComposeScreen:
    await story.press("c")
    await story.until_screen(ComposeScreen)
    await story.enter(text)
    screen = story.app.screen
    assert isinstance(screen, ComposeScreen)
    return screen


async def _attach(story: Story, file: Path, description: str) -> None:
    """From the list of files: name one and describe it."""
    await story.until_screen(AskFile)
    story.app.screen.query_one(Input).value = f"{file.parent}/{file.name[:2]}"
    await story.until_shown(file.name)
    await story.press("tab", "enter")
    await story.until_screen(AskDescription)
    await story.enter(description)
    await story.press("escape")
    await story.until_screen(MediaList)


async def test_two_pictures_are_attached_described_ordered_and_sent(
    demo: DemoThread, home: Path, pictures: list[Path]
) -> None:
    async with begin(demo, home) as story:
        await _compose(story, "Look at these")
        await story.press("ctrl+o")
        await _attach(story, pictures[0], "A cat")
        await story.press("a")
        await _attach(story, pictures[1], "A dog")
        await story.press("K")
        await story.press("escape")
        await story.until_screen(ComposeScreen)
        await story.until_shown("dog.png  A dog", "cat.png  A cat")
        await story.press("ctrl+s")
        await story.until(lambda: _post(demo, "Look at these") is not None, "it is sent")
    shown = _post(demo, "Look at these")["media_attachments"]
    assert [one["description"] for one in shown] == ["A dog", "A cat"]


async def test_a_path_typed_ahead_names_the_file_it_says(demo: DemoThread, home: Path, pictures: list[Path]) -> None:
    async with begin(demo, home) as story:
        await _compose(story, "Quick")
        await story.press("ctrl+o")
        await story.until_screen(AskFile)
        await story.press("ctrl+u")
        await story.until_shown("docs/")
        for key in [*f"{pictures[1].parent}/do", "tab", "enter"]:
            story.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await story.until_screen(AskDescription)
        await story.until_shown("dog.png")


async def test_files_dropped_on_the_text_are_attached_and_asked_about_once(
    demo: DemoThread, home: Path, pictures: list[Path]
) -> None:
    async with begin(demo, home) as story:
        compose = await _compose(story, "Dropped")
        area = compose.query_one(TextArea)
        story.app.post_message(events.Paste(f"'{pictures[0]}' '{pictures[1]}'"))
        await story.until_shown("cat.png  no description", "dog.png  no description")
        assert area.text == "Dropped"
        story.app.post_message(events.Paste(" and words"))
        await story.until(lambda: area.text == "Dropped and words")

        await story.press("ctrl+s")
        await story.until_screen(Confirm)
        await story.until_shown("2 attachments have no description. Send all the same?")
        await story.press("escape")  # which is said to describe them
        await story.until_screen(MediaList)
        await story.press("escape", "ctrl+s")
        await story.until(lambda: _post(demo, "Dropped and words") is not None, "it is sent")


async def test_who_names_no_file_is_back_in_the_text_and_files_at_the_ends_say_so(
    demo: DemoThread, home: Path, pictures: list[Path]
) -> None:
    async with begin(demo, home) as story:
        compose = await _compose(story, "None yet")
        await story.press("ctrl+o")
        await story.until_screen(AskFile)
        await story.until_shown("Attach a file")
        assert "Attachments" not in story.shown
        await story.press("escape")
        await story.until(lambda: story.app.screen is compose, "no list of nothing is left")

        story.app.post_message(events.Paste(f"'{pictures[0]}' '{pictures[1]}'"))
        await story.until_shown("cat.png  no description", "dog.png  no description")
        await story.press("ctrl+o")
        await story.until_screen(MediaList)
        await story.press("K")
        await story.until_shown("This file is the first already.")
        await story.press("J", "J")
        await story.until_shown("This file is the last already.")
        await story.press("a")
        await story.until_screen(AskFile)
        await story.press("escape")
        await story.until_screen(MediaList)


async def test_media_and_poll_exclude_each_other_and_that_is_said(
    demo: DemoThread, home: Path, pictures: list[Path]
) -> None:
    async with begin(demo, home) as story:
        await _compose(story, "Either or")
        story.app.post_message(events.Paste(str(pictures[0])))
        await story.until_shown("cat.png")
        await story.press("ctrl+l")
        await story.until_shown("A post has either attachments or a poll.")
        await story.press("ctrl+o")
        await story.until_screen(MediaList)
        await story.press("x", "escape")
        await story.until_screen(ComposeScreen)
        await story.until(lambda: "cat.png" not in story.shown, "the file is gone")


async def test_what_the_server_does_not_take_is_refused_before_it_is_sent(
    demo: DemoThread, home: Path, pictures: list[Path]
) -> None:
    film = home / "film.mp4"
    film.write_bytes(b"film")
    async with begin(demo, home) as story:
        await _compose(story, "Mixed")
        story.app.post_message(events.Paste(f"{pictures[0]} {film}"))
        await story.until_shown("A film or a sound stands alone")
        assert "cat.png" in story.shown
        assert "film.mp4" not in story.shown


async def test_a_failed_upload_says_why_and_is_tried_again(demo: DemoThread, home: Path, pictures: list[Path]) -> None:
    demo.fault("/api/v2/media$", "status", status=422)
    try:
        async with begin(demo, home) as story:
            await _compose(story, "Try again")
            story.app.post_message(events.Paste(str(pictures[0])))
            await story.until_shown("NOT SENT")
            demo.clear_faults()
            await story.press("ctrl+o")
            await story.until_screen(MediaList)
            await story.press("r")
            await story.until_shown("cat.png  no description")
            await story.press("s")
            await story.until_shown("This file is not on its way.")
    finally:
        demo.clear_faults()


async def test_what_is_told_of_a_file_while_a_dialog_closes_comes_to_nobody(
    demo: DemoThread, home: Path, pictures: list[Path]
) -> None:
    failures: list[object] = []
    async with begin(demo, home) as story:
        asyncio.get_running_loop().set_exception_handler(lambda _loop, failure: failures.append(failure))
        compose = await _compose(story, "Closing")
        story.app.post_message(events.Paste(str(pictures[0])))
        await story.until_shown("cat.png  no description")
        await story.press("ctrl+o")
        await story.until_screen(MediaList)
        for dialog in (story.app.screen, compose):
            story.app.post_message(events.Key("escape", None))
            while dialog.is_running:
                story.session.uploads._signal.emit()
                await asyncio.sleep(0)
    assert not failures


async def test_files_and_descriptions_are_there_after_a_crash(
    demo: DemoThread, home: Path, pictures: list[Path]
) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await _compose(story, "")
        await story.press("ctrl+o")
        await _attach(story, pictures[0], "A cat asleep")
        await story.until(
            lambda: (
                (draft := story.session.drafts.latest()) is not None
                and [media.description for media in draft.media] == ["A cat asleep"]
            ),
            "on disk",
        )

    async with begin(demo, home, desk=desk) as story:
        await story.press("c")
        await story.until_screen(Picker)
        await story.press("c")
        await story.until_screen(ComposeScreen)
        await story.until_shown("cat.png  A cat asleep")
        await story.enter("After the crash")
        assert story.app.screen.query_one("#spoiler", Input).value == "", "the key that chose is not written"
        await story.press("ctrl+s")
        await story.until(lambda: published(demo, "After the crash") == 1)
    assert _post(demo, "After the crash")["media_attachments"][0]["description"] == "A cat asleep"


async def test_a_time_is_chosen_in_words_and_shown_with_its_zone(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        clock = story.session.clock
        assert isinstance(clock, FakeClock)

        def is_known() -> bool:
            clock.advance(0.5)
            return story.session.offers(Feature.SCHEDULING)

        await story.until(is_known, "the server is known")
        await _compose(story, "Later")
        await story.press("ctrl+t")
        await story.until_screen(AskWhen)
        await story.enter("soon")
        await story.until_shown("This is no time that is understood here.")
        await story.press("enter", "ctrl+u")
        await story.enter("in 3 min")
        await story.until_shown("It must be more than 5 minutes ahead.")
        await story.press("enter", "ctrl+u")
        then = f"{clock.now() + timedelta(hours=2):%-d %b %H:%M}"
        await story.enter("in 2h")
        await story.until_shown(", in 2 hours")
        await story.press("enter")
        await story.until_screen(ComposeScreen)
        await story.until_shown(then)
        await story.until(lambda: (draft := story.session.drafts.latest()) is not None and draft.scheduled_at, "kept")
        await story.press("ctrl+t", "ctrl+u", "enter")
        await story.until_screen(ComposeScreen)
        await story.until(lambda: then not in story.shown, "it is sent at once again")
