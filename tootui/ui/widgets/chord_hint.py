"""The keys that may follow the first of a chord, shown to whoever hesitates."""

from __future__ import annotations

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from tootui.ui.commands import Command
from tootui.ui.keymap import key_label

HESITATION_SECONDS = 0.3
_MOST_BELOW = 8
"""So many letters stand one below the other; more of them in two columns, so that they fit the smallest screen."""
_GAP = 2


class ChordHint(Static):
    """A small box with letters and what they do."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ChordHint { padding: 0 2; border-left: outer $accent; text-wrap: nowrap; text-overflow: ellipsis; }
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
        if not self._following:
            return  # a timer that has gone off is not called back: the chord ended before this was read
        self.update(self._lines())
        self.display = True

    def _lines(self) -> Content:
        """One letter a line; two where that would be higher than half of a small screen."""
        keys = [f"{key_label(self._prefix)} {key_label(rest)}" for rest, _command in self._following]
        key_width = max(map(len, keys)) + _GAP
        titles = [command.title for _rest, command in self._following]
        cells = [
            Content.assemble((key.ljust(key_width), "bold $accent"), title)
            for key, title in zip(keys, titles, strict=True)
        ]
        if len(cells) <= _MOST_BELOW:
            return Content("\n").join(cells)
        half = (len(cells) + 1) // 2
        width = max(cell.cell_length for cell in cells[:half]) + 2 * _GAP
        rest = [*cells[half:], Content("")]
        return Content("\n").join(
            Content.assemble(left, " " * (width - left.cell_length), right)
            for left, right in zip(cells[:half], rest, strict=False)
        )
