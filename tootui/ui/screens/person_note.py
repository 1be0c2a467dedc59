"""A private note about somebody. What is typed is on disk within a second, and stays there until the server has it."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from tootui.model.account import Account
from tootui.model.errors import StorageError
from tootui.service.notes import MOST_LETTERS, Notes
from tootui.ui.screens.dialog import Dialog
from tootui.ui.widgets.writing_area import WritingArea

SAVE_SECONDS = 0.5


class PersonNote(Dialog[None]):
    """Edits the note; nobody but the reader sees it.

    Args:
        account: whom it is about.
        notes: where it is kept.
    """

    SPLITS_ALT = False

    def __init__(self, account: Account, notes: Notes) -> None:
        super().__init__()
        self._account = account
        self._notes = notes
        self._kept = notes.present(account.id)
        left = notes.unfinished(account.id)
        self._is_left = left is not None and left != self._kept
        self._text = left if left is not None else self._kept
        self._saved = self._text
        self._timer: Timer | None = None
        self._problem = ""

    def compose(self) -> ComposeResult:
        """The text, and how much room is left."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content(f"Your note about @{self._account.acct}")
            frame.border_subtitle = Content(f"{self.tootui.keymap.label('draft.send')} keeps it, Esc closes")
            yield WritingArea(self._text, soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False)
            yield Static(classes="detail", markup=False)

    def on_mount(self) -> None:
        """Begin behind what is there."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()
        self._tell()

    def on_key(self, event: events.Key) -> None:
        """Keep it by the key that sends elsewhere."""
        if event.key in self.tootui.keymap.keys_of("draft.send"):
            event.stop()
            event.prevent_default()
            self._keep()
        else:
            super().on_key(event)

    @on(TextArea.Changed)
    def _on_written(self, event: TextArea.Changed) -> None:
        if event.text_area.text == self._text:
            return
        self._text = event.text_area.text
        if self._timer is None:
            self._timer = self.set_timer(SAVE_SECONDS, self._save)
        self._tell()

    def _save(self) -> bool:
        """Put on disk what is typed; whether it is there."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        try:
            if self._text == self._kept:
                self._notes.discard(self._account.id)
            elif self._text != self._saved:
                self._notes.typed(self._account.id, self._text)
        except StorageError as error:
            self._problem = str(error)
            self._tell()
            return False
        self._saved, self._problem = self._text, ""
        return True

    def _keep(self) -> None:
        if len(self._text) > MOST_LETTERS:
            self._tell()
            return
        try:
            self._notes.keep(self._account.id, self._text)
        except StorageError as error:
            self._problem = str(error)
            self._tell()
        else:
            self._saved = self._text
            self.dismiss(None)

    def close(self) -> None:
        """Close; what is typed is offered again the next time."""
        if self._save():
            if self._text != self._kept:
                self.tootui.say("Not sent, but kept: your words are there when you open the note again.")
            self.dismiss(None)

    def _tell(self) -> None:
        left = MOST_LETTERS - len(self._text)
        style = "$muted"
        if self._problem:
            words, style = self._problem, "bold $error"
        elif left < 0:
            words, style = f"too long by {-left}", "bold $error"
        elif self._is_left and self._text == self._saved:
            words = f"These words are not on the server yet. {left} left"
        else:
            words = f"Only you see it. {left} left"
        self.query_one(".detail", Static).update(Content.styled(words, style))
