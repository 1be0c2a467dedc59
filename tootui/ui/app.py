"""The program in the terminal: it puts the parts together and routes between screens, nothing else."""

from __future__ import annotations

import gc
import logging
import signal
from collections.abc import Callable, Sequence
from functools import cached_property
from io import StringIO
from typing import TYPE_CHECKING, cast

from rich.console import Console
from textual import on
from textual.app import App
from textual.screen import Screen
from textual.worker import Worker

from tootui.config.credentials import CredentialStore, StoredAccount
from tootui.config.settings import ConfigProblem, Settings
from tootui.service.clock import Clock
from tootui.service.notices import Level, Notices
from tootui.service.session import Session
from tootui.ui.driver import InputEnded, TerminalDriver
from tootui.ui.endings import Terminal, leave_by, on_signals
from tootui.ui.failed_work import tell_failed_work
from tootui.ui.keymap import Keymap
from tootui.ui.look import Look
from tootui.ui.screens.base import CommandScreen
from tootui.ui.screens.main import MainScreen
from tootui.ui.timers import keep_late_timers
from tootui.ui.work import begin

if TYPE_CHECKING:
    from tootui.service.accounts import Accounts
    from tootui.ui.account_screens import AccountScreens
    from tootui.ui.everywhere import EverywhereCommands

log = logging.getLogger(__name__)

ACCOUNTS_SECONDS = 2.0
"""So long after the first frame the other accounts are thought of."""


