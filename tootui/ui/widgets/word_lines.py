"""Lines of words in the colours of the theme: the ground of bars and sidebar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tootui.ui.widgets.light_strip import LightStrip
from tootui.ui.widgets.timeline_strips import seen_through
from tootui.ui.widgets.unscrolled import Unscrolled

Words: TypeAlias = Sequence[tuple[str, str]]
"""Texts with their styles, as in a style sheet (``bold $accent``), that fill a line exactly."""


class WordLines(Unscrolled, Widget):
    """Draws lines that are made once and painted many times. It goes round Textual's cache of styled lines as timelines
    do, because bars are drawn anew with every post that arrives; therefore no border and no padding here.
    """

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._looks: dict[str, Style] = {}
        self._said: list[Words] = []
        self._drawn: list[Strip] | None = None
        self._drawn_at = (0, 0)

    def lines(self, width: int, height: int) -> Sequence[Words]:
        """Give the lines from the top; those missing are empty."""
        raise NotImplementedError

    def say_anew(self) -> None:
        """The lines are others now: those that differ are drawn."""
        if not self.is_on_screen:  # Textual would lay out the whole screen to find it
            self._drawn = None
            return
        if self._drawn is None or self._drawn_at != self.size:
            self.refresh()
            return
        width = self.size.width
        for y, (before, words) in enumerate(zip(self._said, self._all_lines(), strict=True)):
            if words != before:
                self._said[y], self._drawn[y] = words, self._strip(words, width)
                self.refresh(Region(0, y, width, 1))

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        self._looks.clear()
        self._drawn = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the strips of a part of the widget, the same objects as long as they say the same."""
        width = self.size.width
        if self._drawn is None or self._drawn_at != self.size:
            self._said = self._all_lines()
            self._drawn = [self._strip(words, width) for words in self._said]
            self._drawn_at = self.size
        strips = self._drawn[crop.y : crop.bottom]
        return strips if crop.width == width else [strip.crop(crop.x, crop.right) for strip in strips]

    def _all_lines(self) -> list[Words]:
        width, height = self.size
        said = list(self.lines(width, height)[:height])
        return said + [[(" " * width, "")]] * (height - len(said))

    def _strip(self, words: Words, width: int) -> Strip:
        return LightStrip([Segment(text, self._look_of(style)) for text, style in words if text], width)

    def _look_of(self, style: str) -> Style:
        look = self._looks.get(style)
        if look is None:
            whole = self.visual_style + self.app.stylesheet.parse_style(style)
            finish = seen_through(self.get_line_filters(), self.background_colors[1])
            look = self._looks[style] = finish(whole.rich_style)
        return look
