"""A row of notifications: one event, or several of one kind about one thing, wherever they were grouped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from tootui.model.account import Account
from tootui.model.base import AccountId, Entity, Moment, StatusId, known
from tootui.model.grouped_notifications import NotificationGroup
from tootui.model.notification import Fallback, ModerationWarning, Notification, SeveredRelationships
from tootui.model.report import Report
from tootui.model.status import Status

GROUPABLE = frozenset({"favourite", "follow", "reblog", "admin.sign_up"})
"""The types of which several make a group."""
MOST_PEOPLE = 8
"""So many of those who take part in a group are told, as Mastodon does."""


class Happening(Entity, frozen=True, kw_only=True):
    """One of them.

    ``id`` is that of the newest notification in it, ``lowest_id`` that of the oldest on the page it came with.
    ``accounts`` are some of ``count`` people, the latest first. ``member_ids`` are all notifications in it where they
    were told one by one; where the server groups, there are none. ``status`` is there only until it is in the store.
    """

    id: str
    lowest_id: str = ""
    group_key: str
    type: str
    count: int = 1
    created_at: Moment | None = None
    accounts: list[Account] = []
    status_id: StatusId | None = None
    status: Status | None = None
    member_ids: list[str] = []
    fallback: Fallback | None = None
    report: Report | None = None
    event: SeveredRelationships | None = None
    moderation_warning: ModerationWarning | None = None
    emoji: str | None = None

    def is_newer_than(self, other: Happening) -> bool:
        """Whether it tells of something later; without times it is taken to. Only numbers are compared by their ids."""
        if self.created_at is None or other.created_at is None:
            return True
        if self.created_at == other.created_at and self.id.isdigit() and other.id.isdigit():
            return (len(self.id), self.id) > (len(other.id), other.id)
        return self.created_at > other.created_at

    def with_member(self, other: Happening) -> Happening:
        """The same group with one more of its notifications, which may be older or newer."""
        newer, older = (other, self) if other.is_newer_than(self) else (self, other)
        people = {account.id: account for account in [*newer.accounts, *older.accounts]}
        return replace(
            newer,
            group_key=self.group_key,
            lowest_id=older.lowest_id,
            count=self.count + other.count,
            accounts=list(people.values())[:MOST_PEOPLE],
            member_ids=[*self.member_ids, *other.member_ids] if self.member_ids else [],
        )


def from_notification(notification: Notification) -> Happening:
    """One that was told by itself."""
    status = notification.status
    return Happening(
        id=notification.id,
        lowest_id=notification.id,
        group_key=_key_of(notification, notification.created_at),
        type=notification.type,
        created_at=notification.created_at,
        accounts=[notification.account] if notification.account is not None else [],
        status_id=status.id if status is not None else None,
        status=status,
        member_ids=[notification.id],
        fallback=notification.fallback,
        report=notification.report,
        event=notification.event,
        moderation_warning=notification.moderation_warning,
        emoji=notification.emoji,
    )


def from_group(
    group: NotificationGroup, accounts: Mapping[AccountId, Account], statuses: Mapping[StatusId, Status]
) -> Happening:
    """One that the server grouped, with the people and posts of its page."""
    id = group.page_max_id or str(group.most_recent_notification_id)
    return Happening(
        id=id,
        lowest_id=group.page_min_id or id,
        group_key=group.group_key,
        type=group.type,
        count=max(group.notifications_count, 1),
        created_at=group.latest_page_notification_at,
        accounts=[accounts[one] for one in group.sample_account_ids if one in accounts],
        status_id=group.status_id if group.status_id in statuses else None,
        status=statuses.get(group.status_id) if group.status_id is not None else None,
        fallback=group.fallback,
        report=group.report,
        event=group.event,
        moderation_warning=group.moderation_warning,
    )


def _key_of(notification: Notification, at: datetime) -> str:
    """The server's key, else what Mastodon's comes to: one kind, one post, one day."""
    if notification.type not in GROUPABLE:
        return f"ungrouped-{notification.id}"
    key = known(notification.group_key, "")
    about = notification.status.id if notification.status is not None else "you"
    return key or f"{notification.type}-{about}-{at.date().isoformat()}"
