"""Rows of notifications that moderators caused lead to the pages of the server that say more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support.session import Desk
from tests.ui.story import Story, begin
from tests.ui.test_acts_media import program
from tootui.config.settings import General
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.screens.picker import Picker


@pytest.fixture
def demo() -> Iterator[DemoThread]:
    with DemoThread() as demo:
        yield demo


async def select(story: Story, words: str) -> None:
    """Go down to the row that holds some words."""
    await story.press("home")
    for _ in story.rows.keys:
        if words in story.selected_row:
            return
        await story.press("j")
    raise AssertionError(f"no row with {words}\n{story.shown}")


@pytest.mark.parametrize(
    ("words", "page"),
    [("blocked wire.example", "/severed_relationships"), ("keep the goose out", "/disputes/strikes/3")],
)
async def test_they_are_opened_with_enter_the_menu_and_the_key_of_the_browser(
    demo: DemoThread, tmp_path: Path, words: str, page: str
) -> None:
    for kind in ("severed_relationships", "moderation_warning"):
        demo.events(notification=kind)
    seen = tmp_path / "browsed"
    browser = program(tmp_path, "browse", f'shift; printf "%s\\n" "$@" >> {seen}')
    desk = Desk(tmp_path / "config", demo.url, demo.token)
    desk.settings = replace(desk.settings, general=General(browser=f"{browser} --new"))

    async with begin(demo, tmp_path, desk=desk) as story:

        async def is_browsed(times: int) -> None:
            opened = [f"{demo.url}{page}"] * times
            await story.until(lambda: seen.exists() and seen.read_text().split() == opened, f"browsed {times} times")

        story.main.go(Place.NOTIFICATIONS)
        await story.until_shown(words)
        await select(story, words)
        await story.until(lambda: "Enter open" in story.footer and "Space actions" in story.footer)
        await story.press("enter")
        await is_browsed(1)
        await story.press("v")
        await is_browsed(2)
        await story.press("space")
        await story.until_screen(Picker)
        await story.until_shown("d  dismiss the notification")
        await story.press("v")
        await is_browsed(3)


async def test_a_row_that_leads_nowhere_says_so(demo: DemoThread, tmp_path: Path) -> None:
    demo.events(notification="moderation_warning")
    async with begin(demo, tmp_path) as story:
        story.main.go(Place.notifications("other"))
        await story.until_shown("keep the goose out")
        await story.press("o")
        await story.until_shown("There is nothing to follow here.")
