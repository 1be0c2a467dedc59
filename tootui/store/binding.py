"""Posts show the store's own values of the entities in them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from tootui.model.account import Account
from tootui.model.base import StatusId
from tootui.model.status import Quote, Status
from tootui.store.references import embeddable, quoted_id
from tootui.store.table import Table


class Binding:
    """Puts the present values of author, boosted and quoted post into a post."""

    def __init__(self, statuses: Table[Status], accounts: Table[Account], deleted: AbstractSet[StatusId]) -> None:
        self._statuses = statuses
        self._accounts = accounts
        self._deleted = deleted

    def bind(self, status: Status) -> Status:
        """Let a post show the store's own present values of its author, its inner and its quoted post."""
        bound: dict[str, object] = {}
        account = self._accounts.visible[status.account.id]
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
