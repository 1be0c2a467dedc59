"""Lines of one row that say less where there is less room: the ground of header and footer."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from rich.cells import cell_len, set_cell_size

from tootui.ui.render.cells import fit
from tootui.ui.widgets.word_lines import WordLines, Words

_NAME_CELLS = (40, 24)
"""Cells that a long name is cropped to, where there is less room and where there is little."""
_BETWEEN = 1
"""Cells that are kept free between both sides, beside those that their words bring along."""


class Part(Struct, frozen=True):
    """A piece of a bar: its wordings from the longest to the shortest, and how early it gives way.

    The highest number is the first to say less, 0 never does; parts of the same number go together.
    """

    wordings: tuple[str, ...]
    style: str = ""
    yields: int = 0


def name_part(name: str, style: str, ellipsis: str, yields: int, *, around: str = "") -> Part:
    """A name that somebody chose, which may be of any length: cropped where other things need the room.

    Args:
        name: the name.
        style: how it is drawn.
        ellipsis: stands where it was cut off.
        yields: how early it gives way, see `Part`.
        around: what stands before and behind it.
    """
    wordings = dict.fromkeys(
        f"{around}{fit(name, cells, ellipsis)}{around}" for cells in (cell_len(name), *_NAME_CELLS)
    )
    return Part(tuple(wordings), style, yields)


def lay_out(left: Sequence[Part], right: Sequence[Part], width: int) -> list[tuple[str, str]]:
    """Choose the wordings that fit a row, the first to yield being shortened first; what is never left out, such as a
    name, takes back what room there is then.

    Args:
        left: parts from the left edge on.
        right: parts that end at the right edge.
        width: the row's cells.

    Returns:
        Texts with their styles that fill the row exactly.
    """
    parts = [*left, *right]
    chosen = [0] * len(parts)

    def taken() -> int:
        cells = [cell_len(part.wordings[index]) for part, index in zip(parts, chosen, strict=True)]
        return sum(cells) + (_BETWEEN if any(cells[len(left) :]) else 0)

    while taken() > width:
        shortenable = [n for n, part in enumerate(parts) if part.yields and chosen[n] + 1 < len(part.wordings)]
        if not shortenable:
            break
        first = max(parts[number].yields for number in shortenable)
        for number in shortenable:
            chosen[number] += parts[number].yields == first
    for number, part in enumerate(parts):  # the next to yield may have left more room than was wanted
        while part.wordings[-1] and chosen[number]:
            chosen[number] -= 1
            if taken() > width:
                chosen[number] += 1
                break
    words = [part.wordings[index] for part, index in zip(parts, chosen, strict=True)]
    room = max(0, width - sum(map(cell_len, words)))
    row = [(word, part.style) for word, part in zip(words, parts, strict=True)]
    row.insert(len(left), (" " * room, ""))
    return _cropped(row, width)


def _cropped(row: list[tuple[str, str]], width: int) -> list[tuple[str, str]]:
    kept: list[tuple[str, str]] = []
    for word, style in row:
        cells = cell_len(word)
        if cells > width:
            word = set_cell_size(word, width)
            cells = width
        if word:
            kept.append((word, style))
        width -= cells
    return kept


class Bar(WordLines):
    """One row that is drawn anew only when what it says has changed."""

    DEFAULT_CSS = """
    Bar { height: 1; width: 100%; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left: Sequence[Part] = ()
        self._right: Sequence[Part] = ()

    def show(self, left: Sequence[Part], right: Sequence[Part]) -> None:
        """Say something else. Equal parts cost nothing."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.say_anew()

    @property
    def words(self) -> str:
        """What stands on the row now."""
        return "".join(word for word, _style in lay_out(self._left, self._right, self.size.width))

    def lines(self, width: int, height: int) -> list[Words]:
        """The row."""
        return [lay_out(self._left, self._right, width)]
