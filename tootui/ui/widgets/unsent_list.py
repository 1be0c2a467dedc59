"""Rows of what one wrote and nobody sees yet: drafts, the outbox, posts that wait on the server for their time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from tootui.cache.drafts import Draft
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.service.outbox_standing import standing_words
from tootui.service.session import Session
from tootui.ui.bridge import Bridge
from tootui.ui.commands import UNSENT
from tootui.ui.look import Look
from tootui.ui.render.lines import RowLayout
from tootui.ui.render.notes import render_note
from tootui.ui.render.unsent import render_unsent
from tootui.ui.widgets.place_list import KeyNames, Note, PlaceList, RowKey, failure

_IS_REWRITTEN = "You are writing this anew: Enter goes on. It is published as it is here unless you send that before."


class UnsentList(PlaceList):
    """The rows of one such place. A row's key is the id of its draft, or that of the post that waits."""

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        super().__init__(session, look, place, key_names)
        self._items: Mapping[str, Draft] = {}
        self._standing: Mapping[str, str] = {}
        self.set_rows(self.rows())

    @property
    def selected(self) -> Draft | None:
        """What was written in the selected row."""
        key = self.cursor_key
        return self._items.get(key) if isinstance(key, str) else None

    def contexts(self) -> tuple[str, ...]:
        """Keys are about drafts here, not about posts."""
        return (UNSENT,)

    def begin(self, bridge: Bridge) -> None:
        """Read, ask, and follow what changes."""
        session = self.session
        if session.why_not_write is not None:
            return
        unsent = session.unsent
        self.follow(bridge, unsent, unsent.scheduled, session.outbox, session.connection)
        unsent.renew()
        if self.place == Place.SCHEDULED:
            unsent.scheduled.open()
        self.sync()

    def refresh_rows(self) -> None:
        """Read or ask anew."""
        if self.session.why_not_write is not None:
            return
        self.session.unsent.renew()
        if self.place == Place.SCHEDULED:
            self.do(self.session.unsent.scheduled.refresh)

    # Rows

    def rows(self) -> Sequence[RowKey]:
        """What there is, and in words why there is nothing, or not all."""
        if self.session.why_not_write is not None:
            return [Note(self.session.why_not_write)]
        self._items = self._read()
        self._standing = {key: self._standing_of(key, draft) for key, draft in self._items.items()}
        note = self._note()
        return [*self._items, *([note] if note is not None else [])]

    def _read(self) -> Mapping[str, Draft]:
        session = self.session
        if not self._stops:
            return self._items  # nobody looks: before the first frame nothing is read
        if self.place == Place.SCHEDULED:
            waiting = session.unsent.scheduled.drafts(session.drafts.new())
            return {key: replace(draft, replaces=None) for key, draft in waiting.items()}
        items = session.outbox.items if self.place == Place.OUTBOX else session.unsent.drafts
        return {draft.id: draft for draft in items}

    def _standing_of(self, key: str, draft: Draft) -> str:
        session = self.session
        if self.place == Place.OUTBOX:
            return standing_words(draft, session.connection, is_preparing=session.outbox.is_preparing(draft.id))
        if self.place == Place.SCHEDULED:
            return _IS_REWRITTEN if session.unsent.begun_from(key) is not None else ""
        return draft.reason

    def _note(self) -> Note | None:
        if not self._stops:
            return Note("Loading")
        if self.place == Place.SCHEDULED:
            return self._note_of_scheduled()
        if self.place == Place.OUTBOX:
            return None if self._items else Note("Nothing waits to be sent.\nWhat you send is here until it arrived.")
        unsent = self.session.unsent
        if unsent.problem:
            return failure(unsent.problem)
        if self._items:
            return None
        if not unsent.is_read:
            return Note("Loading")
        label = self.key_names
        begins, closes = label("draft.new"), label("draft.keep")
        return Note(f"No drafts. {begins} begins a post; {closes} closes it, and what you wrote is here.")

    def _note_of_scheduled(self) -> Note | None:
        scheduled = self.session.unsent.scheduled
        state = scheduled.state
        if state.closed is not None:
            return Note(state.closed)
        if self.session.connection.state == "offline":
            return Note("Offline. What waits on your server shows when it answers again.", True)
        if state.error is not None and not (state.loading_newer or state.loading_older):
            return failure(state.error)
        if self._items:
            return Note("Loading more") if state.loading_older else None
        if not state.loaded_once:
            return Note("Loading")
        if (reason := scheduled.why_none) is not None:
            return Note(reason)
        return Note(f"No post waits for its time. {self.key_names('draft.schedule')} while writing chooses one.")

    def sync(self) -> None:
        """Show the rows as they are now."""
        before, standing = self._items, self._standing
        super().sync()
        self.changed(
            [key for key in self._items if (before.get(key), standing.get(key)) != self._drawn_from(key)],
            shows_cursor=False,
        )

    def _drawn_from(self, key: str) -> tuple[Draft | None, str | None]:
        return self._items.get(key), self._standing.get(key)

    def times_passed(self) -> None:
        """See `PlaceList.times_passed`; what was due is published by now."""
        super().times_passed()
        if self.place == Place.SCHEDULED and self._stops and self.session.unsent.scheduled.has_overdue:
            self.session.unsent.scheduled.open()

    def lay_out(self, key: RowKey, width: int) -> RowLayout:
        """Draw one of them, or words."""
        if isinstance(key, Note):
            return self.lay_out_note(key, width)
        draft = None if isinstance(key, Gap) else self._items.get(key)
        if draft is None or isinstance(key, Gap):
            return render_note("This is gone.", width, self.context())
        return render_unsent(
            self._with_names(draft),
            width,
            self.context(),
            standing=self._standing.get(key, ""),
            is_problem=draft.needs_person,
        )

    def _with_names(self, draft: Draft) -> Draft:
        """A server tells of what waits only which post it answers, not whose that is."""
        store = self.session.store
        answered = store.status(draft.in_reply_to_id) if draft.in_reply_to_id and not draft.reply_acct else None
        if answered is not None:
            draft = replace(draft, reply_acct=answered.inner.account.acct)
        quoted = store.status(draft.quoted_status_id) if draft.quoted_status_id and not draft.quote_acct else None
        return replace(draft, quote_acct=quoted.inner.account.acct) if quoted is not None else draft

    def read_on(self) -> None:
        """Bring more before the end is reached."""
        if self.place == Place.SCHEDULED and self._stops:
            self.session.unsent.scheduled.want_older()
