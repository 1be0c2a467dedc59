"""A post in the reader's language: asked for once, shown and hidden, and said why not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.session import Desk, until_after
from tests.ui.acts import calls, found, read
from tests.ui.story import begin
from tootui.demo.thread import DemoThread


@pytest.fixture(autouse=True)
def _as_ever(demo: DemoThread) -> Iterator[None]:
    yield
    demo.switch(translation="on")
    demo.clear_faults()
    demo.clear_log()


async def test_it_is_asked_for_once_and_toggled(demo: DemoThread, home: Path) -> None:
    clock = found(demo, "inez@sevilla.example", "El reloj de la plaza")["id"]
    async with begin(demo, home) as story:
        await read(story, clock)
        await story.press("T")
        await story.until_shown("Translated from Spanish by The Reading Room")
        assert "El reloj de la plaza" in story.shown
        await story.press("T")
        await story.until(lambda: "Translated from" not in story.shown)
        await story.press("T")
        await story.until_shown("Translated from Spanish")
        assert calls(demo, "/translate") == 1

        await story.press("q")
        await read(story, clock)
        await story.until_shown("Translated from Spanish")


async def test_it_says_that_it_is_coming(demo: DemoThread, home: Path) -> None:
    clock = found(demo, "inez@sevilla.example", "El reloj de la plaza")["id"]
    demo.fault("/translate", "delay", seconds=3600)
    async with begin(demo, home) as story:
        await read(story, clock)
        await story.press("T")
        await story.until_shown("Being translated")
        await story.press("T", "T")
        demo.clear_faults()
        await story.until_shown("Translated from Spanish")
        assert calls(demo, "/translate") == 1


async def test_what_fails_is_said_and_can_be_asked_again(demo: DemoThread, home: Path) -> None:
    clock = found(demo, "inez@sevilla.example", "El reloj de la plaza")["id"]
    demo.switch(translation="fails")
    async with begin(demo, home) as story:
        await read(story, clock)
        await story.press("T")
        await story.until_shown("Not translated.")
        await story.until(lambda: "Being translated" not in story.shown, "it is not coming")
        demo.switch(translation="on")
        await story.press("T")
        await story.until_shown("Translated from Spanish")


async def test_a_server_that_does_not_translate(demo: DemoThread, home: Path) -> None:
    clock = found(demo, "inez@sevilla.example", "El reloj de la plaza")["id"]
    demo.switch(translation="off")
    async with begin(demo, home) as story:
        await read(story, clock)
        await story.press("T")
        await story.until_shown("does not translate posts, or not this one.")


async def test_why_not(demo: DemoThread, home: Path) -> None:
    secret = demo.events(post="Entre nosotros.", by="ada", visibility="private")[0]
    english = demo.events(post="Plain English.", by="ada")[0]
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await until_after(desk.clock, lambda: story.session.preferences.posting_default_language is not None, step=0.1)
        await read(story, secret)
        await story.press("T")
        await story.until_shown("Only public posts are handed to a translator.")
        await read(story, english)
        await story.press("T")
        await story.until_shown("This post is in English, your language.")
        assert calls(demo, "/translate") == 0
