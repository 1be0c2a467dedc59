"""The keys that work on the screen it was called from."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tootui.ui.commands import GROUPS, Command, Keymap, key_label
from tootui.ui.dispatch import Dispatcher, key_of
from tootui.ui.render.cells import wrap
from tootui.ui.screens.dialog import Dialog

_KEYS_WIDTH = 21
_WIDTH = 112
_AROUND = 7
"""Cells of a row that frame, padding and scroll bar take."""
_GUTTER = 2
_NARROW = 100
"""Terminals below this many columns have one column below the other."""
_SCROLLS = {"j": "down", "k": "up", "down": "down", "up": "up", "pagedown": "page_down", "pageup": "page_up"}


def key_table(commands: Sequence[Command], keymap: Keymap, group: str) -> list[tuple[str, str]]:
    """Give the keys and titles of one group, of the commands that have keys."""
    return [
        (" ".join(key_label(key) for key in keymap.keys_of(command.id)), command.title)
        for command in commands
        if command.group == group and keymap.keys_of(command.id)
    ]


class HelpScreen(Dialog[None]):
    """Keys by groups, in two columns where there is room. Any key that does not scroll closes it."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        super().__init__()
        self._keymap = dispatcher.keymap
        self._commands = [command for command, _reason in dispatcher.offered()]

    def compose(self) -> ComposeResult:
        """Two columns of groups."""
        with VerticalScroll(classes="frame", can_focus=False) as frame:
            frame.border_title = Content("Keys that work here")
            frame.border_subtitle = Content("Esc closes")
            with Horizontal(classes="columns"):
                for words in self._columns(self.app.size.width):
                    yield Static(words, markup=False)

    def _columns(self, screen_width: int) -> list[Content]:
        groups = [group for group in GROUPS if any(command.group == group for command in self._commands)]
        room = min(screen_width, _WIDTH) - _AROUND
        width = (room if screen_width < _NARROW else room // 2) - _GUTTER
        return [
            Content("\n\n").join([self._group(group, width) for group in half]) for half in (groups[::2], groups[1::2])
        ]

    def _group(self, group: str, width: int) -> Content:
        """A heading, and every command with its keys; what does not fit on a line goes on under its beginning."""
        lines = [Content.styled(GROUPS[group], "bold $primary")]
        for keys, title in key_table(self._commands, self._keymap, group):
            for number, (start, end, _) in enumerate(wrap(title, width - _KEYS_WIDTH)):
                beside = "" if number else keys
                lines.append(Content.assemble((f"{beside:{_KEYS_WIDTH}}", "$accent"), title[start:end]))
        return Content("\n").join(lines)

    def on_resize(self, event: events.Resize) -> None:
        """One column below the other in a narrow terminal."""
        self.query_one(".columns").set_class(event.size.width < _NARROW, "-narrow")
        for column, words in zip(self.query(Static), self._columns(event.size.width), strict=True):
            column.update(words)

    def on_key(self, event: events.Key) -> None:
        """Scroll, or close."""
        key = key_of(event.key, event.character)
        if key in _SCROLLS:
            event.stop()
            event.prevent_default()
            getattr(self.query_one(VerticalScroll), f"scroll_{_SCROLLS[key]}")(animate=False)
        elif key in ("?", "q", "enter", "space"):
            event.stop()
            event.prevent_default()
            self.dismiss(None)
        else:
            super().on_key(event)
