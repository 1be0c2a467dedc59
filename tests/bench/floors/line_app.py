"""Floor of keys and of resizing: a full screen of lines, one of which changes with every key."""

import os

os.environ.setdefault("TEXTUAL_FPS", "240")
os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")

from rich.segment import Segment
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class OneLine(Widget, can_focus=True):
    """Counts keys on its first line; the others never change."""

    DEFAULT_CSS = "OneLine { height: 1fr; }"
    keys = 0

    def render_line(self, y: int) -> Strip:
        text = f"key {self.keys}" if y == 0 else f"line {y}"
        return Strip([Segment(text)]).adjust_cell_length(self.size.width)

    def on_key(self, event: events.Key) -> None:
        self.keys += 1
        self.refresh(Region(0, 0, self.size.width, 1))


class LineApp(App[None]):
    """Nothing but that widget."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        yield OneLine()

    def on_ready(self) -> None:
        self.screen.query_one(OneLine).focus()


if __name__ == "__main__":
    LineApp().run()
