"""Floor of typing: nothing but a text area, as large as the one in which posts are written."""

import os

os.environ.setdefault("TEXTUAL_FPS", "240")
os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")

from textual.app import App, ComposeResult
from textual.widgets import TextArea


class TextApp(App[None]):
    """The area and its text."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "TextArea { width: 90; height: 16; }"

    def compose(self) -> ComposeResult:
        yield TextArea("ready to write\n", soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False)

    def on_ready(self) -> None:
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()


if __name__ == "__main__":
    TextApp().run()
