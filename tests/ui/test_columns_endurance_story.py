"""Columns under hard use: far behind, resized without end, closed too early, keys pressed twice, one place in two."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.support.session import Desk
from tests.ui.live import arrive, listening
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.ui.widgets.column import Column
from tootui.ui.widgets.feed_list import FeedList
from tootui.ui.widgets.thread_list import ThreadList


def places(story: Story) -> list[Place]:
    """What the columns show."""
    return [column.current.place for column in story.main.columns.columns]


async def filled(story: Story) -> None:
    """Wait until every column shows something."""
    await story.until(
        lambda: all(column.current.selected_status for column in story.main.columns.columns), "posts in all columns"
    )
    await story.pilot.pause()


async def test_forty_places_deep_and_all_the_way_back_after_another_start(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    way = [Place.tag(f"tag{number}") for number in range(38)]
    async with begin(demo, home, desk=desk) as story:
        await story.press("j", "j", "j", "j")
        root = story.rows.cursor_key
        story.main.go(Place.LOCAL)
        await story.until(lambda: story.rows.selected_status is not None)
        await story.press("j", "j")
        local = story.rows.cursor_key
        for place in way:
            story.main.go(place)
            await story.pilot.pause()
        assert len(story.main.column.lists) < 10, "those far behind take no memory"
    async with begin(demo, home, size=(80, 24), desk=desk, loaded=False) as story:
        assert story.main.column.places == [Place.HOME, Place.LOCAL, *way]
        for place in [*way[-2::-1], Place.LOCAL]:
            await story.press("escape")
            assert story.rows.place == place
        await story.until(lambda: story.rows.cursor_key == local, "the row of the place between")
        await story.press("escape")
        await story.until(lambda: story.rows.cursor_key == root, "the row of the first place")
        await story.until(lambda: story.rows.cursor_key in story.rows.visible_keys(), "it is in view")
        assert story.main.column.places == [Place.HOME]


async def test_a_storm_of_sizes_between_keys_loses_no_selection(demo: DemoThread, home: Path) -> None:
    chance = random.Random(5)
    async with begin(demo, home, size=(200, 50)) as story:
        await story.press("|", "g", "l", "|", "g", "f")
        await filled(story)
        columns = story.main.columns
        for _ in range(40):
            await story.pilot.resize_terminal(chance.randint(30, 240), chance.randint(5, 70))
            if chance.random() < 0.5:
                await story.press(chance.choice(["j", "k", "ctrl+d", "tab", "backslash"]))
        await story.pilot.resize_terminal(120, 40)
        if columns.is_in_sidebar:
            await story.press("escape")
        await story.pilot.pause()
        assert places(story) == [Place.HOME, Place.LOCAL, Place.FEDERATED]
        assert story.main.focused is story.rows

        def shown() -> list[Column]:
            return [one for one in columns.columns if one in story.main._compositor.visible_widgets]

        await story.until(lambda: len(shown()) == 2, "two columns have room")
        await story.until(
            lambda: all(one.current.cursor_key in one.current.visible_keys() for one in shown()), "what is selected"
        )
        before = [column.current.cursor_key for column in columns.columns]
        await story.pilot.resize_terminal(20, 3)
        await story.until_shown("tootui needs")
        await story.pilot.resize_terminal(60, 16)
        await story.until(lambda: "tootui needs" not in story.shown)
        assert [column.current.cursor_key for column in columns.columns] == before


async def test_a_column_closed_while_it_loads_is_gone_for_good(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, size=(120, 40), desk=desk) as story:
        before = story.rows.reading_place()
        demo.fault("timelines/tag", "delay", seconds=3600, count=1)
        await story.press("|")
        story.main.go(Place.tag("lighthouse"))
        await story.until_shown("Loading")
        await story.press("ctrl+w")
        assert places(story) == [Place.HOME]
        demo.clear_faults()
        feed = story.session.feed(Place.tag("lighthouse"))
        await story.until(lambda: feed.state.loaded_once, "the answer comes all the same")
        await story.pilot.pause()
        assert story.main.focused is story.rows
        assert story.rows.reading_place() == before
        demo.clear_log()
        for _ in range(5):
            desk.clock.advance(60)
            await story.pilot.pause()
        assert not [request for request in demo.log() if "/tag/" in request["path"]], "nobody looks at it any more"


async def test_keys_pressed_twice_do_what_they_say_once_each(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(120, 40)) as story:
        for key in ("|", "|"):
            story.main.dispatcher.press(key)
        await filled(story)
        assert places(story) == [Place.HOME] * 3
        for key in ("ctrl+w", "ctrl+w", "ctrl+w"):
            story.main.dispatcher.press(key)
        await story.until_shown("This is the only column")
        assert places(story) == [Place.HOME]
        assert story.main.focused is story.rows

        row = story.rows.cursor_key
        for key in ("enter", "enter"):
            story.main.dispatcher.press(key)
        await story.until(lambda: isinstance(story.rows, ThreadList) and story.rows.keys)
        assert len(story.main.column.places) == 2
        for key in ("escape", "escape"):
            story.main.dispatcher.press(key)
        assert (story.rows.place, story.rows.cursor_key) == (Place.HOME, row)
        await story.until_shown("There is nothing to go back to.")

        for key in ("g", "l", "g", "l"):
            story.main.dispatcher.press(key)
        assert story.main.column.places == [Place.HOME, Place.LOCAL]
        await story.until(lambda: story.rows.selected_status is not None)


async def test_one_place_in_two_columns_stays_where_each_was_when_posts_come_and_on_another_screen(
    demo: DemoThread, home: Path
) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, size=(120, 40), desk=desk) as story:
        await listening(story, desk.clock)
        await story.press("J", "J", "|", "g", "g", "j", "j")
        await filled(story)
        columns = story.main.columns.columns
        before = [column.current.reading_place() for column in columns]
        assert before[0] != before[1]
        await arrive(story, "Above both.")
        assert [column.current.reading_place() for column in columns] == before
        keys = [place[0] for place in before if place is not None]
    async with begin(demo, home, size=(60, 16), desk=desk, loaded=False) as story:
        columns = story.main.columns.columns
        assert [column.current.cursor_key for column in columns] == keys
        await story.until(lambda: story.home.state.loaded_once)
        await story.pilot.pause()
        assert [column.current.cursor_key for column in columns] == keys
        for column in columns:
            await story.press("tab")
            await story.until(lambda: story.rows.cursor_key in story.rows.visible_keys(), f"what is read in {column}")


async def test_one_place_in_two_columns_is_there_again_however_far_apart_it_was_read(
    demo: DemoThread, home: Path
) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, size=(120, 40), desk=desk) as story:
        await story.press("j", "|")
        await filled(story)
        for count in (60, 100):
            await story.press("G")
            await story.until(lambda count=count: len(story.rows.keys) > count, "older posts")  # type: ignore[misc]  # bound
        await story.press("G")
        far = story.rows.cursor_key
        await story.press("tab")
        near = story.rows.cursor_key
    async with begin(demo, home, size=(120, 40), desk=desk, loaded=False) as story:
        assert [column.current.cursor_key for column in story.main.columns.columns] == [near, far]


@pytest.mark.parametrize("column", [0, 1])
async def test_a_hole_seen_in_two_columns_is_filled_in_both_and_moves_neither(
    demo: DemoThread, home: Path, column: int
) -> None:
    async with begin(demo, home, size=(120, 40)) as story:
        demo.events(home_posts=500)
        await story.refresh()
        await story.until(lambda: any(isinstance(row, Gap) for row in story.home.rows), "a hole")
        await story.press("|")
        gap = next(row for row in story.home.rows if isinstance(row, Gap))
        left, right = (each.current for each in story.main.columns.columns)
        await story.until(lambda: left.go_to(gap.above, 3) and right.go_to(gap.below, 30), "both lists have it")
        story.main.columns.focus_column(column)
        await story.press(*(("j",) if column == 0 else ("k",)))
        await story.until(lambda: story.rows.cursor_key == gap, "the hole is selected")
        other = right if column == 0 else left
        assert isinstance(other, FeedList)
        before = other.reading_place()
        await story.press("enter")
        await story.until(lambda: gap not in story.home.rows, "it is filled, or smaller")
        await story.until(lambda: gap not in left.keys and gap not in right.keys, "in both")
        await story.until(lambda: list(left.keys) == list(right.keys), "the same rows")
        assert other.reading_place() == before


async def test_a_copy_beside_leaves_new_what_nobody_has_seen(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(120, 40)) as story:
        await story.press("j", "j", "j")
        demo.events(home_posts=25)
        await story.refresh()
        await story.until(lambda: story.home.new_count == 25)
        await story.press("|")
        await filled(story)
        assert story.home.new_count == 25
        await story.press("g", "l", "escape", "ctrl+w")
        await story.pilot.pause()
        assert story.home.new_count == 25
