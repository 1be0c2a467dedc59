"""A timeline of made-up rows in an app of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from tootui.config.themes import load_theme
from tootui.ui.render.lines import BLANK, Line, Piece, RowLayout, Target, line
from tootui.ui.render.styles import StyleTable
from tootui.ui.timers import keep_late_timers
from tootui.ui.widgets.timeline import TimelineView


class FakePosts:
    """Rows named ``a``, ``b`` …: some lines of text each and a blank one; counts how often each is laid out."""

    def __init__(self, texts: dict[str, Sequence[Line | str]]) -> None:
        self.texts = texts
        self.asked: list[tuple[str, int]] = []

    def layout(self, key: str, width: int) -> RowLayout:
        """Lay out a row; a row without a text of its own has three lines."""
        self.asked.append((key, width))
        rows = self.texts.get(key, (f"{key} one", f"{key} two"))
        return RowLayout((*[line(Piece(row)) if isinstance(row, str) else row for row in rows], BLANK), tail=1)


class TimelineApp(App[None]):
    """Holds one timeline and everything it said."""

    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False

    def __init__(
        self,
        keys: Sequence[str],
        posts: FakePosts | None = None,
        *,
        placeholder: Callable[[int], RowLayout] | None = None,
    ) -> None:
        keep_late_timers()
        super().__init__()
        self.posts = posts or FakePosts({})
        styles = StyleTable.from_theme(load_theme("dark"))
        self.timeline: TimelineView[str] = TimelineView(self.posts.layout, styles, placeholder=placeholder)
        self.timeline.set_rows(keys)
        self.said: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.timeline

    def on_timeline_view_cursor_moved(self, event: TimelineView.CursorMoved) -> None:
        self.said.append(event)

    def on_timeline_view_near_end(self, event: TimelineView.NearEnd) -> None:
        self.said.append(event)

    def on_timeline_view_scrolled(self, event: TimelineView.Scrolled) -> None:
        self.said.append(event)

    def on_timeline_view_row_clicked(self, event: TimelineView.RowClicked) -> None:
        self.said.append(event)

    def on_timeline_view_target_clicked(self, event: TimelineView.TargetClicked) -> None:
        self.said.append(event)

    def heard(self, kind: type[Message]) -> list[Message]:
        """What the timeline said of one kind."""
        return [message for message in self.said if isinstance(message, kind)]

    def screen_lines(self) -> list[str]:
        """The text of every line of the timeline, without blanks at its end."""
        return [strip.text.rstrip() for strip in self.timeline.render_lines(self.timeline.region.reset_offset)]


def clickable(text: str, word: str, target: Target) -> Line:
    """A line of which one word leads somewhere."""
    before, found, after = text.partition(word)
    return line(Piece(before), Piece(found, "link", target), Piece(after))


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Wait for what follows a frame: messages are sent while it is painted."""
    for _ in range(200):
        if condition():
            return
        await pilot.pause(0.01)
    raise AssertionError("it did not happen")
