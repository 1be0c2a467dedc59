"""One reader at two machines: how far one has read here is known there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.read_markers import marker
from tests.support.session import Desk
from tests.ui.story import begin
from tootui.demo.thread import DemoThread


async def test_reading_goes_on_at_the_other_machine_where_it_ended_at_this_one(
    demo: DemoThread, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sit_down_at(machine: str) -> Desk:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            monkeypatch.setenv(name, str(tmp_path / machine / name))
        return Desk(tmp_path / machine / "config", demo.url, demo.token)

    at_work = sit_down_at("work")
    async with begin(demo, home, desk=at_work) as story:
        await story.press("j", "j")
        place = story.rows.reading_place()

    new = demo.events(home_posts=6)
    at_home = sit_down_at("home")
    async with begin(demo, home, desk=at_home) as story:
        assert story.rows.keys[0] == new[-1]
        story.rows.go_to(new[3])
        await story.press("k", "j")
    first = marker(demo)
    assert first in new

    sit_down_at("work")
    async with begin(demo, home, desk=at_work) as story:
        assert story.rows.reading_place() == place, "one's own place wins"

        def is_said() -> bool:
            at_work.clock.advance(0.1)
            return "You have read further elsewhere ∙ . goes there" in story.shown

        await story.until(is_said, "that one has read further")
        await story.press(".")
        assert story.rows.cursor_key == first
        await story.press(".")
        assert story.rows.cursor_key == new[-1]
    assert marker(demo) == new[-1]
