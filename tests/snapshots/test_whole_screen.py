"""The whole screen of the program as it runs, from the header to the footer, as it was when somebody found it good.

``screen-WxH.txt`` holds what stands on it, for every stop of a tour through the program (`tour`).
``screen-WxH-THEME.txt`` holds how each row of some of them is drawn: a legend of styles, and for every row which of
them follow each other. They are written anew like the others, see `test_snapshots`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from itertools import groupby
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.filter import Monochrome

from tests.snapshots.test_snapshots import compare
from tests.snapshots.tour import WALK, StandingClock, Tour, Traffic
from tests.support.session import Desk
from tests.ui.accounts import HERE, signed_in
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread

SIZES = ((80, 24), (120, 40))
THEMES = ("dark", "light", "none")
DRAWN = ("home", "thread", "profile", "columns", "notifications", "direct messages", "policy", "search, everything")
"""The scenes of which every theme is held; ``none`` is the dark one on a terminal without colours."""
OTHER = "ada@demo.tootui"


@asynccontextmanager
async def tour(home: Path, size: tuple[int, int]) -> AsyncIterator[Tour]:
    """Somebody with two accounts begins at home, in a world in which nothing happens."""
    with DemoThread() as demo, Traffic().counted() as traffic:
        desk = Desk(home / "config", demo.url, demo.token)
        desk.clock = StandingClock()
        signed_in(desk, demo, OTHER)
        desk.credentials.touch(HERE)
        async with begin(demo, home, size=size, desk=desk) as story:
            yield Tour(story, traffic)


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
async def test_every_screen_looks_as_it_did(home: Path, size: tuple[int, int]) -> None:
    words: list[str] = []
    drawn: dict[str, list[str]] = {theme: [] for theme in THEMES}
    styles: dict[str, dict[str, str]] = {theme: {} for theme in THEMES}
    async with tour(home, size) as guide:
        story = guide.story
        for places in WALK:
            async for scene in places(guide):
                words += [f"=== {scene}", *("|" + row for row in story.shown.splitlines())]
                if scene not in DRAWN:
                    continue
                async for theme in themes(story):
                    rows = story.app.screen._compositor.render_strips(story.app.size)
                    drawn[theme] += [f"=== {scene}", *(_runs(row, styles[theme]) for row in rows)]
    name = f"screen-{size[0]}x{size[1]}"
    compare(f"{name}.txt", words)
    for theme in THEMES:
        legend = [f"{sign} = {style}" for style, sign in styles[theme].items()]
        compare(f"{name}-{theme}.txt", [*legend, *drawn[theme]])


async def themes(story: Story) -> AsyncIterator[str]:
    """Put on one after the other, and then the first again."""
    app = story.app
    for theme in THEMES:
        filters = list(app._filters)
        if theme == "none":
            app._filters.append(Monochrome())
        app.wear("dark" if theme == "none" else theme)
        await story.pilot.pause()
        yield theme
        app._filters[:] = filters
    app.wear(THEMES[0])
    await story.pilot.pause()


def _runs(row: Iterable[Segment], styles: dict[str, str]) -> str:
    """The signs of the styles of a row, each with its number of letters."""
    cells = [str(segment.style) for segment in row for _ in segment.text]
    runs = [(style, len([*letters])) for style, letters in groupby(cells)]
    return " ".join(f"{styles.setdefault(style, f's{len(styles)}')}*{length}" for style, length in runs)
