"""The first screen of somebody who is not signed in: the ways in."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tootui.service.notices import Notice
from tootui.ui.commands import EVERYWHERE
from tootui.ui.dispatch import key_of
from tootui.ui.screens.base import CommandScreen

_WAYS = {
    "sign_in": ("s", "Sign in", "to the server where your account is"),
    "look": ("l", "Look around", "at a server, without an account"),
    "demo": ("d", "Try the demo", "a small world on this machine"),
    "quit": ("q", "Quit", ""),
}


class WelcomeScreen(CommandScreen[None]):
    """Sign in, look around, try the demo, or leave.

    Args:
        demo: whether a demo can be started.
    """

    CONTEXTS = (EVERYWHERE,)
    CSS_PATH = ["dialog.tcss", "welcome.tcss"]

    def __init__(self, *, demo: bool) -> None:
        super().__init__()
        self._ways = [way for way in _WAYS if way != "demo" or demo]

    def compose(self) -> ComposeResult:
        """What tootui is, and the ways in."""
        with Vertical(id="welcome"):
            yield Static("tootui", id="name")
            yield Static("Mastodon in your terminal", id="tagline")
            yield OptionList(*(self._option(way) for way in self._ways), markup=False)
            yield Static("", id="waiting", markup=False)

    def _option(self, way: str) -> Option:
        key, words, meaning = _WAYS[way]
        return Option(Content.assemble((f" {key}  ", "bold $accent"), (f"{words:14}", "bold"), (meaning, "$muted")))

    def on_mount(self) -> None:
        """Begin at the first way."""
        options = self.query_one(OptionList)
        options.highlighted = 0
        options.focus()
        self._stop_notices = self.tootui.notices.observe(self._notice)

    def on_unmount(self) -> None:
        """Nothing more to say here."""
        self._stop_notices()

    def on_key(self, event: events.Key) -> None:
        """Take a way by its letter."""
        key = key_of(event.key, event.character)
        moves = {"j": "cursor_down", "k": "cursor_up"}
        wanted = [way for way in self._ways if _WAYS[way][0] == key]
        if wanted:
            event.stop()
            event.prevent_default()
            self._take(wanted[0])
        elif key in moves:
            event.stop()
            event.prevent_default()
            getattr(self.query_one(OptionList), f"action_{moves[key]}")()
        else:
            super().on_key(event)

    @on(OptionList.OptionSelected)
    def _on_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._take(self._ways[event.option_index])

    def _take(self, way: str) -> None:
        app = self.tootui
        if way == "sign_in":
            app.account_screens.sign_in()
        elif way == "look":
            app.account_screens.visit()
        elif way == "demo":
            self.query_one("#waiting", Static).update("Starting the demo")
            app.account_screens.try_demo()
        else:
            app.exit(0)

    def _notice(self, notice: Notice) -> None:
        if self.is_running:  # who says something must not fail for what is just going
            self.query_one("#waiting", Static).update(Content(notice.text))
