"""The columns side by side, with the sidebar: which of them are shown, which has the keys, and how they were left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.layout import Layout
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tootui.config.arrangement import ColumnMemory, Left
from tootui.model.places import Place
from tootui.ui.bridge import Bridge
from tootui.ui.look import Look
from tootui.ui.widgets.column import Column, MakeList
from tootui.ui.widgets.column_layout import RULE, SIDEBAR_FROM, SIDEBAR_WIDTH, Fit, SideBySide, fit, spans
from tootui.ui.widgets.place_list import PlaceList
from tootui.ui.widgets.unscrolled import Unscrolled

if TYPE_CHECKING:
    from tootui.service.arrangement import Arrangement
    from tootui.ui.widgets.sidebar import Sidebar

MOST_COLUMNS = 9
REST_SECONDS = 0.4
"""How long after a move the places are noted: once for a burst of keys."""


class Columns(Unscrolled, Widget):
    """One or more columns and, where it is wanted, the sidebar.

    Args:
        arrangement: how they were left, and where it is noted.
        make: makes the list of a place.
        root: what the only column shows at the very first start.
        bridge: through which lists follow the session.
        look: theme and glyphs.
        width: the cells of the screen at the beginning.
    """

    DEFAULT_CSS = """
    Columns { width: 1fr; height: 1fr; }
    """

    def __init__(
        self, arrangement: Arrangement, make: MakeList, root: Place, bridge: Bridge, look: Look, width: int
    ) -> None:
        super().__init__()
        self._arrangement = arrangement
        self._make = make
        self._bridge = bridge
        self._look = look
        self._layout = SideBySide(self._parts)
        self._width = width
        self._first = 0
        self._noting: Timer | None = None
        stacks = [memory.stack for memory in arrangement.columns[:MOST_COLUMNS]] or [(Left(str(root)),)]
        self.columns = [Column(stack, make, bridge, has_title=len(stacks) > 1) for stack in stacks]
        self._focused = min(arrangement.focused, len(stacks) - 1)
        self._is_wanted = arrangement.is_sidebar_shown is not False
        self.sidebar: Sidebar | None = None
        if self._is_wanted and width >= SIDEBAR_FROM:
            self._make_sidebar()

    def compose(self) -> ComposeResult:
        """All columns; those that do not fit are not laid out."""
        if self.sidebar is not None:
            yield self.sidebar
        yield from self.columns

    # What is shown

    @property
    def layout(self) -> Layout:
        """Sidebar and columns share the width in a way of their own."""
        return self._layout

    @property
    def column(self) -> Column:
        """The column that has the keys, or gets them back."""
        return self.columns[self._focused]

    @property
    def focused(self) -> int:
        """Its number."""
        return self._focused

    @property
    def lists(self) -> list[PlaceList]:
        """All lists there are."""
        return [opened for column in self.columns for opened in column.lists]

    @property
    def position(self) -> str:
        """``2/3``: which column has the keys, where not all of them fit; else empty."""
        count = len(self.columns)
        return f"{self._focused + 1}/{count}" if self._fit(self._width).shown < count else ""

    def _fit(self, width: int) -> Fit:
        found = fit(
            width,
            len(self.columns),
            self._focused,
            self._first,
            is_wanted=self._is_wanted,
            has_keys=self.is_in_sidebar,
        )
        self._first = found.first
        return found

    def _fit_anew(self) -> None:
        """What is shown may have changed. Textual keeps an arrangement as long as no child comes or goes."""
        self._clear_arrangement_cache()
        self.refresh(layout=True)
        self._dress_sidebar()

    def _dress_sidebar(self) -> None:
        if self.sidebar is not None:
            self.sidebar.set_class(self._fit(self._width).sidebar == "over", "-over")

    def _parts(self, width: int) -> tuple[Fit, list[Widget], Widget | None]:
        self._width = width
        return self._fit(width), list(self.columns), self.sidebar

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rules between the columns; these cover the rest."""
        width = self.size.width
        found = self._fit(width)
        beside = found.sidebar == "beside" and self.sidebar is not None
        start = SIDEBAR_WIDTH + RULE if beside else 0
        ends = [end for _start, end in spans(start, width, found.shown)[:-1]]
        rules = [SIDEBAR_WIDTH, *ends] if beside else ends
        side = self._look.glyphs.frame_side
        words = "".join(side if cell in rules else " " for cell in range(width)) if rules else " " * width
        ground = Style(bgcolor=self.background_colors[1].rich_color)
        strip = Strip([Segment(words, ground + self._look.styles.resolve("guide"))], width)
        for line_filter in self.get_line_filters():
            strip = strip.apply_filter(line_filter, self.background_colors[1])
        return [strip.crop(crop.x, crop.right)] * crop.height

    def tell(self, title_of: Callable[[Place], str], new_words: Callable[[Column], str]) -> None:
        """Say in the titles how things stand."""
        is_alone = len(self.columns) == 1
        for number, column in enumerate(self.columns):
            title = title_of(column.current.place)
            column.tell(title, new_words(column), is_focused=number == self._focused, is_alone=is_alone)

    # Their life

    def begin(self) -> None:
        """Let what is in view load, also what does not fit on the screen."""
        for column in self.columns:
            column.begin()

    def end(self) -> None:
        """Close everything, noting how it was left."""
        self.note()
        for column in self.columns:
            column.end()

    def delivered(self) -> None:
        """Lists were brought up to date: rows that one wants to return to may be there now."""
        for column in self.columns:
            column.go_on_returning()

    def note(self) -> None:
        """Have it remembered how things stand."""
        if self._noting is not None:
            self._noting.stop()
            self._noting = None
        self._arrangement.keep_columns(tuple(column.memory for column in self.columns), self._focused)

    def note_soon(self) -> None:
        """The same, once for a burst of changes."""
        if self._noting is None:
            self._noting = self.set_timer(REST_SECONDS, self.note)

    def on_timeline_view_cursor_moved(self) -> None:
        """Where one rests is remembered."""
        self.note_soon()

    def on_timeline_view_row_clicked(self) -> None:
        """Whoever clicks is where they want to be."""
        self.stop_returning()

    def on_timeline_view_target_clicked(self) -> None:
        """Whoever clicks is where they want to be."""
        self.stop_returning()

    def stop_returning(self) -> None:
        """The person goes their own way."""
        for column in self.columns:
            column.stop_returning()

    def on_timeline_view_scrolled(self) -> None:
        """Where one rests is remembered."""
        self.note_soon()

    def on_column_turned(self) -> None:
        """So is what is open."""
        self.note_soon()

    # Which has the keys

    def focus_column(self, number: int) -> None:
        """Give the keys to a column."""
        if number != self._focused:
            self._focused = number
            self._fit_anew()
        self.column.take_keys()
        self.column.say_turned()

    def step(self, direction: int) -> None:
        """Give the keys to the next (1) or previous (-1) column; behind the last comes the first."""
        self.focus_column((self._focused + direction) % len(self.columns))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click, or a dialog that was closed, gives the keys to something."""
        if event.widget is not self.screen.focused:
            return  # the keys have gone on since
        for number, column in enumerate(self.columns):
            if column in event.widget.ancestors and number != self._focused:
                self.focus_column(number)
        if event.widget is self.sidebar:
            self._fit_anew()
            self.column.say_turned()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A sidebar that lay over the columns is gone."""
        if event.widget is self.sidebar:
            self._fit_anew()
            self.column.say_turned()

    # More and fewer

    def copy(self) -> None:
        """Open a copy of the column with the keys beside it."""
        self._add(self.column.memory)

    def _add(self, memory: ColumnMemory) -> None:
        added = Column(memory.stack, self._make, self._bridge, has_title=True, enters=True)
        beside = self.column
        self.columns.insert(self._focused + 1, added)
        self.mount(added, after=beside)
        self.focus_column(self._focused + 1)

    def close_focused(self) -> None:
        """Close the column with the keys; the one at its right has them then, or the last."""
        closed = self.columns.pop(self._focused)
        closed.end()
        number = min(self._focused, len(self.columns) - 1)
        self._focused = -1
        self.focus_column(number)
        self.call_after_refresh(closed.remove)

    # The sidebar

    def _make_sidebar(self) -> Sidebar:
        from tootui.ui.widgets.sidebar import Sidebar

        self.sidebar = Sidebar(self._look)
        return self.sidebar

    def _mount_sidebar(self) -> Sidebar:
        sidebar = self._make_sidebar()
        self.mount(sidebar, before=0)
        return sidebar

    @property
    def is_in_sidebar(self) -> bool:
        """Whether the sidebar has the keys."""
        return self.sidebar is not None and self.is_attached and self.screen.focused is self.sidebar

    def selected_lines(self) -> range:
        """The lines of the screen that are selected in what has the keys."""
        if self.sidebar is not None and self.is_in_sidebar:
            return self.sidebar.selected_lines()
        return self.column.current.selected_lines()

    @property
    def has_sidebar(self) -> bool:
        """Whether the sidebar is on the screen."""
        return self.sidebar is not None and self._fit(self._width).sidebar != "none"

    def on_resize(self, event: events.Resize) -> None:
        """A screen that grew has room for the sidebar."""
        if self.sidebar is None and self._is_wanted and event.size.width >= SIDEBAR_FROM:
            self._mount_sidebar()
        self._dress_sidebar()
        self.column.say_turned()

    def toggle_sidebar(self) -> None:
        """To the sidebar; from there: hide it. Where it only lies over the columns that is not remembered."""
        is_beside = self._fit(self._width).sidebar == "beside"
        if self.is_in_sidebar:
            if is_beside:
                self._want_sidebar(False)
            self.leave_sidebar()
            return
        if self._width >= SIDEBAR_FROM:
            self._want_sidebar(True)
        self.screen.set_focus(self.sidebar or self._mount_sidebar(), scroll_visible=False)

    def _want_sidebar(self, is_wanted: bool) -> None:
        self._is_wanted = is_wanted
        self._arrangement.keep_sidebar(is_wanted)
        self._fit_anew()

    def leave_sidebar(self) -> None:
        """Give the keys back to the columns."""
        self.column.take_keys()
