"""What a post was before, and what its author typed."""

from __future__ import annotations

from pathlib import Path

from tests.ui.acts import read
from tests.ui.story import begin
from tootui.demo.thread import DemoThread
from tootui.ui.screens.main import MainScreen
from tootui.ui.screens.original_pages import HistoryPage, SourcePage


async def test_versions_are_read_with_what_changed(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="The moon is made of cheese and stone.", by="grace")[0]
    demo.events(edit=made, text="The moon is made of rock and stone.")
    demo.events(edit=made, text="The moon is made of rock and old stone.")
    async with begin(demo, home) as story:
        await read(story, made)
        story.main.dispatcher.run("status.history")
        await story.until_screen(HistoryPage)
        await story.until_shown("version 3 of 3", "rock and old stone", "cheese rock and", "as it was first")
        await story.press("q")
        await story.until_screen(MainScreen)


async def test_a_post_that_was_never_changed_has_no_versions(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Cut in marble.", by="grace")[0]
    async with begin(demo, home) as story:
        await read(story, made)
        story.main.dispatcher.run("status.history")
        await story.until_shown("This post was never changed.")


async def test_what_the_first_version_had_was_not_added(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.select("weaves algebraic")
        story.main.dispatcher.run("status.history")
        await story.until_screen(HistoryPage)
        await story.until_shown("as it was first", "media: A punched card")


async def test_versions_that_cannot_be_had_are_said(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Once.", by="grace")[0]
    demo.events(edit=made, text="Twice.")
    demo.fault("/history", "status", status=403, body='{"error": "Not for you"}')
    async with begin(demo, home) as story:
        await read(story, made)
        story.main.dispatcher.run("status.history")
        await story.until_shown("Not for you")
        await story.press("escape")
        await story.until_screen(MainScreen)


async def test_an_own_post_is_shown_as_it_was_typed_and_copied(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Stars: *five* [/of] them #stars", by="you", cw="a count")[0]
    async with begin(demo, home) as story:
        await read(story, made)
        story.main.dispatcher.run("status.source")
        await story.until_screen(SourcePage)
        await story.until_shown("CW: a count", "Stars: *five* [/of] them #stars")
        await story.press("y")
        assert story.app.clipboard == "Stars: *five* [/of] them #stars"


async def test_only_own_posts_show_what_was_typed(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Not yours.", by="grace")[0]
    async with begin(demo, home) as story:
        await read(story, made)
        story.main.dispatcher.run("status.source")
        await story.until_shown("Only of your own posts the server shows what was typed.")
