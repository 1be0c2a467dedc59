"""Where a post is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, on
from textual.message import Message
from textual.widgets import TextArea

from tootui.service.typed_paths import pasted_files
from tootui.ui.widgets.typed_ahead import made
from tootui.ui.widgets.writing_area import WritingArea

if TYPE_CHECKING:
    from tootui.ui.widgets.completer import Completer


class PostArea(WritingArea):
    """A text area on which files can be dropped (terminals paste their paths), and that completes words."""

    completer: Completer | None = None

    class FilesDropped(Message):
        """The paths of files were pasted, and nothing else."""

        def __init__(self, files: list[Path]) -> None:
            super().__init__()
            self.files = files

    def on_paste(self, event: events.Paste) -> None:
        """Take files for files, everything else for text."""
        if files := pasted_files(event.text):
            event.stop()
            event.prevent_default()
            self.post_message(self.FilesDropped(files))

    async def on_key(self, event: events.Key) -> None:
        """Give the list of what may complete a word the keys that are for it."""
        await made(self.screen)  # which gives it its completer
        if self.completer is not None and self.completer.takes(event.key):
            event.stop()
            event.prevent_default()

    @on(TextArea.Changed)
    def _on_text_changed(self) -> None:
        if self.completer is not None:
            self.completer.text_changed()

    @on(TextArea.SelectionChanged)
    def _on_cursor_moved(self) -> None:
        if self.completer is not None:
            self.completer.cursor_moved()

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def _on_scrolled(self) -> None:
        if self.completer is not None:
            self.completer.close()

    def on_blur(self) -> None:
        """Who goes elsewhere wants nothing completed."""
        if self.completer is not None:
            self.completer.close()

    def on_resize(self) -> None:
        """The list stays at its word."""
        if self.completer is not None:
            self.call_after_refresh(self.completer.place)
