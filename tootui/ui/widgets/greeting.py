"""Five keys for somebody who is here for the first time."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tootui.ui.keymap import Keymap

FIRST_KEYS = (
    ("cursor.next", "the next post, and the one after that"),
    ("thread.open", "the conversation around a post"),
    ("status.reply", "reply to it"),
    ("draft.new", "write a post of your own"),
    ("help.show", "every key that works here"),
)


class Greeting(Static):
    """Names five keys. It takes none itself: the first one pressed ends it."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Greeting { padding: 1 2; border-left: outer $accent; }
    """

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(self._lines(keymap), id="greeting", markup=False)

    @staticmethod
    def _lines(keymap: Keymap) -> Content:
        lines = [Content.styled("Welcome. Five keys are enough to begin:", "bold"), Content("")]
        for command_id, words in FIRST_KEYS:
            lines.append(Content.assemble((f"{keymap.label(command_id):>6}  ", "bold $accent"), words))
        return Content("\n").join(lines)
