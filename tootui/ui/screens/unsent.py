"""What the keys do to a draft, to a post in the outbox, to one that waits on the server for its time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tootui.cache.drafts import Draft
from tootui.model.errors import StorageError
from tootui.model.places import Place
from tootui.service.draft_names import draft_words
from tootui.ui.dispatch import Handler
from tootui.ui.widgets.place_list import Note
from tootui.ui.widgets.unsent_list import UnsentList

if TYPE_CHECKING:
    from tootui.service.session import Session
    from tootui.ui.screens.main import MainScreen

NOTHING = "Nothing is selected."
ON_ITS_WAY = "It is on its way: nothing can be done until the server answers, or is known not to."
GONE = "It is not here any more."
NO_TIME = "Only what waits on the server has a time to be changed here."


class _Item(NamedTuple):
    """A row: ``key`` is the id of its draft, or of what waits on the server."""

    place: Place
    key: str
    draft: Draft


class _Choice(NamedTuple):
    key: str
    text: str
    act: Callable[[_Item], None]


class UnsentCommands:
    """Acts on the selected row of such a place."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    def handlers(self) -> dict[str, Handler]:
        """The commands of the group "unsent"."""
        return {
            "unsent.open": Handler(self._open, self._why_nothing),
            "unsent.delete": Handler(self._acting(self._delete), self._why_no_delete),
            "unsent.send": Handler(self._acting(self._send), self._why_no_send),
            "unsent.time": Handler(self._acting(self._change_time), self._why_no_time),
            "unsent.menu": Handler(self._pick, self._why_no_choice),
        }

    @property
    def _session(self) -> Session:
        return self._screen.session

    @property
    def _item(self) -> _Item | None:
        """The selected row, to be held on to while something is asked about it: rows come and go."""
        current = self._screen.column.current
        key, draft = current.cursor_key, current.selected if isinstance(current, UnsentList) else None
        return _Item(current.place, key, draft) if isinstance(key, str) and draft is not None else None

    @property
    def _place(self) -> Place:
        return self._screen.column.current.place

    def _acting(self, act: Callable[[_Item], None]) -> Callable[[], None]:
        def run() -> None:
            if (item := self._item) is not None:
                act(item)

        return run

    # Why not

    def _why_nothing(self) -> str | None:
        key = self._screen.column.current.cursor_key
        return None if isinstance(key, Note) and key.action else self._why_no_choice()

    def _why_no_choice(self) -> str | None:
        return None if self._item is not None else NOTHING

    def _why_no_delete(self) -> str | None:
        item = self._item
        if item is None:
            return NOTHING
        if item.place != Place.OUTBOX or item.draft.state == "held" or item.draft.needs_person:
            return None
        if not self._session.outbox.can_take_back(item.key):
            return ON_ITS_WAY
        key = self._screen.tootui.keymap.label("unsent.menu")
        return f"It waits to be sent. Take it back first{f': {key} leads there' if key else ''}."

    def _why_no_send(self) -> str | None:
        item = self._item
        if item is None:
            return NOTHING
        if item.place == Place.SCHEDULED:
            return "It is sent at its time. Open it to send it before."
        if item.place == Place.DRAFTS:
            return "Open it to send it: what is sent is looked at first."
        return None if item.draft.needs_person else "It is sent as soon as that is possible."

    def _why_no_time(self) -> str | None:
        item = self._item
        if item is None:
            return NOTHING
        return None if item.place == Place.SCHEDULED else NO_TIME

    # Acts

    def _open(self) -> None:
        """Go on writing; where more than that can be done, ask what."""
        note = self._screen.column.current.cursor_key
        if isinstance(note, Note):
            self._screen.dispatcher.run(note.action)
        elif self._place == Place.OUTBOX:
            self._pick()
        elif (item := self._item) is not None:
            self._write(item)

    def _write(self, item: _Item) -> None:
        try:
            draft = self._as_written(item)
            is_saved = draft is not None and self._session.drafts.kept(draft.id) is not None
        except StorageError as error:
            self._screen.tootui.say(str(error), "error")
            return
        if draft is None or draft.state == "sent":
            self._screen.tootui.say(GONE)
        else:
            self._screen.writing.go_on(draft, is_saved=is_saved)

    def _as_written(self, item: _Item) -> Draft | None:
        """What is written in a row by now: what is listed may be older than the last words; None where it is gone.

        Raises:
            StorageError: it cannot be read.
        """
        session = self._session
        if item.place == Place.SCHEDULED:
            return session.unsent.rewrite(item.key)
        if item.place == Place.DRAFTS:
            return session.drafts.kept(item.key)
        return next((one for one in session.outbox.items if one.id == item.key), None)

    def _delete(self, item: _Item) -> None:
        words = draft_words(item.draft)
        if item.place == Place.SCHEDULED:
            detail = "It will not be published, and its words are gone."
            delete = partial(self._session.unsent.scheduled.delete, item.key)
            self._screen.ask(f"Delete {words}?", detail, "delete", delete)
            return
        detail = "What you wrote there is gone then."
        if item.draft.state == "undecided":
            detail = f"It may have been published: you give up finding out. {detail}"
        self._screen.ask(f"Throw away {words}?", detail, "throw away", partial(self._throw, item))

    def _throw(self, item: _Item) -> None:
        try:
            if item.place == Place.OUTBOX and not self._session.outbox.discard(item.key):
                self._screen.tootui.say(ON_ITS_WAY)
            elif item.place != Place.OUTBOX:
                self._session.unsent.delete(item.key)
        except StorageError as error:
            self._screen.tootui.say(str(error), "error")

    def _send(self, item: _Item) -> None:
        self._session.outbox.retry(item.key)

    def _take_back(self, item: _Item) -> None:
        try:
            self._session.outbox.take_back(item.key)
        except StorageError as error:
            self._screen.tootui.say(str(error), "error")

    def _change_time(self, item: _Item) -> None:
        from tootui.ui.screens.ask_when import AskWhen

        def answered(seconds: float | None) -> None:
            if seconds:
                self._session.unsent.scheduled.change_time(item.key, seconds)
            elif seconds is not None:
                self._screen.tootui.say("To publish it at once, open it and take the time away.")

        now = datetime.fromtimestamp(self._session.clock.time()).astimezone()
        chosen = datetime.fromtimestamp(item.draft.scheduled_at or 0.0).astimezone()
        self._screen.app.push_screen(AskWhen(now, chosen), answered)

    def _pick(self) -> None:
        from tootui.ui.screens.picker import Picker, PickerItem

        item = self._item
        if item is None:
            return
        choices = self._choices(item)
        if not choices:
            self._screen.tootui.say(ON_ITS_WAY)
            return
        title = draft_words(item.draft)
        self._screen.app.push_screen(
            Picker(title[0].upper() + title[1:], [PickerItem(choice.key, choice.text) for choice in choices]),
            lambda index: choices[index].act(item) if index is not None else None,
        )

    def _choices(self, item: _Item) -> Sequence[_Choice]:
        """What can be done to it now."""
        write, throw = _Choice("c", "go on writing", self._write), _Choice("d", "throw it away", self._delete)
        if item.place == Place.SCHEDULED:
            time = _Choice("t", "change its time", self._change_time)
            return (_Choice("c", "write it anew", self._write), time, _Choice("d", "delete it", self._delete))
        if item.place == Place.DRAFTS:
            return (write, throw)
        if item.draft.needs_person:
            return (_Choice("s", "send it again", self._send), write, throw)
        if self._session.outbox.can_take_back(item.key):
            return (_Choice("u", "take it back: it becomes a draft", self._take_back),)
        return ()
