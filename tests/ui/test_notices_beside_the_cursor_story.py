"""Notices leave the selected row in view, wherever it is; what one reads does not move for them."""

from __future__ import annotations

from pathlib import Path

from textual.events import MouseScrollDown

from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread


def line_of(story: Story, words: str) -> int | None:
    """The number of the row of the screen with some words, from 0."""
    return next((number for number, row in enumerate(story.shown.splitlines()) if words in row), None)


def say(story: Story, words: str) -> None:
    """Say something for as long as the test takes."""
    story.session.notices.post(words, undo_seconds=3600)


async def test_they_stand_at_the_other_end_of_the_screen_than_the_cursor(demo: DemoThread, home: Path) -> None:
    for number in range(12):
        demo.events(post=f"Number {number}.", by="grace")
    async with begin(demo, home, size=(80, 16)) as story:
        say(story, "One thing.")
        say(story, "And one.")
        await story.until(lambda: line_of(story, "One thing.") == 13, "above the footer")

        await story.press("j", "j", "j", "j")
        selected = "Number 7."
        assert selected in story.selected_row
        await story.until(lambda: line_of(story, "One thing.") == 1, "under the header")
        assert selected in story.shown
        place = story.rows.reading_place()
        say(story, "Another thing.")
        await story.until(lambda: line_of(story, "Another thing.") == 3)
        assert (line_of(story, "One thing."), story.rows.reading_place()) == (1, place)
        assert selected in story.shown

        await story.press("home")
        await story.until(lambda: line_of(story, "Another thing.") == 14, "at the bottom again")
        assert "Number 11." in story.shown

        story.put_notices_away()
        await story.press("j", "j", "j", "j")
        say(story, "A third thing.\nAnd more.")
        await story.until(lambda: line_of(story, "A third thing.") == 1)
        story.put_notices_away()
        await story.press("home")
        say(story, "A fourth thing.")
        await story.until(lambda: line_of(story, "A fourth thing.") == 14, "where one looks for it first")


async def test_so_they_do_however_the_selected_row_comes_to_stand_elsewhere(demo: DemoThread, home: Path) -> None:
    for number in range(6):
        demo.events(post=f"Line {number}.", by="grace")
    async with begin(demo, home, size=(60, 16)) as story:
        say(story, "One thing.")
        say(story, "And one.")
        await story.until(lambda: line_of(story, "One thing.") == 13, "above the footer")

        await story.press("backslash")
        await story.until_shown("Engine room")  # so that the last place stands at the bottom
        await story.press("end")
        await story.until(lambda: line_of(story, "One thing.") == 1, "not over what is chosen in the sidebar")
        await story.press("home")
        await story.until(lambda: line_of(story, "One thing.") == 13, "not over the account in the sidebar")
        await story.press("end")
        await story.until(lambda: line_of(story, "One thing.") == 1)
        await story.press("escape")
        await story.until(lambda: line_of(story, "One thing.") == 13, "not over the post that has the keys again")

        await story.press("j", "j", "j")
        await story.until(lambda: line_of(story, "One thing.") == 1, "not over the fourth post")
        for _ in range(3):
            story.rows.post_message(MouseScrollDown(story.rows, 5, 5, 0, 1, 0, False, False, False, 5, 5))
        await story.until(lambda: line_of(story, "One thing.") == 13, "nor where it was scrolled to")
