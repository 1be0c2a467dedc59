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
from tootui.ui.screens.dialog import Dialog

_KEYS_WIDTH = 20
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
        groups = [group for group in GROUPS if any(command.group == group for command in self._commands)]
        halves = (groups[::2], groups[1::2])
        with VerticalScroll(classes="frame", can_focus=False) as frame:
            frame.border_title = Content("Keys that work here")
            frame.border_subtitle = Content("Esc closes")
            with Horizontal(classes="columns"):
                for half in halves:
                    yield Static(Content("\n\n").join([self._group(group) for group in half]), markup=False)

    def _group(self, group: str) -> Content:
        lines = [Content.styled(GROUPS[group], "bold $primary")]
        for keys, title in key_table(self._commands, self._keymap, group):
            lines.append(Content.assemble((f"{keys:{_KEYS_WIDTH}} ", "$accent"), title))
        return Content("\n").join(lines)

    def on_resize(self, event: events.Resize) -> None:
        """One column below the other in a narrow terminal."""
        self.query_one(".columns").set_class(event.size.width < 100, "-narrow")

    def on_key(self, event: events.Key) -> None:
        """Scroll, or close."""
        key = key_of(event.key, event.character)
        if key in _SCROLLS:
            event.stop()
            event.prevent_default()
            getattr(self.query_one(VerticalScroll), f"scroll_{_SCROLLS[key]}")(animate=False)
        elif key in ("?", "q", "enter", "space"):
            event.stop()
            self.dismiss(None)
        else:
            super().on_key(event)
