"""Rows of people who ask to follow the reader. Who has an answer stays where they stood, with it."""

from __future__ import annotations

from collections.abc import Sequence

from tootui.model.base import AccountId
from tootui.model.places import Place
from tootui.service.follow_requests import ANSWERED, Answer
from tootui.service.session import Session
from tootui.ui.bridge import Bridge
from tootui.ui.commands import REQUEST
from tootui.ui.look import Look
from tootui.ui.render.lines import RowLayout
from tootui.ui.render.notes import with_words
from tootui.ui.widgets.door_list import door_parts
from tootui.ui.widgets.people_list import PeopleList
from tootui.ui.widgets.place_list import KeyNames, RowKey

_NOBODY = "Nobody asks to follow you."
_UNLOCKED = "Nobody asks to follow you: as your profile is set, everybody may without being asked about."


class FollowRequestList(PeopleList):
    """The requests; `request.accept` and `request.reject` answer the selected one."""

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        self.requests = session.news.follow_requests
        self._drawn: dict[AccountId, Answer] = {}
        """The answers that are shown."""
        super().__init__(session, look, place, key_names)

    def begin(self, bridge: Bridge) -> None:
        """Load the people, and hear of those who ask meanwhile."""
        self.requests.attend(self)
        super().begin(bridge)

    def end(self) -> None:
        """Hear of it no longer."""
        super().end()
        self.requests.leave(self)

    @property
    def parts(self) -> Sequence[tuple[Place, str]]:
        """The lists of those who are shut out stand beside this."""
        return door_parts(self.session, self.place)

    def contexts(self) -> tuple[str, ...]:
        """Keys answer whoever is selected."""
        return (REQUEST,) if self.selected_account is not None else ()

    def sync(self) -> None:
        """Show the rows as they are now, and what was answered since."""
        super().sync()
        answers = {one: answer for one in self.people.ids if (answer := self.requests.answers.on(one)) is not None}
        if answers != self._drawn:
            changed = {one for one in answers.keys() | self._drawn.keys() if answers.get(one) != self._drawn.get(one)}
            self._drawn = answers
            self.changed(changed)

    def lay_out(self, key: RowKey, width: int) -> RowLayout:
        """Draw a person, and the answer they have."""
        layout = super().lay_out(key, width)
        answer = self.requests.answers.on(key) if isinstance(key, str) else None
        return layout if answer is None else with_words(layout, ANSWERED[answer], width, self.context())

    def empty_words(self) -> str:
        """Why there is nobody."""
        me = self.session.me
        return _UNLOCKED if me is not None and me.locked is False else _NOBODY
