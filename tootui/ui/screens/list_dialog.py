"""A dialog with a list whose rows are chosen by keys of their own, by Space, Enter or a click: the ground of some."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.widgets import OptionList

from tootui.ui.dispatch import key_of
from tootui.ui.screens.base import ResultT
from tootui.ui.screens.dialog import Dialog

_MOVES = {"j": "cursor_down", "k": "cursor_up", "g": "first", "G": "last"}


class ListDialog(Dialog[ResultT]):
    """Arrows, j and k move in the list; what other keys do a subclass says in `pressed`."""

    @property
    def options(self) -> OptionList:
        """The list."""
        return self.query_one(OptionList)

    @property
    def is_in_list(self) -> bool:
        """Whether keys are meant for the list; False while one types elsewhere."""
        return True

    def row_keys(self) -> Sequence[str]:
        """The keys of the rows, from the top; empty for those without one."""
        return ()

    def chosen(self, number: int) -> None:
        """A row was chosen."""
        raise NotImplementedError

    def pressed(self, key: str) -> bool:
        """Do what a key does that comes before those of the list; whether it does anything."""
        return False

    def on_key(self, event: events.Key) -> None:
        """Choose and move. Other keys go on to what dialogs do with them: Textual calls that by itself."""
        if self._takes(key_of(event.key, event.character)):
            event.stop()
            event.prevent_default()

    def _takes(self, key: str) -> bool:
        if self.pressed(key):
            return True
        if not self.is_in_list:
            return False
        options, keys = self.options, self.row_keys()
        if key and key in keys:
            options.highlighted = keys.index(key)
            self.chosen(keys.index(key))
        elif key in ("space", "enter") and options.highlighted is not None:
            self.chosen(options.highlighted)
        elif key in _MOVES:
            getattr(options, f"action_{_MOVES[key]}")()
        else:
            return False
        return True

    @on(OptionList.OptionSelected)
    def _on_clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.chosen(event.option_index)
