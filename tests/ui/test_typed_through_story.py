"""Words typed faster than the focus moves, through a dialog or out of it: each stands where it belongs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from textual.widgets import Input, Static

from tests.ui.story import begin
from tests.ui.test_typed_ahead_story import type_ahead
from tootui.demo.thread import DemoThread
from tootui.ui.screens.ask_file import AskFile
from tootui.ui.screens.ask_line import AskLine
from tootui.ui.screens.ask_when import AskWhen
from tootui.ui.screens.compose import ComposeScreen
from tootui.ui.screens.find import FindBar
from tootui.ui.screens.help import HelpScreen
from tootui.ui.screens.poll_editor import PollEditor


async def test_from_answer_to_answer_of_a_poll(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("c")
        await story.until_screen(ComposeScreen)
        await story.press("ctrl+l")
        await story.until_screen(PollEditor)
        type_ahead(story, *"tea", "enter", *"milk", "tab", *"ale", "down", *"gin", "up", *"ger")

        def answers() -> list[str]:
            return [line.value for line in story.app.screen.query(Input)]

        await story.until(lambda: len("".join(answers())) == len("teamilkaleginger"), f"all typed: {answers()}")
        assert answers()[:4] == ["tea", "milk", "aleger", "gin"]


async def test_between_warning_and_text(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("c")
        await story.until_screen(ComposeScreen)
        screen = story.app.screen
        assert isinstance(screen, ComposeScreen)
        type_ahead(story, *"one", "shift+tab", *"two", "tab", *"three", "shift+tab", *"four", "enter", *"five")
        await story.until(lambda: len("".join(screen.words[:2])) == len("onetwothreefourfive"))
        assert (screen.words.text, screen.words.spoiler_text) == ("onethreefive", "twofour")


async def test_keys_behind_a_find_are_for_what_was_found(demo: DemoThread, home: Path) -> None:
    older = demo.events(post="A wombat.", by="grace")[0]
    demo.events(post="Two wombats.", by="grace")
    async with begin(demo, home) as story:
        await story.press("ctrl+f")
        await story.until_screen(FindBar)
        type_ahead(story, *"wombat", "enter", "n")
        await story.until(lambda: story.app.screen is story.main and story.rows.cursor_key == older, "the second")


async def test_keys_behind_an_answer_are_for_what_comes_then(demo: DemoThread, home: Path) -> None:
    answers: list[str | None] = []
    async with begin(demo, home) as story:
        story.app.push_screen(AskLine("Which?", value="so"), answers.append)
        await story.until_screen(AskLine)
        before = story.rows.cursor
        type_ahead(story, *"me", "enter", "j")
        await story.until(lambda: answers == ["some"] and story.rows.cursor == before + 1, "both")


async def test_a_time_that_is_none_is_said_and_nothing_lost(demo: DemoThread, home: Path) -> None:
    moments: list[float | None] = []
    async with begin(demo, home) as story:
        story.app.push_screen(AskWhen(datetime(2026, 1, 5, 12, tzinfo=UTC), None), moments.append)
        await story.until_screen(AskWhen)
        type_ahead(story, *"in", "enter", " ", *"2h", "enter")
        await story.until(lambda: moments == [datetime(2026, 1, 5, 14, tzinfo=UTC).timestamp()], str(moments))


async def test_words_looked_for_in_the_help(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("question_mark")
        await story.until_screen(HelpScreen)
        type_ahead(story, "/", *"quit", "enter", "q")
        await story.until(lambda: story.app.screen is story.main, "closed by the key behind Enter")
        await story.press("question_mark")
        await story.until_screen(HelpScreen)
        type_ahead(story, "/", *"bookmarks")
        await story.until(lambda: story.app.screen.query_one(Input).value == "bookmarks")
        assert "bookmarks" in "\n".join(str(one.content) for one in story.app.screen.query(Static))


async def test_tab_completes_what_is_typed_by_then(demo: DemoThread, home: Path, tmp_path: Path) -> None:
    for name in ("cat.png", "dog.png"):
        (tmp_path / name).touch()
    async with begin(demo, home) as story:
        story.app.push_screen(AskFile())
        await story.until_screen(AskFile)
        line = story.app.screen.query_one(Input)
        line.value = f"{tmp_path}/"
        line.action_end()
        await story.pilot.pause()
        type_ahead(story, "d", "tab")
        await story.until(lambda: line.value.endswith(".png"))
        assert line.value == f"{tmp_path}/dog.png"
