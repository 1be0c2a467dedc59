"""Columns: several places side by side, each with its own history, there again at the next start."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs
from textual.screen import Screen

from tests.support.session import Desk
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.widgets import column as column_module
from tootui.ui.widgets.column import Column
from tootui.ui.widgets.place_list import PlaceList
from tootui.ui.widgets.thread_list import ThreadList


def places(story: Story) -> list[Place]:
    """What the columns show."""
    return [column.current.place for column in story.main.columns.columns]


def shown_columns(story: Story) -> list[Column]:
    """The columns that are on the screen."""
    columns = story.main.columns
    return [column for column in columns.columns if column in story.main._compositor.visible_widgets]


def at(rows: PlaceList) -> object:
    """The row being read and its line."""
    return rows.reading_place()


async def filled(story: Story) -> None:
    """Wait until every column shows something."""
    await story.until(
        lambda: all(column.current.selected_status for column in story.main.columns.columns), "posts in all columns"
    )
    await story.pilot.pause()


async def test_a_copy_beside_goes_its_own_way(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(120, 40)) as story:
        await story.press("j", "j", "j")
        before = story.rows.cursor_key

        await story.press("|")
        await filled(story)
        assert places(story) == [Place.HOME, Place.HOME]
        assert story.main.columns.focused == 1
        assert story.rows.cursor_key == before

        await story.press("j")
        left, right = (column.current for column in story.main.columns.columns)
        assert (left.cursor_key, right.cursor_key != before) == (before, True)

        await story.press("g", "l")
        await filled(story)
        assert places(story) == [Place.HOME, Place.LOCAL]
        await story.press("escape")
        assert places(story) == [Place.HOME, Place.HOME]


async def test_columns_have_titles_when_there_are_several(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(120, 40)) as story:
        assert "Home" not in story.shown.splitlines()[1].removeprefix("▐1  Home")

        await story.press("|")
        await story.press("g", "l")
        await filled(story)
        mark = story.main.look.glyphs.cursor

        def titles() -> str:
            return story.shown.splitlines()[1]

        await story.until(lambda: f"{mark} Local" in titles() and "  Home" in titles(), "both titles, one marked")

        await story.press("tab")
        await story.until(lambda: f"{mark} Home" in titles(), "the other title marked")
        await story.until(lambda: "Home" in story.header, "its name")

        await story.press("ctrl+w")
        await story.until(lambda: f"{mark} Local" not in story.shown and len(shown_columns(story)) == 1)
        assert places(story) == [Place.LOCAL]
        await story.until(lambda: "Local" in story.header, "its name")
        assert "Local" not in story.shown.splitlines()[1].partition("⎢")[2]


async def test_the_keys_go_round_the_columns(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(200, 40)) as story:
        await story.press("|", "g", "l", "|", "g", "f")
        await filled(story)
        assert places(story) == [Place.HOME, Place.LOCAL, Place.FEDERATED]

        visited = []
        for key in ("tab", "]", "]", "shift+tab", "["):
            await story.press(key)
            visited.append(story.main.columns.focused)
        assert visited == [0, 1, 2, 1, 0]
        assert story.main.focused is story.rows


async def test_the_last_column_stays_and_says_so(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("ctrl+w")
        await story.until_shown("This is the only column")
        await story.press("tab")
        await story.until_shown("There is only this column. | opens another")


async def test_as_many_columns_as_fit_are_shown_around_the_one_with_the_keys(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(80, 24)) as story:
        await story.press("|", "g", "l", "|", "g", "f")
        await filled(story)
        await story.until(lambda: "3/3" in story.header and len(shown_columns(story)) == 1, "the third alone")

        await story.press("tab")
        await story.until(lambda: "1/3" in story.header, "the first")
        await story.pilot.resize_terminal(120, 24)
        await story.until(lambda: len(shown_columns(story)) == 2)
        assert shown_columns(story) == story.main.columns.columns[:2]
        await story.press("tab")
        await story.until(lambda: shown_columns(story) == story.main.columns.columns[:2])
        await story.press("tab")
        await story.until(lambda: shown_columns(story) == story.main.columns.columns[1:])
        await story.until(lambda: "3/3" in story.header)

        await story.pilot.resize_terminal(200, 24)
        await story.until(lambda: len(shown_columns(story)) == 3)
        await story.until(lambda: "/3" not in story.header)
        assert min(column.size.width for column in shown_columns(story)) >= 56


async def test_a_column_that_does_not_fit_now_stays_where_it_was(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(60, 24)) as story:
        await story.press("j", "j")
        place = story.rows.reading_place()
        assert place is not None and place[1] > 0
        await story.press("|")
        await filled(story)
        await story.until(lambda: "2/2" in story.header, "the copy alone")
        assert at(story.rows) == place

        await story.press("tab")
        await story.until(lambda: "1/2" in story.header and story.rows.size.height, "the first again")
        assert at(story.rows) == place
        await story.press("tab")
        await story.until(lambda: "2/2" in story.header, "the copy again")
        assert at(story.rows) == place
        await story.press("ctrl+w")
        await story.until(lambda: "/2" not in story.header, "one column")
        assert at(story.rows) == place


async def test_resizing_keeps_what_is_selected_in_every_column_on_the_screen(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(120, 40)) as story:
        await story.press("j", "j", "|", "j", "j", "j", "j")
        await filled(story)
        selected = [column.current.cursor_key for column in story.main.columns.columns]

        for width, height in ((60, 16), (200, 60), (114, 20)):
            await story.pilot.resize_terminal(width, height)
            await story.until(lambda wide=width: story.main.size.width == wide, "the new size")  # type: ignore[misc]  # bound
            await story.settle()
            lists = [column.current for column in story.main.columns.columns]
            assert [rows.cursor_key for rows in lists] == selected
            await story.until(
                lambda: all(one.current.cursor_key in one.current.visible_keys() for one in shown_columns(story)),
                "what is selected is in view",
            )


async def test_a_click_gives_a_column_the_keys(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(120, 40)) as story:
        await story.press("|", "g", "l")
        await filled(story)
        await story.pilot.click(story.main.columns.columns[0].current, offset=(5, 12))
        await story.until(lambda: story.main.columns.focused == 0)
        await story.until(lambda: "Home" in story.header)
        await story.press("g", "f")
        assert places(story) == [Place.FEDERATED, Place.LOCAL]


async def test_what_is_new_stands_in_each_title(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(120, 40)) as story:
        await story.press("|", "g", "l")
        await filled(story)
        await story.press("j", "tab", "j")
        demo.events(post="News for both columns.", by="grace")
        await story.refresh()
        await story.press("tab")
        await story.press("ctrl+r")
        await story.until(lambda: story.shown.splitlines()[1].count("1 new") == 2, "news in both titles")
        await story.until(lambda: "1 new" in story.footer, "and below")

        await story.press(".")
        await story.until(lambda: story.shown.splitlines()[1].count("1 new") == 1)
        await story.until(lambda: "new" not in story.footer, "seen")


async def test_the_next_start_shows_the_columns_as_they_were_left(demo: DemoThread, home: Path) -> None:
    opened = demo.events(post="What do columns carry?", by="grace")[0]
    demo.events(post="Roofs, mostly.", by="ada", reply_to=opened)
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, size=(230, 40), desk=desk) as story:
        await story.press("J", "J", "j")
        await story.press("|", "k", "k", "k")  # the same place, further up
        await story.press("|", "g", "l")
        await filled(story)
        await story.press("j", "j")
        await story.press("|")
        await story.select("What do columns carry")
        await story.press("enter")
        await story.until_shown("Roofs, mostly.")
        await story.press("j", "[")
        await story.until(lambda: story.main.columns.focused == 2)
        before = [at(column.current) for column in story.main.columns.columns]
        histories = [column.places for column in story.main.columns.columns]
        behind = story.main.columns.columns[3].memory.stack[1]

    demo.fault("/", "delay", seconds=3600, count=-1)  # what is shown now is from the disk
    async with begin(demo, home, size=(230, 40), desk=desk, loaded=False) as story:
        columns = story.main.columns
        assert [at(column.current) for column in columns.columns] == before
        assert [column.places for column in columns.columns] == histories
        assert columns.focused == 2
        assert [len(column.lists) for column in columns.columns] == [1, 1, 1, 1]

        demo.clear_faults()
        await story.until(lambda: story.home.state.loaded_once and story.session.feed(Place.LOCAL).state.loaded_once)
        await story.pilot.pause()
        assert [at(column.current) for column in columns.columns] == before

        await story.press("]")
        assert isinstance(story.rows, ThreadList)
        await story.press("h")
        await story.until(lambda: story.rows.place == Place.LOCAL)
        assert story.rows.cursor_key == opened == behind.key
        await story.press("h")
        assert story.rows.place == Place.HOME


async def test_a_place_behind_asks_for_nothing(demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(column_module, "LINGER_SECONDS", 0.01)
    async with begin(demo, home) as story:
        await story.press("g", "l")
        await filled(story)
        live = story.main.column._live
        await story.until(lambda: live == {story.rows}, "home to rest")
        later = demo.events(post="Said while one was elsewhere.", by="grace")[0]
        await story.press("ctrl+r")
        await story.until(lambda: later in story.rows.keys, "the post in the place in view")
        assert later not in story.home.timeline

        await story.press("escape")
        await story.until(lambda: later in story.home.timeline, "home to be asked for again")


async def test_far_behind_only_the_place_is_remembered(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("j", "j", "j")
        before = at(story.rows)
        for number in range(column_module.MOST_KEPT + 2):
            story.main.go(Place.tag(f"tag{number}"))
        await story.pilot.pause()
        assert len(story.main.column.lists) == column_module.MOST_KEPT + 1
        assert len(story.main.column.places) == column_module.MOST_KEPT + 3

        for _ in range(column_module.MOST_KEPT + 2):
            await story.press("escape")
        assert story.rows.place == Place.HOME
        await story.until(lambda: at(story.rows) == before)


async def test_a_burst_is_drawn_at_once_in_four_columns(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with begin(demo, home, size=(240, 40)) as story:
        await story.press("|", "g", "l", "|", "g", "f", "|", "g", "h")
        await filled(story)
        for column in story.main.columns.columns:
            column.current.move(2)
        await story.pilot.pause()
        feeds = [story.session.feed(place) for place in (Place.HOME, Place.LOCAL, Place.FEDERATED)]
        shown = story.rows.selected_status
        assert shown is not None
        posts = [structs.replace(shown, id=f"{shown.id}{number}") for number in range(20)]
        frames = 0
        draw = story.main._compositor.render_update

        def counted(full: bool = False, screen_stack: list[Screen[object]] | None = None) -> object:
            nonlocal frames
            frames += 1
            return draw(full=full, screen_stack=screen_stack)

        monkeypatch.setattr(story.main._compositor, "render_update", counted)
        story.session.store.put_statuses(posts)
        for feed in feeds:
            feed.arrive([post.id for post in posts])
        await story.until(lambda: story.shown.splitlines()[1].count("20 new") == 4, "what is new in four titles")
        # Widgets say by themselves when they have something to draw: what the first frame misses is in the next one.
        assert frames <= 2


async def test_keys_that_come_before_a_new_column_is_there_are_for_it(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(120, 40)) as story:
        await story.press("g", "l", "j")
        story.main.dispatcher.run("column.copy")
        story.main.dispatcher.run("go.home")
        await filled(story)
        assert places(story) == [Place.LOCAL, Place.HOME]
        assert story.main.focused is story.rows
        column = story.main.column
        await story.until(lambda: [child.region.y for child in column.children if child.display] == [1, 2], "laid out")

        story.main.dispatcher.run("column.copy")
        story.main.go(Place.FEDERATED)
        await filled(story)
        assert places(story) == [Place.LOCAL, Place.HOME, Place.FEDERATED]
        await story.press("h")
        await story.until(lambda: story.rows.place == Place.HOME and story.rows.selected_status)


async def test_a_profile_is_there_again_with_the_way_back(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await story.press("j", "j", "j")
        before = at(story.rows)
        status = story.rows.selected_status
        assert status is not None
        person = status.inner.account
        await story.press("a")
        await story.until(lambda: f"@{person.acct}" in story.header and story.rows.keys)
    async with begin(demo, home, desk=desk, loaded=False) as story:
        assert story.rows.place == Place.account(person.id)
        await story.until(lambda: f"@{person.acct}" in story.header)
        await story.press("h")
        await story.until(lambda: story.rows.place == Place.HOME and at(story.rows) == before)
