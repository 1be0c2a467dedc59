"""What the keys for moving and going do on the main screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tootui.model.places import Place
from tootui.ui.dispatch import Handler
from tootui.ui.widgets.feed_list import FeedList
from tootui.ui.widgets.place_list import PlaceList

if TYPE_CHECKING:
    from tootui.ui.screens.main import MainScreen


class BrowseCommands:
    """Moves in the list in view, and between places."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    @property
    def _list(self) -> PlaceList:
        return self._screen.column.current

    def handlers(self) -> dict[str, Handler]:
        """The commands of the groups "move" and "go", and those about the whole list."""
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
            "go.home": Handler(self._go(Place.HOME)),
            "go.local": Handler(self._go(Place.LOCAL)),
            "go.federated": Handler(self._go(Place.FEDERATED)),
            "timeline.newer": Handler(self._newer, self._why_no_newer),
            "timeline.refresh": Handler(self._refresh),
            "timeline.older": Handler(self._older, self._why_no_older),
            "notice.undo": Handler(self._undo, self._why_no_undo),
            "account.sign_in": Handler(lambda: self._screen.tootui.sign_in(self._screen.session.account.server)),
        }

    def _in_list(self, move: Callable[[PlaceList], None]) -> Callable[[], None]:
        return lambda: move(self._list)

    def _go(self, place: Place) -> Callable[[], None]:
        return lambda: self._screen.go(place)

    def _back(self) -> None:
        self._screen.column.back()

    def _why_not_back(self) -> str | None:
        if len(self._screen.column.lists) > 1:
            return None
        return f"There is nothing to go back to. {self._screen.tootui.keymap.label('column.leave')} quits."

    def _leave(self) -> None:
        if not self._screen.column.back():
            self._screen.dispatcher.run("app.quit")

    def _newer(self) -> None:
        assert isinstance(self._list, FeedList)
        self._list.to_newest()

    def _why_no_newer(self) -> str | None:
        return None if isinstance(self._list, FeedList) else "A thread has no newer posts above."

    def _refresh(self) -> None:
        self._list.refresh_rows()

    def _older(self) -> None:
        assert isinstance(self._list, FeedList)
        self._list.feed.want_older()

    def _why_no_older(self) -> str | None:
        return None if isinstance(self._list, FeedList) else "A thread is loaded as a whole."

    def _undo(self) -> None:
        self._screen.session.notices.undo()

    def _why_no_undo(self) -> str | None:
        return None if self._screen.session.notices.undoable() else "There is nothing to undo."
