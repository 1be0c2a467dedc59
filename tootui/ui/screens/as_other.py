"""Doing something as another account than the one on the screen: nothing else changes, and one stays where one is."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tootui.model.account import Account
from tootui.model.base import StatusId, known
from tootui.model.errors import TootuiError
from tootui.model.status import Status
from tootui.service.accounts import AccountState
from tootui.service.crossing import name_of, person_elsewhere, post_elsewhere, why_not_cross
from tootui.ui.dispatch import Handler
from tootui.ui.screens.picker import Picker, PickerItem, letter
from tootui.ui.screens.selected import NO_POST, Selected
from tootui.ui.work import begin

if TYPE_CHECKING:
    from tootui.service.session import Session
    from tootui.ui.screens.main import MainScreen

SLOW_SECONDS = 0.3
"""What takes longer than this says so."""
SIGNED_OUT = "It is signed out."


class _Deed(NamedTuple):
    key: str
    text: str
    why_not: str | None
    act: Callable[[Session], Coroutine[object, object, None]]


class AsOther:
    """Asks as whom and what, finds the post or person on that account's server, and does it there."""

    def __init__(self, screen: MainScreen, selected: Selected) -> None:
        self._screen = screen
        self._selected = selected

    def handlers(self) -> dict[str, Handler]:
        """The commands that begin it."""
        return {
            "status.as_other": Handler(self._selected.acting(self._ask_about_post), self._why_no_post),
            "person.as_other": Handler(self._ask_about_person, self._why_no_person),
        }

    @property
    def _others(self) -> list[AccountState]:
        """The accounts that may know what is here: a demo is a world of its own, which nothing leaves."""
        is_demo = self._screen.session.is_demo
        return [state for state in self._screen.tootui.accounts.others() if state.is_demo == is_demo]

    # Why not

    def _why_no_post(self) -> str | None:
        return self._why_alone() if self._selected.status is not None else NO_POST

    def _why_no_person(self) -> str | None:
        return self._why_alone() if self._selected.account is not None else "Nobody is selected."

    def _why_alone(self) -> str | None:
        if self._others:
            return None
        key = self._screen.tootui.keymap.label("account.switch")
        return f"You are signed in to no other account. {key} adds one." if key else "There is no other account."

    # Asking

    def _ask_about_post(self, status: Status) -> None:
        self._ask_as_whom(lambda state: why_not_cross(status, self._screen.session, state.account.server), status)

    def _ask_about_person(self) -> None:
        account = self._selected.account
        if account is not None:
            self._ask_as_whom(lambda _state: None, account)

    def _ask_as_whom(self, why_not: Callable[[AccountState], str | None], subject: Status | Account) -> None:
        """Let one of the others be picked; a single one that can do it is meant."""
        others = self._others
        reasons = [SIGNED_OUT if state.is_signed_out else why_not(state) for state in others]
        if len(others) == 1 and reasons[0] is None:
            self._ask_what(others[0], subject)
            return
        items = [
            PickerItem(letter(number), state.title, reason or "", reason is None)
            for number, (state, reason) in enumerate(zip(others, reasons, strict=True))
        ]

        def picked(index: int | None) -> None:
            if index is not None:
                self._ask_what(others[index], subject)

        self._screen.app.push_screen(Picker("As which account?", items), picked)

    def _ask_what(self, state: AccountState, subject: Status | Account) -> None:
        deeds = self._deeds(subject)
        items = [PickerItem(deed.key, deed.text, deed.why_not or "", deed.why_not is None) for deed in deeds]

        def picked(index: int | None) -> None:
            if index is not None:
                self._do(state, deeds[index])

        self._screen.app.push_screen(Picker(f"As {state.title}", items), picked)

    def _deeds(self, subject: Status | Account) -> list[_Deed]:
        here = self._screen.session
        if isinstance(subject, Account):
            return [_Deed("f", f"follow {name_of(subject, here)}", None, partial(self._follow, subject))]
        author = subject.inner.account
        is_closed = subject.inner.visibility not in ("public", "unlisted")
        return [
            _Deed("f", "favourite", None, partial(self._switch, "favourite", subject)),
            _Deed(
                "b",
                "boost",
                "Not everybody may see this post." if is_closed else None,
                partial(self._switch, "reblog", subject),
            ),
            _Deed("r", "reply", None, partial(self._reply, subject)),
            _Deed("w", f"follow {name_of(author, here)}", None, partial(self._follow, author)),
        ]

    # Doing

    def _do(self, state: AccountState, deed: _Deed) -> None:
        app = self._screen.tootui
        there = app.accounts.open(state.account, is_demo=state.is_demo)
        is_over = False

        def say_slow() -> None:
            if not is_over:  # a timer that has gone off cannot be stopped, and must not take the place of the outcome
                app.notices.post(f"Asking {there.host}", key="as other")

        slow = self._screen.set_timer(SLOW_SECONDS, say_slow)

        async def do() -> None:
            nonlocal is_over
            try:
                await deed.act(there)
            except TootuiError as error:
                app.notices.post(str(error), "warning", key="as other")
            finally:
                is_over = True
                slow.stop()

        begin(app, do)

    async def _switch(self, verb: str, status: Status, there: Session) -> None:
        post = await post_elsewhere(status, self._screen.session, there)
        is_on = known(post.favourited if verb == "favourite" else post.reblogged, False)
        if is_on:
            self._tell(f"{there.acct} has {'favourited' if verb == 'favourite' else 'boosted'} this already.")
            return
        reason = there.actions.why_not(verb, post.id)
        if reason is not None:
            self._tell(f"{there.acct}: {reason}")
        elif verb == "reblog":
            there.actions.reblog(post.id)  # which tells itself, and what takes it back
        else:
            there.actions.favourite(post.id)
            there.notices.post(
                "Favourited",
                key=f"favourite:{post.id}",
                undo=partial(_take_star_back, there, post.id),
                undo_label="takes it back",
            )

    async def _follow(self, account: Account, there: Session) -> None:
        person = await person_elsewhere(account, self._screen.session, there)
        relationship = there.store.relationship(person.id)
        name = name_of(account, self._screen.session)
        if relationship is not None and known(relationship.following, False):
            self._tell(f"{there.acct} follows {name} already.")
        elif relationship is not None and known(relationship.requested, False):
            self._tell(f"{there.acct} has asked to follow {name} already.")
        elif (reason := there.relations.why_not("follow", person.id)) is not None:
            self._tell(f"{there.acct}: {reason}")
        else:
            there.relations.follow(person.id)

    async def _reply(self, status: Status, there: Session) -> None:
        selected = self._screen.column.current.cursor_key
        post = await post_elsewhere(status, self._screen.session, there)
        await there.standby.through(there.standby.meet())
        reason = there.actions.why_not("reply", post.id)
        if reason is not None:
            self._tell(f"{there.acct}: {reason}")
        elif self._screen.is_active and self._screen.column.current.cursor_key == selected:
            from tootui.ui.screens.writing import Writing

            Writing(self._screen, there).reply(post)
        else:
            self._tell(f"{there.host} has found the post. Ask for the reply again to write it.")

    def _tell(self, words: str) -> None:
        self._screen.tootui.notices.post(words, key="as other")


def _take_star_back(there: Session, status_id: StatusId) -> None:
    """Unless the server refused it meanwhile: then it would be given."""
    status = there.store.status(status_id)
    if status is not None and known(status.favourited, False):
        there.actions.favourite(status_id)
