"""What a demo server was asked for, and waiting until it is asked for nothing more."""

from __future__ import annotations

import re

from tests.support.session import CALM_LOOKS, PATIENT_LOOKS
from tests.ui.story import Story
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.widgets.place_list import Note


def requests(demo: DemoThread, pattern: str, method: str = "") -> list[str]:
    """The requests to matching paths so far, with their answers: `GET /api/v1/mutes 404`."""
    return [
        f"{one['method']} {one['path']} {one['status']}"
        for one in demo.log()
        if one["method"].startswith(method) and re.search(pattern, one["path"])
    ]


async def calm(story: Story) -> None:
    """Let everything that was begun come to its end, or to where it only waits for its time to be tried again."""
    looks, before = 0, -1
    while looks < (PATIENT_LOOKS if story.awaits_answers else CALM_LOOKS):
        await story.pilot.pause(0.01)
        log = story.demo.log()
        is_calm = len(log) == before and all(one["status"] is not None or one["fault"] is not None for one in log)
        looks, before = looks + 1 if is_calm else 0, len(log)


def loads(story: Story) -> bool:
    """Whether the list in view waits for its server."""
    return not story.rows.keys or any(isinstance(key, Note) and key.text == "Loading" for key in story.rows.keys)


async def visit(story: Story, place: Place) -> None:
    """Go to a place, until it is there or it is said why it is not."""
    story.main.go(place)
    await story.until(lambda: story.rows.place == place and not loads(story), f"{place} is there")
    await calm(story)
