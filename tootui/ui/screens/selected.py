"""The post that the keys are about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tootui.model.account import Account
from tootui.model.status import Status

if TYPE_CHECKING:
    from tootui.ui.screens.main import MainScreen

NO_POST = "No post is selected."


class Selected:
    """What is selected in the column that has the keys, for the handlers of commands."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    @property
    def status(self) -> Status | None:
        """The selected post or boost."""
        return self._screen.column.current.selected_status

    @property
    def account(self) -> Account | None:
        """Whose profile the selected row leads to."""
        return self._screen.column.current.selected_account

    @property
    def people(self) -> Sequence[tuple[str, Account]]:
        """Whom the selected row shows, each with what they are in it, the most important first."""
        return self._screen.column.current.selected_people

    @property
    def person(self) -> Account | None:
        """Whom the commands about a person are about."""
        return next((account for _role, account in self.people), None)

    @property
    def visible(self) -> list[Status]:
        """The posts on the screen, from the top."""
        store = self._screen.session.store
        statuses = (store.status(key) for key in self._screen.column.current.visible_statuses())
        return [status for status in statuses if status is not None]

    def acting(self, act: Callable[[Status], None]) -> Callable[[], None]:
        """Do something to the selected post when the time comes."""

        def run() -> None:
            status = self.status
            if status is not None:
                act(status)

        return run

    def why_not(self, reason: Callable[[Status], str | None]) -> Callable[[], str | None]:
        """Ask the selected post why something cannot be done to it; there may be none."""

        def why() -> str | None:
            status = self.status
            return NO_POST if status is None else reason(status)

        return why

    def why_none(self) -> str | None:
        """The reason where no post is selected."""
        return None if self.status is not None else NO_POST
