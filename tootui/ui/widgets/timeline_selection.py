"""Text that was selected with the mouse: drawing it, and taking it out as it was written."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.selection import Selection
from textual.strip import Strip

from tootui.ui.render.lines import DECORATION, Line
from tootui.ui.widgets.timeline_strips import LEAD

_ISOLATES = {0x2068: None, 0x2069: None}


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
