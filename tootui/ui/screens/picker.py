"""A list to pick one from: by a key of its own, by arrows and Enter, or by a click."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tootui.ui.dispatch import key_of
from tootui.ui.keymap import key_label
from tootui.ui.render.cells import wrap
from tootui.ui.screens.dialog import Dialog

_LETTERS = "123456789abcdefgimnoprstuvwxyz"
"""Keys given to the items of a list, in this order; those that move the selection are left out."""


def letter(number: int) -> str:
    """The key of an item by its number from 0; those further down have none, and are reached by arrows."""
    return _LETTERS[number] if number < len(_LETTERS) else ""


_WIDTH = 80
_AROUND = 6
"""Cells of a row that frame, padding and scroll bar take."""
_KEYS = 8
"""Cells for an item's key."""

_MOVES = {"j": "action_cursor_down", "k": "action_cursor_up", "g": "action_first", "G": "action_last"}
"""What keys do that are no item's own."""


class PickerItem(NamedTuple):
    """Something to pick.

    ``key`` picks it at once; ``note`` stands dimmed behind the text. An item that cannot be picked says why in its
    note and is shown dimmed as a whole.
    """

    key: str
    text: str
    note: str = ""
    enabled: bool = True


class Picker(Dialog[int]):
    """Answers with the number of the picked item, None when nothing was picked."""

    def __init__(self, title: str, items: Sequence[PickerItem], *, selected: int = 0) -> None:
        super().__init__()
        self._heading = title
        self._items = items
        self._selected = selected

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content(self._heading)
            frame.border_subtitle = Content("Enter picks, Esc closes")
            yield OptionList(*(Option(self._line(item)) for item in self._items), markup=False)

    def _line(self, item: PickerItem) -> Content:
        """Key, text and note, in one line where they fit; else the note below the text."""
        room = min(self.app.size.width, _WIDTH) - _AROUND - _KEYS
        text, note = self.tootui.look.drawn(item.text), self.tootui.look.drawn(item.note)
        text_style, note_style = ("", "$muted") if item.enabled else ("$muted", "$muted italic")
        rows = [Content.styled(text[start:end], text_style) for start, end, _ in wrap(text, room)]
        if note and len(rows) == 1 and rows[0].cell_length + 2 + cell_len(note) <= room:
            rows = [Content.assemble(rows[0], "  ", (note, note_style))]
        elif note:
            rows += [Content.styled(note[start:end], note_style) for start, end, _ in wrap(note, room)]
        key = Content.styled(f"{key_label(item.key):>{_KEYS - 2}}  ", "bold $accent" if item.enabled else "$muted")
        return Content("\n" + " " * _KEYS).join([Content.assemble(key, rows[0]), *rows[1:]])

    def on_mount(self) -> None:
        """Begin at the selected item."""
        self.query_one(OptionList).highlighted = self._selected

    def on_key(self, event: events.Key) -> None:
        """Pick by an item's key, move by j and k."""
        key = key_of(event.key, event.character)
        keys = [item.key for item in self._items]
        if key in keys and key not in ("enter", "escape"):
            event.stop()
            event.prevent_default()  # or the key would be written into what opens
            self._pick(keys.index(key))
        elif key in _MOVES:
            event.stop()
            event.prevent_default()
            getattr(self.query_one(OptionList), _MOVES[key])()
        else:
            super().on_key(event)

    @on(OptionList.OptionSelected)
    def _on_picked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._pick(event.option_index)

    def _pick(self, index: int) -> None:
        item = self._items[index]
        if item.enabled:
            self.dismiss(index)
        else:
            self.tootui.say(item.note)
