"""What waits at the door for the reader's word, and who is shut out: lists that stand side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from tootui.model.places import Place
from tootui.service.listed import Listed
from tootui.service.session import Session
from tootui.ui.bridge import Bridge
from tootui.ui.look import Look
from tootui.ui.widgets.place_list import OFFLINE, KeyNames, Note, PlaceList, RowKey, failure

E = TypeVar("E")


def door_parts(session: Session, here: Place) -> Sequence[tuple[Place, str]]:
    """All of these lists with a short word each; but for ``here`` without those that the server does not have."""
    news = session.news
    held_back, requests = news.held_back.count, news.follow_requests.count
    parts = (
        (Place.FILTERED, f"Held back {held_back}" if held_back else "Held back", news.held_back),
        (Place.FOLLOW_REQUESTS, f"Requests {requests}" if requests else "Requests", news.follow_requests),
        (Place.MUTES, "Muted", news.shut_out(Place.MUTES)),
        (Place.BLOCKS, "Blocked", news.shut_out(Place.BLOCKS)),
        (Place.DOMAIN_BLOCKS, "Servers", news.blocked_servers),
    )
    return [(place, words) for place, words, listed in parts if place == here or listed.state.closed is None]


class DoorList(PlaceList, Generic[E]):
    """One that is not of people alone: its items by their names, and what is to be said below them.

    Args:
        listed: the items.
    """

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames, listed: Listed[E]) -> None:
        super().__init__(session, look, place, key_names)
        self._listed = listed
        self.set_rows(self.rows())

    def begin(self, bridge: Bridge) -> None:
        """Ask for them, and follow what comes."""
        self.follow(bridge, self._listed, self.session.connection)
        self._listed.open()
        self.sync()

    def refresh_rows(self) -> None:
        """Ask for them anew."""
        self.do(self._listed.refresh)

    @property
    def parts(self) -> Sequence[tuple[Place, str]]:
        """The other lists at the door."""
        return door_parts(self.session, self.place)

    def rows(self) -> Sequence[RowKey]:
        """The items, and what is to be said below them."""
        names, note = self.names(), self._note()
        return [*names, *([note] if note is not None else [])]

    def names(self) -> Sequence[str]:
        """The names of the items."""
        raise NotImplementedError

    def empty_note(self) -> Note:
        """Why there are none."""
        raise NotImplementedError

    def _note(self) -> Note | None:
        state = self._listed.state
        if state.closed is not None:
            return Note(state.closed)
        if state.error is not None and not (state.loading_newer or state.loading_older):
            return failure(state.error)
        if self._listed.items:
            return None
        if self.session.connection.state == "offline":
            return OFFLINE
        return self.empty_note() if state.loaded_once else Note("Loading")

    def read_on(self) -> None:
        """Bring more before the end is reached."""
        self._listed.want_older()
