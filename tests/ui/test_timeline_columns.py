"""Timelines side by side: which has the keys, and how little a burst of news costs."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.style import Style

from tests.support.session import Desk
from tests.ui.live import listening
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.ui.bridge import Bridge
from tootui.ui.render import post as post_module
from tootui.ui.widgets.place_list import PlaceList
from tootui.ui.widgets.timeline_canvas import RowsCanvas


def mark_style(rows: PlaceList) -> Style | None:
    """How the sign of the selected row is drawn."""
    sign = rows.look.glyphs.cursor
    strips = rows.render_lines(rows.region.reset_offset)
    return next(segment.style for strip in strips for segment in strip if segment.text.startswith(sign))


async def four_columns(story: Story) -> list[PlaceList]:
    """Home, local, federated and home once more side by side."""
    for keys in (("g", "l"), ("g", "f"), ("g", "h")):
        await story.press("|", *keys)
    rows = [column.current for column in story.main.columns.columns]
    await story.until(lambda: all(len(one.keys) > 1 and one.size.height for one in rows), "all are filled")
    await story.pilot.pause()
    return rows


async def test_the_cursor_stands_out_only_where_the_keys_go(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(130, 40)) as story:
        styles = story.app.look.styles
        await story.press("|", "j")
        await story.pilot.pause()
        left, right = (column.current for column in story.main.columns.columns)
        strong, weak = styles.resolve("cursor").color, styles.resolve("faint").color
        for here, there in ((right, left), (left, right)):
            await story.until(lambda here=here: here.has_focus)  # type: ignore[misc]  # bound
            await story.pilot.pause()
            for rows, colour in ((here, strong), (there, weak)):
                style = mark_style(rows)
                assert style is not None
                assert style.color == colour
            await story.press("tab")


async def test_a_burst_is_one_frame_and_only_what_is_in_view_is_drawn(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk, size=(240, 40)) as story:
        rows = await four_columns(story)
        await listening(story, desk.clock)
        for one in rows:
            one.move(1)
        await story.pilot.pause()
        drawn: list[str] = []
        frames: list[object] = []
        turns: list[object] = []
        render, build = post_module.render_post, RowsCanvas._build

        def rendering(view: post_module.PostView, width: int, ctx: post_module.RenderContext) -> object:
            drawn.append(view.status.id)
            return render(view, width, ctx)

        def building(canvas: RowsCanvas[str], width: int, height: int) -> object:
            frames.append(canvas)
            return build(canvas, width, height)

        monkeypatch.setattr("tootui.ui.widgets.status_list.render_post", rendering)
        deliver = Bridge.deliver

        def delivering(bridge: Bridge) -> None:
            turns.append(bridge)
            deliver(bridge)

        monkeypatch.setattr(RowsCanvas, "_build", building)
        monkeypatch.setattr(Bridge, "deliver", delivering)
        before = [one.reading_place() for one in rows]
        new = demo.events(home_posts=60)
        await story.until(lambda: all(post in story.home.timeline for post in new), "all 60 are there")
        await story.until(lambda: story.home.new_count >= 60)
        await story.pilot.pause()
        assert [one.reading_place() for one in rows] == before
        assert set(drawn).isdisjoint(new), "what waits above is not drawn"
        assert max(frames.count(one) for one in rows) <= len(turns), "frames follow the loop's turns, not the posts"
