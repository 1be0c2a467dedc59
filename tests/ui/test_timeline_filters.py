"""What the reader's filters make of posts in view."""

from __future__ import annotations

from pathlib import Path

from tests.support.session import Desk
from tests.ui.story import begin
from tootui.demo.thread import DemoThread

SOON = "2026-06-12T13:00:00.000Z"


def matched(action: str, title: str, expires_at: str | None = None) -> list[dict[str, object]]:
    """What a server says of a post that a filter matched."""
    one = {"id": "77", "title": title, "context": ["home"], "filter_action": action, "expires_at": expires_at}
    return [{"filter": one, "keyword_matches": ["x"], "status_matches": None}]


async def test_warned_of_posts_are_a_line_until_their_filter_ends(demo: DemoThread, home: Path) -> None:
    warned = matched("warn", "Spoilers", SOON)
    demo.events(raw_status={"content": "<p>The captain did it.</p>", "filtered": warned}, by="grace")
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await story.until_shown("Filtered: Spoilers")
        assert "captain" not in story.shown
        desk.clock.advance(3700)
        story.rows.times_passed()
        await story.until_shown("The captain did it.")


async def test_blurred_posts_keep_their_words_and_cover_their_pictures(demo: DemoThread, home: Path) -> None:
    picture: dict[str, object] = {
        "id": "1",
        "type": "image",
        "url": f"{demo.url}/x.png",
        "preview_url": None,
        "description": "A secret picture",
        "meta": {},
    }
    blurred = matched("blur", "Faces")
    said = {"content": "<p>Look at this.</p>", "filtered": blurred, "media_attachments": [picture]}
    demo.events(raw_status=said, by="grace")
    async with begin(demo, home) as story:
        await story.until_shown("Look at this.", "filtered: Faces")
        await story.press("x")
        await story.until_shown("A secret picture")


async def test_own_posts_are_never_filtered(demo: DemoThread, home: Path) -> None:
    for action in ("warn", "hide"):
        said = {"content": f"<p>Mine, to {action}.</p>", "filtered": matched(action, "Politics")}
        demo.events(raw_status=said, by="you")
    demo.events(raw_status={"content": "<p>Not for me.</p>", "filtered": matched("hide", "Politics")}, by="grace")
    async with begin(demo, home) as story:
        await story.until_shown("Mine, to warn.", "Mine, to hide.")
        assert "Not for me." not in story.shown
