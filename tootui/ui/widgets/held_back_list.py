"""Rows of senders whose notifications are held back. Who was decided about stays where they stood."""

from __future__ import annotations

from collections.abc import Sequence

from tootui.model.account import Account
from tootui.model.notification_policy import NotificationRequest
from tootui.model.places import Place
from tootui.service.held_back import DECIDED, Decision, HeldBack
from tootui.service.session import Session
from tootui.ui.commands import DOOR, FILTERED
from tootui.ui.look import Look
from tootui.ui.render.held_back import render_held_back
from tootui.ui.render.lines import RowLayout, Target
from tootui.ui.render.notes import render_note
from tootui.ui.widgets.door_list import DoorList
from tootui.ui.widgets.place_list import KeyNames, Note, RowKey

_EMPTY = "Nobody's notifications are held back. Enter lets you choose whose should be."


class HeldBackList(DoorList[NotificationRequest]):
    """The senders, each leading to what they sent; several can be marked."""

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        self.held_back: HeldBack = session.news.held_back
        self._requests: dict[str, NotificationRequest] = {}
        self._marked: set[str] = set()
        self._drawn: dict[str, tuple[NotificationRequest, Decision | None]] = {}
        super().__init__(session, look, place, key_names, self.held_back)

    def contexts(self) -> tuple[str, ...]:
        """Keys decide about whoever is selected or marked; where nothing is held back, about who should be."""
        if self.held_back.state.closed is not None:
            return ()
        return (FILTERED, DOOR) if self._requests else (DOOR,)

    # Marks

    @property
    def chosen(self) -> list[NotificationRequest]:
        """What is to be decided about: those marked, else the selected one; only what still waits."""
        marked = [request for key, request in self._requests.items() if key in self._marked]
        selected = [self.selected_request] if self.selected_request is not None else []
        return [one for one in marked or selected if self.held_back.decisions.on(one.id) is None]

    def mark(self) -> None:
        """Mark the selected one, or take its mark away, and go on to the next."""
        request = self.selected_request
        if request is not None:
            self._marked ^= {request.id}
            self.changed([request.id])
            self.move(1)

    def mark_all(self) -> None:
        """Mark all that wait and are shown; where they are, none."""
        waiting = {key for key in self._requests if self.held_back.decisions.on(key) is None}
        self._marked = set() if self._marked == waiting else waiting
        self.changed(self._requests)

    def unmark(self) -> None:
        """Mark nobody."""
        changed, self._marked = self._marked, set()
        self.changed(changed)

    # Rows

    def names(self) -> Sequence[str]:
        """The ids of the requests."""
        self._requests = {request.id: request for request in self.held_back.items}
        return list(self._requests)

    def empty_note(self) -> Note:
        """There is nobody."""
        return Note(_EMPTY, action="filtered.policy")

    def sync(self) -> None:
        """Show the rows as they are now, with what was decided since."""
        super().sync()
        self._marked &= {key for key in self._requests if self.held_back.decisions.on(key) is None}
        drawn = {key: (request, self.held_back.decisions.on(key)) for key, request in self._requests.items()}
        self.changed(key for key, what in drawn.items() if self._drawn.get(key) != what)
        self._drawn = drawn

    def lay_out(self, key: RowKey, width: int) -> RowLayout:
        """Draw a sender, or words."""
        if isinstance(key, Note):
            return self.lay_out_note(key, width)
        request = self._requests.get(key) if isinstance(key, str) else None
        if request is None:
            return render_note("This is gone.", width, self.context())
        decision = self.held_back.decisions.on(request.id)
        return render_held_back(
            request,
            width,
            self.context(),
            is_marked=request.id in self._marked,
            decided=DECIDED[decision] if decision is not None else "",
        )

    # What is selected

    @property
    def selected_request(self) -> NotificationRequest | None:
        """The sender under the cursor."""
        key = self.cursor_key
        return self._requests.get(key) if isinstance(key, str) else None

    @property
    def selected_account(self) -> Account | None:
        """The same as a person."""
        request = self.selected_request
        if request is None:
            return None
        return self.session.store.account(request.account.id) or request.account

    @property
    def selected_target(self) -> Target | None:
        """What they sent."""
        request = self.selected_request
        return Target("place", str(Place("filtered", request.account.id))) if request is not None else None

    @property
    def selected_address(self) -> str:
        """The page of their profile."""
        account = self.selected_account
        return (account.url or "") if account is not None else ""
