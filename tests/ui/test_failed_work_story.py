"""Mistakes of our own in the background: said, logged with their trace, and the rest goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.story import begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service.feeds import Feed
from tootui.service.session import Session
from tootui.ui.screens.original_pages import HistoryPage

SAID = "Something went wrong. The log has the details."


async def _broken(*_: object) -> None:
    raise RuntimeError("a mistake of ours")


async def test_in_a_list(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with begin(demo, home) as story:
        monkeypatch.setattr(Feed, "refresh", _broken)
        await story.press("ctrl+r")
        await story.until_shown(SAID)
        await story.press("j")
        assert story.rows.cursor == 1
    assert "a mistake of ours" in caplog.text


async def test_on_a_screen(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(HistoryPage, "read", _broken)
    async with begin(demo, home) as story:
        page = HistoryPage(_broken)  # type: ignore[arg-type]  # it is never asked
        await story.app.push_screen(page)
        await story.until(lambda: "a mistake of ours" in caplog.text, "it is logged")
        await story.press("escape")
        await story.until_shown(SAID)


async def test_at_the_start(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Session, "start", _broken)
    async with begin(demo, home, loaded=False) as story:
        await story.until_shown(SAID)
    assert "a mistake of ours" in caplog.text


async def test_in_what_is_asked_now_and_then(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with begin(demo, home) as story:
        monkeypatch.setattr(story.session.feed(Place.LOCAL), "poll", _broken)
        story.main.go(Place.LOCAL)
        await story.until_shown("Something went wrong while asking for news.")
        story.main.go(Place.FEDERATED)
        await story.until(lambda: story.session.feed(Place.FEDERATED).state.loaded_once, "the rest goes on")
    assert "a mistake of ours" in caplog.text
