"""What was said of a find or a list goes when it holds no more, and the cursor is where the reader was."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import OptionList

from tests.ui.story import begin
from tests.ui.test_find_story import find
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.screens.picker import Picker
from tootui.ui.widgets.recent_list import RecentList


async def test_a_find_that_finds_takes_away_that_nothing_was_found(demo: DemoThread, home: Path) -> None:
    demo.events(post="A quokka.", by="grace")
    async with begin(demo, home) as story:
        await find(story, "xylophones")
        await story.until_shown("No row here holds “xylophones”.")
        await find(story, "quokka")
        await story.until(lambda: "A quokka." in story.selected_row)
        await story.until(lambda: "No row here" not in story.shown)
        await find(story, "xylophones")
        await story.until_shown("No row here holds “xylophones”.")
        await story.press("escape")
        await story.until(lambda: "No row here" not in story.shown)


async def test_forgotten_searches_come_back_with_the_cursor_on_the_first(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        recent = story.session.enquiries.recent_searches
        for words in ("first", "second", "third"):
            recent.add(words)
        story.main.go(Place.SEARCH)
        await story.until(lambda: isinstance(story.rows, RecentList) and "third" in story.selected_row)
        await story.press("j", "D")
        await story.until(lambda: "not searched for anything" in story.selected_row)
        await story.press("u")
        await story.until(lambda: "third" in story.selected_row)
        assert story.rows.is_at_top


async def test_the_keys_of_top_and_end_work_in_a_menu(demo: DemoThread, home: Path) -> None:
    demo.events(post="A menu, please.", by="grace")
    async with begin(demo, home) as story:
        await story.select("A menu, please")
        await story.press("space")
        await story.until_screen(Picker)
        options = story.app.screen.query_one(OptionList)
        await story.press("G")
        await story.until(lambda: options.highlighted == options.option_count - 1)
        await story.press("g")
        await story.until(lambda: options.highlighted == 0)


async def test_what_held_no_more_before_it_was_shown_is_not_shown(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        story.session.notices.post("The first words of all.", key="first")
        story.session.notices.withdraw("first")
        story.session.notices.post("The words after them.")
        await story.until_shown("The words after them.")
        assert "The first words of all." not in story.shown
