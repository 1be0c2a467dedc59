"""What the keys and the menu do about the person of the selected row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tootui.model.account import Account
from tootui.model.places import Place
from tootui.ui.dispatch import Handler
from tootui.ui.screens.person_acts import NOBODY, PersonActs
from tootui.ui.screens.picker import PickerItem
from tootui.ui.screens.selected import Selected

if TYPE_CHECKING:
    from tootui.ui.screens.main import MainScreen

_VERBS = (
    *("follow", "follow_options", "message", "mention", "lists", "note", "endorse", "remove_follower"),
    *("mute", "block", "block_server", "report"),
)
ABOUT_A_PAGE = ("status.copy_link", "status.browse")
"""Commands that do the same to a row about a person, or about nobody, as to a post."""
ROLES = {"author": "wrote this", "booster": "boosted this"}
"""What somebody is in a row, in words."""


class PersonCommands:
    """Acts on the person of the selected row; of a post that is its author."""

    def __init__(self, screen: MainScreen, selected: Selected) -> None:
        self._screen = screen
        self._selected = selected
        self._acts = PersonActs(screen)

    def handlers(self) -> dict[str, Handler]:
        """The commands of the group "person"."""
        return {
            "person.menu": Handler(self._open, lambda: NOBODY if self._selected.person is None else None),
            **{f"person.{verb}": self._handler(verb) for verb in _VERBS},
        }

    def _handler(self, verb: str) -> Handler:
        def run() -> None:
            if self._selected.person is not None:
                self._acts.do(verb, self._selected.person)

        return Handler(run, lambda: self._acts.why_not(verb, self._selected.person))

    def _open(self) -> None:
        if self._selected.people:
            self.open_menu(*self._selected.people[0])

    def open_menu(self, role: str, account: Account) -> None:
        """Show all that can be done about somebody.

        Args:
            role: what they are in the selected row; empty where the row is about nobody else.
            account: who it is.
        """
        from tootui.ui.screens.person_menu import PersonMenu

        meant = self._screen.subject
        acts = self._acts.acts(account)
        reasons = {self._acts.why_not(act.verb, account) for act in acts}
        # Somebody without an account can do nothing of it, and nobody does it about themselves: said once.
        is_for_nothing = len(reasons) == 1 and None not in reasons
        offered = [partial(self._screen.go, place) for _key, _words, place in self._ways_there(account)]
        if not is_for_nothing:
            offered += [partial(self._acts.do, act.verb, account) for act in acts]
        offered += [partial(self._screen.go, place) for _key, _words, place in self._ways_on(account)]
        if not role:
            offered += [partial(self._screen.dispatcher.run, command_id) for command_id in ABOUT_A_PAGE]

        def run(index: int | None) -> None:
            if index is None or index >= len(offered):
                return
            if self._screen.subject != meant:
                self._screen.say("What was selected is gone: nothing was done.")
            else:
                offered[index]()

        def items() -> list[PickerItem]:
            return self._items(role, account, for_nothing=is_for_nothing)

        title = f"@{account.acct}{', who ' + ROLES[role] if role in ROLES else ''}"
        self._screen.app.push_screen(PersonMenu(self._screen.session, account, title, items), run)

    def _ways_there(self, account: Account) -> list[tuple[str, str, Place]]:
        """To somebody's own page, or where they are by now: keys, words and places."""
        key = next(iter(self._screen.dispatcher.keymap.keys_of("account.open")), "")
        is_here = self._screen.column.current.place == Place.account(account.id)
        ways = [] if is_here else [(key, "their profile", Place.account(account.id))]
        if account.moved is not None:
            ways.append(("t", f"where they moved: @{account.moved.acct}", Place.account(account.moved.id)))
        return ways

    def _ways_on(self, account: Account) -> list[tuple[str, str, Place]]:
        """To those who know them."""
        return [
            ("w", "who follows them", Place.followers(account.id)),
            ("W", "whom they follow", Place.following(account.id)),
        ]

    def _items(self, role: str, account: Account, *, for_nothing: bool) -> list[PickerItem]:
        """What there is to pick; ``for_nothing`` leaves out what cannot be done, all for the same reason."""
        keymap = self._screen.dispatcher.keymap
        items = [PickerItem(key, words) for key, words, _place in self._ways_there(account)]
        acts = [] if for_nothing else self._acts.acts(account)
        for act in acts:
            reason = self._acts.why_not(act.verb, account)
            key = next(iter(keymap.keys_of(act.command_id)), act.key)
            items.append(PickerItem(key, act.words, reason or "", reason is None))
        handlers = self._screen.dispatcher.handlers
        for key, words, place in self._ways_on(account):
            reason = handlers[f"account.{place.kind}"].why_not()
            items.append(PickerItem(key, words, reason or "", reason is None))
        if not role:
            for command_id, words in zip(ABOUT_A_PAGE, ("copy the link", "open in the browser"), strict=True):
                reason = handlers[command_id].why_not()
                key = next(iter(keymap.keys_of(command_id)), "")
                items.append(PickerItem(key, words, reason or "", reason is None))
        if for_nothing:
            reason = self._acts.why_not("follow", account) or ""
            items.append(PickerItem("", "follow, mute, block, report", reason, enabled=False))
        return items
