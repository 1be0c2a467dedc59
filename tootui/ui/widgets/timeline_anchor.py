"""Where a reader stands in a timeline: rows, cursor and moves, without a screen."""

from __future__ import annotations

from collections.abc import Sequence

from tootui.ui.widgets.timeline_rows import K, first_left, found_again, rows_above
from tootui.ui.widgets.timeline_settling import Reach, Settling

_BARS = 2
"""So many lines are taken or given back by what appears beside a timeline: nothing moves for that."""
_OVERLAP = 2
"""Lines of a tall row that a page leaves on the screen, so that the eye finds its place."""


class Viewport(Settling[K]):
    """Where a reader stands among rows: these come and go, the reader moves."""

    # Rows

    def set_keys(self, keys: Sequence[K]) -> None:
        """Put other rows in place of the present ones. Cursor and anchor stay with theirs as long as these exist."""
        new = list(keys)
        old = self.keys
        if new == old:
            return
        self.hold()
        shown, self.placed = self.placed, []
        self.keys = new
        self._is_settled = False
        if not old or not new:
            self.cursor = self._top = self._offset = 0
            return
        is_anchored = self._top == self.cursor
        above = rows_above(old, new)
        if above is not None:
            self.cursor += above
            self._top += above
            return
        places = {key: index for index, key in enumerate(new)}
        cursor, is_kept = found_again(self.cursor, old, places)
        self._top, self._offset = (cursor, self._offset) if is_anchored else first_left(shown, old, places)
        self.cursor = cursor
        if not is_kept:
            self._reach = Reach.PART

    def extend(self, keys: Sequence[K], instead_of: int) -> None:
        """Put rows at the end, in place of so many that are there; it costs the same however many are above."""
        self.hold()
        self.placed = []
        self._is_settled = False
        kept = len(self.keys) - instead_of
        del self.keys[kept:]
        self.keys += keys
        first_new = max(min(kept, len(self.keys) - 1), 0)
        if self._top >= kept:
            self._top, self._offset = first_new, 0
        if self.cursor >= kept:  # what came in place of its row is selected
            self.cursor, self._reach = first_new, Reach.PART

    def resize(self, height: int, *, width_changed: bool) -> None:
        """Take another size. A cursor that was on the screen stays there, at the same part of its height; so does the
        part of a tall row being read.
        """
        row = self.placed_row(self.cursor) or (self.placed[0] if self.placed else None)
        before, self.height = self.height, height
        self._is_settled = False
        if row is None:
            if self._top == self.cursor:
                self._need(Reach.PART)
            return
        above = -row.y
        if width_changed and above > 0:
            above = above * len(self._layout_of(row.number).lines) // max(row.height, 1)
        elif above < 0 and abs(height - before) > _BARS:
            above = above * height // max(before, 1)
        self._top, self._offset = row.number, above
        if row.number == self.cursor:
            self._need(Reach.PART)

    # Moves

    def move(self, delta: int) -> None:
        """Select another row, ``delta`` rows down; a row higher than the screen is scrolled by lines first."""
        for _ in range(abs(delta)):
            self._step(1 if delta > 0 else -1)

    def _step(self, direction: int) -> None:
        if not self.keys:
            return
        if self.height > 0 and self._reach is Reach.NOTHING:
            self.settle()
            if self.placed_row(self.cursor) is None:
                self._select_seen(direction)
                return
            if self._shows_more(direction):
                return
        elif self.height > 0 and len(self._layout_of(self.cursor).lines) > self.height and self._shows_more(direction):
            return
        self.select(self.cursor + direction, Reach.START if direction > 0 else Reach.END)

    def _shows_more(self, direction: int) -> bool:
        """Scroll to what is not on the screen of the selected row, if anything is: no text is passed over."""
        self.settle()
        row = self.placed_row(self.cursor)
        if row is None:
            return False
        layout = self._layout_of(self.cursor)
        if row.height > self.height:
            has_more = row.bottom > self.height if direction > 0 else row.y < 0
            if has_more:
                self.scroll(direction)
            return has_more
        has_more = row.bottom - layout.tail > self.height if direction > 0 else row.y + layout.head < 0
        if has_more:
            self._need(Reach.PART)
        return has_more

    def _select_seen(self, direction: int) -> None:
        """After scrolling away from the cursor: go on from what is on the screen."""
        seen = [row for row in self.placed if row.y >= 0 and row.bottom <= self.height] or self.placed
        self.cursor = (seen[0] if direction > 0 else seen[-1]).number

    def select(self, index: int, reach: Reach = Reach.PART) -> None:
        """Select a row and bring it on the screen."""
        self.cursor = max(0, min(len(self.keys) - 1, index))
        row = self.placed_row(self.cursor) if self._is_settled else None
        if row is None or row.y < 0 or row.bottom > self.height:
            self._need(reach)

    def select_in_place(self, index: int) -> None:
        """Select a row without moving anything, as a click does."""
        self.cursor = max(0, min(len(self.keys) - 1, index))

    def page(self, direction: int) -> None:
        """A page on: the first row not shown whole comes to the top. Back: the row above comes to the bottom."""
        self.settle()
        if not self.placed:
            return
        if direction > 0:
            self._page_down()
        else:
            self._page_up()

    def _page_down(self) -> None:
        last = self.placed[-1]
        is_whole = last.bottom - self._layout_of(last.number).tail <= self.height
        if is_whole and last.number == len(self.keys) - 1:
            self.cursor = last.number
            return
        target = last.number + 1 if is_whole else last.number
        if target == self.placed[0].number:
            self.scroll(max(1, self.height - _OVERLAP))
            self.cursor = target
            return
        self._place(target, 0)
        self.cursor = target

    def _page_up(self) -> None:
        first = self.placed[0]
        target = first.number if first.y < 0 else first.number - 1
        if target < 0:
            self.cursor = 0
            return
        height = len(self._layout_of(target).lines)
        if target == first.number and height > self.height:
            self.scroll(-max(1, self.height - _OVERLAP))
        else:
            self._place(target, height - self.height)
        self.settle()
        self._select_seen(1)

    def half_page(self, direction: int) -> None:
        """Scroll by half the screen; the cursor keeps its height on the screen."""
        self.settle()
        if not self.placed:
            return
        before = self.placed[0]
        row = self.placed_row(self.cursor)
        line = max(row.y, 0) if row is not None else 0
        self.scroll(direction * max(1, self.height // 2))
        self.settle()
        if self.placed[0] == before:
            self.cursor = self.placed[-1].number if direction > 0 else 0
            return
        whole = [seen for seen in self.placed if seen.y >= 0 and seen.bottom <= self.height] or self.placed
        self.cursor = next((seen for seen in whole if seen.bottom > line), whole[-1]).number

    def scroll(self, lines: int) -> None:
        """Move what is on the screen by lines, leaving the cursor with its row."""
        self.settle()
        self._reach = Reach.NOTHING
        self._offset += lines
        self._is_settled = False

    def to_top(self) -> None:
        """Select the first row."""
        self.cursor = 0
        self._place(0, 0)

    def to_end(self) -> None:
        """Select the last row and show the end of it."""
        if self.keys:
            self.cursor = len(self.keys) - 1
            self._place(self.cursor, 0)
            self._need(Reach.END)

    def go_to(self, index: int, line: int = 0) -> None:
        """Select a row and put its first line on that line of the screen."""
        self.cursor = max(0, min(len(self.keys) - 1, index))
        self._place(self.cursor, -line)
        self._passes_head = True
        self._need(Reach.PART)

    def reading_line(self) -> tuple[int, int]:
        """The row being read (the cursor's if on the screen, else the top one) and the line it starts on."""
        self.settle()
        row = self.placed_row(self.cursor)
        row = row or (self.placed[0] if self.placed else None)
        if row is None:
            return self._top, -self._offset
        return row.number, row.y + self._layout_of(row.number).head
