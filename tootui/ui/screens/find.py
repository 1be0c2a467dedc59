"""Finding words in the place in view: the line they are typed into, and the keys that go from match to match."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Static

from tootui.ui.commands import DIALOG, EVERYWHERE
from tootui.ui.dispatch import Handler
from tootui.ui.screens.prompt import Prompting, PromptLine
from tootui.ui.widgets.place_list import PlaceList
from tootui.ui.widgets.thread_list import ThreadList

if TYPE_CHECKING:
    from tootui.ui.screens.main import MainScreen


class FindBar(Prompting[str], ModalScreen[str]):
    """Lies over the last row of the main screen and leaves the rest in view. Answers with what was typed.

    Args:
        words: what the line holds at first.
        keys: what is to be known of the keys that go on from there.
    """

    CONTEXTS = (DIALOG, EVERYWHERE)
    SPLITS_ALT: ClassVar[bool] = False
    CSS = """
    FindBar { background: transparent; }
    FindBar Horizontal { dock: bottom; height: 1; background: $panel; }
    FindBar Static { width: auto; padding: 0 1; }
    FindBar .hint { color: $muted; }
    FindBar Input, FindBar Input:focus { width: 1fr; height: 1; border: none; padding: 0; background: $panel; }
    """

    def __init__(self, words: str, keys: str) -> None:
        super().__init__()
        self._words = words
        self._keys = keys

    def compose(self) -> ComposeResult:
        """The line."""
        with Horizontal():
            yield Static("Find", markup=False)
            yield PromptLine(self._words, placeholder="words in posts, names, descriptions")
            yield Static(self._keys, classes="hint", markup=False)

    def handlers(self) -> dict[str, Handler]:
        """Leave without looking."""
        return {"dialog.close": Handler(self._leave)}

    def _leave(self) -> None:
        self.dismiss(None)

    def entered(self, text: str) -> None:
        """Look for what was typed."""
        self.dismiss(text.strip() or None)


class FindCommands:
    """Finds in the list in view; in a thread without a find the same keys go from new reply to new reply."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    def handlers(self) -> dict[str, Handler]:
        """Begin, and go on both ways."""
        return {
            "find.open": Handler(self._open),
            "find.next": Handler(lambda: self._go_on(1), self._why_not_go_on),
            "find.previous": Handler(lambda: self._go_on(-1), self._why_not_go_on),
        }

    @property
    def _list(self) -> PlaceList:
        return self._screen.column.current

    def _open(self) -> None:
        rows = self._list
        label = self._screen.tootui.keymap.label
        keys = f"Enter finds, {label('find.next')} {label('find.previous')} go on, Esc ends"

        def found(words: str | None) -> None:
            if words:
                rows.start_find(words)
            elif rows.finding:
                rows.end_find()

        self._screen.app.push_screen(FindBar(rows.finding, keys), found)

    def _go_on(self, direction: int) -> None:
        rows = self._list
        if rows.find_next(direction) or not isinstance(rows, ThreadList):
            return
        if not rows.to_new_reply(1 if direction > 0 else -1):
            self._screen.tootui.say("No new replies since your last visit.")

    def _why_not_go_on(self) -> str | None:
        if self._list.finding or isinstance(self._list, ThreadList):
            return None
        return f"Nothing is looked for: {self._screen.tootui.keymap.label('find.open')} finds."
