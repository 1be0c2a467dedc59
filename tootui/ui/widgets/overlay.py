"""What appears above the footer when there is something to say, one below the other; or under the header."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.widget import Widget

from tootui.service.notices import Notice
from tootui.ui.commands import Command
from tootui.ui.keymap import Keymap
from tootui.ui.widgets.chord_hint import ChordHint
from tootui.ui.widgets.greeting import Greeting
from tootui.ui.widgets.notice_stack import NoticeStack

_AT_TOP = "-at-top"


class Overlay(Widget):
    """Greeting, keys of a chord, notices. It lies over the columns and takes no room from them.

    What one reads comes first: while notices would cover the selected row at the bottom, they stand at the top.

    Its rows go from edge to edge: where a terminal has no colours for a ground, words of posts beside a notice would
    read as parts of it.

    Args:
        keymap: the keys to name.
        dot: parts a notice from the key that it names.
        selected_lines: gives the lines of the screen that the selected row takes.
    """

    DEFAULT_CSS = """
    Overlay {
        layer: notices;
        dock: bottom;
        layout: vertical;
        width: 100%;
        height: auto;
        margin: 0 0 1 0;
        &.-at-top { dock: top; margin: 1 0 0 0; }
    }
    Overlay > * { width: 100%; height: auto; background: $panel; display: none; }
    """

    def __init__(self, keymap: Keymap, dot: str, selected_lines: Callable[[], range]) -> None:
        super().__init__(id="overlay")
        self._selected_lines = selected_lines
        self._greeting = Greeting(keymap)
        self._chord_hint = ChordHint()
        self._notices = NoticeStack(keymap.label("notice.undo"), dot)

    def compose(self) -> ComposeResult:
        """From the top: the greeting, the keys of a chord, notices."""
        yield self._greeting
        yield self._chord_hint
        yield self._notices

    def greet(self) -> None:
        """Name five keys."""
        self._greeting.display = True

    def key_pressed(self) -> None:
        """The greeting has done its work."""
        if self._greeting.display:
            self._greeting.display = False

    def chord_opened(self, prefix: str, following: list[tuple[str, Command]]) -> None:
        """Show what may follow the first keys of a chord, should the person hesitate."""
        self._begin_below()
        self._chord_hint.offer(prefix, following)

    def say(self, notice: Notice) -> None:
        """Show a notice for some seconds."""
        self._begin_below()
        self._notices.add(notice)
        self.keep_clear()

    def withdraw(self, key: str) -> None:
        """Show no longer what was said by that key."""
        self._notices.withdraw(key)

    @property
    def has_notices(self) -> bool:
        """Whether anything that was said still stands."""
        return bool(self._notices.texts)

    def _begin_below(self) -> None:
        """Stand where one looks first, unless something stands elsewhere."""
        if not self.has_notices:
            self.set_class(False, _AT_TOP)

    def keep_clear(self) -> None:
        """Stand where the selected row is not, if there is such a place; as long as the present one will do, there."""
        width, height = self.app.size
        rows = self._notices.rows_at(width)
        is_at_top = self.has_class(_AT_TOP)
        selected, places = self._selected_lines(), (range(height - 1 - rows, height - 1), range(1, 1 + rows))
        if _meet(selected, places[is_at_top]) and not _meet(selected, places[not is_at_top]):
            self.set_class(not is_at_top, _AT_TOP)


def _meet(lines: range, others: range) -> bool:
    """Whether two pieces of the screen have a line in common."""
    return max(lines.start, others.start) < min(lines.stop, others.stop)
