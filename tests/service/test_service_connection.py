"""How it stands with the server: whoever waits for a change hears of it, however soon it comes."""

from __future__ import annotations

import asyncio

from tests.support.clock import FakeClock
from tests.support.session import Desk, until_after
from tootui.demo.thread import DemoThread
from tootui.model.errors import Unreachable
from tootui.model.places import Place
from tootui.service.connection import Connection


async def test_a_change_in_the_moment_one_begins_to_wait_is_not_missed() -> None:
    connection = Connection(FakeClock())
    connection.failed(Unreachable("The server cannot be reached."))
    waiting = asyncio.ensure_future(connection.changed())
    connection.answered()

    async with asyncio.timeout(10):
        await waiting

    assert connection.state == "polling"


async def test_who_waits_for_a_change_is_not_woken_by_one_that_was_before() -> None:
    connection = Connection(FakeClock())
    connection.answered()
    waiting = asyncio.ensure_future(connection.changed())
    for _ in range(3):
        await asyncio.sleep(0)
    assert not waiting.done()
    connection.failed(Unreachable("The server cannot be reached."))
    await waiting


async def test_the_way_back_is_found_though_what_is_asked_first_knows_without_asking(
    desk: Desk, demo: DemoThread
) -> None:
    async with desk.at_home() as session:
        session.news.count()
        await until_after(desk.clock, lambda: session.news.unread_notifications is not None)
        notifications = session.feed(Place.NOTIFICATIONS)
        notifications.open()
        await until_after(desk.clock, lambda: notifications.state.loaded_once)
        session.feed(Place.HOME).close()  # what counts unread notifications has been watched the longest now
        demo.fault(".", "drop_before", count=-1)
        await notifications.refresh()
        assert session.connection.state == "offline"
        demo.clear_faults()
        await until_after(desk.clock, lambda: session.connection.state == "polling")
