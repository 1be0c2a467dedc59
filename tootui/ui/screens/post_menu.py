"""All that can be done to the selected post and about its people, as a menu: what cannot be done says why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tootui.model.account import Account
from tootui.ui.commands import Command
from tootui.ui.dispatch import Handler
from tootui.ui.screens.person_commands import ABOUT_A_PAGE, ROLES, PersonCommands
from tootui.ui.screens.picker import PickerItem
from tootui.ui.screens.selected import NO_POST, Selected

if TYPE_CHECKING:
    from tootui.ui.screens.main import MainScreen

_ABOUT_THEM = "follow, message, lists, note, mute, block, report"


class PostMenu:
    """Made from the command list, with a line for each of the people in the row; of a person alone it is theirs."""

    def __init__(self, screen: MainScreen, selected: Selected, persons: PersonCommands) -> None:
        self._screen = screen
        self._selected = selected
        self._persons = persons

    def handlers(self) -> dict[str, Handler]:
        """The command that opens it."""
        return {"status.menu": Handler(self._open, self._why_not)}

    def _why_not(self) -> str | None:
        return None if self._selected.people or self._is_about_nobody else self._selected.why_none()

    @property
    def _is_about_nobody(self) -> bool:
        """Whether the row has a page of its own though it is about no post and nobody."""
        return not self._selected.people and bool(self._screen.column.current.selected_address)

    def _open(self) -> None:
        people = self._selected.people
        row = self._of_row()
        if not row and len(people) == 1:
            self._persons.open_menu(*people[0])
            return
        from tootui.ui.screens.picker import Picker

        keyed = [offer for offer in row if offer[0].enabled and offer[0].key]
        others = [offer for offer in row if offer[0].enabled and not offer[0].key]
        # What cannot be done stands last.
        offered = [*keyed, *self._of_people(people), *others, *(offer for offer in row if not offer[0].enabled)]

        def run(index: int | None) -> None:
            if index is not None:
                offered[index][1]()

        self._screen.app.push_screen(Picker(self._title(), [item for item, _act in offered]), run)

    def _of_row(self) -> list[tuple[PickerItem, Callable[[], None]]]:
        """What the row has commands of its own for, and what can be done to its post."""
        dispatcher, own = self._screen.dispatcher, set(self._screen.column.current.contexts())
        here = dispatcher.contexts()
        is_post, is_about_nobody = self._selected.status is not None, self._is_about_nobody

        def belongs(command: Command) -> bool:
            if own.intersection(command.contexts) or (is_about_nobody and command.id in ABOUT_A_PAGE):
                return True
            if not is_post or command.group != "post" or command.id == "status.menu":
                return False
            # Where the row has another command on its first key, that is the one for this row.
            keys = dispatcher.keymap.keys_of(command.id)
            return not keys or dispatcher.keymap.find(keys[0], here) in (command, None)

        return [
            (
                PickerItem(
                    next(iter(dispatcher.keymap.keys_here(command.id, here)), ""),
                    command.title,
                    reason or "",
                    reason is None,
                ),
                self._screen.later(command.id),
            )
            for command, reason in dispatcher.offered()
            if belongs(command) and reason != NO_POST
        ]

    def _of_people(self, people: Sequence[tuple[str, Account]]) -> list[tuple[PickerItem, Callable[[], None]]]:
        me_id = self._screen.session.account.account_id
        others = [(role, account) for role, account in people if account.id != me_id]
        return [
            (
                PickerItem(
                    str(number), f"@{account.acct}{', who ' + ROLES[role] if role in ROLES else ''}", _ABOUT_THEM
                ),
                partial(self._open_person, role, account, self._screen.subject),
            )
            for number, (role, account) in enumerate(others[:9], 1)
        ]

    def _open_person(self, role: str, account: Account, meant: str | None) -> None:
        if self._screen.subject == meant:
            self._persons.open_menu(role, account)
        else:
            self._screen.say("What was selected is gone: nothing was done.")

    def _title(self) -> str:
        status = self._selected.status
        if status is not None:
            return f"Post of @{status.inner.account.acct}"
        people = self._selected.people
        if people:
            return f"@{people[0][1].acct}" if len(people) == 1 else "People"
        tag = self._screen.column.current.selected_tag
        return f"#{tag.name}" if tag is not None else "This row"
