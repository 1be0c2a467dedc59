"""All that can be done about one person: in words for how things stand, with the reason where it cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tootui.model.account import Account, Relationship
from tootui.model.base import known

if TYPE_CHECKING:
    from tootui.model.status import Status
    from tootui.service.relations import Relations
    from tootui.service.server_ties import Ties
    from tootui.ui.screens.main import MainScreen

NOBODY = "Nobody is selected."
_DEPENDS = ("follow", "follow_options", "endorse", "remove_follower", "block_server", "lists")
"""What is done, or whether it can be, depends for these on how one relates."""


class Act(NamedTuple):
    """Something to do about somebody. ``key`` is for the menu, where the command has no key of its own."""

    command_id: str
    verb: str
    key: str
    words: str


class PersonActs:
    """Does it, after a question where it cuts somebody off; what comes of it the session tells."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._does: dict[str, Callable[[Account], None]] = {
            "follow": self._follow,
            "follow_options": self._follow_options,
            "message": lambda account: screen.writing.message([account.acct]),
            "mention": lambda account: screen.writing.mention(account.acct),
            "lists": self._lists,
            "note": self._note,
            "endorse": self._endorse,
            "remove_follower": self._remove_follower,
            "mute": self._mute,
            "block": self._block,
            "block_server": self._block_server,
            "report": self._report,
        }

    @property
    def _relations(self) -> Relations:
        return self._screen.session.relations

    # What there is to do

    def acts(self, account: Account) -> list[Act]:
        """What can be done about somebody, in the words for how one relates to them."""
        is_known = self._relations.of(account.id) is not None
        one = self._relations.of(account.id) or Relationship(id=account.id)
        is_locked = known(account.locked, False)
        if known(one.following, False):
            follow = "unfollow"
        elif known(one.requested, False):
            follow = "take back your request to follow"
        else:
            follow = ("ask to follow" if is_locked else "follow") if is_known else "follow, or unfollow"
        server = self._relations.server_of(account) or "their server"
        is_followed = known(one.following, False) or known(one.requested, False)
        words = (
            ("follow", "", follow),
            (
                "follow_options",
                "o",
                "how you follow them" if is_followed else "follow without boosts, or in other ways",
            ),
            ("message", "c", "write them a direct post"),
            ("mention", "@", "mention them in a post"),
            ("lists", "l", "put on your lists"),
            ("note", "n", "your private note" if known(one.note, "") else "write a private note"),
            ("endorse", "e", "feature no longer" if known(one.endorsed, False) else "feature on your profile"),
            ("remove_follower", "x", "remove from your followers"),
            ("mute", "m", "unmute, or change the mute" if known(one.muting, False) else "mute"),
            ("block", "b", "unblock" if known(one.blocking, False) else "block"),
            ("block_server", "s", f"unblock {server}" if known(one.domain_blocking, False) else f"block {server}"),
            ("report", "r", "report to your moderators"),
        )
        return [Act(f"person.{verb}", verb, key, text) for verb, key, text in words]

    def why_not(self, verb: str, account: Account | None) -> str | None:
        """Why something cannot be done about somebody; None if it can."""
        if account is None:
            return NOBODY
        if verb == "mention":
            verb = "message"
        return self._relations.why_not(verb, account.id)

    def do(self, verb: str, account: Account) -> None:
        """Do it, once it is known how one relates to them; not when the person has gone on to something else."""
        act = partial(self._do, verb, account, self._screen.subject)
        if self._relations.of(account.id) is not None:
            act()
            return
        # It may be a menu that is closed by then for which this is being asked: a dialog answers to whose turn it is.
        later = partial(self._screen.call_next, act)
        self._relations.relate(account.id, later, in_any_case=verb not in _DEPENDS)

    def _do(self, verb: str, account: Account, meant: str | None) -> None:
        reason = self.why_not(verb, account)
        if reason is not None:
            self._screen.tootui.say(reason)
        elif not self._screen.is_current or self._screen.subject != meant:
            self._screen.tootui.say(f"You have gone on meanwhile: nothing was done about @{account.acct}.")
        else:
            self._does[verb](account)

    # Following

    def _stands(self, account: Account) -> Relationship:
        return self._relations.of(account.id) or Relationship(id=account.id)

    def _follow(self, account: Account) -> None:
        one, name = self._stands(account), f"@{account.acct}"
        unfollow = partial(self._relations.unfollow, account.id)
        if known(one.following, False):
            again = " To follow again you would have to ask." if known(account.locked, False) else ""
            self._screen.ask(f"Unfollow {name}?", f"Their posts no longer come home.{again}", "unfollow", unfollow)
        elif known(one.requested, False):
            self._screen.ask(f"Take back your request to {name}?", "They may have seen it.", "take it back", unfollow)
        else:
            self._relations.follow(account.id)

    def _follow_options(self, account: Account) -> None:
        from tootui.ui.screens.follow_options import FollowOptions, FollowWishes

        def answered(wishes: FollowWishes | None) -> None:
            if wishes is not None:
                self._relations.follow(account.id, **wishes._asdict())

        self._screen.app.push_screen(FollowOptions(account, self._stands(account)), answered)

    def _endorse(self, account: Account) -> None:
        self._relations.endorse(account.id, on=not known(self._stands(account).endorsed, False))

    def _remove_follower(self, account: Account) -> None:
        me = self._screen.session.me
        again = "ask to follow again" if me is not None and known(me.locked, False) else "follow again"
        self._screen.ask(
            f"Remove @{account.acct} from your followers?",
            f"They are not told, and can {again}.",
            "remove",
            partial(self._relations.remove_follower, account.id),
        )

    # Keeping apart

    def _mute(self, account: Account) -> None:
        from tootui.ui.screens.mute_options import UNMUTE, MuteOptions, MuteWishes

        def answered(wishes: MuteWishes | None) -> None:
            if wishes == UNMUTE:
                self._relations.unmute(account.id)
            elif wishes is not None:
                self._relations.mute(account.id, seconds=wishes.seconds, notifications=wishes.notifications)

        self._screen.app.push_screen(MuteOptions(account, self._stands(account)), answered)

    def _block(self, account: Account) -> None:
        if known(self._stands(account).blocking, False):
            self._relations.unblock(account.id)
            return
        self._screen.ask(
            f"Block @{account.acct}?",
            "You follow each other no longer, and see nothing of each other. They can find out.",
            "block",
            partial(self._relations.block, account.id),
        )

    def _block_server(self, account: Account) -> None:
        if known(self._stands(account).domain_blocking, False):
            self._relations.block_server(account.id, on=False)
            return
        from tootui.ui.screens.confirm import Confirm

        domain = self._relations.server_of(account)
        question = Confirm(f"Block all of {domain}?", _what_a_block_ends(None), yes="block")
        block = partial(self._relations.block_server, account.id, on=True)
        self._screen.app.push_screen(question, lambda agreed: block() if agreed else None)
        self._relations.count_follows_at(domain, lambda ties: question.tell(_what_a_block_ends(ties)))

    # Writing about somebody

    def _lists(self, account: Account) -> None:
        from tootui.ui.screens.person_lists import PersonLists

        membership = self._relations.lists_with(account.id)
        self._screen.app.push_screen(PersonLists(f"@{account.acct}", membership))

    def _note(self, account: Account) -> None:
        from tootui.ui.screens.person_note import PersonNote

        self._screen.app.push_screen(PersonNote(account, self._relations.notes))

    def _report(self, account: Account) -> None:
        from tootui.ui.screens.report import ReportScreen

        reporting = self._relations.reporting
        reason = reporting.why_not(account.id)
        if reason is not None:
            self._screen.tootui.say(reason)
            return
        server = self._relations.server_of(account)
        complaint = reporting.begin(account.id, self._post_of(account))
        self._screen.app.push_screen(
            ReportScreen(account, server, reporting, complaint, self._screen.session.store.status)
        )

    def _post_of(self, account: Account) -> Status | None:
        """The selected post, where they wrote it: it may be why they are reported."""
        status = self._screen.column.current.selected_status
        return status.inner if status is not None and status.inner.account.id == account.id else None


def _what_a_block_ends(ties: Ties | None) -> str:
    """What is lost by blocking a server; None while that is being counted."""
    rest = "You see nothing from there, and lose your followers there. Unblocking brings nobody back."
    if ties is None:
        return f"Counting whom you follow there. {rest}"
    if not ties.follows:
        return f"You follow nobody there. {rest}" if ties.is_all else rest
    least = "" if ties.is_all else "at least "
    people = "1 person" if ties.follows == 1 else f"{ties.follows} people"
    return f"You follow {least}{people} there: that ends. {rest}"
