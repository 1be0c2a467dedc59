"""Whose notifications reach the reader, and who waits at the door."""

from __future__ import annotations

from msgspec.structs import replace

from tootui.model.account import Account
from tootui.model.base import Count, Entity, Moment, number_in
from tootui.model.status import Status


class PolicySummary(Entity, frozen=True, kw_only=True):
    """How much was kept back."""

    pending_requests_count: int = 0
    pending_notifications_count: int = 0


class NotificationPolicy(Entity, frozen=True, kw_only=True):
    """What happens to notifications: each ``accept``, ``filter`` or ``drop``; None: the server knows no such kind."""

    for_not_following: str | None = None
    for_not_followers: str | None = None
    for_new_accounts: str | None = None
    for_private_mentions: str | None = None
    for_limited_accounts: str | None = None
    for_bots: str | None = None
    summary: PolicySummary | None = None


class LegacyNotificationPolicy(Entity, frozen=True, kw_only=True):
    """The policy of the first version: each kind kept back or not; None: the server knows no such kind."""

    filter_not_following: bool | None = None
    filter_not_followers: bool | None = None
    filter_new_accounts: bool | None = None
    filter_private_mentions: bool | None = None
    summary: PolicySummary | None = None

    def renewed(self) -> NotificationPolicy:
        """The same in the words of today."""
        kinds = ("not_following", "not_followers", "new_accounts", "private_mentions")
        told = {kind: getattr(self, f"filter_{kind}") for kind in kinds}
        words = {f"for_{kind}": "filter" if is_on else "accept" for kind, is_on in told.items() if is_on is not None}
        return replace(NotificationPolicy(summary=self.summary), **words)


class NotificationRequest(Entity, frozen=True, kw_only=True):
    """Somebody whose notifications were filtered."""

    id: str
    account: Account
    created_at: Moment | None = None
    updated_at: Moment | None = None
    notifications_count: Count = 0
    last_status: Status | None = None

    @property
    def count(self) -> int:
        """How many notifications wait; Mastodon writes that as a text."""
        return number_in(self.notifications_count)
