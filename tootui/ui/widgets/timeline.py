"""The timeline: one widget that draws any number of rows and asks only for those on the screen.

It is made for a key to be on the screen a millisecond or two later, with 40 rows or with 20,000: no widgets inside, no
reactive attributes, no scroll bars, no height of the whole; a place that is an anchor (`timeline_anchor`); strips that
are made once (`timeline_strips`) and painted many times (`timeline_canvas`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic

from textual import events
from textual.message import Message

from tootui.ui.render.glyphs import UNICODE, Glyphs
from tootui.ui.render.lines import RowLayout, Target
from tootui.ui.render.styles import StyleTable
from tootui.ui.widgets.timeline_canvas import RowsCanvas
from tootui.ui.widgets.timeline_rows import K

_NEAR = 30
"""Rows before the end at which more are asked for."""
_WHEEL_LINES = 3
_FROM_THE_TOP = 2
"""The line on which a row comes that is fetched from elsewhere: a little of what is above it shows too."""


class TimelineView(RowsCanvas[K], Generic[K], can_focus=True):
    """A list of rows named by keys, drawn by a function from key and width to lines.

    It knows nothing of posts. Whoever owns it gives the keys, in order, says which rows changed, and acts on messages.
    """

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
        drawn: Callable[[str], str] = str,
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
            drawn: Gives a text as it is put on the terminal, in the same cells.
            placeholder: Gives the lines to show while there are no rows.
            name: This and what follows as for any widget.
            id: See there.
            classes: See there.
        """
        super().__init__(layout, styles, glyphs, drawn, name=name, id=id, classes=classes)
        self._placeholder = placeholder
        self._asks_for_more = False
        self._ends: tuple[K, K] | None = None
        """The first and the last row of the last frame."""

    # Rows

    @property
    def keys(self) -> Sequence[K]:
        """The keys of all rows."""
        return self._view.keys

    def set_rows(self, keys: Sequence[K]) -> None:
        """Show these rows. What is on the screen stays there as far as its rows exist, wherever others came or went."""
        if len(keys) != len(self._view.keys):
            self._asks_for_more = True
        self._change_rows(lambda: self._view.set_keys(keys))

    def extend_rows(self, keys: Sequence[K], *, instead_of: int = 0) -> None:
        """Put rows at the end, in place of the last ``instead_of``. Unlike `set_rows` it costs no more where there are
        tens of thousands of them.
        """
        self._asks_for_more = True
        self._change_rows(lambda: self._view.extend(keys, instead_of))

    def want_more(self) -> None:
        """With the next frame, ask for more where the end is near, though there are as many rows as before."""
        self._asks_for_more = True

    def _change_rows(self, change: Callable[[], None]) -> None:
        before, shown = self.cursor_key, self._rows_shown()
        change()
        self._tell_cursor(before)
        if self._frame is not None and before == self.cursor_key and shown == self._rows_shown():
            self._painted = self._view.placed
            self._on_frame()
        else:
            self._redraw()

    def _rows_shown(self) -> list[tuple[K, int]]:
        """The rows on the screen with the lines they begin on."""
        self._view.settle()
        return [(self._view.keys[row.number], row.y) for row in self._view.placed]

    def changed(self, keys: Iterable[K], *, shows_cursor: bool = False) -> None:
        """Draw rows anew whose contents changed; costs nothing to speak of for rows not on the screen.

        The selected row stays on its line. ``shows_cursor`` moves it so far that all of it is seen: the reader asked
        for what changed there.
        """
        names = set(keys)
        self._view.hold()
        shown = [(row, self._view.keys[row.number]) for row in self._view.placed]
        self._rows.forget(names.difference(key for _, key in shown))
        renewed = [(row, *self._rows.renew(key)) for row, key in shown if key in names]
        others = [(row, layout) for row, layout, is_other in renewed if is_other]
        if not others:
            return
        if all(len(layout.lines) == row.height for row, layout in others):
            self._redraw(*[row for row, _ in others])
        else:
            self._view.relayout(show_cursor=shows_cursor and self.cursor_key in names)
            self._redraw()

    def invalidate(self, *, shows_cursor: bool = False) -> None:
        """Draw every row anew: what holds for all of them changed. ``shows_cursor`` as for `changed`."""
        self._view.hold()
        self._rows.clear()
        self._view.relayout(show_cursor=shows_cursor)
        self._redraw()

    def outdate(self) -> None:
        """What all rows show has aged: those on the screen are drawn anew, the others when they come there."""
        shown = self.visible_keys()
        self._rows.keep(set(shown))
        self.changed(shown)

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
        return [self._view.keys[row.number] for row in self._view.placed]

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

    def bring(self, key: K) -> bool:
        """Select a row; if it is on the screen everything stays where it is. False where there is no such row."""
        if key not in self.visible_keys():
            return self.go_to(key, _FROM_THE_TOP)
        index = next(row.number for row in self._view.placed if self._view.keys[row.number] == key)
        self._act(lambda: self._view.select(index))
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

    @property
    def is_near_end(self) -> bool:
        """Whether the rows on the screen are close to the last one."""
        self._view.settle()
        placed = self._view.placed
        return bool(placed) and placed[-1].number >= len(self._view.keys) - _NEAR

    @property
    def is_at_top(self) -> bool:
        """Whether the first row is selected and shown from its beginning."""
        return self._view.is_at_top

    def stay_at_top(self) -> None:
        """Show and select the first row because rows came, not because the reader moved: nothing is said of it."""
        self._view.to_top()
        self._redraw()

    def select_in_place(self, key: K) -> None:
        """Select a row without moving anything, where there is such a row."""
        if key in self._view.keys:
            index = self._view.keys.index(key)
            self._act(lambda: self._view.select_in_place(index))

    def _reader_moved(self) -> None:
        """Called after each move."""

    def _act(self, move: Callable[[], None]) -> None:
        """Carry out a move and draw what it changed: two rows where only the cursor went on, else all."""
        view = self._view
        before = view.cursor
        old_key = self.cursor_key
        move()
        self._asks_for_more = True
        self._reader_moved()
        self._tell_cursor(old_key)
        if view.is_settled and view.placed is self._painted:
            rows = [row for number in {before, view.cursor} if (row := view.placed_row(number)) is not None]
            self._redraw(*rows)
        else:
            self._redraw()

    def _tell_cursor(self, before: K | None) -> None:
        """Say that another row is selected; while the widget is still being made nobody has seen it."""
        key = self.cursor_key
        if key is not None and key != before and self.is_attached:
            self._say(self.CursorMoved(key))

    def _on_frame(self) -> None:
        keys, placed = self._view.keys, self._view.placed
        ends = (keys[placed[0].number], keys[placed[-1].number]) if placed else None
        if ends != self._ends:
            self._ends = ends
            self._say(self.Scrolled())
        if self._asks_for_more and placed:
            self._asks_for_more = False
            if self.is_near_end:
                self._say(self.NearEnd())

    def _say(self, message: Message) -> None:
        """Post a message in the widget's own name: one that seems to come from its parent would not bubble further."""
        self.post_message(message.set_sender(self))

    # Which of several has the keys

    def on_focus(self) -> None:
        """The cursor's mark stands out."""
        self._mark_cursor()

    def on_blur(self) -> None:
        """The cursor's mark steps back."""
        self._mark_cursor()

    def _mark_cursor(self) -> None:
        row = self._view.placed_row(self.cursor)
        if row is not None:
            self._redraw(row)

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Select what was clicked, and say so; the end of a drag is no click."""
        if self.text_selection is not None:
            return
        found = self.hit(event.x, event.y)
        if found is None:
            return
        key, target = found
        index = next(row.number for row in self._view.placed if self._view.keys[row.number] == key)
        self._act(lambda: self._view.select_in_place(index))
        if target is not None:
            self._say(self.TargetClicked(key, target))
        else:
            self._say(self.RowClicked(key, event.chain))

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
