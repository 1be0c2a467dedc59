"""What can be done to whom, and in one sentence why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tootui.model.account import Account, Relationship
from tootui.model.base import AccountId, known
from tootui.service.connection import Connection
from tootui.service.reasons import SIGNED_OUT
from tootui.store.entities import Store

if TYPE_CHECKING:
    from tootui.api.features import Feature

_LACKS = {
    "mute": "cannot mute people",
    "block": "cannot block people",
    "remove_follower": "cannot remove followers",
}
"""What to say where the server turns out not to have a verb that goes by no feature."""
_VERBS = {"follower": "remove_follower"}
"""Switches that go by another name than what is done."""
_NEEDED = {
    "lists": ("LISTS", "has no lists"),
    "note": ("ACCOUNT_NOTES", "keeps no notes about people"),
    "endorse": ("ENDORSEMENTS", "features nobody on profiles"),
    "block_server": ("DOMAIN_BLOCKS", "cannot block servers for one person"),
    "report": ("REPORTS", "takes no reports"),
}
"""What the server must have for a verb, and what to say where it has not."""


class PersonReasons:
    """Answers for all that is done about people, from what is known here: nothing is asked.

    Args:
        me_id: the reader's account.
        offers: whether the server has something.
        host: the server's name.
        barred: why nothing at all can be done, such as for a guest; None where it can.
    """

    def __init__(
        self,
        store: Store,
        connection: Connection,
        *,
        me_id: AccountId,
        offers: Callable[[Feature], bool],
        host: str,
        barred: str | None,
    ) -> None:
        self._store = store
        self._connection = connection
        self._me_id = me_id
        self._offers = offers
        self._host = host
        self._barred = barred
        self._lacking: set[str] = set()
        self._checks: dict[str, Callable[[Account, Relationship], str | None]] = {
            "follow": self._why_not_follow,
            "follow_options": self._why_not_follow,
            "remove_follower": self._why_not_remove,
            "lists": self._why_not_list,
            "endorse": self._why_not_endorse,
            "block_server": self._why_not_block_server,
            "message": self._why_not_message,
        }

    def why_not(self, verb: str, account_id: AccountId) -> str | None:
        """Why a verb (``follow``, ``mute``, ``lists`` …) can do nothing to somebody; None if it can, or may."""
        if self._connection.state == "signed_out":
            return SIGNED_OUT
        if self._barred is not None:
            return self._barred
        if account_id == self._me_id:
            return "That is you."
        lack = self.why_lacking(verb)
        if lack is not None:
            return lack
        account = self._store.account(account_id) or Account(id=account_id)
        check = self._checks.get(verb)
        relationship = self._store.relationship(account_id) or Relationship(id=account_id)
        return check(account, relationship) if check is not None else None

    def why_lacking(self, verb: str) -> str | None:
        """A sentence where the server cannot do something to anybody; None where it can, or may."""
        if verb in _NEEDED:
            from tootui.api.features import Feature

            name, lack = _NEEDED[verb]
            return f"{self._host} {lack}." if verb in self._lacking or not self._offers(Feature[name]) else None
        return f"{self._host} {_LACKS[verb]}." if verb in self._lacking else None

    def learn_lack(self, switch: str) -> str | None:
        """The server turned out not to have a switch, by its name: the sentence that says so from now on.

        That it should have no following is not believed: None.
        """
        verb = _VERBS.get(switch, switch)
        if verb in _NEEDED or verb in _LACKS:
            self._lacking.add(verb)
        return self.why_lacking(verb)

    def server_of(self, account: Account) -> str:
        """The other server on which somebody is; empty for people on the reader's own."""
        domain = account.acct.partition("@")[2].lower()
        return "" if domain == self._host.lower() else domain

    def _why_not_follow(self, account: Account, relationship: Relationship) -> str | None:
        name = f"@{account.acct}"
        if known(relationship.following, False) or known(relationship.requested, False):
            return None
        if known(relationship.blocked_by, False):
            return f"{name} has blocked you."
        if known(relationship.blocking, False):
            return f"You block {name}. Unblock them first."
        if known(relationship.domain_blocking, False):
            return f"You block the server of {name}. Unblock it first."
        if account.moved is not None:
            return f"{name} has moved to @{account.moved.acct}. Follow them there."
        return f"{name} is suspended." if known(account.suspended, False) else None

    def _why_not_remove(self, account: Account, relationship: Relationship) -> str | None:
        return f"@{account.acct} does not follow you." if relationship.followed_by is False else None

    def _why_not_list(self, account: Account, relationship: Relationship) -> str | None:
        if known(relationship.requested, False):
            return f"@{account.acct} has not let you follow yet. Lists hold only people you follow."
        return "Lists hold only people you follow." if relationship.following is False else None

    def _why_not_endorse(self, _account: Account, relationship: Relationship) -> str | None:
        if known(relationship.endorsed, False):
            return None
        return "Your profile can feature only people you follow." if relationship.following is False else None

    def _why_not_block_server(self, account: Account, _relationship: Relationship) -> str | None:
        return None if self.server_of(account) else f"@{account.acct} is on your own server."

    def _why_not_message(self, account: Account, relationship: Relationship) -> str | None:
        if known(relationship.blocked_by, False):
            return f"@{account.acct} has blocked you."
        return f"@{account.acct} is suspended." if known(account.suspended, False) else None
