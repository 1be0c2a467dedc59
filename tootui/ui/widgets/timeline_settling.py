"""What of a timeline is on the screen: an anchor, from which the rows there follow.

The place on the screen is an anchor (a row, and how many of its lines are scrolled off the top) rather than a distance
from the start of the list. So the heights of rows out of view are never asked for, and rows that come and go elsewhere
move nothing. What is wished for is only noted; `Settling.settle` makes a place of it, once per frame.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Generic

from tootui.ui.render.lines import RowLayout
from tootui.ui.widgets.timeline_rows import K, Placed


class Reach(Enum):
    """What the cursor's row must show of itself when the place is settled."""

    NOTHING = auto()
    START = auto()
    """A row higher than the screen shows its start: it was come to from above."""
    END = auto()
    PART = auto()
    """A row higher than the screen may show any of its parts."""


class Settling(Generic[K]):
    """The rows of a timeline and what of them is on the screen.

    Attributes:
        keys: What stands for the rows, from the top.
        cursor: The number of the selected row; 0 while there are none.
        height: The screen's lines; 0 until known.
        placed: The rows on the screen as last settled.
    """

    def __init__(self, layout_of: Callable[[int], RowLayout]) -> None:
        """Make an empty viewport; ``layout_of`` gives the lines of the row with that number, at the present width."""
        self.keys: list[K] = []
        self.cursor = 0
        self.height = 0
        self.placed: list[Placed] = []
        self._layout_of = layout_of
        self._top = 0
        self._offset = 0
        self._reach = Reach.NOTHING
        self._is_settled = False
        self._passes_head = False
        """Whether the anchor means the first line of its row, not what parts that from the row above."""
        self._held: tuple[int, int] | None = None
        """The row that is to stay where it is, and how many lines parted it from the one above."""

    @property
    def is_settled(self) -> bool:
        """Whether ``placed`` says what is on the screen."""
        return self._is_settled

    @property
    def is_at_top(self) -> bool:
        """Whether the first row is selected and shown from its beginning."""
        self.settle()
        return self.cursor == 0 and bool(self.placed) and self.placed[0][:2] == (0, 0)

    def placed_row(self, index: int) -> Placed | None:
        """Where a row stood when last settled."""
        if not self.placed or not 0 <= index - self.placed[0].number < len(self.placed):
            return None
        return self.placed[index - self.placed[0].number]

    # Holding a row where it is

    def hold(self) -> None:
        """Anchor at the cursor's row if it is on the screen: it stays where it is, whatever changes around it."""
        self._held = None
        if not self.keys or self.height <= 0:
            return
        self.settle()
        row = self.placed_row(self.cursor)
        if row is not None:
            self._top, self._offset = row.number, -row.y
            self._held = row.number, self._layout_of(row.number).head

    def relayout(self, *, show_cursor: bool = False) -> None:
        """Settle again with other heights of the rows: call `hold` before they change.

        The first line of the row held stays on its line of the screen, also where something now stands over it.
        ``show_cursor`` brings the cursor's row wholly on the screen if it is there in part.
        """
        self._is_settled = False
        if self._held is not None and self._held[0] == self._top:
            self._offset += self._layout_of(self._top).head - self._held[1]
        self._held = None
        if show_cursor and self.placed_row(self.cursor) is not None:
            self._need(Reach.PART)

    def _place(self, index: int, offset: int) -> None:
        self._top, self._offset = index, offset
        self._passes_head = False
        self._reach = Reach.NOTHING
        self._is_settled = False

    def _need(self, reach: Reach) -> None:
        self._reach = reach
        self._is_settled = False

    # Settling

    def settle(self) -> None:
        """Find what is on the screen. Asks for the heights of those rows, and of few others."""
        if self._is_settled:
            return
        self._is_settled = True
        if not self.keys or self.height <= 0:
            self.placed = []
            return
        self._top = min(self._top, len(self.keys) - 1)
        if self._passes_head:
            self._passes_head = False
            self._offset += self._layout_of(self._top).head
        self._normalise()
        if self._reach is not Reach.NOTHING:
            self._show_cursor()
            self._reach = Reach.NOTHING
        self._fill()
        missing = self.height - self.placed[-1].bottom
        if missing > 0 and (self._top or self._offset):
            # No empty lines under the end while there are rows above.
            self._offset -= missing
            self._normalise()
            self._fill()

    def _normalise(self) -> None:
        """Bring the anchor to the row that holds the first line of the screen."""
        while self._offset < 0 and self._top > 0:
            self._top -= 1
            self._offset += self._height_of(self._top)
        self._offset = max(self._offset, 0)
        while (height := self._height_of(self._top)) <= self._offset:
            if self._top == len(self.keys) - 1:
                self._offset = height - 1
                return
            self._offset -= height
            self._top += 1

    def _show_cursor(self) -> None:
        """Move as little as needed to have the cursor's row on the screen."""
        cursor = self.cursor
        height = self._height_of(cursor)
        y = self._line_of(cursor)
        if height > self.height:
            if self._reach is Reach.PART and y is not None and y <= 0 and y + height >= self.height:
                return
            self._top = cursor
            self._offset = height - self.height if self._reach is Reach.END else 0
        elif y is None or y + self._layout_of(cursor).head < 0:
            if y is None and cursor > self._top:
                self._top, self._offset = cursor, height - self.height
            else:
                self._top, self._offset = cursor, 0
        elif y + height > self.height:
            self._top, self._offset = cursor, height - self.height
        self._normalise()

    def _line_of(self, index: int) -> int | None:
        """The line a row starts at, None where it is not on the screen."""
        if index < self._top or index - self._top > self.height:
            return None
        y = -self._offset
        for above in range(self._top, index):
            y += self._height_of(above)
            if y >= self.height:
                return None
        return y

    def _fill(self) -> None:
        placed: list[Placed] = []
        y = -self._offset
        for index in range(self._top, len(self.keys)):
            row = Placed(index, y, self._height_of(index))
            placed.append(row)
            y = row.bottom
            if y >= self.height:
                break
        self.placed = placed

    def _height_of(self, index: int) -> int:
        return len(self._layout_of(index).lines) or 1
