"""Where a timeline stands, without a screen: rows are numbers of lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tootui.ui.render.lines import BLANK, RowLayout
from tootui.ui.widgets.timeline_anchor import Viewport

Move = Callable[[Viewport[str]], None]


class FakeRows:
    """Rows of given heights, the last line of each parting it from the next; counts what was asked for."""

    def __init__(self, heights: dict[str, int], height: int = 10) -> None:
        self.heights = heights
        self.heads: dict[str, int] = {}
        self.asked: set[str] = set()
        self.view: Viewport[str] = Viewport(self._layout_of)
        self.view.set_keys(list(heights))
        self.view.height = height

    def _layout_of(self, index: int) -> RowLayout:
        key = self.view.keys[index]
        self.asked.add(key)
        return RowLayout([BLANK] * self.heights[key], tail=1, head=self.heads.get(key, 0))

    def screen(self) -> list[str]:
        """The lines of the screen, as row and number of its line."""
        self.view.settle()
        lines = []
        for row in self.view.placed:
            key = self.view.keys[row.number]
            lines += [f"{key}{line}" for line in range(row.height) if 0 <= row.y + line < self.view.height]
        return lines

    def text_on_screen(self) -> set[str]:
        """The same without the lines that part rows."""
        return {line for line in self.screen() if int(line[1:]) < self.heights[line[0]] - 1}

    @property
    def selected(self) -> str:
        return self.view.keys[self.view.cursor]


def rows(*heights: int, height: int = 10) -> FakeRows:
    return FakeRows({chr(ord("a") + number): lines for number, lines in enumerate(heights)}, height)


def test_the_next_row_comes_wholly_on_the_screen_with_as_little_motion_as_needed() -> None:
    timeline = rows(4, 4, 4, 4)
    timeline.view.move(2)
    assert timeline.selected == "c"
    assert timeline.screen() == ["a2", "a3", *_lines("b", 4), *_lines("c", 4)]


def test_moving_inside_the_screen_moves_nothing() -> None:
    timeline = rows(4, 4, 4, 4)
    before = timeline.screen()
    timeline.view.move(1)
    assert timeline.view.is_settled
    assert timeline.screen() == before


def test_a_row_higher_than_the_screen_is_read_line_by_line_down_and_up() -> None:
    timeline = rows(3, 14, 3)
    timeline.view.move(1)
    assert timeline.screen() == _lines("b", 10)
    for _ in range(4):
        timeline.view.move(1)
        assert timeline.selected == "b"
    assert timeline.screen() == _lines("b", 14)[4:]
    timeline.view.move(1)
    assert timeline.selected == "c"
    timeline.view.move(-1)
    assert timeline.screen() == _lines("b", 14)[4:]
    for _ in range(4):
        timeline.view.move(-1)
        assert timeline.selected == "b"
    assert timeline.screen() == _lines("b", 10)
    timeline.view.move(-1)
    assert timeline.selected == "a"


def test_keys_beyond_both_ends_stay_there() -> None:
    timeline = rows(3, 3)
    timeline.view.move(-1)
    assert timeline.selected == "a"
    timeline.view.move(9)
    assert timeline.selected == "b"


def test_a_page_puts_what_was_not_shown_whole_on_top() -> None:
    timeline = rows(4, 4, 4, 4, 4, 4)
    timeline.view.page(1)
    assert timeline.selected == "c"
    assert timeline.screen()[0] == "c0"
    timeline.view.page(1)
    assert timeline.selected == "e"
    timeline.view.page(1)
    assert timeline.selected == "f"


def test_a_page_back_ends_where_this_one_begins() -> None:
    timeline = rows(4, 4, 4, 4, 4, 4)
    timeline.view.to_end()
    timeline.screen()
    timeline.view.page(-1)
    assert timeline.screen()[-1] == "d3"
    timeline.view.page(-1)
    assert timeline.selected == "a"
    assert timeline.screen()[0] == "a0"


def test_half_a_page_keeps_the_cursors_height() -> None:
    timeline = rows(*[2] * 20)
    timeline.view.move(1)
    timeline.view.half_page(1)
    assert timeline.screen()[0] == "c1"
    assert timeline.selected == "d"
    timeline.view.half_page(-1)
    assert timeline.screen()[0] == "a0"
    timeline.view.half_page(-1)
    assert timeline.selected == "a"


def test_the_end_shows_the_last_row_at_the_bottom_asking_for_few_heights() -> None:
    timeline = FakeRows({f"{number:05}": 3 for number in range(20_000)})
    timeline.view.to_end()
    timeline.view.settle()
    assert timeline.selected == "19999"
    assert timeline.view.placed[-1].bottom == 10
    assert len(timeline.asked) < 20
    timeline.view.to_top()
    timeline.view.settle()
    assert len(timeline.asked) < 40


def test_a_jump_in_the_middle_asks_only_for_what_is_around_it() -> None:
    timeline = FakeRows({f"{number:05}": 3 for number in range(20_000)})
    timeline.view.go_to(10_000, 4)
    timeline.view.settle()
    row = timeline.view.placed_row(10_000)
    assert row is not None
    assert row.y == 4
    assert len(timeline.asked) < 20


def test_no_empty_lines_stand_under_the_end_while_rows_are_above() -> None:
    timeline = rows(4, 4, 4)
    timeline.view.go_to(2)
    assert timeline.screen() == ["a2", "a3", *_lines("b", 4), *_lines("c", 4)]


def test_rows_above_and_below_move_nothing() -> None:
    timeline = rows(4, 4, 4, 4)
    timeline.view.move(2)
    before = timeline.screen()
    timeline.heights.update(dict.fromkeys("wxyz", 5))
    timeline.view.set_keys(["x", "y", *"abcd", "z", "w"])
    assert timeline.selected == "c"
    assert timeline.screen() == before


def test_at_the_top_new_rows_wait_above() -> None:
    timeline = rows(4, 4, 4, 4)
    before = timeline.screen()
    timeline.heights["x"] = 2
    timeline.view.set_keys(["x", *"abcd"])
    assert timeline.screen() == before
    timeline.view.to_top()
    assert timeline.screen()[0] == "x0"


def test_the_row_after_a_deleted_one_is_selected() -> None:
    timeline = rows(4, 4, 4, 4)
    timeline.view.move(1)
    timeline.view.set_keys(["a", "c", "d"])
    assert timeline.selected == "c"
    timeline.view.set_keys(["a"])
    assert timeline.selected == "a"
    timeline.view.set_keys([])
    assert timeline.screen() == []
    timeline.view.set_keys(["a"])
    assert timeline.selected == "a"


def test_after_a_gap_was_filled_the_first_row_of_it_is_selected() -> None:
    timeline = rows(4, 2, 4)
    timeline.view.move(1)
    timeline.heights.update({"x": 3, "y": 3})
    timeline.view.set_keys(["a", "x", "y", "c"])
    assert timeline.selected == "x"


def test_when_the_anchor_is_gone_the_next_row_on_the_screen_stays_where_it_is() -> None:
    timeline = rows(4, 4, 4, 4, 4, 4)
    timeline.view.scroll(6)
    assert timeline.screen()[2] == "c0"
    timeline.view.set_keys([*"acdef"])
    assert timeline.screen()[2] == "c0"


def test_scrolling_leaves_the_cursor_until_a_key_goes_on_from_what_is_seen() -> None:
    timeline = rows(*[4] * 10)
    timeline.view.scroll(17)
    timeline.screen()
    assert timeline.selected == "a"
    timeline.view.move(1)
    assert timeline.selected == "f"
    assert timeline.screen()[0] == "e1"


def test_a_row_that_grows_keeps_its_place_and_comes_wholly_in_view() -> None:
    timeline = rows(3, 3, 3, 3, height=10)
    timeline.view.move(2)
    assert timeline.screen()[6] == "c0"
    timeline.view.hold()
    timeline.heights["a"] = 5
    timeline.view.relayout()
    assert timeline.screen()[6] == "c0"
    timeline.view.hold()
    timeline.heights["c"] = 6
    timeline.view.relayout(show_cursor=True)
    assert timeline.screen()[-1] == "c5"


def test_what_comes_to_stand_over_the_selected_row_does_not_push_it() -> None:
    timeline = rows(4, 4, 4, 4)
    timeline.view.move(1)
    assert timeline.screen()[4] == "b0"
    timeline.view.hold()
    timeline.heads["b"], timeline.heights["b"] = 2, 6
    timeline.view.relayout()
    assert timeline.screen()[4] == "b2"
    place = timeline.view.reading_line()
    assert place == (1, 4)
    timeline.view.go_to(*place)
    assert timeline.screen()[4] == "b2"
    timeline.view.hold()
    timeline.heads["b"], timeline.heights["b"] = 0, 4
    timeline.view.relayout()
    assert timeline.screen()[4] == "b0"


def test_a_row_that_is_cut_off_is_shown_whole_before_the_next_is_selected() -> None:
    timeline = rows(*[4] * 10)
    timeline.view.move(1)
    timeline.view.scroll(6)
    assert timeline.screen()[:2] == ["b2", "b3"]
    timeline.view.move(-1)
    assert (timeline.selected, timeline.screen()[0]) == ("b", "b0")
    timeline.view.move(-1)
    assert timeline.selected == "a"

    timeline.view.go_to(1, 4)
    timeline.view.hold()
    timeline.heights["b"] = 8
    timeline.view.relayout()
    assert timeline.screen()[4:] == _lines("b", 6)
    timeline.view.move(1)
    assert (timeline.selected, timeline.screen()[-1]) == ("b", "b7")
    timeline.view.move(1)
    assert timeline.selected == "c"


def test_a_screen_of_another_height_keeps_the_selected_row_at_its_part_of_it() -> None:
    timeline = rows(*[4] * 30, height=20)
    timeline.view.go_to(15, 12)
    timeline.screen()
    for height, line in ((40, 24), (20, 12), (10, 6), (15, 9)):
        timeline.view.resize(height, width_changed=False)
        timeline.screen()
        assert timeline.view.reading_line() == (15, line)


def test_a_bar_that_takes_a_line_moves_nothing() -> None:
    timeline = rows(*[4] * 30, height=20)
    timeline.view.go_to(15, 12)
    before = timeline.screen()
    timeline.view.resize(19, width_changed=False)
    assert timeline.screen() == before[:-1]


def test_reading_places_are_found_again() -> None:
    timeline = rows(4, 30, 4)
    timeline.view.move(1)
    for _ in range(7):
        timeline.view.move(1)
    before = timeline.screen()
    index, line = timeline.view.reading_line()
    assert (timeline.view.keys[index], line) == ("b", -7)
    again = rows(4, 30, 4)
    again.view.go_to(index, line)
    assert again.screen() == before


@pytest.mark.parametrize("height", [4, 7, 25])
def test_resizing_keeps_the_selected_row_on_the_screen(height: int) -> None:
    timeline = rows(*[4] * 12)
    timeline.view.move(6)
    timeline.screen()
    timeline.view.resize(height, width_changed=False)
    assert f"{timeline.selected}0" in timeline.screen()
    timeline.heights = dict.fromkeys(timeline.heights, 7)
    timeline.view.resize(height, width_changed=True)
    assert f"{timeline.selected}0" in timeline.screen()


heights = st.lists(st.integers(2, 25), min_size=1, max_size=12)


@settings(deadline=None)
@given(heights, st.integers(4, 20))
@pytest.mark.parametrize(
    "move",
    [lambda view: view.move(1), lambda view: view.page(1), lambda view: view.half_page(1)],
    ids=["rows", "pages", "half pages"],
)
def test_going_down_shows_every_line_of_every_row(move: Move, sizes: Sequence[int], height: int) -> None:
    timeline = rows(*sizes, height=height)
    seen = timeline.text_on_screen()
    for _ in range(sum(sizes) + len(sizes)):
        move(timeline.view)
        seen |= timeline.text_on_screen()
    assert seen == _all_text(timeline)
    assert timeline.view.cursor == len(sizes) - 1


@settings(deadline=None)
@given(heights, st.integers(4, 20))
@pytest.mark.parametrize(
    "move",
    [lambda view: view.move(-1), lambda view: view.page(-1), lambda view: view.half_page(-1)],
    ids=["rows", "pages", "half pages"],
)
def test_going_up_shows_every_line_of_every_row(move: Move, sizes: Sequence[int], height: int) -> None:
    timeline = rows(*sizes, height=height)
    timeline.view.to_end()
    seen = timeline.text_on_screen()
    for _ in range(sum(sizes) + len(sizes)):
        move(timeline.view)
        seen |= timeline.text_on_screen()
    assert seen == _all_text(timeline)
    assert timeline.view.cursor == 0


moves = st.sampled_from(
    ["down", "up", "page", "back", "half", "half back", "wheel", "wheel up", "end", "top", "nothing"]
)


@settings(deadline=None, max_examples=200)
@given(st.data(), heights, st.integers(3, 20), st.lists(moves, max_size=8))
def test_the_selected_row_stays_where_it_is_whatever_comes_and_goes(
    data: st.DataObject, sizes: Sequence[int], height: int, steps: Sequence[str]
) -> None:
    timeline = rows(*sizes, height=height)
    for step in steps:
        _step(timeline.view, step)
    timeline.view.settle()
    selected = timeline.selected
    row = timeline.view.placed_row(timeline.view.cursor)
    kept = [key for key in timeline.view.keys if key == selected or data.draw(st.booleans())]
    for number in range(data.draw(st.integers(0, 4))):
        key = chr(ord("A") + number)
        timeline.heights[key] = data.draw(st.integers(2, 9))
        kept.insert(data.draw(st.integers(0, len(kept))), key)
    timeline.view.set_keys(kept)
    after = timeline.screen()
    assert timeline.selected == selected
    placed = timeline.view.placed_row(timeline.view.cursor)
    if row is not None:
        assert placed is not None
        is_pushed = after[0] == f"{kept[0]}0" or after[-1] == f"{kept[-1]}{timeline.heights[kept[-1]] - 1}"
        assert placed.y == row.y or is_pushed
    _assert_whole(timeline)


@settings(deadline=None, max_examples=200)
@given(heights, st.integers(1, 20), st.lists(moves, max_size=20))
def test_the_screen_is_full_and_in_order_after_any_moves(
    sizes: Sequence[int], height: int, steps: Sequence[str]
) -> None:
    timeline = rows(*sizes, height=height)
    for step in steps:
        _step(timeline.view, step)
        _assert_whole(timeline)
        if not step.startswith("wheel"):
            assert timeline.view.placed_row(timeline.view.cursor) is not None


def _step(view: Viewport[str], step: str) -> None:
    steps: dict[str, Callable[[], None]] = {
        "down": lambda: view.move(1),
        "up": lambda: view.move(-1),
        "page": lambda: view.page(1),
        "back": lambda: view.page(-1),
        "half": lambda: view.half_page(1),
        "half back": lambda: view.half_page(-1),
        "wheel": lambda: view.scroll(3),
        "wheel up": lambda: view.scroll(-3),
        "end": view.to_end,
        "top": view.to_top,
        "nothing": lambda: None,
    }
    steps[step]()


def _assert_whole(timeline: FakeRows) -> None:
    """The screen is one stretch of all lines, and as much of them as it holds."""
    screen = timeline.screen()
    everything = [line for key in timeline.view.keys for line in _lines(key, timeline.heights[key])]
    assert len(screen) == min(len(everything), timeline.view.height)
    start = everything.index(screen[0])
    assert everything[start : start + len(screen)] == screen


def _all_text(timeline: FakeRows) -> set[str]:
    return {line for key, count in timeline.heights.items() for line in _lines(key, count - 1)}


def _lines(key: str, count: int) -> list[str]:
    return [f"{key}{number}" for number in range(count)]


def test_a_page_more_below_moves_nothing_and_asks_for_no_row_above() -> None:
    timeline = rows(3, 3, 3, 3, 3, 3, height=7)
    timeline.view.move(2)
    before = timeline.screen()
    timeline.heights |= {"y": 3, "z": 3}
    timeline.asked.clear()
    timeline.view.extend(["y", "z"], 0)
    assert timeline.screen() == before
    assert timeline.selected == "c"
    assert timeline.view.keys == [*"abcdefyz"]
    assert timeline.asked <= {*"abcd"}


def test_what_comes_in_place_of_a_selected_word_at_the_end_is_selected_and_seen() -> None:
    timeline = rows(3, 3, 1, height=7)
    timeline.view.to_end()
    assert timeline.selected == "c"
    timeline.heights |= {"y": 3, "z": 3}
    timeline.view.extend(["y", "z"], 1)
    assert timeline.selected == "y"
    assert set(_lines("y", 3)) <= set(timeline.screen())


def test_rows_that_go_at_the_end_leave_the_last_one_selected() -> None:
    timeline = rows(3, 3, 3, height=7)
    timeline.view.to_end()
    timeline.view.extend([], 2)
    assert (timeline.selected, timeline.screen()) == ("a", _lines("a", 3))
    timeline.view.extend([], 1)
    assert timeline.screen() == []


@given(
    heights=st.lists(st.integers(1, 14), min_size=1, max_size=12),
    cursor=st.integers(0, 11),
    taken=st.integers(0, 12),
    added=st.integers(0, 6),
    scrolled=st.integers(-20, 20),
)
@settings(deadline=None)
def test_rows_put_at_the_end_are_as_if_all_rows_were_set_anew(
    heights: list[int], cursor: int, taken: int, added: int, scrolled: int
) -> None:
    taken = min(taken, len(heights) - 1)
    shown = []
    for is_extended in (True, False):
        timeline = rows(*heights)
        fresh = [chr(ord("n") + number) for number in range(added)]
        timeline.heights |= dict.fromkeys(fresh, 3)
        timeline.view.select(min(cursor, len(heights) - 1 - taken))
        timeline.screen()
        timeline.view.scroll(scrolled)
        timeline.screen()
        if is_extended:
            timeline.view.extend(fresh, taken)
        else:
            timeline.view.set_keys([*timeline.view.keys[: len(heights) - taken], *fresh])
        shown.append((timeline.view.keys, timeline.selected, timeline.screen()))
    assert shown[0] == shown[1]
