"""Four columns side by side: keys while posts pour into all of them, and what thousands of posts in them cost."""

from __future__ import annotations

import time
from collections.abc import Iterable

from tests.bench.pouring import TAG, Pouring
from tests.bench.report import Row, against_floor, within
from tests.bench.stage import NEWEST, Stage
from tests.bench.timing import median, p95, pressing
from tests.bench.worlds import marker
from tests.support.pty import TerminalProcess
from tootui.ui.render.glyphs import UNICODE

SIZE = {"columns": 240, "rows": 60}
"""Room for four columns."""

RATE = 50
POURED_SECONDS = 60
_KEYS_APART = 0.05
_P95_BUDGET = 8.0

POSTS_PER_COLUMN = 2_500
_RSS_BUDGET = 120.0

_CURSOR = UNICODE.cursor.encode()
OTHERS = {"local": ("g", "l"), "federated": ("g", "f"), f"tag:{TAG}": ()}
"""What is opened beside home, with the keys that go there."""


def open_columns(program: TerminalProcess) -> None:
    """Put the three other places beside home."""
    for number, (place, keys) in enumerate(OTHERS.items(), 2):
        program.press("|")
        program.settle()
        if keys:
            program.press(*keys)
        else:
            program.press("g", "#")
            program.settle()
            program.send(place.removeprefix("tag:"))
            program.press("enter")
        program.settle()
        assert len(program.screen.lines) == SIZE["rows"], number


def live(stage: Stage) -> Iterable[Row]:
    """``j`` and ``k`` held in home while each second 50 posts come into all four columns."""
    seconds = 8 if stage.quick else POURED_SECONDS
    count = RATE * seconds
    demo = stage.new_demo()
    with (
        stage.tootui(stage.new_home(demo), **SIZE) as program,
        stage.floor("line_app", **SIZE) as floor,
    ):
        program.wait_for(NEWEST)
        floor.wait_for("line 5")
        open_columns(program)
        program.press("tab")
        program.press("j", "j", "j")
        program.wait_for("live")
        program.settle(quiet=1.0)
        times, floors = [], []
        with Pouring(demo.url, count, RATE) as pouring:
            while not pouring.is_over:
                for key in ["j"] * 10 + ["k"] * 10:
                    times.append(_until_cursor(program, key))
                    program.watch(_KEYS_APART)
                    floors.append(_until_drawn(floor, key))
        program.settle(quiet=1.0)
        program.press("g", "g")
        program.wait_for(marker(count - 1))
    what = f"{RATE} posts/s in 4 columns"
    yield against_floor(f"{what}: j and k, median", median(times), median(floors), _P95_BUDGET)
    yield against_floor(f"{what}: j and k, p95", p95(times), median(floors), _P95_BUDGET)


def _until_cursor(program: TerminalProcess, key: str) -> float:
    """Milliseconds from a key to the first frame that draws the cursor: what merely arrives does not."""
    at = pressing(key)(program)
    seen = len(program.frames)
    program.wait_until(
        lambda: any(_CURSOR in frame.data for frame in program.frames[seen:] if frame.at > at), "the cursor's frame"
    )
    return next((frame.at - at) * 1000 for frame in program.frames[seen:] if frame.at > at and _CURSOR in frame.data)


def _until_drawn(floor: TerminalProcess, key: str) -> float:
    at = pressing(key)(floor)
    return (floor.wait_frame(at).at - at) * 1000


def memory(stage: Stage) -> Iterable[Row]:
    """Resident memory once 10,000 posts were scrolled through, a quarter of them in each column."""
    per_column = POSTS_PER_COLUMN // 5 if stage.quick else POSTS_PER_COLUMN
    home = stage.cached_home(per_column, places=["home", *OTHERS])
    with stage.tootui(home, **SIZE) as program:
        program.wait_for(marker(0))
        program.settle()
        open_columns(program)
        began = time.monotonic()
        for number in (3, 0, 1, 2):
            last = marker((number + 1) * per_column - 1)
            while last not in program.screen.text:
                assert time.monotonic() - began < 600, f"{last} never came\n{program.dump()}"
                program.press("G")
                program.settle(quiet=0.02)
            program.press("tab")
            program.settle()
        total = 4 * per_column
        yield within(f"RSS after {total:,} posts in four columns", program.rss_mib(), _RSS_BUDGET, "MiB")
