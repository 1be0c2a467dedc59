"""Settings that are changed while tootui runs: what can be followed at once is, and the rest is named."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.support.session import Desk
from tests.ui.story import Story, begin
from tests.ui.test_acts_media import program
from tootui.config.settings import settings_path
from tootui.demo.thread import DemoThread
from tootui.ui.screens.compose import ComposeScreen

Edits = Callable[[str], None]


@pytest.fixture
def edits(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edits:
    """An editor that leaves behind what it is told to, on a terminal that can be given to it."""
    text = tmp_path / "wanted.toml"
    monkeypatch.setenv("VISUAL", str(program(tmp_path, "editor", f'cat {text} > "$1"')))
    monkeypatch.setattr("tootui.ui.app.TootuiApp.suspend", lambda _app: nullcontext())

    def leave(wanted: str) -> None:
        text.write_text(wanted, encoding="utf-8")

    return leave


async def edit(story: Story) -> None:
    await story.press("g", "comma")


async def test_the_look_and_the_keys_follow_at_once(demo: DemoThread, home: Path, edits: Edits) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk, size=(80, 24)) as story:
        await story.until(lambda: "12:00" in story.header)
        dark = story.app.theme
        edits('[appearance]\ntheme = "light"\nclock = false\nabsolute_times = true\n[keys]\n"draft.new" = ["C"]\n')
        await edit(story)
        await story.until_shown("Saved, and followed from now on.")
        assert settings_path().exists()
        await story.until(lambda: "12:00" not in story.header and "C compose" in story.footer, "header and footer")
        await story.until(lambda: "2026-" in story.selected_row or "Jan" in story.selected_row, "dates")
        assert story.app.theme != dark
        await story.press("C")
        await story.until_screen(ComposeScreen)
        await story.press("escape")


async def test_what_waits_for_the_next_start_is_named(demo: DemoThread, home: Path, edits: Edits) -> None:
    async with begin(demo, home, size=(100, 24)) as story:
        edits('[timeline]\npage_size = 20\nconfirm_boost = true\n[appearance]\nglyphs = "ascii"\n')
        await edit(story)
        await story.until_shown("it follows appearance.glyphs, timeline.page_size too.")
        assert story.app.settings.timeline.confirm_boost
        edits('[timeline]\npage_size = 2000\n[appearance]\ntheme = "light"\n')
        await edit(story)
        await story.until(lambda: "whole" in story.shown and "started" not in story.shown, "what is wrong")
        assert story.app.settings.timeline.confirm_boost, "all stays as it was"
        edits('[appearance]\ntheme = "light"\n')
        dark = story.app.theme
        await edit(story)
        await story.until(lambda: story.app.theme != dark, "what was not followed for the mistake beside it")
