"""Rows of people: who boosted a post, whose favourite it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tootui.model.account import Account
from tootui.model.base import EntityKey
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


class PeopleList(PlaceList):
    """The people of one place; Enter leads to a profile."""

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        super().__init__(session, look, place, key_names)
        self.people: People = session.enquiries.people(place)
        self.set_rows(self.rows())

    def begin(self, bridge: Bridge) -> None:
        """Load the people and follow what changes."""
        self.follow(bridge, self.people, self.session.connection)
        self.people.open()
        self.sync()

    def refresh_rows(self) -> None:
        """Ask the server now."""
        self.people.refresh()

    def rows(self) -> Sequence[RowKey]:
        """People, and in words what is still missing."""
        note = self._note()
        return [*self.people.ids, *([note] if note is not None else [])]

    def _note(self) -> Note | None:
        state = self.people.state
        if state.error:
            return failure(state.error)
        if not state.loaded_once:
            return OFFLINE if self.session.connection.state == "offline" else Note("Loading")
        if not self.people.ids:
            return Note(_EMPTY.get(self.place.kind, "Nobody."))
        return Note("Loading more people") if state.loading else None

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
        return Target("account", account.id) if account is not None else None

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

    def on_timeline_view_near_end(self, _event: TimelineView.NearEnd) -> None:
        """Read on before the end is reached."""
        self.people.want_older()
