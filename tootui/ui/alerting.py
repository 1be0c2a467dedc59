"""Calling the reader through the terminal: its bell, or a message on the desktop."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tootui.config.settings import Alerts as Wishes
from tootui.ui.driver import TerminalDriver

if TYPE_CHECKING:
    from tootui.service.alerts import Alert, Occasion
    from tootui.service.session import Session
    from tootui.ui.app import TootuiApp

ATTENTION_SECONDS = 60.0
"""So long after a key somebody is taken to be there, where the terminal does not tell whether it has the focus."""
_BELL = "\a"


def begin_alerts(app: TootuiApp, session: Session) -> None:
    """Call for what the settings name, from now on until the session ends."""
    wishes = app.settings.alerts
    named: tuple[tuple[Occasion, str], ...] = (("mention", wishes.mentions), ("direct", wishes.direct))
    occasions = frozenset(occasion for occasion, way in named if way != "off")
    if occasions and not session.is_guest:
        session.news.call_for(occasions, Caller(app, wishes).call)


class Caller:
    """Knows whether somebody looks, and how this terminal calls.

    Args:
        app: whose terminal it is.
        wishes: the settings.
        environ: what tells which terminal it is.
    """

    def __init__(self, app: TootuiApp, wishes: Wishes, environ: Mapping[str, str] = os.environ) -> None:
        self._app = app
        self._wishes = wishes
        self._environ = environ

    def call(self, alert: Alert) -> bool:
        """Call, unless the reader is looking; whether it was done."""
        driver = self._app._driver  # Textual has no public name for what writes to the terminal
        if driver is None or (self._is_looking() and not self._wishes.while_focused):
            return False
        way = self._wishes.direct if alert.occasion == "direct" else self._wishes.mentions
        driver.write(self._sequence(way, alert.words))
        return True

    def _sequence(self, way: str, words: str) -> str:
        from tootui.ui.desktop_message import is_within_tmux, message, protocol_of  # few want to be called

        protocol = protocol_of(self._environ) if self._wishes.protocol == "auto" else self._wishes.protocol
        has_message = way in ("message", "both") and protocol is not None
        # tmux may keep a message to itself, and marks the window of a bell.
        rings = way in ("bell", "both") or not has_message or is_within_tmux(self._environ)
        shown = message(words, protocol, self._environ) if has_message and protocol is not None else ""
        return shown + (_BELL if rings else "")

    def _is_looking(self) -> bool:
        driver = self._app._driver
        if not isinstance(driver, TerminalDriver):
            return False
        if driver.has_focus is not None:
            return driver.has_focus
        return driver.input_at is not None and self._app.clock.time() - driver.input_at < ATTENTION_SECONDS
