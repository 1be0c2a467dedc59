"""A post is seen as it will look before it is sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Input, TextArea

from tests.support.session import published
from tests.ui.story import Story, begin
from tootui.demo.pictures import landscape
from tootui.demo.thread import DemoThread
from tootui.ui.screens.compose import ComposeScreen
from tootui.ui.screens.preview import Preview


async def _compose(story: Story) -> ComposeScreen:
    await story.press("c")
    await story.until_screen(ComposeScreen)
    screen = story.app.screen
    assert isinstance(screen, ComposeScreen)
    return screen


async def _preview(story: Story, *words: str) -> str:
    await story.press("alt+p")
    await story.until_screen(Preview)
    await story.until_shown("As it will look", *words)
    return story.shown


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 40)])
async def test_text_warning_people_and_addresses(demo: DemoThread, home: Path, size: tuple[int, int]) -> None:
    async with begin(demo, home, size=size) as story:
        screen = await _compose(story)
        screen.query_one("#spoiler", Input).value = "about engines"
        screen.query_one(TextArea).insert(
            "Ask @alan@bletchley.example about\n\nhttps://www.example.com/" + "path/" * 20 + " :blobcat:"
        )
        await story.pilot.pause()

        shown = await _preview(story, "CW: about engines", "Ask @alan about")

        box = shown[shown.index("As it will look") :]
        assert "CW: about engines" in box
        assert "Ask @alan about" in box
        assert "example.com/path/path" in box
        assert "https://www" not in box.partition("Esc closes")[0]
        await story.press("x")
        await story.until(lambda: "Ask @alan about" not in story.shown.partition("As it will look")[2], "covered")
        assert "x shows it" in story.shown
        await story.press("escape")
        await story.until_screen(ComposeScreen)
        assert published(demo, "Ask @alan") == 0


async def test_pictures_and_who_sees_it(demo: DemoThread, home: Path) -> None:
    file = home / "cat.png"
    file.write_bytes(landscape("cat", 60, 40))
    async with begin(demo, home) as story:
        screen = await _compose(story)
        screen.query_one(TextArea).insert("Look at that")
        screen._parts.attach([file])
        screen._choose(screen.words._replace(visibility="private", language="de"))
        await story.settle()

        shown = await _preview(story, "no description")

        box = shown[shown.index("As it will look") :].partition("Esc closes")[0]
        assert "Look at that" in box
        assert "followers" in box
        assert "no description" in box


async def test_a_poll_and_what_is_quoted(demo: DemoThread, home: Path) -> None:
    from tootui.cache.drafts import DraftPoll

    demo.events(post="Quote me on this.", by="grace")
    async with begin(demo, home) as story:
        screen = await _compose(story)
        screen.query_one(TextArea).insert("What is best?")
        screen._choose(screen.words._replace(poll=DraftPoll(options=("tea", "coffee"), expires_in=3600)))
        box = (await _preview(story, "tea", "coffee")).partition("As it will look")[2].partition("Esc closes")[0]
        assert "tea" in box
        assert "coffee" in box
        await story.press("escape")
        await story.until_screen(ComposeScreen)
        await story.press("escape")
        await story.until(lambda: story.app.screen is story.main)

        await story.select("Quote me on this")
        await story.press("Q")
        await story.until_screen(ComposeScreen)
        await story.enter("So true.")
        box = (await _preview(story, "Grace Hopper")).partition("As it will look")[2].partition("Esc closes")[0]
        assert "So true." in box
        assert "Quote me on this." in box
        assert "Grace Hopper" in box


async def test_a_long_post_is_scrolled_and_an_empty_one_says_so(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(60, 16)) as story:
        screen = await _compose(story)
        await story.press("alt+p")
        await story.until_shown("There is nothing to look at yet.")
        screen.query_one(TextArea).insert("\n\n".join(f"paragraph {number}" for number in range(20)))
        await story.pilot.pause()
        await _preview(story, "paragraph 0")
        await story.press("G")
        await story.until_shown("paragraph 19")
        assert story.app.screen.query_one(VerticalScroll).scroll_y > 0
        await story.press("q")
        await story.until_screen(ComposeScreen)
