"""Text that was selected with the mouse: drawing it, and taking it out as it was written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.selection import Selection
from textual.strip import Strip

from tootui.ui.render.lines import DECORATION, Line, RowLayout
from tootui.ui.widgets.timeline_anchor import Viewport
from tootui.ui.widgets.timeline_rows import K
from tootui.ui.widgets.timeline_strips import LEAD

_ISOLATES = {0x2068: None, 0x2069: None}


class LineNumbers(Generic[K]):
    """Numbers the lines of a timeline for text selections to count in: scrolling and inserting leave them as they are.

    Attributes:
        first: The number of the line on top of the screen.
    """

    def __init__(self) -> None:
        self.first = 0
        self._of_rows: dict[K, int] = {}

    def follow(self, view: Viewport[K]) -> bool:
        """Take a new frame's rows. False where none of the last frame's is left: the numbers start anew."""
        rows = [(view.keys[row.number], row.y) for row in view.placed]
        shared = next(((key, y) for key, y in rows if key in self._of_rows), None)
        if shared is not None:
            self.first = self._of_rows[shared[0]] - shared[1]
        is_jump = shared is None and bool(self._of_rows)
        self._of_rows = {key: self.first + y for key, y in rows}
        return not is_jump

    def lines_of(
        self, selection: Selection, view: Viewport[K], layout_of: Callable[[K], RowLayout]
    ) -> Iterator[tuple[int, Line]]:
        """The lines of all rows that a selection touches, on the screen or off it, with their numbers."""
        index, number = view.placed[0].number, self.first + view.placed[0].y
        last = selection.end.y if selection.end is not None else self.first + view.height - 1
        while selection.start is not None and number > selection.start.y and index > 0:
            index -= 1
            number -= len(layout_of(view.keys[index]).lines)
        while index < len(view.keys) and number <= last:
            for row in layout_of(view.keys[index]).lines:
                yield number, row
                number += 1
            index += 1


def highlighted(strip: Strip, span: tuple[int, int], style: Style) -> Strip:
    """Draw the characters of a span (its end -1 for the end of the line) in the style of what is selected."""
    text = strip.text
    start, end = span
    left = cell_len(text[:start])
    right = strip.cell_length if end < 0 else cell_len(text[:end])
    if right <= left:
        return strip
    before, inside, after = strip.crop(0, left), strip.crop(left, right), strip.crop(right)
    marked = [Segment(piece, (old or Style()) + style) for piece, old, _ in inside]
    return Strip([*before, *marked, *after], strip.cell_length)


def selected_text(rows: Iterable[tuple[int, Line]], selection: Selection) -> str:
    """What is selected, as it was written: without guides and bars, wrapped lines joined again.

    Args:
        rows: Lines with the numbers that the selection counts in.
        selection: What is selected, in such line numbers and characters of the drawn line.
    """
    parts: list[str] = []
    for number, row in rows:
        span = selection.get_span(number)
        if span is None:
            continue
        text = _written(row, *span)
        if parts:
            joint = row.joint if span[0] <= LEAD else "\n"
            if joint == "\n":
                parts[-1] = parts[-1].rstrip()
            parts.append(joint)
        parts.append(text)
    return "".join(parts).translate(_ISOLATES).strip("\n ")


def _written(row: Line, start: int, end: int) -> str:
    """The characters of a line between two places, but for what is only drawn."""
    position = LEAD
    written: list[str] = []
    for piece in row.pieces:
        first = max(start - position, 0)
        last = len(piece.text) if end < 0 else end - position
        if last > first and piece.style not in DECORATION:
            written.append(piece.text[first:last])
        position += len(piece.text)
    return "".join(written)
