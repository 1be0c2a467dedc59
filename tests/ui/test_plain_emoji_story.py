"""Emoji are plain everywhere on the screen where the setting asks for it, not in posts alone."""

from __future__ import annotations

from pathlib import Path

from tests.support.session import Desk
from tests.ui.story import begin
from tootui.config.settings import Appearance, Settings
from tootui.demo.thread import DemoThread

SUNNY = "Sunny ☀\ufe0f 👍🏽 👩\u200d🚀 🇩🇪 end"
PLAIN = "Sunny ☀  👍 👩 DE end"


async def test_emoji_are_plain_in_notices_and_in_what_is_written(demo: DemoThread, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "config", demo.url, demo.token)
    desk.settings = Settings(appearance=Appearance(emoji="plain"))
    async with begin(demo, tmp_path, desk=desk) as story:
        story.app.say(SUNNY)
        await story.until(lambda: PLAIN in story.shown, "a plain notice")
        await story.press("c")
        await story.until_shown("ctrl+s")
        story.app.screen.focused.insert(SUNNY.replace("Sunny", "Written"))  # type: ignore[union-attr] # an editor
        await story.until(lambda: PLAIN.replace("Sunny", "Written") in story.shown, "plain words")
        assert SUNNY.replace("Sunny", "Written") in story.app.screen.focused.text  # type: ignore[union-attr] # as above


async def test_emoji_are_whole_where_nobody_asks(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        story.app.say(SUNNY)
        await story.until(lambda: SUNNY in story.shown, "the notice as it is")
