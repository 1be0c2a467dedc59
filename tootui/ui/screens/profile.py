"""What the keys about a profile do on the main screen: who knows whom, where somebody went, what is kept from view."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tootui.model.account import Account
from tootui.model.base import AccountId
from tootui.model.places import Place
from tootui.ui.dispatch import Handler
from tootui.ui.widgets.profile_head import is_head

if TYPE_CHECKING:
    from tootui.ui.screens.main import MainScreen

_NOBODY = "Nobody is selected."
_NOT_SHOWN = {
    "followers": "Your server does not show who follows somebody.",
    "following": "Your server does not show whom somebody follows.",
}


class ProfileCommands:
    """Leads on from the selected person, or the author of the selected post."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    def handlers(self) -> dict[str, Handler]:
        """The commands that begin at a person."""
        return {
            "account.followers": Handler(self._going(Place.followers), lambda: self._why_nobody("followers")),
            "account.following": Handler(self._going(Place.following), lambda: self._why_nobody("following")),
            "profile.moved": Handler(self._follow_move, self._why_not_moved),
            "profile.open": Handler(self._open, self._why_no_head),
            "profile.reveal": Handler(self._reveal, self._why_not_covered),
        }

    @property
    def _account(self) -> Account | None:
        return self._screen.column.current.selected_account

    def _why_nobody(self, kind: str) -> str | None:
        if self._account is None:
            return _NOBODY
        return _NOT_SHOWN[kind] if kind in self._screen.session.enquiries.lacking else None

    def _going(self, place: Callable[[AccountId], Place]) -> Callable[[], None]:
        def go() -> None:
            if self._account is not None:
                self._screen.go(place(self._account.id))

        return go

    def _why_not_moved(self) -> str | None:
        if self._account is None:
            return _NOBODY
        return None if self._account.moved is not None else "This person has not moved."

    def _why_no_head(self) -> str | None:
        return None if is_head(self._screen.column.current.cursor_key) else "No profile is selected."

    def _open(self) -> None:
        """There is one way to go from a profile that was left behind; from others one picks."""
        has_moved = self._why_not_moved() is None
        self._screen.dispatcher.run("profile.moved" if has_moved else "link.pick")

    def _follow_move(self) -> None:
        if self._account is not None and self._account.moved is not None:
            self._screen.go(Place.account(self._account.moved.id))

    def _why_not_covered(self) -> str | None:
        account = self._account
        if account is None:
            return _NOBODY
        profile = self._screen.session.profile(account.id)
        return None if profile.is_covered else "Nothing of this profile is kept from view."

    def _reveal(self) -> None:
        if self._account is not None:
            self._screen.session.profile(self._account.id).uncover()
