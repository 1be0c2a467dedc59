"""What is still to be written is waited for, also where the terminal is gone that this could be said on."""

from __future__ import annotations

import asyncio
import threading

import pytest

from tootui.ui import endings


class FakeGoneTerminal:
    """Standard error of a terminal whose window was closed."""

    def write(self, _text: str) -> int:
        """As the system does it."""
        raise OSError(5, "Input/output error")


async def test_the_disk_is_waited_for_though_nobody_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    may_end = threading.Event()
    writer = threading.Thread(target=may_end.wait, daemon=True)
    writer.start()
    monkeypatch.setattr(endings, "writing_threads", lambda: [writer])
    monkeypatch.setattr("sys.stderr", FakeGoneTerminal())

    waiting = asyncio.create_task(endings.until_written())
    await asyncio.sleep(0)
    assert not waiting.done()
    may_end.set()
    await waiting
