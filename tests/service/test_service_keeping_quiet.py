"""An account that is not on the screen keeps quiet, and one that comes back listens as before."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.session import Desk, until, until_after, until_calm
from tootui.api.websocket import Socket, open_socket
from tootui.demo.thread import DemoThread
from tootui.model.places import Place


@pytest.fixture
def demo() -> Iterator[DemoThread]:
    """A frozen demo server that streams."""
    with DemoThread() as server:
        yield server


async def test_what_is_due_is_not_asked_for_after_one_has_left(desk: Desk, demo: DemoThread) -> None:
    demo.switch(off=["streaming"])
    async with desk.at_home() as session:
        local = session.feed(Place.LOCAL)
        local.open()
        await until(lambda: local.state.loaded_once, "both are there")
        demo.clear_log()
        demo.fault("/api/v1/timelines/home", "delay", seconds=3600)
        await until_after(desk.clock, lambda: any("home" in path for path in paths(demo)), step=300)
        session.standby.go_behind(at_once=True)
        demo.clear_faults()
        await until_calm(demo)
        assert [path for path in paths(demo) if "/timelines/" in path] == ["/api/v1/timelines/home"]


def paths(demo: DemoThread) -> list[str]:
    return [one["path"] for one in demo.log()]


async def test_one_who_is_back_before_the_socket_is_closed_listens_again(
    desk: Desk, demo: DemoThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    close_socket = Socket.close

    async def close_slowly(socket: Socket) -> None:
        for _ in range(100):
            await asyncio.sleep(0)
        steps.append("closed")
        await close_socket(socket)

    async def opened(*args: Any, **options: Any) -> Socket:
        steps.append("opened")
        return await open_socket(*args, **options)

    async with desk.at_home() as session:
        await until_after(desk.clock, lambda: session.connection.state == "live")
        monkeypatch.setattr(Socket, "close", close_slowly)
        monkeypatch.setattr("tootui.api.streaming.open_socket", opened)
        session._network.hold()
        session._network.release()
        await until(lambda: len(steps) == 2, "the old socket is closed, a new one opened")
        assert steps == ["closed", "opened"], "or the end of the old one would be taken for that of the new one"
        await until_after(desk.clock, lambda: session.connection.state == "live", step=0.25)
        feed = session.feed(Place.HOME)
        new = demo.events(home_posts=1)
        await until(lambda: feed.rows[0] == new[0], "what comes is told")
