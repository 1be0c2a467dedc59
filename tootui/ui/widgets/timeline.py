"""The timeline: one widget that draws any number of rows and asks only for those on the screen.

It is made for a key to be on the screen a millisecond or two later, with 40 rows or with 20,000: no widgets inside, no
reactive attributes, no scroll bars, no height of the whole; a place that is an anchor (`timeline_anchor`); strips that
are made once and given to the compositor as the same objects (`timeline_strips`), so that a line which is painted again
is one cached string. `render_lines` goes round Textual's own cache of styled lines: therefore no border, no padding, no
opacity, and line filters are applied to the styles, which are few, instead of to every line.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from tootui.ui.render.glyphs import UNICODE, Glyphs
from tootui.ui.render.lines import Line, RowLayout, Target
from tootui.ui.render.styles import StyleTable
from tootui.ui.widgets.timeline_anchor import K, Placed, Viewport
from tootui.ui.widgets.timeline_selection import highlighted, selected_text
from tootui.ui.widgets.timeline_strips import LEAD, RowStrips

_NEAR = 30
"""Rows before the end at which more are asked for."""
_WHEEL_LINES = 3


class TimelineView(Widget, Generic[K], can_focus=True):
    """A list of rows named by keys, drawn by a function from key and width to lines.

    It knows nothing of posts. Whoever owns it gives the keys, in order, says which rows changed, and acts on messages.
    """

    ALLOW_SELECT = True
    DEFAULT_CSS = """
    TimelineView {
        height: 1fr;
        background: $background;
        color: $foreground;
    }
    """

    class CursorMoved(Message):
        """Another row was selected."""

        def __init__(self, key: Hashable) -> None:
            super().__init__()
            self.key = key

    class NearEnd(Message):
        """The rows on the screen are close to the last one: time to get more."""

    class Scrolled(Message):
        """Other rows came on the screen; at most once per frame."""

    class RowClicked(Message):
        """A row was clicked where nothing else is to be clicked; ``times`` is 2 for a double click. It is selected."""

        def __init__(self, key: Hashable, times: int) -> None:
            super().__init__()
            self.key = key
            self.times = times

    class TargetClicked(Message):
        """Something in a row was clicked. The row is selected."""

        def __init__(self, key: Hashable, target: Target) -> None:
            super().__init__()
            self.key = key
            self.target = target

    def __init__(
        self,
        layout: Callable[[K, int], RowLayout],
        styles: StyleTable,
        *,
        glyphs: Glyphs = UNICODE,
        placeholder: Callable[[int], RowLayout] | None = None,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Make an empty timeline.

        Args:
            layout: Gives the lines of a row at a width in cells; asked again only after `changed` or at another width.
            styles: The theme.
            glyphs: The signs to mark rows with.
            placeholder: Gives the lines to show while there are no rows.
            name: As for any widget.
            id: As for any widget.
            classes: As for any widget.
        """
        super().__init__(name=name, id=id, classes=classes)
        self._styles = styles
        self._is_styled = False
        self._placeholder = placeholder
        self._rows: RowStrips[K] = RowStrips(layout, styles, glyphs)
        self._view: Viewport[K] = Viewport(lambda index: self._rows.layout_of(self._view.keys[index]))
        self._frame: list[Strip] | None = None
        self._painted: list[Placed] | None = None
        """The rows as last painted; the same object as the viewport's as long as nothing but the cursor moved."""
        self._selection_style = Style()
        self._numbers: dict[K, int] = {}
        """The line number, as text selections count, of the first line of every row on the screen."""
        self._first_number = 0
        self._asks_for_more = False

    # Rows

    @property
    def keys(self) -> Sequence[K]:
        """The keys of all rows."""
        return self._view.keys

    def set_rows(self, keys: Sequence[K]) -> None:
        """Show these rows. What is on the screen stays there as far as its rows exist, wherever others came or went."""
        before = self.cursor_key
        count = len(self._view.keys)
        self._view.set_keys(keys)
        self._asks_for_more = self._asks_for_more or len(keys) != count
        self._tell_cursor(before)
        self._redraw()

    def changed(self, keys: Iterable[K]) -> None:
        """Draw rows anew whose contents changed; costs nothing to speak of for rows not on the screen."""
        names = set(keys)
        self._view.hold()
        shown = [row for row in self._view.placed if self._view.keys[row.index] in names]
        self._rows.forget(names)
        if not shown:
            return
        if all(len(self._rows.layout_of(self._view.keys[row.index]).lines) == row.height for row in shown):
            self._redraw(*[self._region(row.y, row.height) for row in shown])
        else:
            self._view.relayout(show_cursor=self.cursor_key in names)
            self._redraw()

    def invalidate(self) -> None:
        """Draw every row anew: what holds for all of them changed."""
        self._view.hold()
        self._rows.clear()
        self._view.relayout()
        self._redraw()

    def restyle(self, styles: StyleTable) -> None:
        """Use another theme."""
        self._styles = styles
        self._is_styled = False
        self._redraw()

    def set_placeholder(self, placeholder: Callable[[int], RowLayout] | None) -> None:
        """Show these lines while there are no rows."""
        self._placeholder = placeholder
        if not self._view.keys:
            self._redraw()

    # Where the reader is

    @property
    def cursor(self) -> int:
        """The number of the selected row; 0 while there are no rows."""
        return self._view.cursor

    @property
    def cursor_key(self) -> K | None:
        """The key of the selected row."""
        keys = self._view.keys
        return keys[self._view.cursor] if keys else None

    def visible_keys(self) -> list[K]:
        """The rows on the screen, from the top."""
        self._view.settle()
        return [self._view.keys[row.index] for row in self._view.placed]

    def reading_place(self) -> tuple[K, int] | None:
        """The row being read and the line of the widget its first line stands on, which is below 0 inside a tall row.

        It is the selected row, or the topmost one where that is not on the screen. `go_to` takes both.
        """
        if not self._view.keys:
            return None
        index, line = self._view.reading_line()
        return self._view.keys[index], line

    def go_to(self, key: K, line: int = 0) -> bool:
        """Select a row and put its first line on that line of the widget. False where there is no such row."""
        try:
            index = self._view.keys.index(key)
        except ValueError:
            return False
        self._act(lambda: self._view.go_to(index, line))
        return True

    # Moves

    def move(self, delta: int) -> None:
        """Select the next (1) or previous (-1) row; a row higher than the screen is scrolled by lines first."""
        self._act(lambda: self._view.move(delta))

    def page(self, direction: int) -> None:
        """A page down (1) or up (-1), skipping nothing."""
        self._act(lambda: self._view.page(direction))

    def half_page(self, direction: int) -> None:
        """Half a page down (1) or up (-1)."""
        self._act(lambda: self._view.half_page(direction))

    def to_top(self) -> None:
        """Select the first row."""
        self._act(self._view.to_top)

    def to_end(self) -> None:
        """Select the last row."""
        self._act(self._view.to_end)

    def _act(self, move: Callable[[], None]) -> None:
        """Carry out a move and draw what it changed: two rows where only the cursor went on, else all."""
        view = self._view
        before = view.cursor
        old_key = self.cursor_key
        if view.height <= 0:
            # Not on the screen yet: the place is found when it is.
            move()
            self._redraw()
            return
        move()
        self._asks_for_more = True
        self._tell_cursor(old_key)
        if view.is_settled and view.placed is self._painted:
            rows = [row for index in {before, view.cursor} if (row := view.placed_row(index)) is not None]
            self._redraw(*[self._region(row.y, row.height) for row in rows])
        else:
            self._redraw()

    def _tell_cursor(self, before: K | None) -> None:
        key = self.cursor_key
        if key is not None and key != before:
            self.post_message(self.CursorMoved(key))

    def _redraw(self, *regions: Region) -> None:
        self._frame = None
        self.refresh(*[region for region in regions if region])

    def _region(self, y: int, height: int) -> Region:
        top = max(y, 0)
        return Region(0, top, self._rows.width, max(0, min(y + height, self._view.height) - top))

    # Painting

    def notify_style_update(self) -> None:
        """Styles are made anew: a theme, the colours of the terminal or the look of selected text may have changed."""
        self._is_styled = False
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the strips of a part of the widget, the same objects as long as nothing about them changes."""
        width, height = self.size
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
        return lines[0].apply_offsets(0, self._first_number + y) if lines else self._rows.blank()

    def _build(self, width: int, height: int) -> list[Strip]:
        """Make the frame: settle the place, take the strips of the rows there."""
        if not self._is_styled:
            self._resolve_styles()
        rows, view = self._rows, self._view
        if (width, height) != (rows.width, view.height):
            is_wider = width != rows.width
            if is_wider:
                rows.set_width(width)
            view.resize(height, width_changed=is_wider)
        view.settle()
        frame: list[Strip] = []
        for index, y, _ in view.placed:
            strips = rows.strips_of(view.keys[index], selected=index == view.cursor)
            frame += strips[-y:] if y < 0 else strips
        if not view.keys and self._placeholder is not None:
            frame += rows.make(self._placeholder(max(width - LEAD - 1, LEAD)))
        del frame[height:]
        if len(frame) < height:
            frame += [rows.blank()] * (height - len(frame))
        self._number_lines()
        selection = self.text_selection
        if selection is not None:
            frame = [self._with_selection(strip, selection, y) for y, strip in enumerate(frame)]
        self._tell_place()
        self._frame = frame
        return frame

    def _resolve_styles(self) -> None:
        """Take the theme through the line filters (terminals without colours, ANSI themes)."""
        filters = self.get_line_filters()
        background = self.background_colors[1]

        def finish(style: Style) -> Style:
            segments = [Segment(" ", style)]
            for line_filter in filters:
                segments = line_filter.apply(segments, background)
            return segments[0].style or Style()

        self._rows.set_styles(self._styles.through(finish))
        self._selection_style = finish(self.screen.get_component_rich_style("screen--selection"))
        self._is_styled = True

    def _tell_place(self) -> None:
        placed = self._view.placed
        if placed is not self._painted:
            if not self._painted or not placed or placed[0] != self._painted[0] or placed[-1] != self._painted[-1]:
                self.post_message(self.Scrolled())
            self._painted = placed
        if self._asks_for_more and placed:
            self._asks_for_more = False
            if placed[-1].index >= len(self._view.keys) - _NEAR:
                self.post_message(self.NearEnd())

    # Selecting text

    def _number_lines(self) -> None:
        """Give the lines numbers that scrolling and inserting leave to them, for text selections to count in."""
        view = self._view
        shared = next((row for row in view.placed if view.keys[row.index] in self._numbers), None)
        if shared is not None:
            self._first_number = self._numbers[view.keys[shared.index]] - shared.y
        elif self._numbers and self.text_selection is not None:
            # A jump: what was selected is out of reach.
            self.screen.clear_selection()
        self._numbers = {view.keys[row.index]: self._first_number + row.y for row in view.placed}

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected with the mouse."""
        self._redraw()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Give the selected text as it was written."""
        view = self._view
        view.settle()
        if not view.placed:
            return None
        index, number = view.placed[0].index, self._first_number + view.placed[0].y
        last = selection.end.y if selection.end is not None else self._first_number + view.height - 1
        while selection.start is not None and number > selection.start.y and index > 0:
            index -= 1
            number -= len(self._rows.layout_of(view.keys[index]).lines)
        rows = []
        while index < len(view.keys) and number <= last:
            for row in self._rows.layout_of(view.keys[index]).lines:
                rows.append((number, row))
                number += 1
            index += 1
        return selected_text(rows, selection), "\n"

    def _with_selection(self, strip: Strip, selection: Selection, y: int) -> Strip:
        span = selection.get_span(self._first_number + y)
        return strip if span is None else highlighted(strip, span, self._selection_style)

    # Mouse

    def hit(self, x: int, y: int) -> tuple[K, Target | None] | None:
        """What is at a cell of the widget: the row and what stands there to be clicked. None where no row is."""
        self._view.settle()
        for index, top, height in self._view.placed:
            if top <= y < top + height:
                key = self._view.keys[index]
                lines = self._rows.layout_of(key).lines
                return key, _target_at(lines[y - top], x - LEAD) if lines else None
        return None

    def on_click(self, event: events.Click) -> None:
        """Select what was clicked, and say so; the end of a drag is no click."""
        if self.text_selection is not None:
            return
        found = self.hit(event.x, event.y)
        if found is None:
            return
        key, target = found
        index = next(row.index for row in self._view.placed if self._view.keys[row.index] == key)
        self._act(lambda: self._view.select_in_place(index))
        if target is not None:
            self.post_message(self.TargetClicked(key, target))
        else:
            self.post_message(self.RowClicked(key, event.chain))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll, leaving the cursor with its row."""
        event.stop()
        event.prevent_default()
        self._act(lambda: self._view.scroll(_WHEEL_LINES))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll, leaving the cursor with its row."""
        event.stop()
        event.prevent_default()
        self._act(lambda: self._view.scroll(-_WHEEL_LINES))


def _target_at(row: Line, x: int) -> Target | None:
    """What stands at a cell of a line."""
    cell = 0
    for piece in row.pieces:
        cell += cell_len(piece.text)
        if 0 <= x < cell:
            return piece.target
    return None
