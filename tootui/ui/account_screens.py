"""Which account is on the screen: each that is open has a stack of screens of its own, as it was left."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from textual.screen import Screen

from tootui.config.credentials import StoredAccount
from tootui.model.errors import TootuiError
from tootui.service.accounts import AccountState
from tootui.service.leaving import LeftBehind, counted
from tootui.service.session import Session
from tootui.ui.screens.main import MainScreen
from tootui.ui.work import begin

if TYPE_CHECKING:
    from tootui.ui.app import TootuiApp
    from tootui.ui.screens.accounts import Wanted

log = logging.getLogger(__name__)

_OF_PEOPLE = ("go.follow_requests", "go.filtered", "go.mutes", "go.blocks", "go.domain_blocks")

FIRST = "first"
"""The mode, as Textual calls a stack of screens, in which the program starts."""


class AccountScreens:
    """Shows accounts, and takes leave of them."""

    def __init__(self, app: TootuiApp) -> None:
        self._app = app
        self._accounts = app.accounts
        self._accounts.closed = self._drop
        self._accounts.observe(self._tell)
        self._numbers = count(1)
        app.add_mode(FIRST, Screen)  # which is there already: so that one can return to it
        self._modes: dict[str, str] = {}
        self._ways_in = FIRST
        self._left: list[str] = []
        """Modes that can be removed as soon as another one is shown."""
        if app.session is not None:
            self._modes[app.session.name] = FIRST
            self._ways_in = ""

    @property
    def main_screens(self) -> list[MainScreen]:
        """The main screens of all accounts that are open."""
        stacks = (self._app.get_screen_stack(mode) for mode in self._modes.values())
        return [screen for stack in stacks for screen in stack if isinstance(screen, MainScreen)]

    def _tell(self) -> None:
        """What is unread elsewhere is said where there is a sidebar."""
        for screen in self.main_screens:
            if screen.session is self._app.session:
                screen.bridge.soon(_nothing)  # the screen then says how all things stand

    # Showing

    def show(self, account: StoredAccount, *, is_demo: bool = False, greet: bool = False) -> None:
        """Have an account on the screen, as it was left, or as it is on disk."""
        app = self._app
        if not app.is_running:
            return  # it ended while this was prepared
        session = self._accounts.open(account, is_demo=is_demo)
        mode = self._modes.get(session.name)
        if mode is None:
            mode = self._modes[session.name] = f"account {next(self._numbers)}"
            app.add_mode(mode, partial(MainScreen, session, app.look, greet=greet))
        app.session = session
        self._accounts.show(session)
        self._turn_to(mode)

    def _turn_to(self, mode: str) -> None:
        self._app.switch_mode(mode)
        for left in self._left:
            self._app.remove_mode(left)
        self._left.clear()

    def show_ways_in(self) -> None:
        """Nobody is signed in any more: show how to begin."""
        from tootui.ui.screens.welcome import WelcomeScreen

        app = self._app
        app.session = None
        self._accounts.show(None)
        if not self._ways_in:
            self._ways_in = "ways in"
            app.add_mode(self._ways_in, partial(WelcomeScreen, demo=app.start_demo is not None))
        self._turn_to(self._ways_in)

    async def _drop(self, session: Session) -> None:
        """A session is about to be closed: its screens end before it does."""
        mode = self._modes.pop(session.name, None)
        if mode is None:
            return
        for screen in self._app.get_screen_stack(mode):
            if isinstance(screen, MainScreen):
                screen.retire()
        if mode == self._app.current_mode:
            self._left.append(mode)
        elif self._app.is_running:  # else it is ending all screens itself, and must not lose its way
            await self._app.remove_mode(mode)

    # Choosing

    def choose(self) -> None:
        """Let the person switch to another account, add one, take leave of one."""
        from tootui.ui.screens.accounts import AccountsDialog

        try:
            dialog = AccountsDialog(self._accounts, has_demo=self._app.start_demo is not None)
        except TootuiError as error:
            self._app.say(str(error), "error")
        else:
            self._app.push_screen(dialog, self._chosen)
            names = {one.account.name: one.acct for one in self._accounts.states() if one.acct and not one.is_demo}
            self._app.run_worker(partial(self._note_names, names), thread=True, group="names", exit_on_error=False)

    def _note_names(self, names: Mapping[str, str]) -> None:
        """Remember what the accounts that are open are called, for when they are not."""
        try:
            for name, full_name in names.items():
                self._app.credentials.note_full_name(name, full_name)
        except TootuiError as error:
            log.warning("The names of accounts are not remembered: %s", error)

    def _chosen(self, wanted: Wanted | None) -> None:
        if wanted is None:
            return
        if wanted.deed == "show" and wanted.state is not None:
            self._show_state(wanted.state)
        elif wanted.deed == "log_out" and wanted.state is not None:
            self._ask_to_log_out(wanted.state)
        elif wanted.deed == "add":
            session = self._app.session
            self.sign_in(session.account.server if session is not None and session.is_guest else "")
        elif wanted.deed == "visit":
            self.visit()
        elif wanted.deed == "demo":
            self._show_demo()
        elif wanted.deed == "people":
            self._pick_people()

    def _show_state(self, state: AccountState) -> None:
        if state.is_signed_out:
            self.sign_in(state.account.server)
        elif not state.is_shown:
            self.show(state.account)

    def _show_demo(self) -> None:
        running = next((state for state in self._accounts.states() if state.is_demo), None)
        if running is not None:
            self._show_state(running)
        else:
            self.try_demo()

    def _pick_people(self) -> None:
        """Let one of the lists be picked that the shown account keeps of people."""
        from tootui.ui.screens.picker import Picker, PickerItem, letter

        dispatcher = self._app.top.dispatcher
        offered = [(command, reason) for command, reason in dispatcher.offered() if command.id in _OF_PEOPLE]
        items = [
            PickerItem(letter(number), command.title, reason or "", reason is None)
            for number, (command, reason) in enumerate(offered)
        ]

        def picked(index: int | None) -> None:
            if index is not None:
                dispatcher.run(offered[index][0].id)

        self._app.push_screen(Picker("People", items), picked)

    # Coming in

    def sign_in(self, server: str = "") -> None:
        """Let the person sign in."""
        from tootui.ui.screens.sign_in import SignInScreen

        app = self._app
        screen = SignInScreen(app.credentials, browser=app.settings.general.browser, server=server)
        app.push_screen(screen, self._came_in)

    def visit(self) -> None:
        """Let the person name a server, and show what it shows to everybody."""
        from tootui.ui.screens.visit import VisitScreen

        self._app.push_screen(VisitScreen(), self._came_in)

    def try_demo(self) -> None:
        """Start the demo and show it."""
        begin(self._app, self._start_demo, group="demo", alone=True)

    async def _start_demo(self) -> None:
        assert self._app.start_demo is not None
        try:
            account = await asyncio.to_thread(self._app.start_demo)
        except TootuiError as error:
            self._app.say(str(error), "error")
        else:
            await self._replace(account, is_demo=True)

    def _came_in(self, account: StoredAccount | None) -> None:
        if account is not None:
            begin(self._app, partial(self._replace, account))

    async def _replace(self, account: StoredAccount, *, is_demo: bool = False) -> None:
        """Show an account that was just signed in, in place of its former session if there is one."""
        before = self._accounts.session_of(account.name)
        if before is not None:
            if before is self._app.session:
                self._app.session = None
            await self._accounts.close_one(before)
        self.show(account, is_demo=is_demo, greet=not account.is_guest)

    # Taking leave

    def _ask_to_log_out(self, state: AccountState) -> None:
        if state.account.is_guest:
            self._log_out(state, keeps_words=True)
            return
        left = counted(state.account)
        if left and not state.is_demo:
            self._ask_about_words(state, left)
            return
        from tootui.ui.screens.confirm import Confirm

        question = f"Leave {state.title}?" if state.is_demo else f"Log out {state.title}?"
        detail = (
            "Its world ends with it; what you wrote stays for the next demo."
            if state.is_demo
            else "Its token is revoked, and what was read is deleted from this machine."
        )
        self._app.push_screen(
            Confirm(question, detail, yes="leave" if state.is_demo else "log out"),
            lambda agreed: self._log_out(state, keeps_words=state.is_demo or left is None) if agreed else None,
        )

    def _ask_about_words(self, state: AccountState, left: LeftBehind) -> None:
        from tootui.ui.screens.picker import Picker, PickerItem

        stays = f"{left}, in {left.place}. It is there again when you sign in again."
        items = [
            PickerItem("e", "log out and keep what you wrote", stays),
            PickerItem("t", "log out and throw it away", f"{left}: gone for good."),
            PickerItem("s", "stay signed in"),
        ]

        def answered(index: int | None) -> None:
            if index in (0, 1):
                self._log_out(state, keeps_words=index == 0)

        self._app.push_screen(Picker(f"Log out {state.title}?", items), answered)

    def _log_out(self, state: AccountState, *, keeps_words: bool) -> None:
        begin(self._app, partial(self._leave, state, keeps_words=keeps_words))

    async def _leave(self, state: AccountState, *, keeps_words: bool) -> None:
        name, shown = state.account.name, self._accounts.shown
        if shown is not None and shown.name == name:  # by now: one that has just come in is shown since it was asked
            rest = [one for one in self._accounts.states() if one.account.name != name]
            if rest:
                self.show(rest[0].account)
            else:
                self.show_ways_in()
            await asyncio.sleep(0)
        try:
            problem = await self._accounts.log_out(state, keeps_words=keeps_words)
        except TootuiError as error:
            self._app.say(str(error), "error")
            return
        self._app.say(f"{'Left' if state.account.is_guest or state.is_demo else 'Logged out'}: {state.title}.")
        if problem is not None:
            self._app.say(problem, "warning")


def _nothing() -> None:
    pass
