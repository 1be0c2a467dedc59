"""The timeline as a widget: what is painted, how often, and what it says."""

from __future__ import annotations

import gc

import pytest
from rich.color import Color
from textual.geometry import Region
from textual.strip import Strip

from tests.support.timelines import FakePosts, TimelineApp, until
from tootui.config.themes import load_theme
from tootui.ui.render.lines import Piece, RowLayout, line
from tootui.ui.render.styles import StyleTable
from tootui.ui.widgets.timeline import TimelineView

SIZE = (30, 8)


async def test_the_selected_row_is_marked_and_rows_follow_each_other() -> None:
    app = TimelineApp("abcd")
    async with app.run_test(size=SIZE):
        assert app.screen_lines() == ["▐ a one", "▐ a two", "", "  b one", "  b two", "", "  c one", "  c two"]


async def test_rows_are_laid_out_once_at_the_width_between_the_margins() -> None:
    app = TimelineApp("abc")
    async with app.run_test(size=SIZE) as pilot:
        app.timeline.move(1)
        await pilot.pause()
        app.timeline.move(-1)
        await pilot.pause()
        assert sorted(app.posts.asked) == [("a", 27), ("b", 27), ("c", 27)]


async def test_rows_far_away_are_never_laid_out() -> None:
    app = TimelineApp([f"{number:05}" for number in range(20_000)])
    async with app.run_test(size=SIZE) as pilot:
        app.timeline.to_end()
        await pilot.pause()
        app.timeline.to_top()
        await pilot.pause()
        assert len(app.posts.asked) < 12


async def test_what_is_painted_again_are_the_same_strips() -> None:
    app = TimelineApp("abcd")
    async with app.run_test(size=SIZE) as pilot:
        before = _strips(app)
        app.timeline.set_rows(["x", "y", *"abcd", "z"])
        await pilot.pause()
        after = _strips(app)
        assert all(old is new for old, new in zip(before, after, strict=True))


async def test_nothing_is_painted_for_what_comes_out_of_view_or_looks_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[object] = []
    refresh = TimelineView.refresh

    def refreshing(view: TimelineView[str], *areas: Region, **how: bool) -> object:
        painted.append(areas)
        return refresh(view, *areas, **how)

    monkeypatch.setattr(TimelineView, "refresh", refreshing)
    app = TimelineApp("abcdef")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        painted.clear()
        app.timeline.set_rows(["x", "y", *"abcdef", "z"])
        app.timeline.changed(["a", "x", "z"])
        await pilot.pause()
        assert painted == []
        app.timeline.move(-1)
        await pilot.pause()
        assert painted != []
        assert app.screen_lines()[:3] == ["▐ y one", "▐ y two", ""]
        app.posts.texts["a"] = ["a other", "a two"]
        app.timeline.changed(["a"])
        assert app.screen_lines()[3:5] == ["  a other", "  a two"]


async def test_rows_that_come_near_the_end_are_told_although_nothing_is_painted() -> None:
    app = TimelineApp([f"{number:03}" for number in range(20)])
    async with app.run_test(size=SIZE) as pilot:
        app.timeline.move(1)
        await until(pilot, lambda: bool(app.heard(TimelineView.NearEnd)))
        app.said.clear()
        app.timeline.set_rows([f"{number:03}" for number in range(18)])
        await until(pilot, lambda: bool(app.heard(TimelineView.NearEnd)))


async def test_many_keys_at_once_are_one_frame() -> None:
    app = TimelineApp([f"{number:03}" for number in range(100)])
    async with app.run_test(size=SIZE) as pilot:
        app.said.clear()
        for _ in range(60):
            app.timeline.move(1)
        await pilot.pause()
        assert app.timeline.cursor_key == "060"
        await until(pilot, lambda: bool(app.heard(TimelineView.Scrolled)))
        assert len(app.heard(TimelineView.Scrolled)) == 1
        assert len(app.heard(TimelineView.CursorMoved)) == 60


async def test_twenty_above_and_forty_below_change_no_cell() -> None:
    rows = [f"{number:03}" for number in range(100)]
    app = TimelineApp(rows)
    async with app.run_test(size=SIZE) as pilot:
        app.timeline.go_to("050", 3)
        await pilot.pause()
        before = app.screen_lines()
        newer = [f"n{number}" for number in range(20)]
        older = [f"o{number}" for number in range(40)]
        app.timeline.set_rows([*newer, *rows, *older])
        await pilot.pause()
        assert app.screen_lines() == before
        assert app.timeline.cursor_key == "050"


