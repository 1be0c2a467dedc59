"""Emoji made plain on the whole screen, where the terminal draws them at other widths than it is told."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter


class DrawnText(LineFilter):
    """Puts every text on the screen through a function that keeps its cells.

    Args:
        drawn: gives a text as it is put on the terminal.
    """

    def __init__(self, drawn: Callable[[str], str]) -> None:
        super().__init__()
        self._drawn = drawn

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Change the texts and nothing else."""
        return [Segment(self._drawn(text), style, control) for text, style, control in segments]
