"""Reading 400 posts down, the server on loopback: nothing lost, nothing late."""

from __future__ import annotations

from collections.abc import Iterable

from tests.bench.report import Row, against_floor, within
from tests.bench.stage import Stage
from tests.bench.timing import key_to_frame, median, p95, pressing
from tests.bench.worlds import marker
from tests.support.pty import Frame
from tests.support.screen import Screen

STEPS = 400
_PAGE = 40
_REQUESTS_BUDGET = 12


def measure(stage: Stage) -> Iterable[Row]:
    """``j`` 400 times, each after the frame of the one before; the older posts come from the server meanwhile."""
    demo = stage.new_demo()
    for number in reversed(range(STEPS + 2 * _PAGE)):
        demo.events(post=marker(number))
    with stage.tootui(stage.new_home(demo)) as program, stage.floor("line_app") as floor:
        floor.wait_for("line 5")
        program.wait_for(marker(0))
        program.settle()
        demo.clear_log()
        begun = len(program.frames)
        program.press("g", "g")
        times, floors = [], []
        for _ in range(STEPS):
            times.append(key_to_frame(program, pressing("j")))
            floors.append(key_to_frame(floor, pressing("j")))
        program.settle()
        requests = sum("timelines/home" in str(entry["path"]) for entry in demo.log())
        unreadable = _unreadable(program.frames[:begun], program.frames[begun:])
    what = f"{STEPS} posts down"
    yield within(f"{what}: requests", requests, _REQUESTS_BUDGET, "")
    yield within(f"{what}: posts not readable in a frame", unreadable, 0, "")
    yield against_floor(f"{what}: j while loading, median", median(times), median(floors), 2.0)
    yield against_floor(f"{what}: j while loading, p95", p95(times), median(floors), 5.0)


def _unreadable(before: list[Frame], walk: list[Frame]) -> int:
    """How many of the posts passed were on no frame: keys lost, or rows painted before their post was there."""
    screen = Screen(120, 40)
    for frame in before:
        screen.feed(frame.data)
    shown = set()
    for frame in walk:
        screen.feed(frame.data)
        text = screen.text
        shown |= {number for number in range(STEPS + 1) if marker(number) in text}
    return STEPS + 1 - len(shown)
