"""A question that is answered with one line."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tootui.ui.screens.dialog import Dialog
from tootui.ui.screens.prompt import Prompting, PromptLine


class AskLine(Dialog[str], Prompting[str]):
    """Answers with what was typed, without blanks around it; None when it was left.

    Args:
        question: stands above the line.
        detail: what should be known before.
        value: what the line holds at first.
        does: what Enter does, in a word.
    """

    def __init__(self, question: str, *, detail: str = "", value: str = "", does: str = "goes on") -> None:
        super().__init__()
        self._question = question
        self._detail = detail
        self._value = value
        self._does = does

    def compose(self) -> ComposeResult:
        """The line."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content(self._question)
            frame.border_subtitle = Content(f"Enter {self._does}, Esc closes")
            yield PromptLine(self._value, gives_way=False)
            if self._detail:
                yield Static(self._detail, classes="detail", markup=False)

    def entered(self, text: str) -> None:
        """Take what was typed."""
        if text.strip():
            self.dismiss(text.strip())
