"""Any command by its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import FuzzySearch
from textual.widgets import Input, OptionList

from tootui.text.clean import clean_line
from tootui.ui.render.cells import fit
from tootui.ui.screens.line_and_list import LineAndList
from tootui.ui.screens.prompt import PromptLine

_WIDTH = 76
_AROUND = 6
"""Cells of a row that frame, padding and scroll bar take."""
_KEY_COLUMN = 56


class PaletteItem(NamedTuple):
    """Something that can be run; ``why_not`` says why it cannot just now, ``group`` to what it belongs."""

    title: str
    key: str
    run: Callable[[], None]
    why_not: str | None = None
    group: str = ""


class Palette(LineAndList[PaletteItem]):
    """A line to type into and the items that fit it, the best first. Answers with the one to run.

    Args:
        items: what there is; by default commands.
        title: what is looked for.
        verb: what Enter does with it.
    """

    def __init__(self, items: Sequence[PaletteItem], *, title: str = "Run a command", verb: str = "runs") -> None:
        super().__init__()
        self._heading = title
        self._verb = verb
        self._items = items
        self._found: Sequence[PaletteItem] = items
        self._search = FuzzySearch()

    def compose(self) -> ComposeResult:
        """The line and the list."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content(self._heading)
            frame.border_subtitle = Content(f"Enter {self._verb}, Esc closes")
            yield PromptLine(placeholder="type a part of its name")
            yield OptionList(markup=False)

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self.call_after_refresh(self._fit_lines)

    def _fit_lines(self) -> None:
        """Draw the same ones anew; the arrows may have been used since the screen has its size, or it may be gone."""
        if not self.is_running:
            return
        self.catch_up()
        options = self.query_one(OptionList)
        row = options.highlighted
        self.typed(self.query_one(Input).value)
        options.highlighted = row

    def typed(self, text: str) -> None:
        """Offer the items that fit it, the best first."""
        words, headings = text.strip(), dict[int, str]()
        if words:
            scored = [(self._search.match(words, item.title), item) for item in self._items]
            ranked = sorted((pair for pair in scored if pair[0][0] > 0), key=partial(_rank, words))
            self._found = [item for _match, item in ranked]
            lines = [self._line(item, match[1]) for match, item in ranked]
        else:
            self._found = self._items
            lines = [self._line(item) for item in self._items]
            groups = ["", *(item.group for item in self._items)]
            room, ellipsis = min(_WIDTH, self.app.size.width) - _AROUND, self.tootui.look.glyphs.ellipsis
            headings = {n: fit(group, room, ellipsis) for n, group in enumerate(groups[1:]) if group != groups[n]}
        self.offer(lines, marked=0, headings=headings)

    def _line(self, item: PaletteItem, matched: Sequence[int] = ()) -> Content:
        """One line: the name and its key, or why it cannot be run, cropped to what there is room for."""
        room = min(_WIDTH, self.app.size.width) - _AROUND
        ellipsis = self.tootui.look.glyphs.ellipsis
        words = fit(item.title, room - len(item.key) - 2, ellipsis)
        title = Content(words)
        for offset in matched:
            title = title.stylize("bold $accent", offset, offset + 1)
        if item.why_not is not None:
            reason = fit(f"  {item.why_not}", room - len(words), ellipsis)
            return Content.assemble(title.stylize("$muted"), (reason, "$muted"))
        key_at = min(_KEY_COLUMN, room - len(item.key))
        return Content.assemble(title, " " * (key_at - len(words)), (item.key, "$muted"))

    def entered(self, text: str) -> None:
        """Take the marked item."""
        if self.marked is not None:
            self.picked(self.marked)
        else:
            self.tootui.say(f"Nothing here is called “{clean_line(text)}”.")

    def picked(self, number: int) -> None:
        """Take an item."""
        self.dismiss(self._found[number])


def _rank(words: str, scored: tuple[tuple[float, Sequence[int]], PaletteItem]) -> tuple[bool, float]:
    """A name that begins with what was typed, before those that hold it somewhere."""
    (score, _places), item = scored
    return not item.title.lower().startswith(words.lower()), -score
