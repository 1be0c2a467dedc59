"""Who reads: one of a server's accounts, or a guest there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tootui.model.base import AccountId
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.acquaintance import Acquaintance
from tootui.text.addresses import full_name, host_of, same_acct

if TYPE_CHECKING:
    from tootui.config.credentials import StoredAccount


class Reader:
    """Knows its own names and posts, as far as the server has told.

    Attributes:
        is_guest: whether nobody is signed in.
        host: the server's name for sentences.
        first_place: where one begins who has been nowhere yet.
        why_not_write: why nothing can be changed on the server in this session, None where it can.
    """

    def __init__(self, account: StoredAccount, acquaintance: Acquaintance) -> None:
        self._account = account
        self._acquaintance = acquaintance
        self.is_guest = account.is_guest
        self.host = host_of(account.server)
        self.first_place = Place.LOCAL if self.is_guest else Place.HOME
        self.why_not_write = (
            f"You look at {self.host} without an account. Sign in to do this." if self.is_guest else None
        )

    @property
    def acct(self) -> str:
        """The full name for the header: ``@you@server``; empty for a guest."""
        if self.is_guest:
            return ""
        instance = self._acquaintance.instance
        return full_name(self._account.acct, instance.domain if instance is not None else self.host)

    def is_me(self, account_id: AccountId) -> bool:
        """Whether an account is the reader's own. On snac they sign in with another id than their posts have."""
        me = self._acquaintance.me
        return account_id in (self._account.account_id, me.id if me is not None else None)

    def is_mine(self, status: Status) -> bool:
        """Whether a post (of a boost: the boosted one) is the reader's own."""
        if self.is_guest:
            return False
        author = status.inner.account
        return self.is_me(author.id) or same_acct(author.acct, self.acct)
