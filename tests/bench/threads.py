"""Opening threads of 200 and of 1,000 replies."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Iterable

from tests.bench.report import Row, beyond_floor, within
from tests.bench.stage import Stage
from tests.bench.timing import START_OVER, median, pressing, until_settled
from tests.support.demo_process import DemoProcess

REPLIES = 200
MANY_REPLIES = 1_000
_BRANCHES = 3
"""Every reply is answered by so many others: a tree, neither a list nor a single level."""

_BUDGET_MS = 60.0
_MANY_BUDGET_MS = 150.0
"""Beyond what the plain request takes."""


def measure(stage: Stage) -> Iterable[Row]:
    """Enter on a post that was never opened, with the server on loopback; then the same post again."""
    first: list[float] = []
    again: list[float] = []
    frames: list[int] = []
    for _ in range(stage.rounds(5)):
        demo = stage.new_demo()
        grow_thread(demo)
        with stage.tootui(stage.new_home(demo)) as program:
            program.wait_for("Root of a long conversation", "live")
            program.settle(START_OVER)
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
    yield from _very_long(stage)


def _very_long(stage: Stage) -> Iterable[Row]:
    """Enter on a post with a thousand replies, beside the plain request for them."""
    times: list[float] = []
    requests: list[float] = []
    demo = stage.new_demo()
    root = grow_thread(demo, MANY_REPLIES)
    for _ in range(stage.rounds(5)):
        with stage.tootui(stage.new_home(demo)) as program:
            program.wait_for("Root of a long conversation", "live")
            program.settle(START_OVER)
            requests.append(_asking_for(demo, root))
            taken, _, _ = until_settled(program, pressing("g", "g", "enter"))
            program.wait_for("Reply-001.")
            times.append(taken)
    what = f"thread of {MANY_REPLIES:,} replies, from the answer to the last paint"
    yield beyond_floor(what, median(times), median(requests), _MANY_BUDGET_MS)


def _asking_for(demo: DemoProcess, status_id: str) -> float:
    """Milliseconds until the server has given a thread."""
    request = urllib.request.Request(f"{demo.url}/api/v1/statuses/{status_id}/context")
    request.add_header("Authorization", f"Bearer {demo.token}")
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    began = time.monotonic()
    with direct.open(request, timeout=30) as answer:
        answer.read()
    return (time.monotonic() - began) * 1000


def grow_thread(demo: DemoProcess, replies: int = REPLIES) -> str:
    """A new post at the top of home, and below it a tree of replies of somebody who is not in home; gives its id."""
    ids = demo.events(post="Root of a long conversation.")
    for number in range(1, replies + 1):
        ids += demo.events(post=f"Reply-{number:03d}.", by="newcomer", reply_to=ids[(number - 1) // _BRANCHES])
    return ids[0]
