"""From the session to the screen: many changes, few updates, and none that a reader waits for."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.screen import Screen

from tests.support.timelines import until
from tootui.service.signals import Signal
from tootui.ui.bridge import MOST_AT_ONCE, Bridge, Changed
from tootui.ui.timers import keep_late_timers


class BridgedScreen(Screen[None]):
    """Brings up to date what it is told, as the main screen does."""

    def __init__(self) -> None:
        super().__init__()
        self.bridge = Bridge(self)

    def on_changed(self, _event: Changed) -> None:
        self.bridge.deliver()


class BridgedApp(App[None]):
    """Nothing but that screen."""

    def __init__(self) -> None:
        keep_late_timers()
        super().__init__()

    def get_default_screen(self) -> BridgedScreen:
        return BridgedScreen()


async def test_a_few_changes_are_shown_at_once_and_what_pours_in_after_them_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tootui.ui.bridge.WITHIN_SECONDS", 3600)
    monkeypatch.setattr("tootui.ui.bridge.SECONDS_BETWEEN", 3600)
    app = BridgedApp()
    async with app.run_test() as pilot:
        done: list[str] = []
        assert isinstance(app.screen, BridgedScreen)
        bridge = app.screen.bridge

        def show() -> None:
            done.append("shown")

        for count in range(1, MOST_AT_ONCE + 1):
            bridge.soon(show)
            bridge.soon(show)
            await until(pilot, lambda count=count: len(done) == count)  # type: ignore[misc]  # bound
        for _ in range(5):
            bridge.soon(show)
            await pilot.pause()
        assert len(done) == MOST_AT_ONCE
        with bridge.at_once():  # as a key does
            bridge.soon(show)
        await until(pilot, lambda: len(done) == MOST_AT_ONCE + 1)


async def test_what_a_key_has_the_session_tell_is_shown_at_once_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tootui.ui.bridge.MOST_AT_ONCE", 0)
    monkeypatch.setattr("tootui.ui.bridge.SECONDS_BETWEEN", 3600)
    app = BridgedApp()
    async with app.run_test() as pilot:
        done: list[str] = []
        assert isinstance(app.screen, BridgedScreen)
        bridge, folded = app.screen.bridge, Signal()
        bridge.watch(folded.observe, lambda: done.append("shown"))
        with bridge.at_once():
            folded.emit()  # observers hear of it in the next turn of the loop
        await until(pilot, lambda: done == ["shown"])


async def test_what_waits_is_shown_when_its_time_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tootui.ui.bridge.WITHIN_SECONDS", 3600)
    monkeypatch.setattr("tootui.ui.bridge.SECONDS_BETWEEN", 0.01)
    app = BridgedApp()
    async with app.run_test() as pilot:
        done: list[int] = []
        assert isinstance(app.screen, BridgedScreen)
        bridge = app.screen.bridge
        for number in range(3 * MOST_AT_ONCE):
            bridge.soon(lambda number=number: done.append(number))  # type: ignore[misc]  # bound
            await pilot.pause()
        await until(pilot, lambda: done == list(range(3 * MOST_AT_ONCE)))


async def test_what_was_closed_is_not_brought_up_to_date_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tootui.ui.bridge.MOST_AT_ONCE", 0)
    monkeypatch.setattr("tootui.ui.bridge.SECONDS_BETWEEN", 3600)
    app = BridgedApp()
    async with app.run_test():
        done: list[str] = []
        assert isinstance(app.screen, BridgedScreen)
        bridge = app.screen.bridge

        closed = ["closed"]
        bridge.soon(closed.clear)
        bridge.soon(lambda: done.append("open"))
        bridge.forget(closed)
        bridge.deliver()
        assert (done, closed) == (["open"], ["closed"])
