"""What the keys for moving and going do on the main screen: rows, columns, places, the sidebar."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tootui.model.places import Place
from tootui.ui.dispatch import Handler
from tootui.ui.widgets.columns import MOST_COLUMNS
from tootui.ui.widgets.place_list import PlaceList
from tootui.ui.work import begin

if TYPE_CHECKING:
    from tootui.ui.screens.main import MainScreen
    from tootui.ui.widgets.columns import Columns
    from tootui.ui.widgets.sidebar import Sidebar

_PLACES = {
    "go.home": Place.HOME,
    "go.notifications": Place.NOTIFICATIONS,
    "go.direct": Place.DIRECT,
    "go.local": Place.LOCAL,
    "go.federated": Place.FEDERATED,
    "go.bookmarks": Place.BOOKMARKS,
    "go.favourites": Place.FAVOURITES,
    "go.scheduled": Place.SCHEDULED,
    "go.drafts": Place.DRAFTS,
    "go.outbox": Place.OUTBOX,
    "go.filtered": Place.FILTERED,
    "go.follow_requests": Place.FOLLOW_REQUESTS,
    "go.mutes": Place.MUTES,
    "go.blocks": Place.BLOCKS,
    "go.domain_blocks": Place.DOMAIN_BLOCKS,
}
_TRENDS = (Place.TRENDING, Place.TRENDING_TAGS, Place.TRENDING_LINKS)
_DIGITS = range(1, 10)


class GoCommands:
    """Moves in what has the keys, between columns and between places."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._awaits_lists = False

    def handlers(self) -> dict[str, Handler]:
        """The commands of the groups "move", "go" and "search"."""
        from tootui.ui.screens.searching import Searching

        return {**self._moves(), **self._of_columns(), **self._of_places(), **Searching(self._screen).handlers()}

    @property
    def _columns(self) -> Columns:
        return self._screen.columns

    # Moving

    def _moves(self) -> dict[str, Handler]:
        return {
            "cursor.next": Handler(self._in_list(lambda rows: rows.move(1))),
            "cursor.previous": Handler(self._in_list(lambda rows: rows.move(-1))),
            "cursor.half_page_down": Handler(self._in_list(lambda rows: rows.half_page(1))),
            "cursor.half_page_up": Handler(self._in_list(lambda rows: rows.half_page(-1))),
            "cursor.page_down": Handler(self._in_list(lambda rows: rows.page(1))),
            "cursor.page_up": Handler(self._in_list(lambda rows: rows.page(-1))),
            "cursor.top": Handler(self._in_list(lambda rows: rows.to_top())),
            "cursor.end": Handler(self._in_list(lambda rows: rows.to_end())),
            "column.back": Handler(self._back, self._why_not_back),
            "column.leave": Handler(self._leave),
        }

    def _in_list(self, move: Callable[[PlaceList | Sidebar], None]) -> Callable[[], None]:
        def run() -> None:
            sidebar = self._columns.sidebar
            is_there = sidebar is not None and self._columns.is_in_sidebar
            move(sidebar if sidebar is not None and is_there else self._screen.column.current)

        return run

    def _back(self) -> None:
        """End a find first; then back."""
        if self._screen.column.current.finding:
            self._screen.column.current.end_find()
        else:
            self._screen.column.back()

    def _why_not_back(self) -> str | None:
        if self._screen.column.current.finding or len(self._screen.column.places) > 1:
            return None
        label = self._screen.tootui.keymap.label
        if len(self._columns.columns) > 1:
            return f"There is nothing to go back to. {label('column.close')} closes this column."
        return f"There is nothing to go back to. {label('column.leave')} quits."

    def _leave(self) -> None:
        if not self._screen.column.back():
            self._screen.dispatcher.run("app.quit")

    # Columns and sidebar

    def _of_columns(self) -> dict[str, Handler]:
        return {
            "column.next": Handler(lambda: self._columns.step(1), self._why_not_step),
            "column.previous": Handler(lambda: self._columns.step(-1), self._why_not_step),
            "part.next": Handler(lambda: self._turn(1)),
            "part.previous": Handler(lambda: self._turn(-1)),
            "column.copy": Handler(self._columns.copy, self._why_not_copy),
            "column.close": Handler(self._columns.close_focused, self._why_not_close),
            "sidebar.toggle": Handler(self._toggle_sidebar),
            "sidebar.open": Handler(self._open_chosen),
            "sidebar.leave": Handler(self._columns.leave_sidebar),
        }

    def _turn(self, direction: int) -> None:
        """To the part beside the one in view; behind the last comes the first."""
        column = self._screen.column
        parts = [place for place, _word in column.current.parts]
        if parts:
            here = parts.index(column.current.place) if column.current.place in parts else -direction
            column.turn_to(parts[(here + direction) % len(parts)])

    def _toggle_sidebar(self) -> None:
        self._columns.toggle_sidebar()
        if self._columns.is_in_sidebar:
            self._screen.session.shelf.want()

    def _why_not_step(self) -> str | None:
        if len(self._columns.columns) > 1 or self._columns.is_in_sidebar:
            return None
        return f"There is only this column. {self._screen.tootui.keymap.label('column.copy')} opens another beside it."

    def _why_not_copy(self) -> str | None:
        if len(self._columns.columns) < MOST_COLUMNS:
            return None
        return f"{MOST_COLUMNS} columns are open, which is the most. {self._label('column.close')} closes one."

    def _why_not_close(self) -> str | None:
        if len(self._columns.columns) > 1:
            return None
        return f"This is the only column, it stays. {self._label('app.quit')} quits."

    def _label(self, command_id: str) -> str:
        return self._screen.tootui.keymap.label(command_id)

    def _open_chosen(self) -> None:
        sidebar = self._columns.sidebar
        if sidebar is not None and sidebar.chosen is not None:
            self._screen.go(sidebar.chosen)
        elif sidebar is not None and sidebar.is_at_account:
            self._choose_account()

    # Places

    def _of_places(self) -> dict[str, Handler]:
        handlers = {command_id: Handler(self._go(place)) for command_id, place in _PLACES.items()}
        handlers |= {
            f"go.place_{number}": Handler(self._go_to_number(number), self._why_no_number(number)) for number in _DIGITS
        }
        handlers["go.trending"] = Handler(self._go_to_trends)
        handlers["go.profile"] = Handler(self._go_to_own_profile)
        handlers["go.lists"] = Handler(self._pick_list, self._why_no_lists)
        handlers["go.tag"] = Handler(self._ask_for_tag)
        handlers["tag.pin"] = Handler(self._pin_tag, self._why_not_pin)
        handlers["go.settings"] = Handler(self._edit_settings)
        handlers["go.accounts"] = handlers["account.switch"] = Handler(self._choose_account)
        return handlers

    def _go(self, place: Place) -> Callable[[], None]:
        return lambda: self._screen.go(place)

    def _go_to_trends(self) -> None:
        """Posts first; from there tags, then links, then posts again."""
        current = self._screen.column.current.place
        at = _TRENDS.index(current) + 1 if current in _TRENDS else 0
        self._screen.go(_TRENDS[at % len(_TRENDS)])

    def _go_to_number(self, number: int) -> Callable[[], None]:
        return lambda: self._screen.go(self._screen.session.shelf.places()[number - 1].place)

    def _why_no_number(self, number: int) -> Callable[[], str | None]:
        def why_not() -> str | None:
            count = len(self._screen.session.shelf.places())
            return None if number <= count else f"The sidebar has {count} places."

        return why_not

    def _go_to_own_profile(self) -> None:
        self._screen.go(Place.account(self._screen.session.account.account_id))

    def _why_no_lists(self) -> str | None:
        shelf = self._screen.session.shelf
        shelf.want()
        if shelf.lists:
            return None
        if shelf.failure is not None:
            return f"Your lists could not be had. {shelf.failure}"
        if not shelf.is_told:
            return None
        return "You have no lists. They are made in the web pages of your server, and appear here by themselves."

    def _pick_list(self) -> None:
        from tootui.ui.screens.picker import Picker, PickerItem, letter

        shelf = self._screen.session.shelf
        lists = shelf.lists
        if not lists:
            self._screen.tootui.say("Asking your server for your lists.")
            self._await_lists()
            return
        items = [PickerItem(letter(number), one.title) for number, one in enumerate(lists)]
        places = [Place.list(one.id) for one in lists]
        current = self._screen.column.current.place
        self._screen.app.push_screen(
            Picker("Lists", items, selected=places.index(current) if current in places else 0),
            lambda number: self._screen.go(places[number]) if number is not None else None,
        )

    def _await_lists(self) -> None:
        """Let one be picked as soon as the server has told which there are."""

        if self._awaits_lists:
            return
        self._awaits_lists = True

        def pick() -> None:
            if self._screen.is_active:  # who went on meanwhile is not to type into what opens
                self._screen.dispatcher.run("go.lists")

        def told() -> None:
            stop()
            self._awaits_lists = False
            self._screen.bridge.soon(pick)

        stop = self._screen.session.shelf.observe(told)

    def _ask_for_tag(self) -> None:
        from tootui.ui.screens.ask_tag import AskTag

        shelf = self._screen.session.shelf
        shelf.want()
        open_places = [place for column in self._columns.columns for place in reversed(column.places)]
        recent = [place.argument for place in open_places if place.kind == "tag"]
        offered = dict.fromkeys((*recent, *shelf.pinned_tags, *shelf.followed_tags))
        self._screen.app.push_screen(
            AskTag(list(offered)), lambda place: self._screen.go(place) if place is not None else None
        )

    def _pin_tag(self) -> None:
        shelf, place = self._screen.session.shelf, self._screen.column.current.place
        title = self._screen.look.drawn(shelf.title_of(place))
        if place.argument in shelf.pinned_tags:
            shelf.unpin_tag(place.argument)
            self._screen.tootui.say(f"{title} is out of the sidebar.")
        else:
            shelf.pin_tag(place.argument)
            self._screen.tootui.say(f"{title} stays in the sidebar.")

    def _why_not_pin(self) -> str | None:
        shelf, place = self._screen.session.shelf, self._screen.column.current.place
        if place.kind != "tag":
            return f"This is no tag. {self._label('go.tag')} opens one."
        if place in [Place.tag(name) for name in shelf.followed_tags] and place.argument not in shelf.pinned_tags:
            return "You follow this tag: it is in the sidebar already."
        return None

    def _choose_account(self) -> None:
        self._screen.tootui.account_screens.choose()

    def _edit_settings(self) -> None:
        from tootui.ui.settings_editor import edit_settings

        app = self._screen.tootui
        begin(app, partial(edit_settings, app), group="editor", alone=True)
