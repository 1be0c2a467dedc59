"""The rows of a timeline as strips: laid out once, made into strips once, painted many times."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Generic

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip

from tootui.ui.render.glyphs import Glyphs
from tootui.ui.render.lines import Line, RowLayout
from tootui.ui.render.styles import Ground, StyleTable
from tootui.ui.widgets.light_strip import LightStrip
from tootui.ui.widgets.timeline_rows import K

LEAD = 2
"""Cells at the left of every row: the cursor's sign and a space."""
_MARGIN = 1
_LEAST_WIDTH = 12
_MOST_ROWS = 400


class RowStrips(Generic[K]):
    """Layouts and strips of the rows used last, at one width and in one style table."""

    def __init__(
        self,
        layout: Callable[[K, int], RowLayout],
        styles: StyleTable,
        glyphs: Glyphs,
        drawn: Callable[[str], str] = str,
    ) -> None:
        """Start empty; ``layout`` is asked for a row's lines at a width, ``drawn`` for a text as it is put there."""
        self._drawn = drawn
        self._layout = layout
        self._styles = styles
        self._glyphs = glyphs
        self._layouts: OrderedDict[K, RowLayout] = OrderedDict()
        self._strips: OrderedDict[tuple[K, bool], list[Strip]] = OrderedDict()
        self.width = 0
        self._has_keys = True
        self._has_colours = True

    @property
    def room(self) -> int:
        """The cells that a row's lines may take."""
        return max(self.width - LEAD - _MARGIN, _LEAST_WIDTH)

    def set_width(self, width: int) -> None:
        """Use another width; everything is laid out anew."""
        self.width = width
        self.clear()

    def set_styles(self, styles: StyleTable, *, has_colours: bool = True) -> None:
        """Use other styles; layouts stay. Where they have no colours, signs tell what these would."""
        self._styles = styles
        self._has_colours = has_colours
        self._strips.clear()

    def give_keys(self, has_keys: bool) -> None:
        """Draw the cursor's mark weaker where the keys go elsewhere."""
        if has_keys != self._has_keys:
            self._has_keys = has_keys
            for known in [known for known in self._strips if known[1]]:
                del self._strips[known]

    def clear(self) -> None:
        """Forget all rows."""
        self._layouts.clear()
        self._strips.clear()

    def keep(self, keys: Collection[K]) -> None:
        """Forget all rows but these."""
        self.forget([key for key in self._layouts if key not in keys])

    def forget(self, keys: Iterable[K]) -> None:
        """Forget rows whose contents changed."""
        for key in keys:
            self._layouts.pop(key, None)
            self._strips.pop((key, False), None)
            self._strips.pop((key, True), None)

    def renew(self, key: K) -> tuple[RowLayout, bool]:
        """Lay a row out anew; and whether it looks otherwise than before. Where it does not, its strips stay."""
        before = self._layouts.get(key)
        layout = self._layout(key, self.room)
        if layout == before:
            return layout, False
        self.forget([key])
        self._layouts[key] = layout
        return layout, True

    def layout_of(self, key: K) -> RowLayout:
        """The lines of a row."""
        layout = self._layouts.get(key)
        if layout is None:
            layout = self._layouts[key] = self._layout(key, self.room)
            if len(self._layouts) > _MOST_ROWS:
                self._layouts.popitem(last=False)
        else:
            self._layouts.move_to_end(key)
        return layout

    def strips_of(self, key: K, *, selected: bool) -> list[Strip]:
        """The strips of a row: the same objects as long as nothing about it changes."""
        known = (key, selected)
        strips = self._strips.get(known)
        if strips is None:
            strips = self._strips[known] = self.make(self.layout_of(key), selected=selected)
            if len(self._strips) > _MOST_ROWS:
                self._strips.popitem(last=False)
        else:
            self._strips.move_to_end(known)
        return strips

    def make(self, layout: RowLayout, *, selected: bool = False) -> list[Strip]:
        """Make the strips of a layout."""
        lines = layout.lines
        head, end = layout.head, len(lines) - layout.tail
        plain = self._styles.ground()
        margin = [Segment(" " * LEAD, plain["text"])]
        ground = self._styles.ground(layout.ground, selected=selected)
        lead = self._lead(ground, layout, selected)
        strips = [self._strip(row, margin, plain) for row in lines[:head]]
        strips += [self._strip(row, lead, ground) for row in lines[head:end]]
        strips += [self._strip(row, margin, plain) for row in lines[end:]]
        return strips or [self.blank()]

    def _strip(self, row: Line, lead: list[Segment], ground: Ground) -> Strip:
        """One line over the whole width. Plain ASCII is joined with the blanks beside it: fewer bytes to send.

        Other text is not: a picture of the screen fits every segment to its cells, and the blanks would shift with it.
        """
        width = self.width
        drawn = self._drawn
        base = ground["text"]
        segments = [*lead, *[Segment(drawn(text), ground[style]) for text, style, _ in row.pieces]]
        if len(segments) > 1 and segments[0].style is segments[1].style is base and segments[1].text.isascii():
            segments[:2] = [Segment(segments[0].text + segments[1].text, base)]
        rest = width - LEAD - row.cells
        if rest > 0:
            last = segments[-1]
            if last.style is base and last.text.isascii():
                segments[-1] = Segment(last.text + " " * rest, base)
            else:
                segments.append(Segment(" " * rest, base))
        return LightStrip(segments, width) if rest >= 0 else Strip(segments, LEAD + row.cells).crop(0, width)

    def _lead(self, ground: Ground, layout: RowLayout, selected: bool) -> list[Segment]:
        if selected:
            mark = ground["cursor" if self._has_keys else "faint"]
            sign = self._glyphs.cursor if self._has_keys or self._has_colours else self._glyphs.guide
            return [Segment(sign, mark), Segment(" ", ground["text"])]
        if layout.ground == "focused":
            return [Segment(self._glyphs.focus, ground["focus_mark"]), Segment(" ", ground["text"])]
        return [Segment(" " * LEAD, ground["text"])]

    def blank(self) -> Strip:
        """A line without anything on it."""
        return Strip.blank(self.width, self._styles.ground()["text"])


def seen_through(filters: Sequence[LineFilter], background: Color) -> Callable[[Style], Style]:
    """What Textual's line filters (terminals without colours, ANSI themes) make of a style.

    They are meant for lines, but all they change is styles: these are few and looked at once.
    """

    def finish(style: Style) -> Style:
        segments = [Segment(" ", style)]
        for line_filter in filters:
            segments = line_filter.apply(segments, background)
        return segments[0].style or Style()

    return finish
