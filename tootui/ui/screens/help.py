"""The keys that work on the screen it was called from."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tootui.ui.commands import ACCOUNT_ONLY, GROUPS, Command
from tootui.ui.dispatch import Dispatcher, key_of
from tootui.ui.keymap import Keymap, key_label
from tootui.ui.render.cells import wrap
from tootui.ui.screens.dialog import Dialog
from tootui.ui.screens.prompt import Prompting, PromptLine
from tootui.ui.widgets.typed_ahead import is_written

_KEYS_WIDTH = 9
"""Cells for the keys of a command, at the least."""
_WIDTH = 120
_AROUND = 7
"""Cells of a row that frame, padding and scroll bar take."""
_GUTTER = 2
_NARROW = 100
"""Terminals below this many columns have one column below the other."""
_SCROLLS = {"j": "down", "k": "up", "down": "down", "up": "up", "pagedown": "page_down", "pageup": "page_up"}
_SCROLLS |= {"home": "home", "end": "end", "g": "home", "G": "end"}
_LEGEND = "/ looks for words, Esc closes"


def key_table(
    commands: Sequence[Command], keymap: Keymap, group: str, contexts: Sequence[str]
) -> list[tuple[str, str]]:
    """Give the keys and titles of one group, of the commands that have keys in these contexts."""
    return [
        (", ".join(key_label(key) for key in keys), command.title)
        for command in commands
        if command.group == group and (keys := keymap.keys_here(command.id, contexts))
    ]


class HelpScreen(Dialog[None], Prompting[None]):
    """Keys by groups, in two columns where there is room, or those whose words or key one types after a slash.

    Args:
        dispatcher: of the screen whose keys they are.
        is_guest: whether to leave out what needs an account.
    """

    AUTO_FOCUS = ""

    def __init__(self, dispatcher: Dispatcher, *, is_guest: bool = False) -> None:
        super().__init__()
        self._keymap = dispatcher.keymap
        self._contexts = dispatcher.contexts()
        commands = [command for command, _reason in dispatcher.offered()]
        self._commands = [one for one in commands if not (is_guest and one.id in ACCOUNT_ONLY)]
        self._wanted = ""

    def compose(self) -> ComposeResult:
        """Two columns of groups under a line that is there when one looks for something."""
        with VerticalScroll(classes="frame", can_focus=False) as frame:
            frame.border_title = Content("Keys that work here")
            frame.border_subtitle = Content(_LEGEND)
            line = PromptLine(placeholder="a word, or a key")
            line.display = False
            yield line
            with Horizontal(classes="columns"):
                for words in self._columns(self.app.size.width):
                    yield Static(words, markup=False)

    def _columns(self, screen_width: int) -> list[Content]:
        tables = {
            group: self._found(key_table(self._commands, self._keymap, group, self._contexts)) for group in GROUPS
        }
        groups = [group for group, table in tables.items() if table]
        room = min(screen_width, _WIDTH) - _AROUND
        width = (room if screen_width < _NARROW else room // 2) - _GUTTER
        if not groups:
            return [Content.styled("No key here does that.", "$muted"), Content("")]
        halves = (groups, []) if screen_width < _NARROW else (groups[::2], groups[1::2])
        return [
            Content("\n\n").join([_group(GROUPS[group], tables[group], width) for group in half]) for half in halves
        ]

    def _found(self, table: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """The rows that are looked for: by their key, or by words of their titles where more than a letter is given."""
        wanted = self._wanted.strip()
        words = wanted.lower().split()
        return [
            (keys, title)
            for keys, title in table
            if wanted in keys.split(", ") or (len(wanted) != 1 and all(word in title.lower() for word in words))
        ]

    def on_resize(self, event: events.Resize) -> None:
        """One column below the other in a narrow terminal."""
        self._fill(event.size.width)

    def _fill(self, screen_width: int) -> None:
        self.query_one(".columns").set_class(screen_width < _NARROW, "-narrow")
        for column, words in zip(self.query(Static), self._columns(screen_width), strict=True):
            column.update(words)

    def _look_for(self, *, begin: bool) -> None:
        """Open the line, or close it and show everything again."""
        line = self.query_one(Input)
        line.display = begin
        line.value = ""
        self.set_focus(line if begin else None)

    @on(Input.Changed)
    def _on_typed(self, event: Input.Changed) -> None:
        self._wanted = event.value
        self._fill(self.app.size.width)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def close(self) -> None:
        """Stop looking for something, else close."""
        if self.query_one(Input).display:
            self._look_for(begin=False)
        else:
            super().close()

    def on_key(self, event: events.Key) -> None:
        """Scroll, look for something, or close. What is for the line, and other keys, go on to what takes them."""
        key = key_of(event.key, event.character)
        if self.focused and (is_written(event) or key == "enter"):
            return
        if key in _SCROLLS and not (self.focused and key in ("home", "end")):
            event.stop()
            event.prevent_default()
            getattr(self.query_one(VerticalScroll), f"scroll_{_SCROLLS[key]}")(animate=False)
        elif key in ("/", "ctrl+f"):
            event.stop()
            event.prevent_default()
            self._look_for(begin=True)
        elif key in ("?", "q", "enter", "space"):
            event.stop()
            event.prevent_default()
            self.dismiss(None)

    @property
    def early_line(self) -> PromptLine | None:
        """The line, while one looks for something."""
        line = self.query_one(PromptLine)
        return line if self.focused is line else None

    def entered(self, text: str) -> None:
        """Scroll among what was found from now on."""
        self.set_focus(None)


def _group(heading: str, table: Sequence[tuple[str, str]], width: int) -> Content:
    """A heading, and every command with its keys; what does not fit on a line goes on under its beginning."""
    lines = [Content.styled(heading, "bold $primary")]
    keys_width = max(max(len(keys) for keys, _title in table) + 2, _KEYS_WIDTH)
    for keys, title in table:
        for number, (start, end, _) in enumerate(wrap(title, width - keys_width)):
            beside = "" if number else keys
            lines.append(Content.assemble((f"{beside:{keys_width}}", "$accent"), title[start:end]))
    return Content("\n").join(lines)
