"""The listener for the browser ends with the sign-in, whatever the browser still has open."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from tests.support.session import until
from tootui.service.loopback import Callback


async def test_a_connection_that_a_browser_opened_ahead_is_closed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tootui.service.loopback._REQUEST_SECONDS", 3600.0)
    callback = await Callback.listen()
    reader, writer = await asyncio.open_connection("127.0.0.1", callback.port)
    await until(lambda: len(asyncio.all_tasks()) > 1, "it was accepted")
    await callback.close()
    async with asyncio.timeout(10):
        with suppress(ConnectionError):
            assert await reader.read() == b""
        await until(lambda: len(asyncio.all_tasks()) == 1, "nobody waits for it")
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
