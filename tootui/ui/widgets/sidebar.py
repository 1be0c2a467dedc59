"""The places there are, beside the columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.cells import cell_len
from textual import events
from textual.message import Message

from tootui.model.places import Place
from tootui.text.numbers import compact
from tootui.ui.look import Look
from tootui.ui.render.cells import fit
from tootui.ui.widgets.column_layout import SIDEBAR_WIDTH
from tootui.ui.widgets.word_lines import WordLines, Words

if TYPE_CHECKING:
    from tootui.service.shelf import Section

_WHEEL_LINES = 3
_NUMBERED = 9
_CHOSEN = "bold $foreground on $primary 35%"


class _Line(Struct, frozen=True, gc=False):
    """A line: a place with its number, or the account, or a heading, or nothing."""

    text: str = ""
    place: Place | None = None
    number: int = 0
    is_account: bool = False

    @property
    def can_be_chosen(self) -> bool:
        """Whether Enter and a click do something with it."""
        return self.place is not None or self.is_account


class Sidebar(WordLines, can_focus=True):
    """Lists places, marks the one in view, and lets another be chosen.

    Args:
        look: theme and glyphs.
    """

    class Chosen(Message):
        """A place was clicked."""

        def __init__(self, place: Place) -> None:
            super().__init__()
            self.place = place

    class AccountChosen(Message):
        """The account was clicked."""

    DEFAULT_CSS = """
    Sidebar { background: $background; }
    Sidebar.-over { background: $panel; }
    """

    def __init__(self, look: Look) -> None:
        super().__init__(id="sidebar")
        self._look = look
        self._lines: Sequence[_Line] = ()
        self._current: Place | None = None
        self._counts: Mapping[Place, int] = {}
        self._account = ""
        self._unread_elsewhere = 0
        self._cursor = 0
        self._top = 0
        self._state: object = None

    # What it shows

    def tell_account(self, account: str, unread_elsewhere: int) -> None:
        """Show in the first row whose places these are.

        Args:
            account: its name.
            unread_elsewhere: how many notifications wait unread in other accounts, as far as that is known.
        """
        if (account, unread_elsewhere) != (self._account, self._unread_elsewhere):
            self._account, self._unread_elsewhere = account, unread_elsewhere
            self._state = None

    def tell(self, sections: Sequence[Section], current: Place, counts: Mapping[Place, int]) -> None:
        """Show how things stand.

        Args:
            sections: the places under their headings.
            current: the place to be marked.
            counts: how many posts are new, for the places where that is known.
        """
        state = (sections, current, counts)
        if state == self._state:
            return
        self._state = state
        is_at_account = self.is_at_account and current == self._current
        chosen = self.chosen
        if current != self._current:
            chosen = current
        lines = _lines_of(sections)
        self._lines = [_Line(self._account, is_account=True), *lines] if self._account else lines
        self._current, self._counts = current, counts
        found = (number for number, line in enumerate(self._lines) if line.place is not None and line.place == chosen)
        self._cursor = next(found, min(self._cursor, max(0, len(self._lines) - 1)))
        if is_at_account:
            self._cursor = 0
        elif self.chosen is None:
            self._cursor = next((number for number, line in enumerate(self._lines) if line.place is not None), 0)
        self._show_cursor()
        self.say_anew()

    @property
    def chosen(self) -> Place | None:
        """The place under the cursor."""
        return self._lines[self._cursor].place if self._cursor < len(self._lines) else None

    @property
    def is_at_account(self) -> bool:
        """Whether the account is under the cursor."""
        return self._cursor < len(self._lines) and self._lines[self._cursor].is_account

    def selected_lines(self) -> range:
        """The line of the screen on which the chosen place stands."""
        line = self.region.y + self._cursor - self._top
        return range(line, line + 1)

    def on_focus(self) -> None:
        """The chosen place is marked."""
        self._show_cursor()
        self.say_anew()

    def on_blur(self) -> None:
        """It is marked no more."""
        self.say_anew()

    def lines(self, width: int, height: int) -> list[Words]:
        """The lines in view. Where it lies over columns a rule is its edge: not all themes have a ground for it."""
        shown = self._lines[self._top : self._top + height]
        room = min(width, SIDEBAR_WIDTH)
        lines = [self._words_of(line, room, self._top + offset == self._cursor) for offset, line in enumerate(shown)]
        if room == width:
            return lines
        lines += [[(" " * room, "")]] * (height - len(lines))
        return [[*words, (self._look.glyphs.frame_side, "$muted")] for words in lines]

    def _words_of(self, line: _Line, width: int, is_chosen: bool) -> Words:
        ellipsis = self._look.glyphs.ellipsis
        if line.is_account:
            return self._account_words(width, is_chosen=is_chosen)
        if line.place is None:
            return [(_filled(fit(f"  {line.text}", width, ellipsis), width), "bold $muted")]
        is_current = line.place == self._current
        count = self._counts.get(line.place, 0)
        number = str(line.number) if line.number <= _NUMBERED else " "
        mark = self._look.glyphs.cursor if is_current else " "
        tail = f" {compact(count)} " if count else " "
        room = width - 4 - len(tail)
        title = _filled(fit(self._look.drawn(line.text), room, ellipsis), room)
        if is_chosen and self.has_focus:
            return [(f"{mark}{number}  {title}{tail}", _CHOSEN)]
        return [
            (mark, "$accent"),
            (f"{number}  ", "$muted"),
            (title, "bold" if is_current or count else ""),
            (tail, "bold $accent"),
        ]

    def _account_words(self, width: int, *, is_chosen: bool) -> Words:
        glyphs = self._look.glyphs
        news = f"{glyphs.new}{compact(self._unread_elsewhere)} " if self._unread_elsewhere else ""
        tail = f" {news}{glyphs.more} "
        room = width - 1 - len(tail)
        name = _filled(fit(self._look.drawn(self._account), room, glyphs.ellipsis), room)
        if is_chosen and self.has_focus:
            return [(f" {name}{tail}", _CHOSEN)]
        return [(f" {name}", "bold"), (f" {news}", "bold $accent"), (f"{glyphs.more} ", "$muted")]

    # Moves, as in a list of posts

    def move(self, delta: int) -> None:
        """Choose the next (1) or previous (-1) place."""
        places = [number for number, line in enumerate(self._lines) if line.can_be_chosen]
        if places:
            at = places.index(self._cursor) if self._cursor in places else 0
            self._choose(places[max(0, min(len(places) - 1, at + delta))])

    def half_page(self, direction: int) -> None:
        """Half a page down (1) or up (-1)."""
        self.move(direction * max(1, self.size.height // 2))

    def page(self, direction: int) -> None:
        """A page down (1) or up (-1)."""
        self.move(direction * max(1, self.size.height - 1))

    def to_top(self) -> None:
        """Choose the first place."""
        self.move(-len(self._lines))

    def to_end(self) -> None:
        """Choose the last place."""
        self.move(len(self._lines))

    def _choose(self, number: int) -> None:
        self._cursor = number
        self._show_cursor()
        self.say_anew()

    def _show_cursor(self) -> None:
        height = self.size.height
        if height:
            self._top = max(self._cursor - height + 1, min(self._top, self._cursor))
            if not any(line.can_be_chosen for line in self._lines[: self._cursor]):
                self._top = 0  # the heading above the first place
            self._top = max(0, min(self._top, len(self._lines) - height))

    # Mouse, size

    def on_resize(self) -> None:
        """Keep the chosen place in view."""
        self._show_cursor()
        self.say_anew()

    def on_click(self, event: events.Click) -> None:
        """Go to what was clicked."""
        number = self._top + event.y
        line = self._lines[number] if number < len(self._lines) else _Line()
        if line.place is not None:
            self._choose(number)
            self.post_message(self.Chosen(line.place))
        elif line.is_account:
            self.post_message(self.AccountChosen())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll."""
        event.stop()
        self._scroll(_WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll."""
        event.stop()
        self._scroll(-_WHEEL_LINES)

    def _scroll(self, lines: int) -> None:
        self._top = max(0, min(self._top + lines, len(self._lines) - self.size.height))
        self.say_anew()


def _lines_of(sections: Sequence[Section]) -> list[_Line]:
    lines: list[_Line] = []
    number = 0
    for section in sections:
        if section.heading:
            lines += [_Line(), _Line(section.heading)]
        for place, title in section.places:
            number += 1
            lines.append(_Line(title, place, number))
    return lines


def _filled(text: str, cells: int) -> str:
    return text + " " * max(0, cells - cell_len(text))
