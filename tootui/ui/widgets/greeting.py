"""Five keys for somebody who is here for the first time."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from tootui.ui.commands import Keymap

FIRST_KEYS = (
    ("cursor.next", "the next post, and the one after that"),
    ("thread.open", "the conversation around a post"),
    ("status.reply", "reply to it"),
    ("draft.new", "write a post of your own"),
    ("help.show", "every key that works here"),
)


class Greeting(Widget):
    """Names five keys. It takes none itself: the screen removes it with the first one pressed."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Greeting {
        layer: notices;
        dock: bottom;
        width: auto;
        height: auto;
        margin: 0 1 2 2;
        padding: 1 3;
        background: $panel;
        border-left: outer $accent;
    }
    .-ascii Greeting { border-left: ascii $accent; }
    """

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(id="greeting")
        self._keymap = keymap

    def render(self) -> Content:
        """Draw the five keys."""
        lines = [Content.styled("Welcome. Five keys are enough to begin:", "bold"), Content("")]
        for command_id, words in FIRST_KEYS:
            lines.append(Content.assemble((f"{self._keymap.label(command_id):>6}  ", "bold $accent"), words))
        lines += [Content(""), Content.styled("Any key begins.", "$muted")]
        return Content("\n").join(lines)
