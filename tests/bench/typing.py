"""Typing into a long draft, plainly and while a list of what may complete the word is open."""

from __future__ import annotations

from collections.abc import Iterable

from tests.bench.report import Row, against_floor
from tests.bench.stage import Stage
from tests.bench.timing import key_to_frame, median, p95, pressing
from tests.support.pty import TerminalProcess

_CACHED_POSTS = 4_000
_PARAGRAPH = "Words that were written before, and more of them, up to the end of the line and beyond it.\n"
_LONG = _PARAGRAPH * (5_000 // len(_PARAGRAPH))
_PLAIN = "word"
_NAME = "grac"
_MEDIAN_BUDGET, _P95_BUDGET = 2.0, 3.0


def measure(stage: Stage) -> Iterable[Row]:
    """Key by key in turns with a bare text area of the same size and text."""
    home = stage.new_home(stage.demo)
    stage.seed(home, _CACHED_POSTS)
    plain: list[float] = []
    listed: list[float] = []
    floors: list[float] = []
    with stage.floor("text_app") as floor, stage.tootui(home) as program:
        floor.wait_for("ready to write")
        _begin(program)
        for each in (floor, program):
            each.paste(_LONG)
            each.settle()
        for _ in range(stage.rounds(40)):
            for each in (floor, program):
                each.press("space")
                each.settle()
            for letter in _PLAIN:
                plain.append(key_to_frame(program, pressing(letter)))
                floors.append(key_to_frame(floor, pressing(letter)))
            for each in (floor, program):
                each.send(" @")
                each.settle()
            for letter in _NAME:
                listed.append(key_to_frame(program, pressing(letter)))
                floors.append(key_to_frame(floor, pressing(letter)))
            program.wait_for("Grace Hopper")
    for what, taken in (("typing plain words", plain), ("typing with completions listed", listed)):
        yield against_floor(f"{what}, median", median(taken), median(floors), _MEDIAN_BUDGET)
        yield against_floor(f"{what}, p95", p95(taken), p95(floors), _P95_BUDGET)


def _begin(program: TerminalProcess) -> None:
    program.wait_for("Home", "@you")
    program.settle()
    program.press("c")
    program.wait_for("New post")
    program.settle()
