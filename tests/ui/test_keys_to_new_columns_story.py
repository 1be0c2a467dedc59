"""Keys that come faster than columns open: they are for the new one, in their order."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual import events

from tests.ui.story import begin
from tests.ui.test_typed_ahead_story import type_ahead
from tootui.demo.thread import DemoThread
from tootui.model.places import Place


async def test_keys_behind_the_one_that_opens_a_column_are_for_the_column(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(120, 40)) as story:
        for turns in range(6):
            story.app.post_message(events.Key("vertical_line", "|"))
            for key in "gl":
                for _ in range(turns):  # of the loop, which may lie between two keys
                    await asyncio.sleep(0)
                type_ahead(story, key)
            await story.until(lambda: story.rows.place == Place.LOCAL, f"{turns} turns")
            await story.press("ctrl+w")
            await story.until(lambda: story.rows.place == Place.HOME, "closed again")
