"""The list under the cursor of what may complete a word."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.geometry import Offset
from textual.message import Message

from tootui.text.completing import Offer
from tootui.ui.look import Look
from tootui.ui.render.cells import fit
from tootui.ui.widgets.word_lines import WordLines, Words

_WIDEST = 60
_CHOSEN = "bold $foreground on $primary 35%"
_AROUND = 2
"""Cells left and right of a line's words."""
_BETWEEN = 2
_LEAST_NOTE = 4
"""A note with less room than this is left out."""


class CompletionList(WordLines):
    """Lies over everything, a line below what is being typed, or above it where there is no room below."""

    DEFAULT_CSS = """
    CompletionList {
        layer: completion;
        constrain: inside inflect;
        margin: 1 0;
        background: $panel;
        color: $foreground;
        display: none;
    }
    """

    class Picked(Message):
        """A line was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._offers: Sequence[Offer] = ()
        self._chosen: int | None = None
        self._cells = 0
        self._shown_at: tuple[int, int, Offset] | None = None
        """Its cells, its lines, and where it was put."""

    @property
    def is_open(self) -> bool:
        """Whether it is seen."""
        return bool(self._offers)

    def show(self, offers: Sequence[Offer], chosen: int | None, at: Offset) -> None:
        """Show some lines.

        Args:
            offers: from the top.
            chosen: the marked one; None where nobody has gone into the list, so that Tab takes the first.
            at: the cell of the screen at which the word begins.
        """
        most = self.app.size.width
        needed = max(self._needed(offer) for offer in offers)
        # While it is open it only grows: a list that breathes with every key is hard to read.
        self._cells = min(max(needed, self._cells), _WIDEST, most)
        at = Offset(max(0, min(at.x - 1, most - self._cells)), at.y)
        self._offers, self._chosen = offers, chosen
        shown_at = (self._cells, len(offers), at)
        if shown_at != self._shown_at:
            self._shown_at = shown_at
            self.styles.width, self.styles.height = self._cells, len(offers)
            self.absolute_offset = at
            self.refresh(layout=True)
        self.display = True
        self.say_anew()

    def hide(self) -> None:
        """Show nothing."""
        if self._offers:
            self._offers, self._cells = (), 0
            self.display = False

    def lines(self, width: int, height: int) -> list[Words]:
        """A line for each."""
        return [self._words_of(offer, number, width) for number, offer in enumerate(self._offers)]

    def _words_of(self, offer: Offer, number: int, width: int) -> Words:
        is_chosen = number == self._chosen
        hint = "Enter" if is_chosen else "Tab" if self._chosen is None and number == 0 else ""
        room = width - _AROUND - (len(hint) + _BETWEEN if hint else 0)
        ellipsis = self._look.glyphs.ellipsis
        label = fit(self._look.drawn(offer.label), room, ellipsis)
        left = room - cell_len(label) - _BETWEEN
        note = fit(self._look.drawn(offer.note), left, ellipsis) if left >= _LEAST_NOTE else ""
        gap = " " * (room - cell_len(label) - cell_len(note) - (_BETWEEN if note else 0))
        tail = f"{' ' * _BETWEEN}{hint}" if hint else ""
        if is_chosen:
            return [(f" {label}{'  ' if note else ''}{note}{gap}{tail} ", _CHOSEN)]
        return [(f" {label}", ""), (f"{'  ' if note else ''}{note}{gap}{tail} ", "$muted")]

    def _needed(self, offer: Offer) -> int:
        note = cell_len(offer.note) + _BETWEEN if offer.note else 0
        return cell_len(offer.label) + note + _AROUND + len("Enter") + _BETWEEN

    def on_click(self, event: events.Click) -> None:
        """Take what was clicked."""
        event.stop()
        if 0 <= event.y < len(self._offers):
            self.post_message(self.Picked(event.y))