class TootuiApp(App[int], inherit_bindings=False):
    """Puts the parts together.

    Args:
        session: the account to start with; None shows the ways in.
        settings: what the person has set.
        credentials: the signed-in accounts.
        look: theme and glyphs.
        keymap: keys with what the settings change.
        problems: what is wrong with the settings, to be said once.
        start_demo: starts a demo server and gives its account; None where it cannot be offered. Blocks.
    """

    ENABLE_COMMAND_PALETTE = False
    DEFAULT_MODE = "first"
    """A name that can be returned to from another account's screens, which Textual's own cannot."""
    TITLE = "tootui"

    def __init__(
        self,
        session: Session | None,
        *,
        settings: Settings,
        credentials: CredentialStore,
        look: Look,
        keymap: Keymap,
        problems: Sequence[ConfigProblem] = (),
        start_demo: Callable[[], StoredAccount] | None = None,
        clock: Clock | None = None,
    ) -> None:
        keep_late_timers()
        self._is_dressed = False
        # Textual loads the style sheets of all screens but the first one.
        super().__init__(driver_class=TerminalDriver, css_path=["app.tcss", "screens/main.tcss"])
        # Textual's own notices and tooltips are not used: without them each screen has two widgets less to lay out.
        self._disable_notifications = self._disable_tooltips = True
        self.session = session
        self.settings = settings
        self.credentials = credentials
        self.look = look
        self.keymap = keymap
        self.start_demo = start_demo
        self.clock = clock or Clock()
        self.error_console = Console(file=StringIO())  # a crash goes to the log, not over the terminal
        self.crashed = False
        self._problems = problems
        self._own_notices = Notices(self.clock)
        self._terminal = Terminal()
        theme = look.textual_theme()
        self.register_theme(theme)
        # Set without the watcher, which would have every style sheet parsed a second time before the first frame.
        self.set_reactive(App.theme, theme.name)
        if theme.ansi:
            self._refresh_truecolor_filter(self.ansi_theme)  # what the watcher would have done: leave them as they are
        self._is_dressed = True
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(look.ascii_only, "-ascii")
        if look.drawn is not str:
            from tootui.ui.plain_text import DrawnText

            self._filters.append(DrawnText(look.drawn))

    def get_css_variables(self) -> dict[str, str]:
        """Give the colours of the theme; none while Textual asks for those of its own, which nothing would use."""
        return super().get_css_variables() if self._is_dressed else {}

    # Screens

    def get_default_screen(self) -> Screen[None]:
        """Start with the timeline; the ways in are shown over an empty screen."""
        if self.session is not None:
            return MainScreen(self.session, self.look, greet=self.session.is_demo)
        return super().get_default_screen()

    @cached_property
    def accounts(self) -> Accounts:
        """The accounts that are open, one of them shown; made after the first frame."""
        from tootui.service.accounts import Accounts

        return Accounts(self.credentials, self.settings, self.clock, self._own_notices, self.session)

    @cached_property
    def account_screens(self) -> AccountScreens:
        """Shows one account or another."""
        from tootui.ui.account_screens import AccountScreens

        return AccountScreens(self)

    @property
    def unread_elsewhere(self) -> int:
        """How many notifications wait unread in accounts that are not shown, as far as that is known."""
        return self.accounts.unread_elsewhere if "accounts" in vars(self) else 0

    def on_sidebar_account_chosen(self) -> None:
        """The name of the account was clicked: let another one be chosen."""
        self.account_screens.choose()

    async def close_sessions(self) -> None:
        """Leave everything on disk, whichever account it belongs to."""
        if "accounts" in vars(self):
            await self.accounts.close()
        elif self.session is not None:
            await self.session.close()

    def on_mount(self) -> None:
        """Everything that can wait until the first frame is out."""
        if not self.is_headless:
            on_signals(self.end)
            # Back from the shell the terminal is empty: what has not changed is to be drawn as well.
            self.app_resume_signal.subscribe(self, lambda _app: self.refresh())
        if self._problems:
            more = len(self._problems) - 1
            rest = f" And {more} more: `tootui config check` lists them." if more else ""
            self.say(f"{self._problems[0]}{rest}", "warning")
        if self.session is None:
            from tootui.ui.screens.welcome import WelcomeScreen

            self.push_screen(WelcomeScreen(demo=self.start_demo is not None))
        self.call_after_refresh(self._settle)
        self._in_front = self.screen
        self.screen_change_signal.subscribe(self, self._came_in_front, immediate=True)

    def _came_in_front(self, _screen: Screen[object]) -> None:
        from tootui.ui.carried_keys import carry_keys

        former, self._in_front = self._in_front, self.screen
        if former is not self._in_front:
            carry_keys(former, self._in_front)

    def _settle(self) -> None:
        """Spare the garbage collector what start-up made."""
        gc.freeze()
        gc.enable()
        gc.set_threshold(20_000, 20, 1_000)
        if self.session is not None:
            begin(self, self.session.start)
        self.set_timer(ACCOUNTS_SECONDS, self._begin_accounts)

    def _begin_accounts(self) -> None:
        self.accounts.begin()

    # Words to the person

    @property
    def notices(self) -> Notices:
        """Where things are said."""
        return self.session.notices if self.session is not None else self._own_notices

    def say(self, text: str, level: Level = "info") -> None:
        """Tell the person something in one line."""
        self.notices.post(text, level)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Work that failed is not passed over."""
        tell_failed_work(self, event)

    def copy_to_clipboard(self, text: str, named: str = "") -> None:
        """Copy a text through the terminal and with the system's tool, and name it: by its beginning, if not else."""
        from tootui.service.programs import unreadable
        from tootui.text.brief import in_brief
        from tootui.ui.copying import copy_tool, copy_with

        super().copy_to_clipboard(text)
        configured = self.settings.general.copy_command
        command = copy_tool(configured)
        if command is not None:
            self.run_worker(lambda: copy_with(command, text), thread=True, exit_on_error=False)
        elif configured:
            self.say(unreadable("general.copy_command"), "warning")
        self.notices.post(f"Copied: {named or in_brief(text)}", key="copied")

    # What every screen can do

    @cached_property
    def everywhere(self) -> EverywhereCommands:
        """The commands that are the same on every screen."""
        from tootui.ui.everywhere import EverywhereCommands

        return EverywhereCommands(self)

    @property
    def top(self) -> CommandScreen[object]:
        """The screen that has the keys."""
        return cast("CommandScreen[object]", self.screen)

    # Theme

    def wear(self, theme_name: str) -> None:
        """Put on another theme at once; one that cannot be read is said and replaced."""
        known = len(self.look.problems)
        self.look.use(theme_name)
        for problem in self.look.problems[known:]:
            self.say(str(problem), "warning")
        theme = self.look.textual_theme()
        self.register_theme(theme)
        self.theme = theme.name
        for screen in self.account_screens.main_screens:
            screen.restyle()

    # Endings

    @on(InputEnded)
    def _on_input_ended(self) -> None:
        self.end(128 + signal.SIGHUP)

    def end(self, code: int) -> None:
        """End at once, in order, with nobody asked: a signal, or a terminal that is gone."""
        log.info("ending with code %d", code)
        if not self.is_headless:
            leave_by(code, self._terminal if self.is_running else None)
        self.exit(code, return_code=code)

    def _handle_exception(self, error: Exception) -> None:
        # Textual would print the trace with everything in memory over the person's terminal.
        log.critical("tootui stopped", exc_info=error)
        self.crashed = True
        super()._handle_exception(error)
