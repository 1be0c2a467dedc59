"""What there is to see or hear in a file, for those who cannot."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from tootui.ui.screens.dialog import Dialog
from tootui.ui.widgets.writing_area import WritingArea


class AskDescription(Dialog[None]):
    """Writes the description of a file; each change is told at once, so that none is lost.

    Args:
        name: what the file is called.
        description: as it is.
        limit: how many code points the server takes.
        changed: called with the description after each change.
    """

    SPLITS_ALT = False

    def __init__(self, name: str, description: str, limit: int, changed: Callable[[str], None]) -> None:
        super().__init__()
        self._name_shown = name
        self._description = description
        self._limit = limit
        self._changed = changed

    def compose(self) -> ComposeResult:
        """The text and how much room is left."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content(f"What is in {self._name_shown}?")
            frame.border_subtitle = Content("Esc closes and keeps it")
            yield WritingArea(self._description, soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False)
            yield Static(classes="detail", markup=False)

    def on_mount(self) -> None:
        """Begin behind what is there."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()
        self._tell()

    @on(TextArea.Changed)
    def _on_written(self, event: TextArea.Changed) -> None:
        if event.text_area.text != self._description:
            self._description = event.text_area.text
            self._changed(self._description)
            self._tell()

    def _tell(self) -> None:
        left = self._limit - len(self._description)
        words = f"{left} left" if left >= 0 else f"too long by {-left}"
        self.query_one(".detail", Static).update(Content.styled(words, "$muted" if left >= 0 else "bold $error"))
