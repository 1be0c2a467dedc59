"""What ends before its first step leaves nothing behind."""

from __future__ import annotations

import gc
import warnings
from pathlib import Path

from tests.ui.story import begin
from tootui.demo.thread import DemoThread
from tootui.ui import work


async def test_work_that_is_replaced_in_the_moment_it_is_begun_is_never_taken_up(demo: DemoThread, home: Path) -> None:
    done: list[str] = []

    async def do() -> None:
        done.append("once")

    async with begin(demo, home) as story:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            work.begin(story.main, do, group="a test", alone=True)
            work.begin(story.main, do, group="a test", alone=True)
            await story.until(lambda: done, "the second is done")
            gc.collect()
        assert done == ["once"]
        assert not [str(one.message) for one in said if "never awaited" in str(one.message)]
