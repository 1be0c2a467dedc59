"""Which file: a line to type a path into, with what is there to choose from."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from tootui.service.typed_paths import is_file, names_in, pasted_files, typed_path
from tootui.text.clean import clean_line
from tootui.ui.screens.line_and_list import LineAndList
from tootui.ui.screens.prompt import PromptLine


class _PathLine(PromptLine):
    """A line into which a file can be dropped."""

    def on_paste(self, event: events.Paste) -> None:
        """Take over the path as it is, without what terminals put around it."""
        if dropped := pasted_files(event.text):
            event.stop()
            event.prevent_default()
            self.value = str(dropped[0])
            self.action_end()


class AskFile(LineAndList[Path]):
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
            yield _PathLine("~/", placeholder="path of a picture, film or sound", gives_way=False)
            yield OptionList(markup=False)
            yield Static(classes="problem", markup=False)

    def typed(self, text: str) -> None:
        """Offer what is in the folder it names."""
        self.query_one(".problem", Static).update("")
        folder, slash, start = text.rpartition("/")
        self._folder = folder + slash
        self._found = names_in(self._folder, start)
        drawn = self.tootui.look.drawn
        self.offer((Content(drawn(clean_line(name))) for name in self._found), marked=0)
        self.query_one(OptionList).display = bool(self._found)

    def takes_from_line(self, key: str, text: str) -> bool:
        """Tab takes over what is marked."""
        is_taken = super().takes_from_line(key, text)
        if key == "tab":
            self._complete()
        return is_taken or key == "tab"

    def _complete(self) -> None:
        if self.marked is not None:
            line = self.query_one(Input)
            line.value = self._folder + self._found[self.marked]
            line.action_end()

    def entered(self, text: str) -> None:
        """Take the file that was typed, else what is marked."""
        typed = typed_path(text)
        if is_file(typed):
            self.dismiss(typed.absolute())
        elif self._found:
            self._take_marked()
        else:
            self.query_one(".problem", Static).update(Content("There is no such file."))

    def picked(self, number: int) -> None:
        """Take what was clicked, which is marked by that."""
        self._take_marked()

    def _take_marked(self) -> None:
        """Take the marked file, or go into the marked folder."""
        self._complete()
        path = typed_path(self.query_one(Input).value)
        if is_file(path):
            self.dismiss(path.absolute())
