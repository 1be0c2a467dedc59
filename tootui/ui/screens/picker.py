"""A list to pick one from: by a key of its own, by arrows and Enter, or by a click."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tootui.ui.commands import key_label
from tootui.ui.dispatch import key_of
from tootui.ui.screens.dialog import Dialog

LETTERS = "123456789abcdefgimnoprstuvwxyz"
"""Keys given to the items of a list, in this order; those that move the selection are left out."""

_MOVES = {"j": "action_cursor_down", "k": "action_cursor_up"}


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
        key = f"{key_label(item.key):>5}  "
        text = self.tootui.look.drawn(item.text)
        if not item.enabled:
            return Content.styled(f"{key}{text}  {item.note}", "$muted")
        return Content.assemble((key, "bold $accent"), text, (f"  {item.note}", "$muted"))

    def on_mount(self) -> None:
        """Begin at the selected item."""
        self.query_one(OptionList).highlighted = self._selected

    def on_key(self, event: events.Key) -> None:
        """Pick by an item's key, move by j and k."""
        key = key_of(event.key, event.character)
        keys = [item.key for item in self._items]
        if key in keys and key not in ("enter", "escape"):
            event.stop()
            self._pick(keys.index(key))
        elif key in _MOVES:
            event.stop()
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
