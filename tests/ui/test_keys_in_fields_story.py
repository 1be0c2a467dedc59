"""Keys typed in one burst into a field: what moves, deletes or commands acts before the letters typed after it."""

from __future__ import annotations

import asyncio
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from tests.support.session import published
from tests.ui.story import Story, begin
from tests.ui.test_typed_ahead_story import type_ahead
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.screens.ask_file import AskFile
from tootui.ui.screens.compose import ComposeScreen
from tootui.ui.screens.help import HelpScreen
from tootui.ui.screens.person_note import PersonNote
from tootui.ui.screens.search_prompt import SearchPrompt
from tootui.ui.widgets.post_area import PostArea


async def _written(story: Story) -> ComposeScreen:
    """Begin to write."""
    await story.press("c")
    await story.until_screen(ComposeScreen)
    screen = story.app.screen
    assert isinstance(screen, ComposeScreen)
    await story.until(lambda: isinstance(screen.focused, PostArea), "the text has the keys")
    return screen


async def test_letters_stand_in_their_order_where_the_focus_moves_before_them(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        screen = await _written(story)
        for turns in product(range(4), repeat=2):
            for key, rest in zip(("shift+tab", "a", "b", "tab", "c", "d"), (*turns, 1, *turns, 1), strict=True):
                type_ahead(story, key)
                for _ in range(rest):  # as many turns of the loop as may lie between two keys
                    await asyncio.sleep(0)
            await story.until(lambda: sum(map(len, screen.words[:2])) == 4, "all are there")
            assert (screen.words.text, screen.words.spoiler_text) == ("cd", "ab"), turns
            type_ahead(story, *("backspace",) * 2, "shift+tab", *("backspace",) * 2, "tab")
            await story.until(lambda: not any(screen.words[:2]), "taken back")


async def test_what_is_taken_back_and_where_letters_go_is_as_typed(demo: DemoThread, home: Path) -> None:
    typed = (*"abc", "backspace", "backspace", "d", "left", "x", "home", "y", "end", "z", "ctrl+a", "w")
    async with begin(demo, home) as story:
        screen = await _written(story)
        type_ahead(story, *typed)
        await story.until(lambda: len(screen.words.text) == len("wyaxdz"), screen.words.text)
        assert screen.words.text == "wyaxdz"
        type_ahead(story, "shift+tab", *typed)
        await story.until(lambda: len(screen.words.spoiler_text) == len("wyaxdz"), screen.words.spoiler_text)
        assert screen.words.spoiler_text == "wyaxdz"
        await story.press("escape")
        type_ahead(story, "/", *typed)
        await story.until_screen(SearchPrompt)
        line = story.app.screen.query_one(Input)
        await story.until(lambda: len(line.value) == len("wyaxdz"), line.value)
        assert line.value == "wyaxdz"


async def test_letters_behind_a_command_are_for_what_it_opens(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        screen = await _written(story)
        for field, letters in product(("text", "warning"), (("d", "direct"), ("u", "unlisted"))):
            letter, visibility = letters
            type_ahead(story, "ctrl+g", letter)
            await story.until(partial(lambda chosen: screen.words.visibility == chosen, visibility), field)
            assert not any(screen.words[:2])
            await story.until(lambda: story.app.screen is screen, "the menu is closed")
            if letter == "u":
                await story.press("shift+tab")


async def test_letters_behind_the_key_that_sends_are_not_sent(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await _written(story)
        before = story.rows.cursor_key
        type_ahead(story, *"Only this", "ctrl+s", "j")
        await story.until(lambda: story.app.screen is story.main, "it is closed")
        await story.until(lambda: story.rows.cursor_key != before, "the letter meant what it means there")
        await story.until(lambda: published(demo, "<p>Only this</p>") == 1, "it is sent")


async def test_letters_behind_the_key_that_closes_are_not_kept(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await _written(story)
        type_ahead(story, *"Kept", "escape", "j")
        await story.until(lambda: story.app.screen is story.main, "it is closed")
        latest = story.session.drafts.latest()
        assert latest is not None and latest.text == "Kept"


async def test_what_is_pasted_right_behind_a_key_is_for_what_that_opens(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        for turns in range(4):
            type_ahead(story, "/")
            for _ in range(turns):
                await asyncio.sleep(0)
            story.app.post_message(events.Paste("amp"))
            type_ahead(story, "s")
            await story.until_screen(SearchPrompt)
            line = story.app.screen.query_one(Input)
            await story.until(partial(lambda line: len(line.value) >= len("amps"), line), "all is there")
            assert line.value == "amps", turns
            await story.press("escape")
            await story.until(lambda: story.app.screen is story.main, "it is closed")
        type_ahead(story, "c")
        story.app.post_message(events.Paste("amp"))
        await story.until_screen(ComposeScreen)
        screen = story.app.screen
        assert isinstance(screen, ComposeScreen)
        await story.until(lambda: screen.words.text == "amp", "pasted ahead")
        type_ahead(story, "s")
        story.app.post_message(events.Paste(" burn"))
        type_ahead(story, "shift+tab")
        story.app.post_message(events.Paste("spoil"))
        type_ahead(story, "s", "ctrl+o")
        story.app.post_message(events.Paste("x"))
        await story.until_screen(AskFile)
        line = story.app.screen.query_one(Input)
        await story.until(lambda: line.value == "~/x", line.value)
        assert screen.words[:2] == ("amps burn", "spoils")


async def test_a_letter_glued_to_esc_comes_before_those_typed_after_it(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        for turns in range(4):
            await story.press("question_mark")
            await story.until_screen(HelpScreen)
            story.app.post_message(events.Key("alt+g", None))
            for _ in range(turns):
                await asyncio.sleep(0)
            type_ahead(story, "d")
            await story.until(lambda: story.rows.place == Place.DIRECT, f"g d after {turns} turns")
            assert story.app.screen is story.main
            await story.press("escape")


@pytest.mark.parametrize("letters", [0, 1, 5, 20])
async def test_keys_ahead_of_the_dialog_mean_there_what_they_mean(demo: DemoThread, home: Path, letters: int) -> None:
    text = "abcdefghijklmnopqrst"[:letters]
    async with begin(demo, home, size=(120, 24)) as story:
        type_ahead(story, "c", *text, "shift+tab", *"one", "backspace", "tab", *"abc", "backspace", "left", "x", "z")
        await story.until_screen(ComposeScreen)
        screen = story.app.screen
        assert isinstance(screen, ComposeScreen)
        await story.until(lambda: "z" in "".join(screen.words[:2]), "all is written")
        assert screen.words[:2] == (f"{text}axzb", "on")


async def test_the_text_takes_no_keys_back_from_the_warning(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        screen = await _written(story)
        type_ahead(story, *"one", "ctrl+n", "shift+tab", *"about", "tab", *"two")
        await story.until(lambda: sum(map(len, screen.words[:2])) == len("abouttwo"), "the second is written")
        assert screen.words[:2] == ("two", "about")


async def test_a_note_is_kept_with_all_that_was_typed_by_then(demo: DemoThread, home: Path) -> None:
    demo.events(post="Note this.", by="grace")
    async with begin(demo, home) as story:
        await story.select("Note this")
        story.main.dispatcher.run("person.note")
        await story.until_screen(PersonNote)
        note = story.app.screen
        assert isinstance(note, PersonNote)
        type_ahead(story, *"hops", "ctrl+s")
        await story.until(lambda: story.app.screen is story.main, "it is closed")
        assert note._saved == "hops"
