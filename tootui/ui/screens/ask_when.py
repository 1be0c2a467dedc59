"""When a post shall appear."""

from __future__ import annotations

from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tootui.service.when import read_when, when_words, why_not_then
from tootui.text.times import span_words
from tootui.ui.screens.dialog import Dialog
from tootui.ui.screens.prompt import Prompting, PromptLine

_HOW = "in 2h, tomorrow 9:00, fri 18:30, 2026-12-24 18:00; nothing: at once"


class AskWhen(Dialog[float], Prompting[float]):
    """Answers with a moment in seconds since the epoch, 0 for at once.

    Args:
        now: the present.
        chosen: what was chosen before.
    """

    def __init__(self, now: datetime, chosen: datetime | None) -> None:
        super().__init__()
        self._now = now
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """The line and what it means."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content("When shall it appear?")
            frame.border_subtitle = Content("Enter takes, Esc closes")
            value = f"{self._chosen.astimezone():%Y-%m-%d %H:%M}" if self._chosen is not None else ""
            yield PromptLine(value, placeholder="a time")
            yield Static(id="meaning", markup=False)
            yield Static(_HOW, classes="detail", markup=False)

    def on_mount(self) -> None:
        """Say what stands there."""
        self._tell()

    @property
    def _moment(self) -> datetime | None:
        return read_when(self.query_one(Input).value, self._now)

    @on(Input.Changed)
    def _tell(self) -> None:
        words, style = self._meaning()
        self.query_one("#meaning", Static).update(Content.styled(words, style))

    def _meaning(self) -> tuple[str, str]:
        if not self.query_one(Input).value.strip():
            return "At once, when it is sent.", "$foreground"
        moment = self._moment
        if moment is None:
            return "This is no time that is understood here.", "$warning"
        words = when_words(moment, self._now)
        reason = why_not_then(moment, self._now)
        if reason is not None:
            return f"{words}: {reason}", "$warning"
        return f"{words}, in {span_words((moment - self._now).total_seconds())}", "bold $foreground"

    def entered(self, text: str) -> None:
        """Take what was typed, where it is a time at which it can appear."""
        moment = self._moment
        if not text.strip():
            self.dismiss(0.0)
        elif moment is not None and why_not_then(moment, self._now) is None:
            self.dismiss(moment.timestamp())
