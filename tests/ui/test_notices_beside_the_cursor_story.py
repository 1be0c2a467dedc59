"""Notices leave the selected row in view, wherever it is; what one reads does not move for them."""

from __future__ import annotations

from pathlib import Path

from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread


def line_of(story: Story, words: str) -> int | None:
    """The number of the row of the screen with some words, from 0."""
    return next((number for number, row in enumerate(story.shown.splitlines()) if words in row), None)


async def test_they_stand_at_the_other_end_of_the_screen_than_the_cursor(demo: DemoThread, home: Path) -> None:
    for number in range(12):
        demo.events(post=f"Number {number}.", by="grace")
    async with begin(demo, home, size=(80, 16)) as story:
        story.app.say("One thing.")
        story.app.say("And one.")
        await story.until(lambda: line_of(story, "One thing.") == 13, "above the footer")

        await story.press("j", "j", "j", "j")
        selected = "Number 7."
        assert selected in story.selected_row
        await story.until(lambda: line_of(story, "One thing.") == 1, "under the header")
        assert selected in story.shown
        place = story.rows.reading_place()
        story.app.say("Another thing.")
        await story.until(lambda: line_of(story, "Another thing.") == 3)
        assert (line_of(story, "One thing."), story.rows.reading_place()) == (1, place)
        assert selected in story.shown

        await story.press("home")
        await story.until(lambda: line_of(story, "Another thing.") == 14, "at the bottom again")
        assert "Number 11." in story.shown

        story.put_notices_away()
        await story.press("j", "j", "j", "j")
        story.app.say("A third thing.\nAnd more.")
        await story.until(lambda: line_of(story, "A third thing.") == 1)
        story.put_notices_away()
        await story.press("home")
        story.app.say("A fourth thing.")
        await story.until(lambda: line_of(story, "A fourth thing.") == 14, "where one looks for it first")
