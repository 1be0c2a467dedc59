"""What a menu or the palette was opened for: what happens meanwhile does not make it act on another post."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.session import Desk
from tests.ui.acts import calls
from tests.ui.live import arrive, listening
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.ui.screens.main import MainScreen
from tootui.ui.screens.palette import Palette
from tootui.ui.screens.picker import Picker


async def _open(story: Story, opener: str) -> None:
    await story.press(opener)
    await story.until_screen(Picker if opener == "space" else Palette)


async def _choose_boost(story: Story, opener: str) -> None:
    if opener == "space":
        await story.press("b")
    else:
        await story.enter("boost, or take it back")
        await story.press("enter")
    await story.until_screen(MainScreen)


@pytest.mark.parametrize("opener", ["space", "colon"])
async def test_a_post_that_comes_meanwhile_is_not_boosted_in_the_place_of_another(
    demo: DemoThread, home: Path, opener: str
) -> None:
    meant = demo.events(post="I am the one that is meant.", by="ada")[0]
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await listening(story, desk.clock)
        await story.press("j", "k")
        assert story.rows.cursor_key == meant
        await _open(story, opener)
        newcomer = await arrive(story, "Just came in.")
        await _choose_boost(story, opener)
        await story.until_shown("Boosted ∙ u undoes")
        await story.until(lambda: calls(demo, f"{meant}/reblog") == 1)
        assert calls(demo, f"{newcomer}/reblog") == 0


@pytest.mark.parametrize("opener", ["space", "colon"])
async def test_when_the_post_is_deleted_meanwhile_its_neighbour_is_left_alone(
    demo: DemoThread, home: Path, opener: str
) -> None:
    neighbour = demo.events(post="I stand below.", by="grace")[0]
    meant = demo.events(post="I go soon.", by="ada")[0]
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await listening(story, desk.clock)
        assert story.rows.cursor_key == meant
        await _open(story, opener)
        demo.events(delete=meant)
        await story.until(lambda: story.rows.cursor_key == neighbour, "the neighbour is selected")
        await _choose_boost(story, opener)
        await story.until_shown("What was selected is gone: nothing was done.")
        assert calls(demo, f"{neighbour}/reblog") == 0
