"""Where the stories about single posts begin: at a post of the demo's world, found by its words."""

from __future__ import annotations

from typing import Any

from tests.support.quiet import calm
from tests.support.session import read_json
from tests.ui.story import Story
from tootui.demo.thread import DemoThread


def found(demo: DemoThread, acct: str, words: str) -> dict[str, Any]:
    """The post of somebody that holds some words, as the server gives it."""
    account = read_json(demo.url, f"/api/v1/accounts/lookup?acct={acct}", demo.token)
    target = f"/api/v1/accounts/{account['id']}/statuses?limit=40"
    for _ in range(10):
        page: list[dict[str, Any]] = read_json(demo.url, target, demo.token)
        for status in page:
            if words in status["content"]:
                return status
        if not page:
            break
        target = f"/api/v1/accounts/{account['id']}/statuses?limit=40&max_id={page[-1]['id']}"
    raise AssertionError(f"@{acct} never said {words!r}")


async def read(story: Story, status_id: str) -> None:
    """Open the thread of a post and wait until the post is selected there."""
    story.main.open_thread(status_id)
    await story.until(
        lambda: (status := story.rows.selected_status) is not None and status.id == status_id, "the post is selected"
    )
    await story.pilot.pause()


def calls(demo: DemoThread, ending: str) -> int:
    """How often something was asked of the server, whatever came of it."""
    return sum(entry["path"].endswith(ending) for entry in demo.log() if entry["method"] != "GET")


async def click_on(story: Story, words: str) -> None:
    """Click where words stand on the screen, the first time they do, once they are there and nothing moves them."""
    await story.until_shown(words)
    await calm(story)
    rows = story.shown.splitlines()
    y = next(number for number, row in enumerate(rows) if words in row)
    await story.pilot.click(offset=(rows[y].index(words) + 1, y))
