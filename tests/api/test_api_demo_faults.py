"""The demo server in trouble: how often it is asked, and what one is told. Time is moved by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.fakes import FakeTime
from tootui.api.client import Client, connect
from tootui.api.retry import RetryPolicy
from tootui.api.transport import Timeouts, Transport
from tootui.demo.thread import DemoThread
from tootui.model.errors import (
    BadAnswer,
    ConnectionLost,
    Invalid,
    Missing,
    RateLimited,
    ServerError,
    TimedOut,
    Unavailable,
)
from tootui.model.posting import NewStatus

HOME = "timelines/home"


@pytest.fixture
def demo() -> Iterator[DemoThread]:
    with DemoThread() as server:
        yield server


class Patience:
    """A client on a clock of its own, and what it waited for."""

    def __init__(self, demo: DemoThread, *, timeout: float = 20.0) -> None:
        self.time = FakeTime()
        self.told: list[tuple[float, str]] = []
        self._demo = demo
        self._timeout = timeout

    def client(self) -> Client:
        retry = RetryPolicy(
            sleep=self.time.sleep,
            monotonic=self.time.time,
            now=self.time.time,
            uniform=lambda low, high: high,
            waiting=lambda seconds, error: self.told.append((seconds, type(error).__name__)),
        )
        timeouts = Timeouts(read=self._timeout)
        return Client(Transport(self._demo.url, self._demo.token, timeouts=timeouts, retry=retry, now=self.time.time))


def asked(demo: DemoThread, path: str, method: str = "GET") -> int:
    return len([one for one in demo.log() if path in one["path"] and one["method"] == method])


@pytest.mark.parametrize(
    ("fault", "error", "requests", "slept"),
    [
        ({"kind": "status", "status": 503}, Unavailable, 3, [0.5, 1.0]),
        ({"kind": "status", "status": 502}, Unavailable, 3, [0.5, 1.0]),
        ({"kind": "status", "status": 500}, Unavailable, 1, []),
        ({"kind": "html"}, Unavailable, 3, [0.5, 1.0]),
        ({"kind": "status", "status": 404}, Missing, 1, []),
        ({"kind": "status", "status": 422}, Invalid, 1, []),
        ({"kind": "nonjson"}, BadAnswer, 1, []),
        ({"kind": "truncate"}, ConnectionLost, 3, [1.0]),
        ({"kind": "drop_before"}, ConnectionLost, 3, [1.0]),
        ({"kind": "drop_after"}, ConnectionLost, 3, [1.0]),
        ({"kind": "ratelimit", "seconds": 3}, RateLimited, 3, [3.0, 3.0]),
        ({"kind": "ratelimit", "seconds": 60}, RateLimited, 1, []),
    ],
    ids=lambda value: "-".join(map(str, value.values())) if isinstance(value, dict) else "",
)
async def test_a_read_is_repeated_a_few_times_where_that_helps(
    demo: DemoThread, fault: dict[str, Any], error: type[ServerError], requests: int, slept: list[float]
) -> None:
    demo.fault(HOME, count=-1, **fault)
    patience = Patience(demo)
    async with patience.client() as client:
        with pytest.raises(error) as failed:
            await client.timelines.home()

    assert type(failed.value) is error
    assert asked(demo, HOME) == requests
    assert patience.time.slept == slept
    # Whoever wants to show that there is waiting was told of it before.
    assert [seconds for seconds, _ in patience.told] == slept


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "status": 503},
        {"kind": "html"},
        {"kind": "truncate"},
        {"kind": "drop_before"},
        {"kind": "drop_after"},
        {"kind": "ratelimit", "seconds": 1},
    ],
    ids=lambda fault: fault["kind"],
)
async def test_what_passes_is_not_noticed(demo: DemoThread, fault: dict[str, Any]) -> None:
    demo.fault(HOME, count=1, **fault)
    async with Patience(demo).client() as client:
        page = await client.timelines.home()

    assert page.items
    assert asked(demo, HOME) == 2


@pytest.mark.parametrize(
    ("fault", "may_have_happened"),
    [
        ({"kind": "status", "status": 503}, True),
        ({"kind": "status", "status": 422}, False),
        ({"kind": "truncate"}, True),
        ({"kind": "nonjson"}, True),
        ({"kind": "drop_before"}, True),
        ({"kind": "drop_after"}, True),
        ({"kind": "ratelimit"}, False),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
async def test_a_write_is_sent_once_and_says_whether_it_may_have_happened(
    demo: DemoThread, fault: dict[str, Any], may_have_happened: bool
) -> None:
    demo.fault("api/v1/statuses", count=-1, **fault)
    patience = Patience(demo)
    async with patience.client() as client:
        with pytest.raises(ServerError) as failed:
            await client.statuses.post(NewStatus(status="Once"), idempotency_key="k")

    assert asked(demo, "api/v1/statuses", "POST") == 1
    assert failed.value.sent == may_have_happened
    assert patience.time.slept == []


async def test_silence_ends_by_itself(demo: DemoThread) -> None:
    demo.fault(HOME, "delay", seconds=30, count=-1)
    patience = Patience(demo, timeout=0.05)
    async with patience.client() as client:
        with pytest.raises(TimedOut):
            await client.timelines.home()

    assert patience.time.slept == [0.5, 1.0]


async def test_waiting_for_a_server_can_be_given_up(demo: DemoThread) -> None:
    waits = asyncio.Event()

    async def for_ever(seconds: float) -> None:
        waits.set()
        await asyncio.Event().wait()

    demo.fault(HOME, "ratelimit", seconds=3, count=-1)
    retry = RetryPolicy(sleep=for_ever)
    async with connect(demo.url, demo.token, retry=retry) as client:
        reading = asyncio.ensure_future(client.timelines.home().pages().__anext__())
        await waits.wait()
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading

    assert asked(demo, HOME) == 1


async def test_all_lists_of_a_storm_end_at_the_first_refusal(demo: DemoThread) -> None:
    """Once the server said when it wants to hear from us again, nothing is read before."""
    demo.fault("api", "ratelimit", seconds=300, count=-1)
    async with Patience(demo).client() as client:
        for _ in range(5):
            with pytest.raises(RateLimited):
                await client.timelines.home()
            with pytest.raises(RateLimited):
                await client.notifications.list()

    assert len([one for one in demo.log() if "api/v1" in one["path"]]) == 1
