"""The part of the timeline that paints: rows at their places, as strips that are made once.

`render_lines` goes round Textual's own cache of styled lines, which would wrap every line in a new strip on every
scroll; the compositor is given the same objects again instead, each of which keeps what it looks like on the terminal.
Therefore no border, no padding, no opacity here, and line filters are applied to the styles.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic

from rich.style import Style
from textual.geometry import Region
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from tootui.ui.render.glyphs import Glyphs
from tootui.ui.render.lines import RowLayout, Target, target_at
from tootui.ui.render.styles import StyleTable
from tootui.ui.widgets.timeline_anchor import Viewport
from tootui.ui.widgets.timeline_rows import K, Placed
from tootui.ui.widgets.timeline_selection import LineNumbers, highlighted, selected_text
from tootui.ui.widgets.timeline_strips import LEAD, RowStrips, seen_through
from tootui.ui.widgets.unscrolled import Unscrolled


class RowsCanvas(Unscrolled, Widget, Generic[K]):
    """Paints the rows of a viewport, tells what is at a cell, and lets text be selected with the mouse."""

    ALLOW_SELECT = True

    def __init__(
        self,
        layout: Callable[[K, int], RowLayout],
        styles: StyleTable,
        glyphs: Glyphs,
        drawn: Callable[[str], str],
        *,
        name: str | None,
        id: str | None,
        classes: str | None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._styles = styles
        self._rows: RowStrips[K] = RowStrips(layout, styles, glyphs, drawn)
        self._view: Viewport[K] = Viewport(lambda number: self._rows.layout_of(self._view.keys[number]))
        self._placeholder: Callable[[int], RowLayout] | None = None
        self._frame: list[Strip] | None = None
        self._painted: list[Placed] | None = None
        """The rows as last painted; the same object as the viewport's as long as nothing but the cursor moved."""
        self._is_styled = False
        self._look: object = None
        """What the strips were made with."""
        self._selection_style = Style()
        self._numbers: LineNumbers[K] = LineNumbers()

    def restyle(self, styles: StyleTable) -> None:
        """Use another theme."""
        self._styles = styles
        self._is_styled = False
        self._redraw()

    def hit(self, x: int, y: int) -> tuple[K, Target | None] | None:
        """What is at a cell of the widget: the row and what stands there to be clicked. None where no row is."""
        self._view.settle()
        for number, top, height in self._view.placed:
            if top <= y < top + height:
                key = self._view.keys[number]
                lines = self._rows.layout_of(key).lines
                return key, target_at(lines[y - top], x - LEAD) if lines else None
        return None

    def selected_lines(self) -> range:
        """The lines of the screen on which the selected row has words; none where it is not in view."""
        self._view.settle()
        row = self._view.placed_row(self._view.cursor)
        if row is None or not self.is_attached:
            return range(0)
        end = row.bottom - self._rows.layout_of(self._view.keys[row.number]).tail
        return range(self.region.y + max(row.y, 0), self.region.y + min(end, self._view.height))

    # Painting

    def notify_style_update(self) -> None:
        """Styles are made anew: a theme, the colours of the terminal or the look of selected text may have changed."""
        self._is_styled = False
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the strips of a part of the widget, the same objects as long as nothing about them changes."""
        width, height = self.size
        if not height:
            return []  # a column that does not fit now stays where it is
        if (width, height) != (self._rows.width, self._view.height) or not self._is_styled:
            self._frame = None
        frame = self._frame if self._frame is not None else self._build(width, height)
        if crop.height != height:
            frame = frame[crop.y : crop.bottom]
        if crop.x or crop.width != width:
            frame = [strip.crop(crop.x, crop.right) for strip in frame]
        return frame

    def render_line(self, y: int) -> Strip:
        """Give one line with character places in it. Textual asks for it only to find what the mouse selects."""
        lines = self.render_lines(Region(0, y, self.size.width, 1))
        return lines[0].apply_offsets(0, self._numbers.first + y) if lines else self._rows.blank()

    def _redraw(self, *rows: Placed) -> None:
        """Have rows painted again that are where they were, or everything."""
        self._frame = None
        height = self._view.height
        regions = [
            Region(0, max(row.y, 0), self._rows.width, min(row.bottom, height) - max(row.y, 0))
            for row in rows
            if row.y < height and row.bottom > 0
        ]
        if regions or not rows:
            self.refresh(*regions)

    def _build(self, width: int, height: int) -> list[Strip]:
        """Make the frame: settle the place, take the strips of the rows there."""
        if not self._is_styled:
            self._resolve_styles()
        rows, view = self._rows, self._view
        if (width, height) != (rows.width, view.height):
            width_changed = width != rows.width
            if width_changed:
                rows.set_width(width)
            view.resize(height, width_changed=width_changed)
        view.settle()
        rows.give_keys(self.screen.focused is self)
        frame: list[Strip] = []
        for number, y, _ in view.placed:
            strips = rows.strips_of(view.keys[number], selected=number == view.cursor)
            frame += strips[-y:] if y < 0 else strips
        if not view.keys and self._placeholder is not None:
            frame += rows.make(self._placeholder(rows.room))
        del frame[height:]
        frame += [rows.blank()] * (height - len(frame))
        if not self._numbers.follow(view) and self.text_selection is not None:
            # A jump: what was selected is out of reach.
            self.screen.clear_selection()
        if (selection := self.text_selection) is not None:
            frame = [self._with_selection(strip, selection, y) for y, strip in enumerate(frame)]
        self._frame = frame
        self._painted = view.placed
        self._on_frame()
        return frame

    def _on_frame(self) -> None:
        """Called when a frame was made."""

    def _resolve_styles(self) -> None:
        """See the theme through the line filters. Strips stay where that comes to the same, as on a change of focus."""
        self._is_styled = True
        filters, background = self.get_line_filters(), self.background_colors[1]
        selected = self.screen.get_component_rich_style("screen--selection")
        look = (self._styles, filters, background, selected)
        if look != self._look:
            self._look = look
            finish = seen_through(filters, background)
            self._rows.set_styles(self._styles.through(finish), has_colours=not self.app.no_color)
            self._selection_style = finish(selected)

    # Selecting text

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected with the mouse."""
        self._redraw()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Give the selected text as it was written."""
        self._view.settle()
        if not self._view.placed:
            return None
        return selected_text(self._numbers.lines_of(selection, self._view, self._rows.layout_of), selection), "\n"

    def _with_selection(self, strip: Strip, selection: Selection, y: int) -> Strip:
        span = selection.get_span(self._numbers.first + y)
        return strip if span is None else highlighted(strip, span, self._selection_style)