async def test_a_changed_row_is_laid_out_anew_and_others_are_not() -> None:
    app = TimelineApp("abc")
    async with app.run_test(size=SIZE) as pilot:
        app.posts.asked.clear()
        app.posts.texts["b"] = ("b three", "b four")
        app.timeline.changed(["b"])
        await pilot.pause()
        assert app.screen_lines()[3:5] == ["  b three", "  b four"]
        assert app.posts.asked == [("b", 27)]


async def test_a_change_out_of_view_costs_nothing_until_it_is_seen() -> None:
    app = TimelineApp([f"{number:03}" for number in range(100)])
    async with app.run_test(size=SIZE) as pilot:
        app.timeline.go_to("050")
        await pilot.pause()
        app.posts.asked.clear()
        app.posts.texts["051"] = app.posts.texts["090"] = app.posts.texts["000"] = ("new",)
        app.timeline.changed(["090", "000"])
        await pilot.pause()
        assert app.posts.asked == []
        app.timeline.to_top()
        await pilot.pause()
        assert app.screen_lines()[0] == "▐ new"


async def test_a_row_that_grows_above_the_selected_one_does_not_push_it() -> None:
    app = TimelineApp("abcd")
    async with app.run_test(size=(30, 12)) as pilot:
        app.timeline.move(2)
        await pilot.pause()
        assert app.screen_lines()[6] == "▐ c one"
        app.posts.texts["b"] = ("b one", "b two", "b three")
        app.timeline.changed(["b"])
        await pilot.pause()
        assert app.screen_lines()[6] == "▐ c one"
        assert app.screen_lines()[0] == "  a two"


async def test_what_has_aged_is_drawn_anew_now_or_when_it_is_seen() -> None:
    app = TimelineApp([f"{number:03}" for number in range(20)])
    async with app.run_test(size=SIZE) as pilot:
        app.timeline.page(1)
        await pilot.pause()
        app.timeline.to_top()
        await pilot.pause()
        app.posts.texts.update({f"{number:03}": ("aged",) for number in range(20)})
        app.posts.asked.clear()
        app.timeline.outdate()
        await pilot.pause()
        assert len(app.posts.asked) <= 5
        assert app.screen_lines()[0] == "▐ aged"
        app.timeline.page(1)
        await pilot.pause()
        assert app.screen_lines()[0] == "▐ aged"


async def test_an_edit_that_makes_the_selected_row_longer_leaves_it_on_its_line() -> None:
    app = TimelineApp("abcd")
    async with app.run_test(size=(30, 10)) as pilot:
        app.timeline.move(2)
        await pilot.pause()
        app.posts.texts["c"] = [f"c {number}" for number in range(6)]
        app.timeline.changed(["c"])
        await pilot.pause()
        assert app.screen_lines()[6:] == ["▐ c 0", "▐ c 1", "▐ c 2", "▐ c 3"]

        app.posts.texts["c"] = [f"c {number}" for number in range(7)]
        app.timeline.changed(["c"], shows_cursor=True)
        await pilot.pause()
        assert app.screen_lines()[-2:] == ["▐ c 6", ""]


async def test_invalidate_lays_out_all_that_is_seen() -> None:
    app = TimelineApp("abc")
    async with app.run_test(size=SIZE) as pilot:
        app.posts.asked.clear()
        app.timeline.invalidate()
        await pilot.pause()
        assert sorted(key for key, _ in app.posts.asked) == ["a", "b", "c"]


async def test_resizing_wraps_anew_and_keeps_the_selected_row() -> None:
    app = TimelineApp([f"{number:03}" for number in range(100)])
    async with app.run_test(size=SIZE) as pilot:
        app.timeline.go_to("050", 3)
        await pilot.pause()
        for size in ((60, 8), (60, 5), (20, 14)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda size=size: app.timeline.size == size)  # type: ignore[misc]  # bound
            assert "▐ 050 one" in app.screen_lines()
            assert all(strip.cell_length == size[0] for strip in _strips(app))
            assert len(_strips(app)) == size[1]


async def test_a_tall_row_scrolls_by_lines_before_the_next() -> None:
    posts = FakePosts({"b": [f"b {number}" for number in range(12)]})
    app = TimelineApp("abc", posts)
    async with app.run_test(size=SIZE) as pilot:
        app.timeline.move(1)
        await pilot.pause()
        assert app.screen_lines() == [f"▐ b {number}" for number in range(8)]
        app.timeline.move(1)
        await pilot.pause()
        assert app.screen_lines()[0] == "▐ b 1"
        assert app.timeline.cursor_key == "b"


