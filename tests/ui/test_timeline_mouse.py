"""The mouse in a timeline: clicks, the wheel, and text that is dragged over."""

from __future__ import annotations

from textual import events
from textual.pilot import Pilot

from tests.support.timelines import FakePosts, TimelineApp, clickable
from tootui.ui.render.lines import Line, Piece, Target, line
from tootui.ui.widgets.timeline import TimelineView

SIZE = (30, 9)
LINK = Target("link", "https://x.example")


async def test_what_is_at_a_cell_is_told_by_its_text() -> None:
    app = TimelineApp("ab", FakePosts({"b": ("first", clickable("語語 see here now", "here", LINK))}))
    async with app.run_test(size=SIZE):
        hit = app.timeline.hit
        assert hit(0, 0) == ("a", None)
        assert hit(2 + 8, 4) == ("b", None)
        assert hit(2 + 9, 4) == ("b", LINK)
        assert hit(2 + 12, 4) == ("b", LINK)
        assert hit(2 + 13, 4) == ("b", None)
        assert hit(0, 8) is None


async def test_a_click_selects_and_a_click_on_a_link_follows_it() -> None:
    app = TimelineApp("ab", FakePosts({"b": ("first", clickable("see here now", "here", LINK))}))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.click(TimelineView, offset=(20, 3))
        assert app.timeline.cursor_key == "b"
        clicked = app.heard(TimelineView.RowClicked)
        assert [(event.key, event.times) for event in clicked if isinstance(event, TimelineView.RowClicked)] == [
            ("b", 1)
        ]
        await pilot.click(TimelineView, offset=(7, 4))
        followed = app.heard(TimelineView.TargetClicked)
        assert [event.target for event in followed if isinstance(event, TimelineView.TargetClicked)] == [LINK]


async def test_a_click_under_the_last_row_does_nothing() -> None:
    app = TimelineApp("ab")
    async with app.run_test(size=SIZE) as pilot:
        app.said.clear()
        await pilot.click(TimelineView, offset=(3, 8))
        assert app.heard(TimelineView.RowClicked) == []


async def test_a_click_on_a_row_in_part_on_the_screen_moves_nothing() -> None:
    app = TimelineApp("abcdef")
    async with app.run_test(size=(30, 8)) as pilot:
        before = [row[2:] for row in app.screen_lines()]
        await pilot.click(TimelineView, offset=(20, 7))
        assert app.timeline.cursor_key == "c"
        assert [row[2:] for row in app.screen_lines()] == before


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = TimelineApp([f"{number:03}" for number in range(50)])
    async with app.run_test(size=SIZE) as pilot:
        await _wheel(pilot, down=True)
        assert app.screen_lines()[0] == "  001 one"
        assert app.timeline.cursor_key == "000"
        await _wheel(pilot, down=False)
        assert app.screen_lines()[0] == "▐ 000 one"


async def test_dragging_selects_text_and_is_no_click() -> None:
    app = TimelineApp("ab")
    async with app.run_test(size=SIZE) as pilot:
        app.said.clear()
        await _drag(pilot, (2, 0), (4, 1))
        assert app.screen.get_selected_text() == "a one\na t"
        assert app.heard(TimelineView.RowClicked) == []
        marked = [segment.text for segment in app.timeline.render_lines(app.timeline.region.reset_offset)[1]]
        assert marked[:2] == ["▐", " "]


async def test_wrapped_lines_are_copied_as_they_were_written() -> None:
    rows: list[Line | str] = [
        line(Piece("a long")),
        line(Piece("sentence, cu"), joint=" "),
        line(Piece("t"), joint=""),
        line(Piece("╎ ", "guide"), Piece("\u2068שלום\u2069")),
    ]
    app = TimelineApp("ab", FakePosts({"a": rows}))
    async with app.run_test(size=SIZE) as pilot:
        await _drag(pilot, (2, 0), (20, 3))
        assert app.screen.get_selected_text() == "a long sentence, cut\nשלום"


async def test_a_selection_moves_with_its_text_when_it_is_scrolled_or_rows_come_above() -> None:
    rows = [f"{number:03}" for number in range(50)]
    app = TimelineApp(rows)
    async with app.run_test(size=SIZE) as pilot:
        await _drag(pilot, (2, 3), (8, 3))
        assert app.screen.get_selected_text() == "001 one"
        app.timeline.set_rows(["x", "y", *rows])
        await pilot.pause()
        assert app.screen.get_selected_text() == "001 one"
        for _ in range(3):
            await _wheel(pilot, down=True)
        assert app.timeline.visible_keys()[0] == "003"
        assert app.screen.get_selected_text() == "001 one"


async def test_a_jump_lets_go_of_what_was_selected() -> None:
    app = TimelineApp([f"{number:03}" for number in range(50)])
    async with app.run_test(size=SIZE) as pilot:
        await _drag(pilot, (2, 0), (6, 0))
        app.timeline.to_end()
        await pilot.pause()
        assert app.screen.get_selected_text() is None


async def _drag(pilot: Pilot[None], start: tuple[int, int], end: tuple[int, int]) -> None:
    await pilot.mouse_down(TimelineView, offset=start)
    await pilot.hover(TimelineView, offset=end)
    await pilot.mouse_up(TimelineView, offset=end)
    await pilot.pause()


async def _wheel(pilot: Pilot[None], *, down: bool) -> None:
    timeline = pilot.app.query_one(TimelineView)
    kind = events.MouseScrollDown if down else events.MouseScrollUp
    timeline.post_message(kind(timeline, 1, 1, 0, 1 if down else -1, 0, False, False, False, 1, 1))
    await pilot.pause()
