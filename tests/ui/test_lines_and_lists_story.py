"""Dialogs with a line and a list that follows it, on the smallest screen and on others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widget import Widget
from textual.widgets import Input, OptionList

from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.ui.screens.ask_people import AskPeople
from tootui.ui.screens.ask_tag import AskTag
from tootui.ui.screens.palette import Palette
from tootui.ui.screens.search_prompt import SearchPrompt


def line_at(story: Story) -> int:
    return story.app.screen.query_one(Input).region.y


def length(story: Story) -> int:
    """How many rows the list has."""
    return story.app.screen.query_one(OptionList).option_count


@pytest.mark.parametrize("size", [(60, 16), (80, 24)])
async def test_the_line_stays_where_it_is_however_long_the_list_is(
    demo: DemoThread, home: Path, size: tuple[int, int]
) -> None:
    dialogs: dict[str, type[Widget]] = {":": Palette, "g #": AskTag, "c": AskPeople, "/": SearchPrompt}
    async with begin(demo, home, size=size) as story:
        story.session.shelf.want()
        await story.press("g", "d")
        await story.until(lambda: story.session.news.conversations.state.loaded_once, "with whom one has written")
        await story.until(lambda: story.session.shelf.is_told, "the tags one follows")
        for keys, kind in dialogs.items():
            await story.press(*keys.split())
            await story.until_screen(kind)
            if kind is not SearchPrompt:
                await story.until(lambda: length(story) > 3, "a long list")
            at = line_at(story)
            await story.enter("zzz")
            await story.until(lambda: length(story) == 0, "an empty one")
            await story.settle()
            assert line_at(story) == at, kind
            await story.press("escape")
            await story.until(lambda: story.app.screen is story.main, "it is closed")


async def test_what_is_marked_is_on_the_smallest_screen(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(60, 16)) as story:
        await story.press(":")
        await story.until_screen(Palette)
        palette = story.app.screen
        assert isinstance(palette, Palette)
        for _ in range(14):
            await story.press("down")
            assert palette.marked is not None
            assert palette._items[palette.marked].title in story.shown


async def test_enter_says_that_no_command_is_called_so(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press(":")
        await story.until_screen(Palette)
        await story.enter("zzz")
        await story.press("enter")
        await story.until_shown("Nothing here is called “zzz”.")


@pytest.mark.parametrize(("key", "kind"), [("slash", SearchPrompt), ("ctrl+p", Palette)])
async def test_a_dialog_that_is_closed_before_it_knows_its_size(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch, key: str, kind: type[SearchPrompt | Palette]
) -> None:
    """What is to be done after the next refresh is done by whatever screen is on top then."""
    async with begin(demo, home) as story:
        await story.press(key)
        await story.until_screen(kind)
        dialog = story.app.screen
        assert isinstance(dialog, SearchPrompt | Palette)
        later: list[Callable[[], None]] = []
        monkeypatch.setattr(dialog, "call_after_refresh", later.append)
        dialog.on_resize()
        await story.press("escape")
        await story.until(lambda: not dialog.is_running, "it is gone")
        for callback in later:
            story.app.call_later(callback)
        await story.settle()
        assert later
        await story.press("j")


async def test_another_size_leaves_the_marked_command_marked(demo: DemoThread, home: Path) -> None:
    """The size of a dialog just opened may come after the first keys, too."""
    async with begin(demo, home, size=(100, 30)) as story:
        await story.press("ctrl+p")
        await story.until_screen(Palette)
        palette = story.app.screen
        assert isinstance(palette, Palette)
        await story.press("down", "down")
        assert palette.marked == 2
        await story.pilot.resize_terminal(70, 20)
        await story.until(lambda: palette.query_one(OptionList).size.width < 70, "it fits")
        await story.settle()
        assert palette.marked == 2
