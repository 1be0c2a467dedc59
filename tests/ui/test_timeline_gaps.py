"""Holes in a timeline load where they are, from either side, and what was being read stays on its line."""

from __future__ import annotations

from pathlib import Path

from tests.support.session import Desk
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.pages import Gap


async def with_a_gap(story: Story, demo: DemoThread, desk: Desk) -> Gap:
    """Be away while much happens; the newest of it comes, with a hole under it."""
    demo.events(home_posts=500)
    await story.refresh()
    await story.until(lambda: any(isinstance(row, Gap) for row in story.rows.keys), "a hole")
    return next(row for row in story.rows.keys if isinstance(row, Gap))


async def test_a_hole_come_to_from_below_fills_above_the_post_under_it(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        gap = await with_a_gap(story, demo, desk)
        story.rows.go_to(gap.below, 20)
        await story.press("j", "k", "k")
        assert isinstance(story.rows.cursor_key, Gap)
        await story.press("enter")
        await story.until(lambda: gap not in story.rows.keys, "it is filled, or smaller")
        assert story.rows.reading_place() == (gap.below, 20)
        await story.press("k")
        rows = story.home.rows
        assert story.rows.cursor_key == rows[rows.index(gap.below) - 1]


async def test_a_hole_come_to_from_above_fills_under_the_post_above_it(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        gap = await with_a_gap(story, demo, desk)
        story.rows.go_to(gap.above, 10)
        await story.press("k", "j", "j")
        assert story.rows.cursor_key == gap
        at = story.rows.reading_place()
        await story.press("enter")
        await story.until(lambda: gap not in story.rows.keys, "it is filled, or smaller")
        rows = story.home.rows
        place = story.rows.reading_place()
        assert at is not None
        assert place == (rows[rows.index(gap.above) + 1], at[1])
