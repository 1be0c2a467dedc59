"""The end of a session leaves everything on disk, whatever else the program is busy with, and however slow the disk."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.session import Desk, until
from tootui.config.arrangement import ColumnMemory, Left
from tootui.service.accounts import Accounts
from tootui.service.notices import Notices
from tootui.service.session import Session

LOCAL = ColumnMemory((Left("local"),))


def keep_busy(session: Session) -> threading.Event:
    """A slow disk: nothing more is written before the event is set."""
    go_on = threading.Event()
    session._storage.writer.submit(go_on.wait)
    return go_on


async def test_all_is_written_though_every_other_thread_is_busy(desk: Desk) -> None:
    session = desk.open()
    session.arrangement.keep_columns((LOCAL,), 0)
    thread = await asyncio.wrap_future(session._storage.writer.submit(threading.current_thread))
    go_on = threading.Event()
    with ThreadPoolExecutor(1) as threads:
        asyncio.get_running_loop().set_default_executor(threads)
        threads.submit(go_on.wait)
        try:
            await session.close()
            await until(lambda: not thread.is_alive(), "the thread that writes has ended")
        finally:
            go_on.set()

    again = desk.open()
    assert again.arrangement.columns == (LOCAL,)
    await again.close()


@pytest.fixture
def accounts(desk: Desk) -> Accounts:
    """The accounts of a program that waits for no disk when it ends one of them."""
    return Accounts(desk.credentials, desk.settings, desk.clock, Notices(desk.clock), None)


async def test_an_account_is_closed_only_when_all_is_on_disk(
    desk: Desk, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tootui.service.session.DISK_SECONDS", 0.01)
    session = accounts.open(desk.account)
    session.arrangement.keep_columns((LOCAL,), 0)
    go_on = keep_busy(session)
    asyncio.get_running_loop().call_later(0.1, go_on.set)
    await accounts.close_one(session)

    again = accounts.open(desk.account)
    assert again.arrangement.columns == (LOCAL,)
    await accounts.close()


async def test_an_account_that_is_wanted_again_while_it_is_closed_is_as_it_was_left(
    desk: Desk, accounts: Accounts
) -> None:
    session = accounts.open(desk.account)
    screens_may_end = asyncio.Event()

    async def closed(_session: Session) -> None:
        await screens_may_end.wait()

    accounts.closed = closed
    session.arrangement.keep_columns((LOCAL,), 0)
    closing = asyncio.create_task(accounts.close_one(session))
    await until(lambda: accounts.session_of(session.name) is None, "it is being closed")
    again = accounts.open(desk.account)
    assert again is not session
    assert again.arrangement.columns == (LOCAL,)
    screens_may_end.set()
    await closing
    await accounts.close()


async def test_the_end_of_the_program_waits_for_no_slow_disk(
    desk: Desk, accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tootui.service.session.DISK_SECONDS", 0.01)
    session = accounts.open(desk.account)
    go_on = keep_busy(session)
    closing = asyncio.create_task(accounts.close_one(session))
    try:
        async with asyncio.timeout(30):
            await accounts.close()
    finally:
        go_on.set()
    await closing
