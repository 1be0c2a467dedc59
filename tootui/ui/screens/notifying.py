"""What the keys do to notifications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tootui.ui.dispatch import Handler
from tootui.ui.widgets.notification_list import NotificationList

if TYPE_CHECKING:
    from tootui.service.dismissals import Dismissals
    from tootui.ui.screens.main import MainScreen

NOTHING = "No notification is selected."
EMPTY = "There is nothing to clear away."
ELSEWHERE = "This is done among the notifications."


class NotificationCommands:
    """Puts the selected one away, or all."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    def handlers(self) -> dict[str, Handler]:
        """Dismissing and clearing."""
        return {
            "notification.dismiss": Handler(self._dismiss, self._why_not_dismiss),
            "notification.clear": Handler(self._ask_to_clear, self._why_not_clear),
        }

    @property
    def _rows(self) -> NotificationList | None:
        current = self._screen.column.current
        return current if isinstance(current, NotificationList) else None

    @property
    def _dismissals(self) -> Dismissals:
        return self._screen.session.news.dismissals

    def _why_not_dismiss(self) -> str | None:
        if self._rows is None or self._rows.selected_happening is None:
            return NOTHING
        return self._dismissals.why_not()

    def _dismiss(self) -> None:
        happening = self._rows.selected_happening if self._rows is not None else None
        if self._rows is not None and happening is not None:
            self._dismissals.dismiss(happening, grouped=self._rows.notifications.is_grouped)
            self._rows.has_slid = True

    def _why_not_clear(self) -> str | None:
        if self._rows is None:
            return ELSEWHERE
        return self._dismissals.why_not() if self._rows.feed.rows else EMPTY

    def _ask_to_clear(self) -> None:
        self._screen.ask(
            "Clear all notifications away?",
            "They are gone then, on your other devices too. Posts stay as they are.",
            "clear all",
            self._dismissals.clear,
        )
