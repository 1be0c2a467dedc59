"""Requests, memory and idle work."""

from __future__ import annotations

import time
from collections.abc import Iterable

from tests.bench.report import Row, within
from tests.bench.stage import NEWEST, Stage
from tests.bench.starting import first_frame_with
from tests.bench.timing import median
from tests.bench.worlds import load_everything, marker
from tests.support.demo_process import DemoProcess
from tests.support.pty import TerminalProcess

_EARLY_SECONDS = 2.0
_EARLY_BUDGET = 5
_RSS_BUDGET, _RSS_PER_1000_BUDGET = 45.0, 3.0
_IDLE_BUDGET = 0.3
_SETTLING_SECONDS = 10.0
"""After so long a start is over: the server was got to know, what came with that is drawn."""
_FEW, _MANY = 2_000, 5_000
"""Memory per post is the difference between two full walks, so that caches of fixed size do not count."""


def requests_at_start(stage: Stage) -> Iterable[Row]:
    """What is asked of the server before the first post is on screen, and in the first two seconds."""
    demo = stage.new_demo()
    warm = stage.new_home(demo)
    stage.seed(warm, 40)
    for what, home, words, budget in (
        ("with cache", warm, marker(0), 0),
        ("without cache", stage.new_home(demo), NEWEST, 1),
    ):
        with stage.tootui(home) as program:
            demo.clear_log()
            first_frame_with(program, words)
            before, early = _count(demo), _count_after(program, demo)
        yield within(f"requests before the first post, {what}", before, budget, "")
        yield within(f"requests in the first 2 s, {what}", early, _EARLY_BUDGET, "")


def _count(demo: DemoProcess) -> int:
    return len(demo.log())


def _count_after(program: TerminalProcess, demo: DemoProcess) -> int:
    program.watch(max(0.0, program.started_at + _EARLY_SECONDS - time.monotonic()))
    return _count(demo)


def memory(stage: Stage) -> Iterable[Row]:
    """Resident memory at the first frame, and what a thousand posts more in the timeline cost."""
    first, walked = [], []
    for size in (_FEW, _MANY):
        with stage.tootui(stage.cached_home(size)) as program, stage.floor("line_app") as floor:
            first_frame_with(program, marker(0))
            first.append(program.rss_mib())
            load_everything(program, size)
            walked.append(program.rss_mib())
            floor.wait_for("line 5")
            least = floor.rss_mib()
    yield within("RSS at the first frame", median(first), _RSS_BUDGET, "MiB", floor=least)
    growth = (walked[1] - walked[0]) * 1000 / (_MANY - _FEW)
    yield within("RSS per 1,000 posts in memory", growth, _RSS_PER_1000_BUDGET, "MiB")


def _pass_the_minute(program: TerminalProcess, seconds: float) -> None:
    """Wait until so many seconds lie within one minute: when it is over, the clock and the ages of posts are drawn."""
    left = 60 - time.time() % 60
    if left < seconds + 3:
        program.watch(left + 2)


def idle(stage: Stage) -> Iterable[Row]:
    """A signed-in program that nobody touches, on a server where nothing happens."""
    seconds = 3.0 if stage.quick else 20.0
    with stage.tootui(stage.new_home(stage.demo)) as program, stage.floor("line_app") as floor:
        program.wait_for("@you")
        for one in (floor, program):
            one.watch(_SETTLING_SECONDS / 2)
        _pass_the_minute(program, seconds)
        drawn, began = program.received, (program.cpu_seconds(), floor.cpu_seconds())
        program.watch(seconds)
        used, floor_used = program.cpu_seconds() - began[0], floor.cpu_seconds() - began[1]
    share, floor_share = used / seconds * 100, floor_used / seconds * 100
    yield within("idle computing, of one core", share, _IDLE_BUDGET, "%", floor=floor_share)
    yield within("bytes drawn while idle", program.received - drawn, 0, "")
