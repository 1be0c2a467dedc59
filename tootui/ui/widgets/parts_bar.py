"""The row above a list that names the places beside it, as the parts of a profile stand side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from rich.cells import cell_len
from textual import events
from textual.message import Message

from tootui.model.places import Place
from tootui.ui.render.cells import fit
from tootui.ui.render.glyphs import Glyphs
from tootui.ui.widgets.word_lines import WordLines, Words

Parts: TypeAlias = Sequence[tuple[Place, str]]
"""Places with a short word each."""


class PartsBar(WordLines):
    """Names the parts; the one in view stands out, without colours too. Where not all fit, those next to it stay."""

    class Chosen(Message):
        """A part was clicked."""

        def __init__(self, place: Place) -> None:
            super().__init__()
            self.place = place

    DEFAULT_CSS = """
    PartsBar { height: 1; width: 100%; }
    """

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._parts: Parts = ()
        self._current: Place | None = None

    def tell(self, parts: Parts, current: Place) -> None:
        """Show other parts, or another of them. Equal ones cost nothing."""
        if (tuple(parts), current) != (self._parts, self._current):
            self._parts, self._current = tuple(parts), current
            self.say_anew()

    @property
    def words(self) -> str:
        """What stands on the row now."""
        return "".join(word for word, _style in self.lines(self.size.width, 1)[0])

    def lines(self, width: int, height: int) -> list[Words]:
        """The row."""
        row = [
            (word, "bold underline" if place is not None and place == self._current else "$muted")
            for word, place in self._row(width)
        ]
        room = width - sum(cell_len(word) for word, _style in row)
        return [[*row, (" " * max(0, room), "")]]

    def on_click(self, event: events.Click) -> None:
        """Go to the part that was clicked."""
        end = 0
        for word, place in self._row(self.size.width):
            end += cell_len(word)
            if event.x < end:
                if place is not None and place != self._current:
                    self.post_message(self.Chosen(place))
                return

    def _row(self, width: int) -> list[tuple[str, Place | None]]:
        """The words from the left, those of parts with their places."""
        first, end = self._shown(width)
        gap = f" {self._glyphs.dot} "
        row: list[tuple[str, Place | None]] = [("  " if first == 0 else f"  {self._glyphs.ellipsis}{gap}", None)]
        for number, (place, word) in enumerate(self._parts[first:end]):
            row += [(gap, None)] if number else []
            row.append((fit(word, max(1, width - 2), self._glyphs.ellipsis), place))
        return [*row, (f"{gap}{self._glyphs.ellipsis}", None)] if end < len(self._parts) else row

    def _shown(self, width: int) -> tuple[int, int]:
        """From which part to before which the row shows: around the present one, as many as fit."""
        sizes = [cell_len(word) + 3 for _place, word in self._parts]
        count = len(sizes)

        def fits(first: int, end: int) -> bool:
            marks = 4 * ((first > 0) + (end < count))
            return first >= 0 and end <= count and sum(sizes[first:end]) - 1 + marks <= width

        at = next((number for number, (place, _word) in enumerate(self._parts) if place == self._current), 0)
        first, end = at, min(at + 1, count)
        while True:
            if fits(first, end + 1):
                end += 1
            elif fits(first - 1, end):
                first -= 1
            else:
                return first, end
