"""Asking as an account that is closed, or closes meanwhile: it ends, in words."""

from __future__ import annotations

import asyncio
import threading

import httpx
import pytest

from tests.support.session import PATIENCE_SECONDS, Desk, until
from tootui.api.client import connect
from tootui.api.pool import make_client
from tootui.demo.thread import DemoThread
from tootui.model.errors import ServerError, SessionEnded


async def test_who_asks_as_a_closed_account_is_told_so(desk: Desk) -> None:
    async with desk.at_home() as session:
        pass
    with pytest.raises(SessionEnded, match="closed") as told:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await session.standby.ask(lambda client: client.accounts.verify_credentials())
    assert not told.value.sent


async def test_who_waits_for_an_account_that_closes_before_it_connected_is_told_so(desk: Desk) -> None:
    session = desk.open()
    asking = asyncio.create_task(session.standby.ask(lambda client: client.accounts.verify_credentials()))
    await asyncio.sleep(0)
    await session.close()
    with pytest.raises(SessionEnded):
        async with asyncio.timeout(PATIENCE_SECONDS):
            await asking


async def test_what_is_under_way_when_an_account_closes_ends_and_is_not_asked_again(
    desk: Desk, demo: DemoThread
) -> None:
    async with desk.at_home() as session:
        demo.fault("/accounts/lookup", "late", seconds=3600)
        asking = asyncio.create_task(session.standby.ask(lambda client: client.accounts.lookup(acct="you")))
        await until(lambda: any("/accounts/lookup" in one["path"] for one in demo.log()), "it is under way")
    with pytest.raises(ServerError):
        async with asyncio.timeout(PATIENCE_SECONDS):
            await asking
    assert sum("/accounts/lookup" in one["path"] for one in demo.log()) == 1


async def test_a_client_that_is_closed_while_it_is_made_asks_nothing(
    demo: DemoThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def make_slowly(server: str, agent: str) -> httpx.AsyncClient:
        begun.set()
        go_on.wait(PATIENCE_SECONDS)
        return make_client(server, agent)

    monkeypatch.setattr("tootui.api.transport.make_client", make_slowly)
    client = connect(demo.url)
    asking = asyncio.create_task(client.custom_emojis.all())
    await until(begun.is_set, "it is being made")
    await client.aclose()
    go_on.set()
    with pytest.raises(SessionEnded):
        await asking
    assert demo.log() == []
