"""Opening a thread of 200 replies."""

from __future__ import annotations

from collections.abc import Iterable

from tests.bench.report import Row, within
from tests.bench.stage import Stage
from tests.bench.timing import median, pressing, until_settled
from tests.support.demo_process import DemoProcess

REPLIES = 200
_BRANCHES = 3
"""Every reply is answered by so many others: a tree, neither a list nor a single level."""

_BUDGET_MS = 60.0


def measure(stage: Stage) -> Iterable[Row]:
    """Enter on a post that was never opened, with the server on loopback; then the same post again."""
    first: list[float] = []
    again: list[float] = []
    frames: list[int] = []
    for _ in range(stage.rounds(5)):
        demo = stage.new_demo()
        grow_thread(demo)
        with stage.tootui(stage.new_home(demo)) as program:
            program.wait_for("Root of a long conversation")
            for times in (first, again):
                program.press("g", "g")
                taken, count, _ = until_settled(program, pressing("enter"))
                program.wait_for("Reply-001.")
                times.append(taken)
                frames.append(count)
                program.press("q")
                program.wait_gone("Reply-001.")
    what = f"thread of {REPLIES} replies, key to last paint"
    yield within(what, median(first), _BUDGET_MS)
    yield within("the same thread again", median(again), _BUDGET_MS)
    yield Row(what="frames per opened thread", value=median(frames), unit="")


def grow_thread(demo: DemoProcess) -> None:
    """A new post at the top of home, and below it a tree of replies of somebody who is not in home."""
    ids = demo.events(post="Root of a long conversation.")
    for number in range(1, REPLIES + 1):
        ids += demo.events(post=f"Reply-{number:03d}.", by="newcomer", reply_to=ids[(number - 1) // _BRANCHES])
