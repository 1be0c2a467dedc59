"""Where a post is written."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.message import Message
from textual.widgets import TextArea

from tootui.service.typed_paths import pasted_files


class PostArea(TextArea):
    """A text area on which files can be dropped: terminals paste their paths."""

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
