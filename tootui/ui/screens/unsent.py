"""What the keys do to a draft, to a post in the outbox, to one that waits on the server for its time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from tootui.cache.drafts import Draft
from tootui.model.errors import StorageError
from tootui.model.places import Place
from tootui.ui.dispatch import Handler
from tootui.ui.screens.writing import draft_words
from tootui.ui.widgets.place_list import Note
from tootui.ui.widgets.unsent_list import UnsentList

if TYPE_CHECKING:
    from tootui.service.session import Session
    from tootui.ui.screens.main import MainScreen

NOTHING = "Nothing is selected."
ON_ITS_WAY = "It is on its way: nothing can be done until the server answers, or is known not to."
NO_TIME = "Only what waits on the server has a time to be changed here."


class _Choice(NamedTuple):
    key: str
    text: str
    act: Callable[[], None]


class UnsentCommands:
    """Acts on the selected row of such a place."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    def handlers(self) -> dict[str, Handler]:
        """The commands of the group "unsent"."""
        return {
            "unsent.open": Handler(self._open, self._why_nothing),
            "unsent.delete": Handler(self._delete, self._why_no_delete),
            "unsent.send": Handler(self._send, self._why_no_send),
            "unsent.time": Handler(self._change_time, self._why_no_time),
            "unsent.menu": Handler(self._pick, self._why_no_choice),
        }

    @property
    def _session(self) -> Session:
        return self._screen.session

    @property
    def _list(self) -> UnsentList | None:
        current = self._screen.column.current
        return current if isinstance(current, UnsentList) else None

    @property
    def _draft(self) -> Draft | None:
        return self._list.selected if self._list is not None else None

    @property
    def _place(self) -> Place:
        return self._screen.column.current.place

    # Why not

    def _why_nothing(self) -> str | None:
        key = self._screen.column.current.cursor_key
        if isinstance(key, Note) and key.action:
            return None
        return None if self._draft is not None else NOTHING

    def _why_no_choice(self) -> str | None:
        return None if self._draft is not None else NOTHING

    def _why_no_delete(self) -> str | None:
        draft = self._draft
        if draft is None:
            return NOTHING
        return None if self._place != Place.OUTBOX or _can_go(draft) else ON_ITS_WAY

    def _why_no_send(self) -> str | None:
        draft = self._draft
        if draft is None:
            return NOTHING
        if self._place == Place.SCHEDULED:
            return "It is sent at its time. Open it to send it before."
        if self._place == Place.DRAFTS:
            return "Open it to send it: what is sent is looked at first."
        if draft.state == "failed" or (draft.state == "undecided" and draft.reason):
            return None
        return "It is sent as soon as that is possible."

    def _why_no_time(self) -> str | None:
        if self._draft is None:
            return NOTHING
        return None if self._place == Place.SCHEDULED else NO_TIME

    # Acts

    def _open(self) -> None:
        """Go on writing; where more than that can be done, ask what."""
        key = self._screen.column.current.cursor_key
        draft = self._draft
        if isinstance(key, Note):
            self._screen.dispatcher.run(key.action)
        elif draft is None:
            self._screen.tootui.say(NOTHING)
        elif self._place == Place.OUTBOX:
            self._pick()
        else:
            self._write(draft)

    def _write(self, draft: Draft) -> None:
        if self._place == Place.SCHEDULED:
            self._rewrite()
            return
        if self._place == Place.DRAFTS and self._session.unsent.draft(draft.id) is None:
            self._screen.tootui.say("This draft is gone: it was sent or thrown away.")
            return
        self._screen.writing.go_on(draft)

    def _rewrite(self) -> None:
        key = self._screen.column.current.cursor_key
        draft = self._session.unsent.rewrite(key) if isinstance(key, str) else None
        if draft is None:
            self._screen.tootui.say("This does not wait any more.")
        else:
            self._screen.writing.go_on(draft)

    def _delete(self) -> None:
        draft = self._draft
        key = self._screen.column.current.cursor_key
        if draft is None or not isinstance(key, str):
            return
        words = draft_words(draft)
        if self._place == Place.SCHEDULED:
            self._screen.ask(
                f"Delete {words}?",
                "It will not be published, and its words are gone.",
                "delete",
                lambda: self._session.unsent.scheduled.delete(key),
            )
        else:
            detail = "It may have been published: this only gives up finding out." if draft.state == "undecided" else ""
            self._screen.ask(
                f"Throw away {words}?", detail or "What you wrote there is gone then.", "throw away", self._throw(draft)
            )

    def _throw(self, draft: Draft) -> Callable[[], None]:
        is_in_outbox = self._place == Place.OUTBOX

        def throw() -> None:
            try:
                if is_in_outbox:
                    self._session.outbox.discard(draft.id)
                else:
                    self._session.unsent.delete(draft.id)
            except StorageError as error:
                self._screen.tootui.say(str(error), "error")

        return throw

    def _send(self) -> None:
        if (draft := self._draft) is not None:
            self._session.outbox.retry(draft.id)

    def _change_time(self) -> None:
        from tootui.ui.screens.ask_when import AskWhen

        draft = self._draft
        key = self._screen.column.current.cursor_key
        if draft is None or draft.scheduled_at is None or not isinstance(key, str):
            return

        def answered(seconds: float | None) -> None:
            if seconds:
                self._session.unsent.scheduled.change_time(key, seconds)
            elif seconds is not None:
                self._screen.tootui.say("To publish it at once, open it and take the time away.")

        now = datetime.fromtimestamp(self._session.clock.time()).astimezone()
        chosen = datetime.fromtimestamp(draft.scheduled_at).astimezone()
        self._screen.app.push_screen(AskWhen(now, chosen), answered)

    def _take_back(self, draft: Draft) -> Callable[[], None]:
        def take_back() -> None:
            try:
                self._session.outbox.take_back(draft.id)
            except StorageError as error:
                self._screen.tootui.say(str(error), "error")

        return take_back

    def _pick(self) -> None:
        from tootui.ui.screens.picker import Picker, PickerItem

        draft = self._draft
        if draft is None:
            return
        choices = self._choices(draft)
        if not choices:
            self._screen.tootui.say(ON_ITS_WAY)
            return
        items = [PickerItem(choice.key, choice.text) for choice in choices]
        title = draft_words(draft)
        self._screen.app.push_screen(
            Picker(title[0].upper() + title[1:], items),
            lambda index: choices[index].act() if index is not None else None,
        )

    def _choices(self, draft: Draft) -> Sequence[_Choice]:
        """What can be done to it now."""
        write = _Choice("c", "go on writing", lambda: self._write(draft))
        throw = _Choice("d", "throw it away", self._delete)
        if self._place == Place.SCHEDULED:
            time = _Choice("t", "change its time", self._change_time)
            return (_Choice("c", "write it anew", self._rewrite), time, _Choice("d", "delete it", self._delete))
        if self._place == Place.DRAFTS:
            return (write, throw)
        if draft.state == "failed" or (draft.state == "undecided" and draft.reason):
            return (_Choice("s", "send it again", self._send), write, throw)
        if self._session.outbox.can_take_back(draft.id):
            return (_Choice("u", "take it back: it becomes a draft", self._take_back(draft)), throw)
        return ()


def _can_go(draft: Draft) -> bool:
    """Whether it can be thrown away without being on its way."""
    return draft.state in ("held", "failed") or (draft.state == "undecided" and bool(draft.reason))
