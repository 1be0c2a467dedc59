"""A column: one place in view, and behind it the places one came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from textual.app import ComposeResult
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tootui.config.arrangement import ColumnMemory, Left
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.ui.bridge import Bridge
from tootui.ui.widgets.feed_list import FeedList
from tootui.ui.widgets.place_list import Note, PlaceList
from tootui.ui.widgets.unscrolled import Unscrolled

if TYPE_CHECKING:
    from tootui.ui.widgets.column_title import ColumnTitle
    from tootui.ui.widgets.parts_bar import PartsBar

LINGER_SECONDS = 20.0
"""So long a covered place is kept fresh, for those who only look into something and come back."""
RETURN_SECONDS = 30.0
"""So long a row that one was at is waited for, unless the person moves on."""
MOST_KEPT = 6
"""Lists behind the one in view that are kept as they are; of those further behind only the place is remembered."""
MOST_BEHIND = 60

MakeList: TypeAlias = Callable[[Place], PlaceList]
"""Makes the list that shows a place."""


class Column(Unscrolled, Widget):
    """Shows the last of a stack of lists. Those below are as they were left, to come back to the exact row.

    Args:
        stack: the places in it and where each was left, the one in view last.
        make: makes the list of a place.
        bridge: through which lists follow the session.
        has_title: whether it begins with a title.
        enters: whether it takes the keys and loads as soon as it is there.
    """

    class Turned(Message):
        """Another list is in view, or has the keys."""

    DEFAULT_CSS = """
    Column { layout: vertical; }
    """

    def __init__(
        self, stack: Sequence[Left], make: MakeList, bridge: Bridge, *, has_title: bool, enters: bool = False
    ) -> None:
        super().__init__()
        self._make = make
        self._bridge = bridge
        self._behind: list[PlaceList | Left] = list(stack[:-1])
        self._live: set[PlaceList] = set()
        """The lists that load and follow the session."""
        self._title: ColumnTitle | None = _new_title() if has_title else None
        self._told: object = None
        self._parts_bar: PartsBar | None = None
        self._parts_left: dict[Place, Left] = {}
        """Where the other parts of the present place were left."""
        self._returning: Left | None = None
        self._enters = enters
        self._is_composed = False
        self._has_begun = False
        self.current = self._made(stack[-1])
        """The list in view."""
        self._tell_parts()

    def compose(self) -> ComposeResult:
        """The list in view; what is opened later is mounted above it."""
        self._is_composed = True
        if self._title is not None:
            yield self._title
        if self._parts_bar is not None:
            yield self._parts_bar
        yield self.current

    def on_mount(self) -> None:
        """A column opened later loads at once; those there at the start wait for the first frame."""
        if self._enters:
            self.take_keys()
            self.begin()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Nothing, quickly: the list in view covers all of it."""
        return [Strip.blank(crop.width)] * crop.height

    # What is in it

    @property
    def lists(self) -> list[PlaceList]:
        """The lists there are: those behind that are still kept, and the one in view."""
        return [*(one for one in self._behind if isinstance(one, PlaceList)), self.current]

    @property
    def places(self) -> list[Place]:
        """The places from the first to the one in view."""
        return [*(_place_of(one) for one in self._behind), self.current.place]

    @property
    def feed_list(self) -> FeedList | None:
        """The timeline in view, or the one the present list was opened from; None where there is none."""
        return next((opened for opened in reversed(self.lists) if isinstance(opened, FeedList)), None)

    @property
    def memory(self) -> ColumnMemory:
        """All of it, to be restored some time."""
        in_view = self._returning or _left(self.current)
        behind = (one if isinstance(one, Left) else _left(one) for one in self._behind)
        return ColumnMemory((*behind, in_view))

    # Its life

    def take_keys(self) -> None:
        """Give the keys to the list in view."""
        if self.is_attached and self.current.is_attached:
            self.screen.set_focus(self.current, scroll_visible=False)

    def begin(self) -> None:
        """Let the list in view load."""
        self._has_begun = True
        self._wake(self.current)
        self.go_on_returning()
        self.set_timer(RETURN_SECONDS, self.stop_returning)

    def end(self) -> None:
        """Close all of them."""
        for opened in self.lists:
            self._rest(opened)

    def tell(self, title: str, new: str, *, is_focused: bool, is_alone: bool) -> None:
        """Show how things stand, in a title where there are other columns, and beside what the present place is."""
        self._tell_parts()
        state = (title, new, is_focused, is_alone)
        if state == self._told:
            return
        self._told = state
        if self._title is None and not is_alone:
            self._title = _new_title()
            if self._is_composed:
                self.mount(self._title, before=0)
        if self._title is not None:
            self._title.display = not is_alone
            self._title.tell(title, new, self.current.look.glyphs, is_focused=is_focused)

    def _tell_parts(self) -> None:
        parts = self.current.parts
        if self._parts_bar is None and parts:
            from tootui.ui.widgets.parts_bar import PartsBar

            self._parts_bar = PartsBar(self.current.look.glyphs)
            if self._is_composed:
                self.mount(self._parts_bar, before=1 if self._title is not None else 0)
        if self._parts_bar is not None:
            self._parts_bar.display = bool(parts)
            self._parts_bar.tell(parts, self.current.place)

    # Going on and back

    def open(self, place: Place) -> None:
        """Show a place: the one left open behind, or a new one in front."""
        behind = self.places
        if place in behind:
            self._back_by(len(behind) - 1 - behind.index(place))
            return
        covered = self.current
        covered.display = False
        self._behind.append(covered)
        self.set_timer(LINGER_SECONDS, partial(self._rest_if_covered, covered))
        self._let_go_of_old()
        self._returning = None
        self._parts_left.clear()
        self._show(self._make(place))
        self._turned()

    def turn_to(self, place: Place) -> None:
        """Show a part of the present place instead of the one in view, at the row where it was left."""
        turned_from = self.current
        if place == turned_from.place:
            return
        self._parts_left[turned_from.place] = self._returning or _left(turned_from)
        self._returning = None
        self._show(self._made(self._parts_left.get(place) or Left(str(place))))
        self._drop(turned_from)
        self._turned()
        self.go_on_returning()

    def back(self) -> bool:
        """Return to the place behind the present one; False where there is none."""
        return self._back_by(1)

    def _back_by(self, steps: int) -> bool:
        if not 0 < steps <= len(self._behind):
            return False
        at = len(self._behind) - steps
        wanted = self._behind[at]
        left = [self.current, *(one for one in self._behind[at + 1 :] if isinstance(one, PlaceList))]
        del self._behind[at:]
        self._returning = None
        self._parts_left.clear()
        if isinstance(wanted, Left):
            self._show(self._made(wanted))
        else:
            self._show(wanted)
            wanted.times_passed()  # nobody told it while it was covered
        for one in left:
            self._drop(one)
        self._turned()
        self.go_on_returning()
        return True

    def _show(self, opened: PlaceList) -> None:
        """Have a list in view. Keys may come before the column is there: then it is composed with it."""
        self.current = opened
        self._tell_parts()
        if self._is_composed and not opened.is_attached:
            self.mount(opened)
        opened.display = True
        if self._has_begun:
            self._wake(opened)

    def _turned(self) -> None:
        has_keys = self.screen.focused
        if has_keys is None or self in has_keys.ancestors:
            self.take_keys()
        self.say_turned()

    def say_turned(self) -> None:
        """Post it in the column's own name: a message that seems to come from its parent would not bubble further."""
        self.post_message(self.Turned().set_sender(self))

    # Returning to where one was

    def _made(self, left: Left) -> PlaceList:
        made = self._make(Place.parse(left.place))
        if left.key is not None:
            self._returning = left
            made.reach(left.key)
            made.go_to(left.key, left.line)
        return made

    def go_on_returning(self) -> None:
        """Go to where the present list was left once that row is there; to be called after it may have come."""
        left = self._returning
        if left is not None and left.key is not None and self.current.go_to(left.key, left.line):
            self._returning = None

    def stop_returning(self) -> None:
        """The person goes their own way."""
        self._returning = None

    def on_parts_bar_chosen(self, event: PartsBar.Chosen) -> None:
        """Turn to what was clicked."""
        event.stop()
        self.turn_to(event.place)
        self.take_keys()

    # What is out of view

    def _rest_if_covered(self, covered: PlaceList) -> None:
        if covered in self._behind:
            self._rest(covered)

    def _wake(self, opened: PlaceList) -> None:
        if opened not in self._live:
            self._live.add(opened)
            opened.begin(self._bridge)

    def _rest(self, opened: PlaceList) -> None:
        """Ask for nothing more there, until it is in view again."""
        if opened in self._live:
            self._live.discard(opened)
            opened.end()
            self._bridge.forget(opened)

    def _drop(self, opened: PlaceList) -> None:
        self._rest(opened)
        if not opened.is_attached:
            return
        opened.display = False
        # Not before the screen is laid out without it: until then it may still be asked for its lines.
        self.call_after_refresh(opened.remove)

    def _let_go_of_old(self) -> None:
        """Keep memory within bounds, however far one goes."""
        kept = [(number, one) for number, one in enumerate(self._behind) if isinstance(one, PlaceList)]
        for number, old in kept[:-MOST_KEPT]:
            self._behind[number] = _left(old)
            self._drop(old)
        if len(self._behind) > MOST_BEHIND:
            del self._behind[1]  # the first place is where all going back ends


def _place_of(one: PlaceList | Left) -> Place:
    return one.place if isinstance(one, PlaceList) else Place.parse(one.place)


def _left(opened: PlaceList) -> Left:
    """Where a list is now. Words and holes are no rows to come back to; the post under a hole is."""
    place = str(opened.place)
    reading = opened.reading_place()
    if reading is None:
        return Left(place)
    key, line = reading
    if isinstance(key, Note):
        return Left(place)
    return Left(place, key.below if isinstance(key, Gap) else key, line)


def _new_title() -> ColumnTitle:
    from tootui.ui.widgets.column_title import ColumnTitle

    return ColumnTitle()