async def test_pages_half_pages_and_both_ends() -> None:
    app = TimelineApp([f"{number:03}" for number in range(100)])
    async with app.run_test(size=(30, 9)) as pilot:
        app.timeline.page(1)
        await pilot.pause()
        assert app.screen_lines()[0] == "▐ 003 one"
        app.timeline.half_page(1)
        await pilot.pause()
        assert app.timeline.cursor_key == "005"
        app.timeline.page(-1)
        await pilot.pause()
        assert app.timeline.visible_keys() == ["002", "003", "004"]
        app.timeline.to_end()
        await pilot.pause()
        assert app.screen_lines()[-3:] == ["▐ 099 one", "▐ 099 two", ""]
        app.timeline.to_top()
        await pilot.pause()
        assert app.screen_lines()[0] == "▐ 000 one"


async def test_more_is_asked_for_near_the_end_only() -> None:
    app = TimelineApp([f"{number:03}" for number in range(100)])
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.timeline.move(1)
        await pilot.pause()
        assert app.heard(TimelineView.NearEnd) == []
        app.timeline.go_to("075")
        await until(pilot, lambda: len(app.heard(TimelineView.NearEnd)) == 1)


async def test_a_short_list_asks_for_more_at_once_and_when_it_stays_short() -> None:
    app = TimelineApp("ab")
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: len(app.heard(TimelineView.NearEnd)) == 1)
        app.timeline.set_rows("abc")
        await until(pilot, lambda: len(app.heard(TimelineView.NearEnd)) == 2)
        app.timeline.set_rows("abc")
        app.timeline.changed("b")
        await until(pilot, lambda: app.posts.asked.count(("b", 27)) == 2)
        await pilot.pause()
        assert len(app.heard(TimelineView.NearEnd)) == 2


async def test_the_place_being_read_is_found_again_before_the_first_frame() -> None:
    rows = [f"{number:03}" for number in range(100)]
    app = TimelineApp(rows)
    async with app.run_test(size=SIZE) as pilot:
        app.timeline.go_to("050")
        app.timeline.move(1)
        await pilot.pause()
        place = app.timeline.reading_place()
        before = app.screen_lines()
    assert place is not None
    again = TimelineApp(rows)
    assert again.timeline.go_to(*place)
    async with again.run_test(size=SIZE):
        assert again.screen_lines() == before


async def test_going_to_a_row_that_is_not_there_stays() -> None:
    app = TimelineApp("abc")
    async with app.run_test(size=SIZE):
        assert not app.timeline.go_to("x")
        assert app.timeline.cursor_key == "a"


async def test_an_empty_list_says_why() -> None:
    def placeholder(width: int) -> RowLayout:
        return RowLayout((line(Piece("Nobody you follow has posted.")),))

    app = TimelineApp("", placeholder=placeholder)
    async with app.run_test(size=(40, 4)) as pilot:
        assert app.screen_lines()[0] == "  Nobody you follow has posted."
        assert app.timeline.cursor_key is None
        assert app.timeline.reading_place() is None
        for move in (app.timeline.to_end, app.timeline.to_top, lambda: app.timeline.page(1)):
            move()
        await pilot.pause()
        app.timeline.set_rows("a")
        await pilot.pause()
        assert app.screen_lines()[0] == "▐ a one"
        app.timeline.set_rows("")
        await pilot.pause()
        assert app.screen_lines()[0] == "  Nobody you follow has posted."


async def test_another_theme_paints_the_same_rows_in_other_colours() -> None:
    app = TimelineApp("abc")
    async with app.run_test(size=SIZE) as pilot:
        app.posts.asked.clear()
        light = load_theme("light")
        app.timeline.restyle(StyleTable.from_theme(light))
        await pilot.pause()
        assert app.posts.asked == []
        style = next(iter(_strips(app)[3])).style
        assert style is not None
        assert style.bgcolor == Color.parse(light.colors["background"])


async def test_without_colours_there_are_none_and_the_selected_row_is_still_marked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = TimelineApp("abc")
    async with app.run_test(size=SIZE):
        assert app.screen_lines()[0] == "▐ a one"
        for strip in _strips(app):
            for segment in strip:
                assert segment.style is not None
                for color in (segment.style.color, segment.style.bgcolor):
                    assert color is not None
                    assert len(set(color.get_truecolor())) == 1


async def test_scrolling_ten_thousand_rows_keeps_few_of_them() -> None:
    app = TimelineApp([f"{number:05}" for number in range(10_000)])
    gc.collect()
    before = _layouts()
    async with app.run_test(size=(40, 60)) as pilot:
        for _ in range(120):
            app.timeline.page(1)
            await pilot.pause()
        gc.collect()
        assert _layouts() - before < 500


def _layouts() -> int:
    return sum(1 for thing in gc.get_objects() if type(thing) is RowLayout)


def _strips(app: TimelineApp) -> list[Strip]:
    return app.timeline.render_lines(app.timeline.region.reset_offset)
