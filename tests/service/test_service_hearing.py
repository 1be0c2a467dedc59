"""Who listens hears of changes, and who has stopped hears nothing more."""

from __future__ import annotations

import asyncio

from tootui.service.signals import Signal


async def test_who_is_told_to_stop_while_others_are_told_hears_nothing_more() -> None:
    signal = Signal()
    heard: list[str] = []

    def first() -> None:
        heard.append("first")
        stop_second()

    signal.observe(first)
    stop_second = signal.observe(lambda: heard.append("second"))
    signal.emit()
    signal.emit()
    await asyncio.sleep(0)
    assert heard == ["first"]


async def test_who_stops_before_the_turn_of_the_loop_hears_nothing_of_it() -> None:
    signal = Signal()
    heard: list[str] = []
    stop = signal.observe(lambda: heard.append("heard"))
    signal.emit()
    stop()
    await asyncio.sleep(0)
    assert heard == []
