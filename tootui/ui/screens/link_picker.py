"""Picking one of the links of a post: what can be opened here may be opened in the browser instead."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList

from tootui.ui.dispatch import key_of
from tootui.ui.keymap import key_label
from tootui.ui.screens.picker import Picker, PickerItem


class LinkPicker(Picker):
    """Answers as a `Picker`; ``in_browser`` is whether the picked one is wanted in the browser.

    Args:
        items: the links; none has ``browser_key`` as its own.
        browser_key: opens the selected one in the browser; empty where there is no such key.
    """

    def __init__(self, items: Sequence[PickerItem], browser_key: str) -> None:
        super().__init__("Open", items)
        self._browser_key = browser_key
        self.in_browser = False

    def on_mount(self) -> None:
        """Say what the keys do."""
        if self._browser_key:
            words = f"Enter picks, {key_label(self._browser_key)} opens it in the browser, Esc closes"
            self.query_one(".frame", Vertical).border_subtitle = Content(words)

    def on_key(self, event: events.Key) -> None:
        """Pick for the browser. Other keys go on to what pickers do with them: Textual calls that by itself."""
        if self._browser_key and key_of(event.key, event.character) == self._browser_key:
            event.stop()
            event.prevent_default()
            self.in_browser = True
            self.dismiss(self.query_one(OptionList).highlighted)
