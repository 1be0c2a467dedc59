"""From a key to its frame, in timelines of 40, 4,000 and 20,000 posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack

from tests.bench.report import Row, against_floor
from tests.bench.stage import Stage
from tests.bench.timing import key_to_frame, median, p95, pressing
from tests.bench.worlds import load_everything
from tests.support.pty import TerminalProcess

SIZES = (40, 4_000, 20_000)
KEYS = {"j": ("j",), "k": ("k",), "PgDn": ("pagedown",), "G": ("G",), "g g": ("g", "g")}
PAGES_DOWN = 5
"""So many pages even the smallest timeline has."""

_MEDIAN_BUDGET, _P95_BUDGET, _SIZE_BUDGET = 2.0, 5.0, 1.25


def measure(stage: Stage) -> Iterable[Row]:
    """Every key at every size and beside the floor app, key by key in turns."""
    times: dict[tuple[str, int], list[float]] = defaultdict(list)
    floors: list[float] = []
    with ExitStack() as stack:
        floor = stack.enter_context(stage.floor("line_app"))
        floor.wait_for("line 5")
        floor.settle()
        programs = {size: stack.enter_context(_filled(stage, size)) for size in SIZES}
        for key in _walk(stage):
            for size, program in programs.items():
                times[key, size].append(key_to_frame(program, pressing(*KEYS[key])))
            floors.append(key_to_frame(floor, pressing("j")))
    least = median(floors)
    yield Row(what="the floor itself, p95: how quiet the machine is", value=p95(floors), floor=least)
    for (key, size), taken in times.items():
        what = f"{key} at {size:,} posts"
        yield against_floor(f"{what}, median", median(taken), least, _MEDIAN_BUDGET)
        yield against_floor(f"{what}, p95", p95(taken), least, _P95_BUDGET)
    smallest, largest = SIZES[0], SIZES[-1]
    for key in KEYS:
        what = f"{key} at {largest:,} posts against {smallest}"
        yield against_floor(what, median(times[key, largest]), median(times[key, smallest]), _SIZE_BUDGET)


def _filled(stage: Stage, size: int) -> TerminalProcess:
    """The program with so many posts in its timeline, at the top of it."""
    program = stage.tootui(stage.cached_home(size))
    load_everything(program, size)
    return program


def _walk(stage: Stage) -> Iterator[str]:
    """The keys in an order in which each has somewhere to go, beginning at the top of the timeline."""
    rounds = stage.rounds(25)
    for _ in range(rounds // 5):
        yield from ["j"] * 30 + ["k"] * 30
    for _ in range(rounds // 2):
        yield from ["PgDn"] * PAGES_DOWN + ["g g"]
    for _ in range(rounds):
        yield from ["G", "g g"]
