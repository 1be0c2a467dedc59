"""What must not disturb the reader: new posts above, older ones below, another window size."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.bench.report import Row, against_floor, within
from tests.bench.stage import Stage
from tests.bench.timing import START_OVER, median, resizing, until_settled
from tests.bench.worlds import load_everything, marker
from tests.support.pty import TerminalProcess
from tootui.ui.render.glyphs import UNICODE

NEW = 20
_SIZES = ((100, 30), (120, 40))
_RESIZE_BUDGET = 1.5
_DELAY = 1.5
"""Seconds after which the posts below come: the keys that had them fetched are drawn by then."""


def arrivals(stage: Stage) -> Iterable[Row]:
    """20 posts above and a page below while somebody reads in the middle of the first page."""
    demo = stage.new_demo()
    for number in reversed(range(80)):
        demo.events(post=marker(number))
    with stage.tootui(stage.new_home(demo)) as program:
        program.wait_for(marker(0), "live")
        program.settle(START_OVER)
        demo.fault("timelines/home.*max_id", "delay", seconds=_DELAY)
        for _ in range(15):
            program.wait_frame(program.press("j"))
        program.settle()  # what the last key drew is no part of what the posts draw
        yield from _undisturbed(program, lambda: program.settle(quiet=1.5 * _DELAY), "40 posts below")

        def twenty_arrive() -> None:
            demo.events(home_posts=NEW)
            program.press("ctrl+r")
            program.wait_for(f"{NEW} new")
            program.settle()

        yield from _undisturbed(program, twenty_arrive, f"{NEW} posts above")


def _undisturbed(program: TerminalProcess, happen: Callable[[], None], what: str) -> Iterable[Row]:
    """What an arrival did to the posts on the screen. What is new is counted beside them, in the sidebar too."""
    before, drawn = _posts(program), len(program.frames)
    happen()
    moved = sum(old != new for old, new in zip(before, _posts(program), strict=True))
    yield within(f"{what}: rows that changed", moved, 0, "")
    yield within(f"{what}: frames", len(program.frames) - drawn, 1, "")


def _posts(program: TerminalProcess) -> list[str]:
    """The lines between header and footer, without the sidebar."""
    return [line.partition(UNICODE.frame_side)[2] for line in program.screen.lines[1:-1]]


def resize(stage: Stage) -> Iterable[Row]:
    """To 100×30 and back, with 4,000 posts, beside the floor app."""
    home = stage.cached_home(4_000)
    times: list[float] = []
    floors: list[float] = []
    computing: list[float] = []
    floor_computing: list[float] = []
    with stage.tootui(home) as program, stage.floor("line_app") as floor:
        floor.wait_for("line 5")
        load_everything(program, 4_000)
        for _ in range(stage.rounds(10)):
            for columns, rows in _SIZES:
                size = resizing(columns, rows)
                for one, settled, cpu in ((program, times, computing), (floor, floors, floor_computing)):
                    taken, _, used = until_settled(one, size)
                    settled.append(taken)
                    cpu.append(used)
    what = "resize at 4,000 posts"
    yield against_floor(f"{what}, last frame", median(times), median(floors), _RESIZE_BUDGET)
    yield against_floor(f"{what}, computing", median(computing), median(floor_computing), _RESIZE_BUDGET)
