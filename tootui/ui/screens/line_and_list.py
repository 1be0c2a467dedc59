"""A line to type into, and below it a list that follows what is typed: the ground of several dialogs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual import events, on
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tootui.ui.screens.base import ResultT
from tootui.ui.screens.dialog import Dialog
from tootui.ui.screens.prompt import Prompting

_HEIGHTS = [(0, "-low"), (24, "-high")]
"""On low screens lists are shorter, so that what is marked in them is on the screen."""
_MOVES = {"down": "cursor_down", "up": "cursor_up", "pagedown": "page_down", "pageup": "page_up"}


class LineAndList(Dialog[ResultT], Prompting[ResultT]):
    """Arrows move in the list while the line keeps the letters; Enter and a click pick."""

    VERTICAL_BREAKPOINTS = _HEIGHTS

    _offered: str | None = None
    """For which text the list is."""
    _numbers: Sequence[int | None] = ()
    """What each row of the list offers; None for headings."""

    def on_mount(self) -> None:
        """Begin with what fits the line as it is."""
        self.query_one(OptionList).can_focus = False
        self.catch_up()

    def catch_up(self) -> None:
        """Offer what fits the line as it is by now: a key typed ahead comes before the word of what others wrote."""
        text = self.query_one(Input).value
        if text != self._offered:
            self._offered = text
            self.typed(text)

    def typed(self, text: str) -> None:
        """The line holds this now: `offer` what fits it."""
        raise NotImplementedError

    def takes_from_line(self, key: str, text: str) -> bool:
        """See `Prompting.takes_from_line`; the list is for what stands in the line by now."""
        if key in ("enter", "tab"):
            self.catch_up()
        return super().takes_from_line(key, text)

    def picked(self, number: int) -> None:
        """One of those offered was clicked."""
        raise NotImplementedError

    @property
    def marked(self) -> int | None:
        """Which of those offered the arrows have come to."""
        row = self.query_one(OptionList).highlighted
        return self._numbers[row] if row is not None else None

    def offer(self, lines: Iterable[Content], *, marked: int | None, headings: Mapping[int, str] | None = None) -> None:
        """Show these in the list.

        Args:
            lines: what there is to pick.
            marked: which of them Enter picks at first; None for none.
            headings: what stands above some of them, by their numbers.
        """
        rows: list[tuple[int | None, Option]] = []
        for number, line in enumerate(lines):
            if headings and number in headings:
                rows.append((None, Option(Content.styled(headings[number], "$muted bold"), disabled=True)))
            rows.append((number, Option(line)))
        self._numbers = [number for number, _option in rows]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([option for _number, option in rows])
        options.highlighted = self._numbers.index(marked) if rows and marked is not None else None

    def on_key(self, event: events.Key) -> None:
        """Move in the list. Other keys go on to what dialogs do with them: Textual calls that by itself."""
        if event.key in _MOVES:
            event.stop()
            event.prevent_default()
            self.catch_up()
            getattr(self.query_one(OptionList), f"action_{_MOVES[event.key]}")()

    @on(Input.Changed)
    def _on_typed(self) -> None:
        self.catch_up()

    @on(OptionList.OptionSelected)
    def _on_clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        number = self._numbers[event.option_index]
        if number is not None:
            self.picked(number)
