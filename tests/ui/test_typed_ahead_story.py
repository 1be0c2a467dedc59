"""Keys that come faster than screens open and close: none is lost, none does anything to a screen that is going."""

from __future__ import annotations

import asyncio
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.screens.compose import ComposeScreen
from tootui.ui.screens.find import FindBar
from tootui.ui.screens.main import MainScreen
from tootui.ui.screens.palette import Palette
from tootui.ui.screens.picker import Picker
from tootui.ui.screens.search_prompt import SearchPrompt


def type_ahead(story: Story, *keys: str) -> None:
    """Have keys arrive all at once."""
    for key in keys:
        story.app.post_message(events.Key(key, key if len(key) == 1 else None))


def _stands(story: Story, words: str) -> bool:
    """Whether words stand in the line of a dialog."""
    return story.app.screen.query_one(Input).value == words


async def test_a_word_typed_into_a_menu_picks_once_and_the_rest_is_for_what_comes(demo: DemoThread, home: Path) -> None:
    demo.events(post="Pick me.", by="grace")
    async with begin(demo, home) as story:
        post = await story.select("Pick me")
        await story.press("space")
        await story.until_screen(Picker)
        type_ahead(story, "f", "a")
        await story.until(lambda: story.rows.place == Place.account(post.account.id), "the author")
        assert story.app.screen is story.main
        status = story.session.store.status(post.id)
        assert status is not None and status.favourited


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_a_key_that_closes_a_menu_may_come_twice(demo: DemoThread, home: Path, key: str) -> None:
    demo.events(post="Twice.", by="grace")
    async with begin(demo, home) as story:
        await story.select("Twice")
        await story.press("space")
        await story.until_screen(Picker)
        type_ahead(story, "j", "j", "j", key, key)
        await story.until(lambda: not isinstance(story.app.screen, Picker), "it is closed")
        await story.pilot.pause()
        assert any(isinstance(screen, MainScreen) for screen in story.app.screen_stack)


async def test_words_typed_ahead_of_a_line_are_all_in_it_and_take_the_place_of_those_before(
    demo: DemoThread, home: Path
) -> None:
    async with begin(demo, home) as story:
        for opened, kind in (("/", SearchPrompt), ("ctrl+f", FindBar), (":", Palette)):
            for words in ("lamp", "moth"):
                type_ahead(story, opened, *words)
                await story.until_screen(kind)
                await story.until(partial(_stands, story, words), words)
                await story.press("enter" if kind is not Palette else "escape")
                await story.until(lambda: story.app.screen is story.main)


async def test_letters_stand_in_the_order_in_which_they_were_typed(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        for turns in product(range(4), repeat=2):
            type_ahead(story, "/")
            for letter, rest in zip("abc", (*turns, 1), strict=True):
                for _ in range(rest):  # as many turns of the loop as may lie between two letters
                    await asyncio.sleep(0)
                type_ahead(story, letter)
            await story.until_screen(SearchPrompt)
            await story.until(lambda: len(story.app.screen.query_one(Input).value) == 3, "all are there")
            assert _stands(story, "abc"), (turns, story.app.screen.query_one(Input).value)
            await story.press("escape")
            await story.until(lambda: story.app.screen is story.main, "it is closed")


async def test_a_command_for_a_dialog_that_is_still_being_made_waits_until_it_is(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ComposeScreen._compose

    async def slowly_made(screen: ComposeScreen) -> None:
        await made(screen)
        for _ in range(20):
            await asyncio.sleep(0)

    monkeypatch.setattr(ComposeScreen, "_compose", slowly_made)
    async with begin(demo, home) as story:
        type_ahead(story, "c", "ctrl+g")
        await story.until_screen(Picker)
        await story.until_shown("language")
