"""Rows of direct messages: each is a conversation with the people in it and what was said last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tootui.model.account import Account
from tootui.model.base import EntityKey, StatusId
from tootui.model.conversations import Conversation
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.conversations import Conversations
from tootui.service.filtering import verdict
from tootui.service.session import Session
from tootui.ui.bridge import Bridge
from tootui.ui.commands import CONVERSATION
from tootui.ui.look import Look
from tootui.ui.render.conversation import render_conversation
from tootui.ui.render.lines import RowLayout
from tootui.ui.render.notes import render_note
from tootui.ui.widgets.place_list import OFFLINE, SIGNED_OUT, KeyNames, Note, PlaceList, RowKey, failure

_FOR_MEMBERS = Note("This is there for people who are signed in.")


class ConversationList(PlaceList):
    """The conversations, unread ones first. A row's key is the conversation's id; what acts on posts acts on its last.

    What is new or has a newer post comes on top; further down nothing in view changes its place, until one goes to the
    top.
    """

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        super().__init__(session, look, place, key_names)
        self.conversations: Conversations = session.news.conversations
        self._items: Mapping[str, Conversation] = {}
        self._has_moved = False
        """Whether the reader has chosen a row."""
        if not session.is_guest:
            self.conversations.restore()
            self.conversations.arrange()
        self.set_rows(self.rows())

    def begin(self, bridge: Bridge) -> None:
        """Ask for them and follow what changes."""
        if self.session.is_guest:
            return
        self.follow(bridge, self.conversations, self.session.connection)
        self._stops.append(self.conversations.watch(self._held))
        self.conversations.open()
        self.sync()

    def _held(self) -> set[RowKey]:
        """What is before the reader's eyes, unless they wait at the top for what comes, and nothing lies over it."""
        if not (self.display and self.is_attached):
            return set()
        if self.is_at_top and self.app.screen is self.screen and (self.session.flows_in or not self._has_moved):
            return set()
        return {*self.visible_keys(), *([self.cursor_key] if self.cursor_key is not None else [])}

    def refresh_rows(self) -> None:
        """Ask the server now, and put them in order."""
        if not self.session.is_guest:
            self.do(self.conversations.refresh)

    def contexts(self) -> tuple[str, ...]:
        """Some keys are about conversations, and what is written from here is direct."""
        return (CONVERSATION,)

    # Rows

    def rows(self) -> Sequence[RowKey]:
        """Conversations, and in words what is still missing."""
        if self.session.is_guest:
            return [_FOR_MEMBERS]
        self._items = {one.id: one for one in self.conversations.items}
        note = self._note()
        return [*self._items, *([note] if note is not None else [])]

    def _note(self) -> Note | None:
        state = self.conversations.state
        if state.closed is not None:
            return Note(f"{state.closed} {self._how_to_write()}")
        if self.session.connection.state == "signed_out":
            return SIGNED_OUT
        is_offline = self.session.connection.state == "offline"
        if is_offline and not self._items:
            return OFFLINE
        if is_offline:
            return Note("Offline. What has come since shows when the server answers again.", True)
        if state.error and not state.loading_newer:
            return failure(state.error)
        if not state.loaded_once:
            return None if self._items else Note("Loading")
        if not self._items:
            return Note(f"No direct messages yet. {self._how_to_write()}")
        return Note("Loading older direct messages") if state.loading_older else None

    def _how_to_write(self) -> str:
        return f"{self.key_names('conversation.write')} writes one."

    def sync(self) -> None:
        """Show the rows as they are now; those that read differently are drawn anew."""
        before, was_at_top = self._items, self.is_at_top
        super().sync()
        self.changed([key for key, one in self._items.items() if key in before and before[key] != one])
        if was_at_top and self.cursor and self.app.screen is self.screen:
            self._let_in()

    def _let_in(self) -> None:
        """Show what came on top; what the reader has selected stays selected, and goes down as far as that takes."""
        if not self._has_moved:
            self.stay_at_top()
        elif self.session.flows_in and (key := self.cursor_key) is not None:
            above = sum(len(self._rows.layout_of(one).lines) for one in self.keys[: self.cursor])
            if above < self.size.height:
                self.go_to(key, above)

    def to_top(self) -> None:
        """See `TimelineView.to_top`; what has a newer post is there too then."""
        if not self.session.is_guest:
            self.conversations.arrange()
            self.sync()
        super().to_top()

    def _reader_moved(self) -> None:
        self._has_moved = True

    def lay_out(self, key: RowKey, width: int) -> RowLayout:
        """Draw a conversation, or words."""
        if isinstance(key, Note):
            return self.lay_out_note(key, width)
        one = None if isinstance(key, Gap) else self._items.get(key)
        if one is None:
            return render_note("This conversation is gone.", width, self.context())
        last = self._last_of(one)
        people = [self.session.store.account(account.id) or account for account in one.accounts]
        return render_conversation(one, people, last, width, self.context(), covered=self._cover_of(last))

    def _last_of(self, one: Conversation) -> Status | None:
        return self.session.store.status(one.last_status.id) if one.last_status is not None else None

    def _cover_of(self, last: Status | None) -> str:
        """What is shown of a post that its author or a filter of the reader has covered; empty where nothing is."""
        if last is None or self.session.reveals.is_open(last):
            return ""
        found = verdict(last, Place.thread(last.id), self.session.clock.now())
        if found.action in ("warn", "hide") and not self.session.is_mine(last):
            return f"Filtered: {', '.join(found.titles)}"
        return f"CW: {last.spoiler_text}" if last.spoiler_text else ""

    # What is selected

    @property
    def selected(self) -> Conversation | None:
        """The conversation under the cursor."""
        key = self.cursor_key
        return self._items.get(key) if isinstance(key, str) else None

    @property
    def selected_status(self) -> Status | None:
        """Its newest post."""
        one = self.selected
        return self._last_of(one) if one is not None else None

    @property
    def selected_account(self) -> Account | None:
        """Who takes part, beside the reader: the author of the newest post, or else the first."""
        one, status = self.selected, self.selected_status
        if one is None:
            return None
        if status is not None and not self.session.is_mine(status):
            return status.account
        return next(iter(one.accounts), None)

    @property
    def selected_people(self) -> Sequence[tuple[str, Account]]:
        """All who take part, the author of the newest post first."""
        one, first = self.selected, self.selected_account
        people = {account.id: account for account in (first, *(one.accounts if one is not None else ())) if account}
        return [("in this conversation", account) for account in people.values()]

    def visible_statuses(self) -> list[StatusId]:
        """The newest posts of the rows in view, from the top."""
        shown = (self._items.get(key) for key in self.visible_keys() if isinstance(key, str))
        return [one.last_status.id for one in shown if one is not None and one.last_status is not None]

    # What changed

    def entities_changed(self, keys: Iterable[EntityKey]) -> None:
        """Draw anew what shows one of these."""
        changed = set(keys)
        self.changed([key for key, one in self._items.items() if not changed.isdisjoint(_entities_of(one))])

    def read_on(self) -> None:
        """Read on before the end is reached."""
        if self._stops:
            self.conversations.want_older()


def _entities_of(one: Conversation) -> list[EntityKey]:
    """What a row shows."""
    people: list[EntityKey] = [("account", account.id) for account in one.accounts]
    return [*people, ("status", one.last_status.id)] if one.last_status is not None else people
