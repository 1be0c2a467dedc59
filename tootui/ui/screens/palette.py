"""Any command by its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import FuzzySearch
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tootui.ui.screens.dialog import Dialog

_TITLE_WIDTH = 56


class PaletteItem(NamedTuple):
    """Something that can be run; ``why_not`` says why it cannot just now."""

    title: str
    key: str
    run: Callable[[], None]
    why_not: str | None = None


class Palette(Dialog[PaletteItem]):
    """A line to type into and the commands that fit it, the best first. Answers with the one to run."""

    def __init__(self, items: Sequence[PaletteItem]) -> None:
        super().__init__()
        self._items = items
        self._found: Sequence[PaletteItem] = items
        self._search = FuzzySearch()

    def compose(self) -> ComposeResult:
        """The line and the list."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content("Run a command")
            frame.border_subtitle = Content("Enter runs, Esc closes")
            yield Input(placeholder="type a part of its name")
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Begin with everything."""
        self.query_one(OptionList).can_focus = False
        self._fill("")

    @on(Input.Changed)
    def _on_typed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def _fill(self, query: str) -> None:
        words = query.strip()
        if words:
            scored = [(self._search.match(words, item.title), item) for item in self._items]
            ranked = sorted((pair for pair in scored if pair[0][0] > 0), key=lambda pair: -pair[0][0])
            self._found = [item for _match, item in ranked]
            lines = [self._line(item, match[1]) for match, item in ranked]
        else:
            self._found = self._items
            lines = [self._line(item) for item in self._items]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(line) for line in lines])
        options.highlighted = 0 if lines else None

    def _line(self, item: PaletteItem, matched: Sequence[int] = ()) -> Content:
        title = Content(item.title)
        for offset in matched:
            title = title.stylize("bold $accent", offset, offset + 1)
        if item.why_not is not None:
            return Content.assemble(title.stylize("$muted"), (f"  {item.why_not}", "$muted"))
        room = max(1, _TITLE_WIDTH - len(item.title))
        return Content.assemble(title, " " * room, (item.key, "$muted"))

    def on_key(self, event: events.Key) -> None:
        """Move in the list while the line keeps the letters."""
        moves = {"down": "cursor_down", "up": "cursor_up", "pagedown": "page_down", "pageup": "page_up"}
        if event.key in moves:
            event.stop()
            event.prevent_default()
            getattr(self.query_one(OptionList), f"action_{moves[event.key]}")()
        else:
            super().on_key(event)

    @on(Input.Submitted)
    def _on_entered(self) -> None:
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None and self._found:
            self.dismiss(self._found[highlighted])

    @on(OptionList.OptionSelected)
    def _on_clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._found[event.option_index])
