"""Being told by the server as it happens."""

from __future__ import annotations

from tests.support.clock import FakeClock
from tests.ui.story import Story


async def listening(story: Story, clock: FakeClock) -> None:
    """Let time run until the stream tells what happens."""

    def is_live() -> bool:
        if story.session.connection.state == "live":
            return True
        clock.advance(1)
        return False

    await story.until(is_live, "live")
    await story.pilot.pause()


async def arrive(story: Story, text: str) -> str:
    """Have a post come in."""
    post = story.demo.events(post=text, by="grace")[0]
    await story.until(lambda: post in story.home.timeline, "it is there")
    await story.pilot.pause()
    return post
