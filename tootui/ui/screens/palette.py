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

from tootui.ui.render.cells import fit
from tootui.ui.screens.dialog import Dialog

_WIDTH = 76
_AROUND = 6
"""Cells of a row that frame, padding and scroll bar take."""
_KEY_COLUMN = 56


class PaletteItem(NamedTuple):
    """Something that can be run; ``why_not`` says why it cannot just now."""

    title: str
    key: str
    run: Callable[[], None]
    why_not: str | None = None


class Palette(Dialog[PaletteItem]):
    """A line to type into and the items that fit it, the best first. Answers with the one to run.

    Args:
        items: what there is; by default commands.
        title: what is looked for.
        verb: what Enter does with it.
    """

    def __init__(self, items: Sequence[PaletteItem], *, title: str = "Run a command", verb: str = "runs") -> None:
        super().__init__()
        self._heading = title
        self._verb = verb
        self._items = items
        self._found: Sequence[PaletteItem] = items
        self._search = FuzzySearch()

    def compose(self) -> ComposeResult:
        """The line and the list."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content(self._heading)
            frame.border_subtitle = Content(f"Enter {self._verb}, Esc closes")
            yield Input(placeholder="type a part of its name")
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Begin with everything."""
        self.query_one(OptionList).can_focus = False
        self._fill("")

    @on(Input.Changed)
    def _on_typed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self.call_after_refresh(lambda: self._fill(self.query_one(Input).value))

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
        """One line: the name and its key, or why it cannot be run, cropped to what there is room for."""
        room = min(_WIDTH, self.app.size.width) - _AROUND
        ellipsis = self.tootui.look.glyphs.ellipsis
        words = fit(item.title, room - len(item.key) - 2, ellipsis)
        title = Content(words)
        for offset in matched:
            title = title.stylize("bold $accent", offset, offset + 1)
        if item.why_not is not None:
            reason = fit(f"  {item.why_not}", room - len(words), ellipsis)
            return Content.assemble(title.stylize("$muted"), (reason, "$muted"))
        key_at = min(_KEY_COLUMN, room - len(item.key))
        return Content.assemble(title, " " * (key_at - len(words)), (item.key, "$muted"))

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
