"""New posts: where they wait, where they flow in, what counts as new, and the line up to which a place was read."""

from __future__ import annotations

from pathlib import Path

from tests.support.session import Desk
from tests.ui.live import arrive, listening
from tests.ui.story import begin
from tootui.config.settings import Settings, Timeline
from tootui.demo.thread import DemoThread


async def test_before_the_reader_went_to_the_top_new_posts_wait_above_it(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await listening(story, desk.clock)
        top, place = story.rows.cursor_key, story.rows.reading_place()
        await arrive(story, "Too early to flow.")
        assert (story.rows.cursor_key, story.rows.reading_place()) == (top, place)
        assert "Too early to flow." not in story.shown
        await story.until(lambda: "1 new" in story.header)


async def test_at_the_top_new_posts_flow_in_and_are_new_until_the_next_key(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await listening(story, desk.clock)
        await story.press("j", "k")
        for number in (1, 2):
            post = await arrive(story, f"Flowing in, number {number}.")
            await story.until(lambda post=post: story.rows.cursor_key == post, "it is selected")  # type: ignore[misc]  # bound
            await story.until(lambda number=number: f"{number} new" in story.header)  # type: ignore[misc]  # the same
        assert story.rows.cursor == 0
        await story.press("y")
        await story.until(lambda: "new" not in story.header)


async def test_a_row_below_the_top_stays_where_it_is(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await listening(story, desk.clock)
        await story.press(".", "j")
        place = story.rows.reading_place()
        await arrive(story, "Waiting above.")
        assert story.rows.reading_place() == place


async def test_who_wants_it_so_has_posts_wait_at_the_top_too(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    desk.settings = Settings(timeline=Timeline(flow_in=False))
    async with begin(demo, home, desk=desk) as story:
        await listening(story, desk.clock)
        await story.press(".")
        place = story.rows.reading_place()
        await arrive(story, "Waits all the same.")
        assert story.rows.reading_place() == place
        await story.press(".")
        await story.until_shown("Waits all the same.")


async def test_a_line_says_up_to_where_one_had_read_and_pushes_nothing(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await listening(story, desk.clock)
        for _ in range(4):
            demo.events(post="Older.", by="grace")
        await story.refresh()
        await story.press(".")
        seen = story.rows.cursor_key
        await story.press("j", "j")
        place = story.rows.reading_place()
        post = await arrive(story, "Newer than what was read.")
        await story.until(lambda: story.home.read_line == seen)
        await story.until(lambda: post in story.rows.keys and "read up to here" not in story.shown, "it is out of view")
        assert story.rows.reading_place() == place
        await story.press("g", "g")
        await story.until_shown("read up to here")
        assert story.rows.cursor_key == post
        rows = story.shown.splitlines()
        at = next(number for number, row in enumerate(rows) if "read up to here" in row)
        assert any("Newer than what was read." in row for row in rows[:at])
        assert "Older." in "".join(rows[at:])
