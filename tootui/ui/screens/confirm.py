"""A question with two answers."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tootui.ui.dispatch import key_of
from tootui.ui.keymap import key_label
from tootui.ui.screens.dialog import Dialog

NARROW = 74
"""Columns below which words are wrapped at the terminal's own width."""


class AnswerWord(Static):
    """An answer that can be clicked."""

    def __init__(self, key: str, word: str, *, is_yes: bool) -> None:
        super().__init__(Content.assemble((f" {key_label(key)} ", "bold $accent"), f"{word}  "), markup=False)
        self.is_yes = is_yes


class Confirm(Dialog[bool]):
    """Asks before something that cuts off, widens or ends. Enter and ``y`` mean yes; Esc and ``n`` no.

    Args:
        question: the question.
        detail: what a yes does, or what stays as it is.
        yes: the word for the yes.
        no: the word for the no.
        yes_keys: further keys that mean yes.
    """

    def __init__(
        self, question: str, detail: str = "", *, yes: str = "yes", no: str = "no", yes_keys: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._question = question
        self._detail = detail
        self._words = (yes, no)
        self._yes_keys = {"enter", "y", *yes_keys}

    def compose(self) -> ComposeResult:
        """Question, detail, answers."""
        yes, no = self._words
        with Vertical(classes="frame"):
            yield Static(self._question, classes="question", markup=False)
            if self._detail:
                yield Static(self._detail, classes="detail", markup=False)
            with Horizontal(classes="answers"):
                yield AnswerWord("enter", yes, is_yes=True)
                yield AnswerWord("escape", no, is_yes=False)

    def tell(self, detail: str) -> None:
        """Say something else about what a yes does, now that more is known; for questions that have a detail.

        It may be known before the question is on the screen, or when that is answered.
        """
        self._detail = detail
        if self.is_attached:
            for shown in self.query(".detail").results(Static):
                shown.update(detail)

    def on_resize(self, event: events.Resize) -> None:
        """Take the whole width where there is little."""
        self.set_class(event.size.width < NARROW, "-narrow")

    def on_key(self, event: events.Key) -> None:
        """Take an answer."""
        key = key_of(event.key, event.character)
        if key in self._yes_keys or key in ("n", "q"):
            event.stop()
            event.prevent_default()  # or the key would be written into what opens
            self.dismiss(key in self._yes_keys)
        else:
            super().on_key(event)

    def on_click(self, event: events.Click) -> None:
        """Take a clicked answer."""
        if isinstance(event.widget, AnswerWord):
            self.dismiss(event.widget.is_yes)
