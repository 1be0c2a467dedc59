"""From a key to its frame, in timelines of 40, 4,000 and 20,000 posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

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
    """Every key at every size, each beside the floor app, key by key in turns."""
    medians: dict[tuple[str, int], float] = {}
    for size in SIZES:
        home = stage.new_home(stage.demo)
        stage.seed(home, size)
        with stage.tootui(home) as program, stage.floor("line_app") as floor:
            floor.wait_for("line 5")
            load_everything(program, size)
            times, floor_times = _in_turns(program, floor, _walk(stage))
        least = median(floor_times)
        for key, taken in times.items():
            medians[key, size] = median(taken)
            what = f"{key} at {size:,} posts"
            yield against_floor(f"{what}, median", median(taken), least, _MEDIAN_BUDGET)
            yield against_floor(f"{what}, p95", p95(taken), least, _P95_BUDGET)
    smallest, largest = SIZES[0], SIZES[-1]
    for key in KEYS:
        what = f"{key} at {largest:,} posts against {smallest}"
        yield against_floor(what, medians[key, largest], medians[key, smallest], _SIZE_BUDGET)


def _walk(stage: Stage) -> Iterator[str]:
    """The keys in an order in which each has somewhere to go, beginning at the top of the timeline."""
    rounds = stage.rounds(25)
    for _ in range(rounds // 5):
        yield from ["j"] * 30 + ["k"] * 30
    for _ in range(rounds // 2):
        yield from ["PgDn"] * PAGES_DOWN + ["g g"]
    for _ in range(rounds):
        yield from ["G", "g g"]


def _in_turns(
    program: TerminalProcess, floor: TerminalProcess, keys: Iterable[str]
) -> tuple[dict[str, list[float]], list[float]]:
    """Milliseconds per key, and those of the floor in between."""
    times: dict[str, list[float]] = defaultdict(list)
    floors: list[float] = []
    program.settle()
    for key in keys:
        times[key].append(key_to_frame(program, pressing(*KEYS[key])))
        floors.append(key_to_frame(floor, pressing("j")))
    return times, floors
