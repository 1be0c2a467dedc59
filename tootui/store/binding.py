"""Posts show the store's own values of the entities in them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from operator import attrgetter

from msgspec.structs import replace

from tootui.model.account import Account
from tootui.model.base import AccountId, StatusId
from tootui.model.status import Quote, Status
from tootui.store.references import embeddable, quoted_id
from tootui.store.table import Table

_COUNTED = frozenset({"statuses_count", "followers_count", "following_count", "last_status_at"})
_shown_values = attrgetter(*(name for name in Account.__struct_fields__ if name not in _COUNTED))


class Binding:
    """Puts the present values of author, boosted and quoted post into a post."""

    def __init__(self, statuses: Table[Status], accounts: Table[Account], deleted: AbstractSet[StatusId]) -> None:
        self._statuses = statuses
        self._accounts = accounts
        self._deleted = deleted
        self._authors: dict[AccountId, Account] = {}
        """Accounts as posts show them, where that is not the newest value."""

    def keep_author(self, account_id: AccountId, before: Account | None) -> bool:
        """Let posts go on showing an account as it was if nothing that shows in a post has changed; False if it has.

        How many posts and followers somebody has changes with every post and shows in none: an author's other posts
        are not made anew, nor drawn, whenever there is one more.
        """
        shown = self._authors.get(account_id, before)
        if shown is None or not _shows_alike(shown, self._accounts.visible[account_id]):
            return False
        self._authors[account_id] = shown
        return True

    def renew_author(self, account_id: AccountId) -> None:
        """Let posts show the present value from now on."""
        self._authors.pop(account_id, None)

    def bind(self, status: Status) -> Status:
        """Let a post show the store's own present values of its author, its inner and its quoted post."""
        bound: dict[str, object] = {}
        account_id = status.account.id
        account = self._authors.get(account_id) or self._accounts.visible[account_id]
        if account is not status.account:
            bound["account"] = account
        if status.reblog is not None:
            inner = self._statuses.visible.get(status.reblog.id)
            if inner is not None and (inner := embeddable(inner)) is not status.reblog:
                bound["reblog"] = inner
        if status.quote is not None:
            quote = self._bind_quote(status.quote, status.id)
            if quote is not status.quote:
                bound["quote"] = quote
        return replace(status, **bound) if bound else status

    def _bind_quote(self, quote: Quote, status_id: StatusId) -> Quote:
        quoted = quoted_id(quote)
        if quoted is None or quoted == status_id:
            return quote
        if quoted in self._deleted:
            return Quote(state="deleted", quoted_status_id=quoted)
        shown = quote.quoted_status
        present = self._statuses.visible.get(quoted)
        if present is not None and (shown is not None or quote.state == "accepted"):
            embedded = embeddable(present)
            if embedded is present or embedded != shown:  # an equal copy would look like a change
                shown = embedded
        if shown is quote.quoted_status and quote.quoted_status_id == quoted:
            return quote
        return replace(quote, quoted_status=shown, quoted_status_id=quoted)


def _shows_alike(one: Account, other: Account) -> bool:
    """Whether two values of an account look the same in a post."""
    return bool(_shown_values(one) == _shown_values(other))
