"""What happened to the reader."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from tootui.model.account import Account
from tootui.model.base import Entity, Html, Lines, Moment
from tootui.model.report import Report
from tootui.model.status import Status


class Fallback(Entity, frozen=True, kw_only=True):
    """A server's own words for a notification type a client may not know; HTML."""

    title: Html = ""
    summary: Html = ""


class SeveredRelationships(Entity, frozen=True, kw_only=True):
    """Follows that a block of a domain, or a moderator, cut off."""

    id: str
    type: str = ""
    purged: bool = False
    target_name: str = ""
    followers_count: int = 0
    following_count: int = 0
    created_at: Moment | None = None


class ModerationWarning(Entity, frozen=True, kw_only=True):
    """What moderators did to the reader's account, or warn of."""

    id: str
    action: str = "none"
    text: Lines = ""
    status_ids: list[str] | None = None
    created_at: Moment | None = None


class Notification(Entity, frozen=True, kw_only=True):
    """One event. ``status`` is absent or null for follows and the like; unknown types must still be shown.

    ``report``, ``event`` (severed relationships), ``moderation_warning`` and ``emoji`` (reactions of other software)
    belong to the types of these names.
    """

    id: str
    type: str
    created_at: Moment
    account: Account | None = None
    status: Status | None = None
    group_key: str | UnsetType = UNSET
    fallback: Fallback | None = None
    report: Report | None = None
    event: SeveredRelationships | None = None
    moderation_warning: ModerationWarning | None = None
    emoji: str | None = None


class Marker(Entity, frozen=True, kw_only=True):
    """How far a timeline was read, shared among the reader's clients."""

    last_read_id: str
    version: int = 0
    updated_at: Moment | None = None
