"""What the keys about the whole list in view do on the main screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tootui.ui.dispatch import Handler
from tootui.ui.widgets.conversation_list import ConversationList
from tootui.ui.widgets.feed_list import FeedList
from tootui.ui.widgets.place_list import PlaceList
from tootui.ui.widgets.thread_list import ThreadList

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
        from tootui.ui.screens.as_other import AsOther
        from tootui.ui.screens.profile import ProfileCommands
        from tootui.ui.screens.selected import Selected

        return {
            **ProfileCommands(self._screen).handlers(),
            **AsOther(self._screen, Selected(self._screen)).handlers(),
            "timeline.newer": Handler(self._to_newest, self._why_nothing_newer),
            "timeline.options": Handler(self._choose, self._why_no_choice),
            "timeline.refresh": Handler(self._refresh),
            "timeline.older": self._of_feed(lambda rows: rows.feed.want_older(), "Only timelines have older posts."),
            "notice.undo": Handler(self._undo, self._why_no_undo),
            "account.sign_in": Handler(self._sign_in),
        }

    def _of_feed(self, act: Callable[[FeedList], None], elsewhere: str) -> Handler:
        """Do something to a timeline; where something else is in view, say that."""

        def run() -> None:
            rows = self._list
            if isinstance(rows, FeedList):
                act(rows)

        return Handler(run, lambda: None if isinstance(self._list, FeedList) else elsewhere)

    def _why_nothing_newer(self) -> str | None:
        has_newer = isinstance(self._list, FeedList | ConversationList)
        return None if has_newer else "Only timelines have newer posts above."

    def _to_newest(self) -> None:
        rows = self._list
        if isinstance(rows, FeedList):
            rows.to_newest()
        else:
            rows.to_top()

    def _why_no_choice(self) -> str | None:
        return None if isinstance(self._list, FeedList | ThreadList) else "View options are for timelines and threads."

    def _choose(self) -> None:
        rows = self._list
        if isinstance(rows, ThreadList):
            from tootui.ui.screens.branching import choose_order

            choose_order(self._screen, rows)
        elif rows.place.kind in ("notifications", "filtered"):
            self._screen.dispatcher.run("notification.policy")
        elif isinstance(rows, FeedList):
            self._choose_view(rows)

    def _choose_view(self, rows: FeedList) -> None:
        from tootui.ui.screens.view_options import ViewOptionsDialog

        title = self._screen.look.drawn(self._screen.session.shelf.title_of(rows.place))
        self._screen.app.push_screen(ViewOptionsDialog(rows.feed, title))

    def _refresh(self) -> None:
        self._list.refresh_rows()

    def _sign_in(self) -> None:
        self._screen.tootui.account_screens.sign_in(self._screen.session.account.server)

    def _undo(self) -> None:
        self._screen.session.notices.undo()

    def _why_no_undo(self) -> str | None:
        return None if self._screen.session.notices.undoable() else "There is nothing to undo."
