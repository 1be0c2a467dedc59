"""All that can be done to the selected post, as a menu: what cannot be done stands last, and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tootui.ui.dispatch import Handler
from tootui.ui.screens.selected import NO_POST, Selected

if TYPE_CHECKING:
    from tootui.ui.screens.main import MainScreen


class PostMenu:
    """Makes the menu from the command list."""

    def __init__(self, screen: MainScreen, selected: Selected) -> None:
        self._screen = screen
        self._selected = selected

    def handlers(self) -> dict[str, Handler]:
        """The command that opens it."""
        return {"status.menu": Handler(self._open, self._why_not)}

    def _why_not(self) -> str | None:
        return None if self._selected.account is not None else self._selected.why_none()

    def _open(self) -> None:
        from tootui.ui.screens.picker import Picker, PickerItem

        dispatcher = self._screen.dispatcher
        # Of somebody's profile there is no thread, and nothing that is about posts.
        left_out = {"status.menu"} if self._selected.status is not None else {"status.menu", "thread.open"}
        commands = [
            (command, reason)
            for command, reason in dispatcher.offered()
            if command.group == "post" and command.id not in left_out and reason != NO_POST
        ]
        commands.sort(key=lambda offered: offered[1] is not None)
        keymap = dispatcher.keymap
        items = [
            PickerItem(next(iter(keymap.keys_of(command.id)), ""), command.title, reason or "", reason is None)
            for command, reason in commands
        ]
        acts = [self._screen.later(command.id) for command, _reason in commands]

        def run(index: int | None) -> None:
            if index is not None:
                acts[index]()

        self._screen.app.push_screen(Picker(self._title(), items), run)

    def _title(self) -> str:
        account = self._selected.account
        acct = f"@{account.acct}" if account is not None else ""
        return f"Post of {acct}" if self._selected.status is not None else acct
