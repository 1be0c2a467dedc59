"""From a key to its frame in lists of people and of what was found, while they are read page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.bench.report import Row, against_floor
from tests.bench.stage import Stage
from tests.bench.timing import START_OVER, key_to_frame, median, p95, pressing
from tests.support.pty import TerminalProcess

FOLLOWERS = 50_000
FOUND = 500
_MEDIAN_BUDGET, _P95_BUDGET = 2.0, 5.0
_PAGES = 25
"""So often the end of what is loaded is gone to before it is measured again."""


def measure(stage: Stage) -> Iterable[Row]:
    """The followers of a profile with very many, and a search that finds hundreds of posts."""
    with stage.floor("line_app") as floor:
        floor.wait_for("line 5")
        floor.settle()
        yield from _followers(stage, floor)
        yield from _found(stage, floor)


def _followers(stage: Stage, floor: TerminalProcess) -> Iterable[Row]:
    demo = stage.new_demo()
    demo.events(crowd=FOLLOWERS, by="you")
    with stage.tootui(stage.new_home(demo)) as program:
        program.wait_for("Newest-post", "live")
        program.settle(START_OVER)
        program.press("g", "p")
        program.wait_for("Followers")
        program.press("{", "{")
        program.wait_for("you follow each other")
        program.settle(START_OVER)
        yield from _keys(stage, program, floor, f"among {FOLLOWERS:,} followers, first page")
        for _ in range(_PAGES):
            program.press("G")
            program.settle()
        program.wait_for("@crowd.example")  # behind the people whom one knows
        program.press("g", "g")
        program.settle()
        yield from _keys(stage, program, floor, f"the same after {_PAGES} pages")


def _found(stage: Stage, floor: TerminalProcess) -> Iterable[Row]:
    demo = stage.new_demo()
    demo.events(many_posts=FOUND, text="haystack", by="newcomer")
    with stage.tootui(stage.new_home(demo)) as program:
        program.wait_for("Newest-post", "live")
        program.settle(START_OVER)
        program.press("/")
        program.settle()
        program.send("haystack\r")
        program.wait_for("haystack", "Everything")
        program.settle(START_OVER)
        program.press("{")
        program.wait_for("Posts")
        program.settle(START_OVER)
        for _ in range(_PAGES):
            program.press("G")
            program.settle()
        program.press("g", "g")
        program.settle()
        yield from _keys(stage, program, floor, f"among {FOUND} posts found")


def _keys(stage: Stage, program: TerminalProcess, floor: TerminalProcess, where: str) -> Iterable[Row]:
    floors: list[float] = []
    times: list[float] = []
    for key in _walk(stage):
        times.append(key_to_frame(program, pressing(key)))
        floors.append(key_to_frame(floor, pressing("j")))
    least = median(floors)
    yield against_floor(f"j, k and pages {where}, median", median(times), least, _MEDIAN_BUDGET)
    yield against_floor(f"j, k and pages {where}, p95", p95(times), least, _P95_BUDGET)


def _walk(stage: Stage) -> Iterator[str]:
    for _ in range(stage.rounds(10)):
        yield from ["j"] * 10 + ["k"] * 5
        yield from ["pagedown", "pageup"]
