"""Which file: a line to type a path into, with what is there to choose from."""

from __future__ import annotations

from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tootui.service.typed_paths import is_file, names_in, pasted_files, typed_path
from tootui.text.clean import clean_line
from tootui.ui.screens.dialog import Dialog

_MOVES = {"down": "cursor_down", "up": "cursor_up", "pagedown": "page_down", "pageup": "page_up"}


class _PathLine(Input):
    """A line into which a file can be dropped."""

    def on_paste(self, event: events.Paste) -> None:
        """Take over the path as it is, without what terminals put around it."""
        if dropped := pasted_files(event.text):
            event.stop()
            event.prevent_default()
            self.value = str(dropped[0])
            self.action_end()


class AskFile(Dialog[Path]):
    """Answers with the path of a file."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = ""
        self._found: list[str] = []

    def compose(self) -> ComposeResult:
        """The line and what is in the folder it names."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content("Attach a file")
            frame.border_subtitle = Content("Tab completes, Enter takes, Esc closes")
            yield _PathLine("~/", placeholder="path of a picture, film or sound", select_on_focus=False)
            yield OptionList(markup=False)
            yield Static(classes="problem", markup=False)

    def on_mount(self) -> None:
        """Begin at home."""
        self.query_one(OptionList).can_focus = False
        self._fill("~/")

    @on(Input.Changed)
    def _on_typed(self, event: Input.Changed) -> None:
        self.query_one(".problem", Static).update("")
        self._fill(event.value)

    def _fill(self, typed: str) -> None:
        folder, slash, start = typed.rpartition("/")
        self._folder = folder + slash
        self._found = names_in(self._folder, start)
        options = self.query_one(OptionList)
        options.clear_options()
        look = self.tootui.look
        options.add_options([Option(Content(look.drawn(clean_line(name)))) for name in self._found])
        options.display = bool(self._found)
        options.highlighted = 0 if self._found else None

    def on_key(self, event: events.Key) -> None:
        """Move in the list while the line keeps the letters; Tab takes over what is selected."""
        if event.key in _MOVES:
            event.stop()
            event.prevent_default()
            getattr(self.query_one(OptionList), f"action_{_MOVES[event.key]}")()
        elif event.key == "tab":
            event.stop()
            event.prevent_default()
            self._complete()
        else:
            super().on_key(event)

    def _complete(self) -> None:
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            line = self.query_one(Input)
            line.value = self._folder + self._found[highlighted]
            line.action_end()

    @on(Input.Submitted)
    def _on_entered(self, event: Input.Submitted) -> None:
        typed = typed_path(event.value)
        if is_file(typed):
            self.dismiss(typed.absolute())
        elif self._found:
            self._pick()
        else:
            self.query_one(".problem", Static).update(Content("There is no such file."))

    @on(OptionList.OptionSelected)
    def _on_clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._pick()

    def _pick(self) -> None:
        """Take the selected file, or go into the selected folder."""
        self._complete()
        path = typed_path(self.query_one(Input).value)
        if is_file(path):
            self.dismiss(path.absolute())
