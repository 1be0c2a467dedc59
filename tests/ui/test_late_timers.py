"""On a busy machine all is late, and nothing is left out."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.ui.story import begin
from tootui.demo.thread import DemoThread


async def test_a_timer_that_begins_late_goes_off_all_the_same(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with begin(demo, home) as story:
        gone_off: list[str] = []
        timer = story.main.set_timer(0.01, lambda: gone_off.append("once"))
        # Between its first look at the clock and the second the processor had other things to do.
        looks = iter([0.0, 1.0, 1.0])
        with monkeypatch.context() as busy:
            busy.setattr("textual.timer._time", SimpleNamespace(get_time=lambda: next(looks)))
            await timer._run()
        timer.stop()
        await story.until(lambda: gone_off, "it has gone off")
