"""Searching from the main screen, looking after the searches of before, following tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tootui.model.places import Place
from tootui.text.clean import clean_line
from tootui.text.fediverse import is_address
from tootui.ui.dispatch import Handler

if TYPE_CHECKING:
    from tootui.service.recent_searches import RecentSearches
    from tootui.ui.screens.main import MainScreen


class Searching:
    """Begins searches and what belongs to them."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    def handlers(self) -> dict[str, Handler]:
        """The commands about searches and tags."""
        return {
            "search.open": Handler(self._ask),
            "search.recent": Handler(lambda: self._screen.go(Place.SEARCH)),
            "search.forget": Handler(self._forget, self._why_not_forget),
            "search.forget_all": Handler(self._forget_all, self._why_not_forget_all),
            "tag.follow": Handler(self._follow_tag, self._why_not_follow),
        }

    @property
    def _recent(self) -> RecentSearches:
        return self._screen.session.enquiries.recent_searches

    # Searching

    def _ask(self) -> None:
        from tootui.ui.screens.search_prompt import SearchPrompt

        place = self._screen.column.current.place
        words = place.argument if place.is_search else ""

        def answered(words: str | None) -> None:
            if words:
                self.search(words)
            elif words is not None:
                self._screen.go(Place.SEARCH)

        self._screen.app.push_screen(SearchPrompt(self._screen.session, words), answered)

    def search(self, words: str) -> None:
        """Search for words; what lies behind an address is opened rather than listed."""
        screen = self._screen
        place = Place.search(clean_line(words))
        self._recent.add(place.argument)
        known = screen.session.enquiries.resolving.known(place.argument) if is_address(place.argument) else None
        if known is not None:
            screen.go(known)
            return
        if screen.column.current.place.is_search and screen.column.current.place.argument:
            screen.column.back()  # a search that is changed takes the place of the one before
        screen.go(place)
        self._open_when_found()

    def _open_when_found(self) -> None:
        from tootui.ui.widgets.search_list import SearchList

        rows = self._screen.column.current
        if not isinstance(rows, SearchList):
            return

        def found(place: Place) -> None:
            if self._screen.column.current is rows and self._screen.is_active:
                self._screen.column.back()
                self._screen.go(place)

        rows.when_found = found
        rows.sync()

    # Searches of before

    def _forget(self) -> None:
        from tootui.ui.widgets.recent_list import RecentList

        rows = self._screen.column.current
        if isinstance(rows, RecentList) and rows.selected_search is not None:
            self._recent.forget(rows.selected_search)

    def _forget_all(self) -> None:
        self._recent.forget_all()

    def _why_not_forget(self) -> str | None:
        from tootui.ui.widgets.recent_list import RecentList

        rows = self._screen.column.current
        return None if isinstance(rows, RecentList) and rows.selected_search is not None else "No search is selected."

    def _why_not_forget_all(self) -> str | None:
        return None if self._recent.all else "No searches are remembered."

    # Tags

    def _follow_tag(self) -> None:
        tag = self._screen.column.current.selected_tag
        if tag is not None:
            self._screen.session.enquiries.tags.toggle(tag.name, tag.following)

    def _why_not_follow(self) -> str | None:
        place = self._screen.column.current.place
        if self._screen.column.current.selected_tag is not None:
            return self._screen.session.enquiries.tags.why_not()
        if place.kind == "tag":
            return "This place joins several tags. Each of them is followed in its own timeline."
        return "No tag is selected."
