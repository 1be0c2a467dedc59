"""Notifications as the server groups them, from Mastodon 4.3: "Ada and 11 others favourited your post"."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from tootui.model.account import Account
from tootui.model.base import AccountId, Count, Entity, Moment, StatusId
from tootui.model.notification import Fallback, ModerationWarning, SeveredRelationships
from tootui.model.pages import Problem
from tootui.model.report import Report
from tootui.model.status import Status


class PartialAccount(Entity, frozen=True, kw_only=True):
    """Somebody of whom only a face is needed."""

    id: AccountId
    acct: str = ""
    url: str = ""
    avatar: str = ""
    locked: bool = False
    bot: bool = False


class NotificationGroup(Entity, frozen=True, kw_only=True):
    """Events of one kind about one thing.

    ``most_recent_notification_id`` is a number on Mastodon and a text elsewhere: page by ``page_min_id``.
    ``sample_account_ids`` and ``status_id`` point into what the results carry.
    """

    group_key: str
    type: str
    notifications_count: int = 1
    most_recent_notification_id: Count = 0
    page_min_id: str | None = None
    page_max_id: str | None = None
    latest_page_notification_at: Moment | None = None
    sample_account_ids: list[AccountId] = []
    status_id: StatusId | None = None
    fallback: Fallback | None = None
    report: Report | None = None
    event: SeveredRelationships | None = None
    moderation_warning: ModerationWarning | None = None


class GroupedNotifications(Entity, frozen=True, kw_only=True):
    """A page of groups, newest first, with the people and posts they name.

    ``older`` and ``newer`` are links onwards as in `Page`. These and ``problems`` are ours.
    """

    accounts: list[Account] = []
    partial_accounts: list[PartialAccount] | UnsetType = UNSET
    statuses: list[Status] = []
    notification_groups: list[NotificationGroup] = []
    problems: list[Problem] = []
    older: str | None = None
    newer: str | None = None
