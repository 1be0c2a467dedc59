"""The whole screen of the program as it runs, from the header to the footer, as it was when somebody found it good.

``screen-WxH.txt`` holds what stands on it; ``screen-WxH-THEME.txt`` how each row of that is drawn: a legend of styles,
and for every row which of them follow each other. They are written anew like the others, see `test_snapshots`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path

import pytest
from rich.segment import Segment

from tests.snapshots.test_snapshots import compare
from tests.support.session import Desk
from tests.ui.story import Story
from tootui.config.settings import Appearance
from tootui.demo.clock import FROZEN_AT
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service.clock import Clock
from tootui.service.session import Session
from tootui.ui.app import TootuiApp
from tootui.ui.keymap import Keymap
from tootui.ui.look import Look

SIZES = ((80, 24), (120, 40))
THEMES = ("dark", "light", "none")
QUESTION = "A question for the engineers"


class StandingClock(Clock):
    """It is always the instant at which the demo's world stands still."""

    def now(self) -> datetime:
        return FROZEN_AT

    def time(self) -> float:
        return FROZEN_AT.timestamp()


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoThread]:
    with DemoThread() as demo:
        yield demo


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
async def test_the_screen_looks_as_it_did(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], theme: str
) -> None:
    if theme == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    desk = Desk(home / "config", demo.url, demo.token)
    clock = StandingClock()
    session = Session.open(
        desk.account, settings=desk.settings, credentials=desk.credentials, clock=clock, is_demo=True
    )
    look = Look(Appearance(glyphs="unicode"), theme="dark" if theme == "none" else theme, environ={"LANG": "C.UTF-8"})
    app = TootuiApp(
        session, settings=desk.settings, credentials=desk.credentials, look=look, keymap=Keymap(), clock=clock
    )
    words: list[str] = []
    styles: dict[str, str] = {}
    drawn: list[str] = []
    try:
        async with app.run_test(size=size) as pilot:
            async for scene in scenes(Story(app, pilot, session, demo)):
                words += [f"=== {scene}", *("|" + row for row in _texts(app))]
                drawn += [f"=== {scene}", *(_runs(row, styles) for row in _rows(app))]
    finally:
        await session.close()
    compare(f"screen-{size[0]}x{size[1]}.txt", words)
    legend = [f"{sign} = {style}" for style, sign in styles.items()]
    compare(f"screen-{size[0]}x{size[1]}-{theme}.txt", [*legend, *drawn])


async def scenes(story: Story) -> AsyncIterator[str]:
    """Go where people are most, and stop at each place."""
    wide = story.app.size.width >= 100
    await story.until_shown("Jacquard", "live", *(("People to thank",) if wide else ()))
    await story.pilot.pause()
    yield "home"
    status = await story.select(QUESTION)
    await story.press("enter")
    await story.until_shown("Thread", "Precisely" if wide else "I took it as friendship")
    await story.pilot.pause()
    yield "thread"
    await story.press("a")
    await story.until(lambda: story.rows.place == Place.account(status.account.id))
    await story.until_shown("Among those you follow")
    await story.until(lambda: "Loading" not in story.shown)
    await story.pilot.pause()
    yield "profile"
    if wide:
        await story.press("|", "g", "h")
        await story.until(lambda: len(story.main.columns.columns) == 2)
        await story.until_shown("Jacquard")
        await story.press("home", "d")
        await story.until_shown("Only your own posts can be deleted.")
        await story.pilot.pause()
        yield "columns"


def _rows(app: TootuiApp) -> list[list[Segment]]:
    return [list(strip) for strip in app.screen._compositor.render_strips(app.size)]


def _texts(app: TootuiApp) -> list[str]:
    return ["".join(segment.text for segment in row).rstrip() for row in _rows(app)]


def _runs(row: list[Segment], styles: dict[str, str]) -> str:
    """The signs of the styles of a row, each with its number of letters."""
    cells = [str(segment.style) for segment in row for _ in segment.text]
    runs = [(style, len([*letters])) for style, letters in groupby(cells)]
    return " ".join(f"{styles.setdefault(style, f's{len(styles)}')}*{length}" for style, length in runs)
