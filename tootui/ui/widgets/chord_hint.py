"""The keys that may follow the first of a chord, shown to whoever hesitates."""

from __future__ import annotations

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from tootui.ui.commands import Command, key_label

HESITATION_SECONDS = 0.3


class ChordHint(Static):
    """A small box with letters and what they do."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ChordHint { padding: 0 2; border-left: outer $accent; }
    .-ascii ChordHint { border-left: ascii $accent; }
    """

    def __init__(self) -> None:
        super().__init__(id="chord-hint", markup=False)
        self._following: list[tuple[str, Command]] = []
        self._prefix = ""
        self._timer: Timer | None = None

    def offer(self, prefix: str, following: list[tuple[str, Command]]) -> None:
        """Show what may follow after a moment; nothing to offer hides the box."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._prefix, self._following = prefix, following
        if following:
            self._timer = self.set_timer(HESITATION_SECONDS, self._appear)
        elif self.display:
            self.display = False

    def _appear(self) -> None:
        self.update(self._lines())
        self.display = True

    def _lines(self) -> Content:
        lines = [
            Content.assemble((f"{key_label(self._prefix)} {key_label(rest):8}", "bold $accent"), command.title)
            for rest, command in self._following
        ]
        return Content("\n").join(lines)
