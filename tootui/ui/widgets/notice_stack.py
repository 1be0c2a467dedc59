"""What was just said to the person, above the footer, for some seconds."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from tootui.service.notices import UNDO_SECONDS, Notice

_MOST = 3
_STYLES = {"info": "$foreground", "warning": "$warning", "error": "$error"}


class NoticeStack(Widget):
    """The latest notices, the newest at the bottom. It takes no room from what lies below it.

    Args:
        undo_key: the key that takes back what a notice names, as it is shown.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    NoticeStack {
        layer: notices;
        dock: bottom;
        width: auto;
        max-width: 100%;
        height: auto;
        margin: 0 1 1 1;
        padding: 0 1;
        background: $panel;
        display: none;
    }
    """

    def __init__(self, undo_key: str) -> None:
        super().__init__(id="notices")
        self._undo_key = undo_key
        self._notices: list[Notice] = []

    def add(self, notice: Notice) -> None:
        """Show a notice; an older one of the same key makes room for it."""
        others = [
            old for old in self._notices if old.text != notice.text and (notice.key is None or old.key != notice.key)
        ]
        self._notices = [*others[1 - _MOST :], notice]
        self._shown()
        self.set_timer(UNDO_SECONDS, lambda: self._expire(notice))

    def clear(self) -> None:
        """Take all of them away."""
        self._notices = []
        self._shown()

    def _expire(self, notice: Notice) -> None:
        if notice in self._notices:
            self._notices.remove(notice)
            self._shown()

    def _shown(self) -> None:
        self.display = bool(self._notices)
        self.refresh(layout=True)

    @property
    def texts(self) -> list[str]:
        """What is shown, the oldest first."""
        return [self._text(notice) for notice in self._notices]

    def _text(self, notice: Notice) -> str:
        if notice.undo is None:
            return notice.text
        return f"{notice.text} · {self._undo_key} {notice.undo_label or 'undoes'}"

    def render(self) -> Content:
        """Draw the notices, one below the other."""
        lines = [Content.styled(self._text(notice), _STYLES[notice.level]) for notice in self._notices]
        return Content("\n").join(lines)
