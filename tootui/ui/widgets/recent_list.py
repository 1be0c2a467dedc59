"""The page of searches: those of before, and how to search for more than words."""

from __future__ import annotations

from collections.abc import Sequence

from tootui.model.places import Place
from tootui.service.session import Session
from tootui.text.search_words import OPERATORS
from tootui.ui.bridge import Bridge
from tootui.ui.commands import RECENT
from tootui.ui.look import Look
from tootui.ui.render.lines import RowLayout, Target
from tootui.ui.render.searched import render_explained, render_recent, with_heading
from tootui.ui.widgets.place_list import KeyNames, Note, PlaceList, RowKey

_EXPLAINED = Note("operators", action="search.open")
_NONE = Note("none", action="search.open")


class RecentList(PlaceList):
    """Searches of before, each to be done again with Enter; below them the operators."""

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        super().__init__(session, look, place, key_names)
        self._recent = session.enquiries.recent_searches
        self.set_rows(self.rows())

    def begin(self, bridge: Bridge) -> None:
        """Follow what comes and goes."""
        self.follow(bridge, self._recent)
        self.sync()

    def refresh_rows(self) -> None:
        """Show what is there now; nothing of it comes from a server."""
        self.sync()

    def contexts(self) -> tuple[str, ...]:
        """Keys let go of searches, where there are any."""
        return (RECENT,) if self._recent.all else ()

    def rows(self) -> Sequence[RowKey]:
        """The searches, and the operators."""
        return [*(self._recent.all or (_NONE,)), _EXPLAINED]

    def sync(self) -> None:
        """Show the rows as they are now; what is above and below them depends on there being any."""
        before = self.keys[:1]
        super().sync()
        if (after := self.keys[:1]) != before:
            self.changed([*before, *after, _EXPLAINED])
            if _NONE in (*before, *after):  # there are some now, or none: the reader was not at the operators
                self.stay_at_top()

    def lay_out(self, key: RowKey, width: int) -> RowLayout:
        """Draw a search, or words."""
        if key == _EXPLAINED:
            has_any = bool(self._recent.all)
            below = self._how_to_begin() if has_any else ""
            layout = render_explained("More than words", OPERATORS, width, self.context(), below=below)
            return layout if has_any else layout._replace(lines=layout.lines[1:])
        if isinstance(key, str):
            layout = render_recent(key, width, self.context(), target=Target("search", key))
            return with_heading(layout, "Searches of before", width, self.context()) if key == self.keys[0] else layout
        return self.lay_out_note(Note(f"{self._why_none()} {self._how_to_begin()}".strip()), width)

    def _how_to_begin(self) -> str:
        key = self.key_names("search.open")
        return f"{key} begins a search." if key else ""

    def _why_none(self) -> str:
        if not self._recent.are_kept:
            return "No searches are remembered: the setting search.recent says so."
        if self.session.is_guest:
            return "What you search for is remembered until you leave."
        return "You have not searched for anything yet."

    def reading_place(self) -> tuple[RowKey, int] | None:
        """None: where columns are remembered, what was searched for is not."""
        return None

    # What is selected

    @property
    def selected_search(self) -> str | None:
        """The search under the cursor."""
        key = self.cursor_key
        return key if isinstance(key, str) else None

    @property
    def selected_target(self) -> Target | None:
        """The search, to be done again."""
        words = self.selected_search
        return Target("search", words) if words is not None else None
