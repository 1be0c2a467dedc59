"""Rows of people: who boosted a post, whose favourite it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tootui.model.account import Account
from tootui.model.base import AccountId, EntityKey
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.service.people import People
from tootui.service.session import Session
from tootui.ui.bridge import Bridge
from tootui.ui.look import Look
from tootui.ui.render.lines import RowLayout, Target
from tootui.ui.render.notes import render_note
from tootui.ui.render.person import render_person
from tootui.ui.widgets.place_list import OFFLINE, KeyNames, Note, PlaceList, RowKey, failure
from tootui.ui.widgets.timeline import TimelineView

_EMPTY = {
    "boosted_by": "Nobody has boosted this post yet, as far as your server knows.",
    "favourited_by": "Nobody has made this post a favourite yet, as far as your server knows.",
}
_BEHIND, _AHEAD = 10, 20
"""So many people above and below those on the screen are asked about with them."""


class PeopleList(PlaceList):
    """The people of one place; Enter leads to a profile."""

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        super().__init__(session, look, place, key_names)
        self.people: People = session.enquiries.people(place)
        self._shown: tuple[Sequence[Note], int] | None = None
        """What stands above the people, and which edition of them is shown."""
        self._count = 0
        """How many people are shown."""
        self.sync()

    def begin(self, bridge: Bridge) -> None:
        """Load the people and follow what changes."""
        self.follow(bridge, self.people, self.session.connection)
        self.people.open()
        self.sync()
        self._look_around()

    def refresh_rows(self) -> None:
        """Ask the server now."""
        self.people.refresh()

    # Rows

    def rows(self) -> Sequence[RowKey]:
        """People, and in words what is still missing."""
        return [*self.above(), *self.people_rows(), *self.below()]

    def sync(self) -> None:
        """Show the rows as they are now. A page more costs that page, however many are above it."""
        above, edition = self.above(), self.people.edition
        if self._shown == (above, edition):
            fresh, below = self.people_rows()[self._count :], self.below()
            former = len(self.keys) - len(above) - self._count
            if fresh or below != self.keys[len(self.keys) - former :]:
                self.extend_rows([*fresh, *below], instead_of=former)
        else:
            self._shown = (above, edition)
            super().sync()
        self._count = len(self.people_rows())

    def people_rows(self) -> Sequence[AccountId]:
        """The people that are shown: the same list as long as it only grows."""
        return self.people.ids

    def above(self) -> list[Note]:
        """What is to be said above the people."""
        return []

    def below(self) -> list[Note]:
        """In words what is still missing, or why there is nobody."""
        state = self.people.state
        if state.closed is not None:
            return [Note(state.closed)]
        if state.error:
            return [failure(state.error)]
        if not state.loaded_once:
            return [OFFLINE if self.session.connection.state == "offline" else Note("Loading")]
        if not self.people.ids:
            return [Note(self.empty_words())]
        if not state.at_end:
            return [Note("Loading more people")] if state.loading else []
        words = self.end_words()
        return [Note(words)] if words else []

    def empty_words(self) -> str:
        """Why there is nobody."""
        return _EMPTY.get(self.place.kind, "Nobody.")

    def end_words(self) -> str:
        """What is to be said below the last one; mostly nothing."""
        return ""

    def what_is_not_loaded(self) -> str:
        """Further people, whom a find cannot know of."""
        if self.people.state.at_end or self.people.state.closed is not None:
            return ""
        return f"More people are not loaded yet: {self.key_names('cursor.end')} loads more."

    def lay_out(self, key: RowKey, width: int) -> RowLayout:
        """Draw a person, or words."""
        if isinstance(key, Note):
            return self.lay_out_note(key, width)
        account = None if isinstance(key, Gap) else self.session.store.account(key)
        if account is None:
            return render_note("This account is gone.", width, self.context())
        return render_person(account, self.session.store.relationship(account.id), width, self.context())

    # What is selected

    @property
    def selected_account(self) -> Account | None:
        """The person under the cursor."""
        key = self.cursor_key
        return self.session.store.account(key) if isinstance(key, str) else None

    @property
    def selected_target(self) -> Target | None:
        """Their profile."""
        account = self.selected_account
        return Target("account", account.id) if account is not None and isinstance(self.cursor_key, str) else None

    @property
    def selected_address(self) -> str:
        """The page of their profile."""
        account = self.selected_account
        return (account.url or "") if account is not None else ""

    # What changed

    def entities_changed(self, keys: Iterable[EntityKey]) -> None:
        """Draw anew whom this is about."""
        changed = {identifier for kind, identifier in keys if kind in ("account", "relationship")}
        if changed:
            self.changed(changed)

    def read_on(self) -> None:
        """Read on before the end is reached."""
        self.people.want_older()

    def on_timeline_view_scrolled(self, _event: TimelineView.Scrolled) -> None:
        """Learn how the reader relates to those who came on the screen."""
        self._look_around()

    def _look_around(self) -> None:
        placed = self._view.placed
        if placed and self._stops:
            first, last = placed[0].number, placed[-1].number
            self.people.look_at(
                self._people_from(first, last), self._people_from(max(first - _BEHIND, 0), last + _AHEAD)
            )

    def _people_from(self, first: int, last: int) -> list[AccountId]:
        return [key for key in self.keys[first : last + 1] if isinstance(key, str)]
