"""What was just said to the person, above the footer, for some seconds."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tootui.service.notices import Notice

_MOST = 3
_AROUND = 3
"""Cells of a row that border and padding take."""
_STYLES = {"info": "$foreground", "warning": "$warning", "error": "$error"}


class NoticeStack(Static):
    """The latest notices, the newest at the bottom.

    Args:
        undo_key: the key that takes back what a notice names, as it is shown.
        dot: parts that key from the notice.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    NoticeStack { padding: 0 1; border-left: outer $accent; }
    """

    def __init__(self, undo_key: str, dot: str) -> None:
        super().__init__(id="notices", markup=False)
        self._undo_key = undo_key
        self._dot = dot
        self._notices: list[Notice] = []

    def add(self, notice: Notice) -> None:
        """Show a notice; an older one of the same key makes room for it."""
        others = [
            old for old in self._notices if old.text != notice.text and (notice.key is None or old.key != notice.key)
        ]
        self._notices = [*others[1 - _MOST :], notice]
        self._shown()
        self.set_timer(notice.seconds, lambda: self._expire(notice))

    def withdraw(self, key: str) -> None:
        """Take away what holds no more."""
        if any(notice.key == key for notice in self._notices):
            self._notices = [notice for notice in self._notices if notice.key != key]
            self._shown()

    def clear(self) -> None:
        """Take all of them away."""
        self._notices = []
        self._shown()

    def _expire(self, notice: Notice) -> None:
        if notice in self._notices:
            self._notices.remove(notice)
            self._shown()

    def _shown(self) -> None:
        self.update(self._lines())
        self.display = bool(self._notices)

    @property
    def texts(self) -> list[str]:
        """What is shown, the oldest first."""
        return [self._text(notice) for notice in self._notices]

    def rows_at(self, width: int) -> int:
        """How many rows of a screen of that width they take; 0 while there are none."""
        return self._lines().get_height({}, max(width - _AROUND, 1)) if self._notices else 0

    def _text(self, notice: Notice) -> str:
        latest = next((one for one in reversed(self._notices) if one.undo is not None), None)
        if notice is not latest:  # the key takes back what was done last
            return notice.text
        return f"{notice.text} {self._dot} {self._undo_key} {notice.undo_label or 'undoes'}"

    def _lines(self) -> Content:
        lines = [Content.styled(self._text(notice), _STYLES[notice.level]) for notice in self._notices]
        return Content("\n").join(lines)
