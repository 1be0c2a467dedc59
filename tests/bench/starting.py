"""From starting the process to the first frame with posts in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.bench import columns
from tests.bench.report import Row, against_floor
from tests.bench.stage import NEWEST, Stage
from tests.bench.timing import median
from tests.bench.worlds import marker
from tests.support.pty import TerminalProcess

_ROUNDS = 15
_WITH_CACHE, _WITHOUT_CACHE = 1.25, 2.0
_FOUR_AGAINST_ONE = 1.25


def measure(stage: Stage) -> Iterable[Row]:
    """The floor, a start with 40 cached posts and a start without, in turns."""
    demo = stage.demo
    warm = stage.new_home(demo)
    stage.seed(warm, 40)
    four = stage.cached_home(40, places=["home", *columns.OTHERS])
    _remember_columns(stage, four)
    floors, cached, fresh, wide, wide_alone = [], [], [], [], []
    _floor(stage)  # once for nothing, so that all is compiled and read from disk
    time_to_first_frame(stage, warm, marker(0))
    for _ in range(stage.rounds(_ROUNDS)):
        floors.append(_floor(stage))
        cached.append(time_to_first_frame(stage, warm, marker(0)))
        fresh.append(time_to_first_frame(stage, stage.new_home(demo), NEWEST))
        wide_alone.append(time_to_first_frame(stage, warm, marker(0), **columns.SIZE))
        wide.append(time_to_first_frame(stage, four, marker(0), **columns.SIZE))
    least = median(floors)
    yield against_floor("first frame, 40 cached posts", median(cached), least, _WITH_CACHE)
    yield against_floor("first frame, no cache, server on loopback", median(fresh), least, _WITHOUT_CACHE)
    what = "first frame, four remembered columns against one"
    yield against_floor(what, median(wide), median(wide_alone), _FOUR_AGAINST_ONE)


def _remember_columns(stage: Stage, home: Path) -> None:
    with stage.tootui(home, **columns.SIZE) as program:
        program.wait_for(marker(0))
        columns.open_columns(program)
        program.quit()


def _floor(stage: Stage) -> float:
    """Milliseconds from the start to the line that the floor prints."""
    with stage.floor("import_textual") as floor:
        floor.wait_for("is ready")
        taken = (floor.read_at - floor.started_at) * 1000
        floor.wait_exit()
    return taken


def time_to_first_frame(stage: Stage, home: Path, words: str, **size: int) -> float:
    """Milliseconds from the start to the last byte of the first frame that shows some words."""
    with stage.tootui(home, **size) as program:
        frame = first_frame_with(program, words)
        taken = (frame - program.started_at) * 1000
        program.settle()
        program.quit()
    return taken


def first_frame_with(program: TerminalProcess, words: str) -> float:
    """When the first frame that holds some words had arrived."""
    wanted = words.encode()
    program.wait_until(lambda: any(wanted in frame.data for frame in program.frames), f"a frame with {words!r}")
    return next(frame.at for frame in program.frames if wanted in frame.data)
