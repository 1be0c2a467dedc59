"""What the keys about the whole list in view do on the main screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tootui.ui.dispatch import Handler
from tootui.ui.widgets.feed_list import FeedList
from tootui.ui.widgets.place_list import PlaceList

if TYPE_CHECKING:
    from tootui.ui.screens.main import MainScreen


class BrowseCommands:
    """Acts on the list in view."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    @property
    def _list(self) -> PlaceList:
        return self._screen.column.current

    def handlers(self) -> dict[str, Handler]:
        """Newer, older, what is shown, refresh, undo."""
        return {
            "timeline.newer": Handler(self._newer, self._why_no_newer),
            "timeline.options": Handler(self._choose_view, self._why_no_view),
            "timeline.refresh": Handler(self._refresh),
            "timeline.older": Handler(self._older, self._why_no_older),
            "notice.undo": Handler(self._undo, self._why_no_undo),
            "account.sign_in": Handler(lambda: self._screen.tootui.sign_in(self._screen.session.account.server)),
        }

    def _newer(self) -> None:
        assert isinstance(self._list, FeedList)
        self._list.to_newest()

    def _why_no_newer(self) -> str | None:
        return None if isinstance(self._list, FeedList) else "A thread has no newer posts above."

    def _choose_view(self) -> None:
        from tootui.ui.screens.view_options import ViewOptionsDialog

        assert isinstance(self._list, FeedList)
        title = self._screen.look.drawn(self._screen.session.shelf.title_of(self._list.place))
        self._screen.app.push_screen(ViewOptionsDialog(self._list.feed, title))

    def _why_no_view(self) -> str | None:
        return None if isinstance(self._list, FeedList) else "View options are for timelines."

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
