"""What is sent to publish or change a post; what stays UNSET is left out, and so to the server's defaults."""

from __future__ import annotations

from datetime import datetime

from msgspec import UNSET, Struct, UnsetType

from tootui.model.base import StatusId


class NewPoll(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A question: distinct ``options``, open for ``expires_in`` seconds."""

    options: list[str]
    expires_in: int
    multiple: bool = False
    hide_totals: bool = False


class MediaAttributes(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A new description or focus (``"x,y"``) of a picture that a post already shows."""

    id: str
    description: str | UnsetType = UNSET
    focus: str | UnsetType = UNSET


class NewStatus(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A post to be. ``scheduled_at`` is for `Statuses.schedule` to set: elsewhere it would be published at once."""

    status: str
    in_reply_to_id: StatusId | UnsetType = UNSET
    spoiler_text: str | UnsetType = UNSET
    visibility: str | UnsetType = UNSET
    sensitive: bool | UnsetType = UNSET
    language: str | UnsetType = UNSET
    media_ids: list[str] | UnsetType = UNSET
    poll: NewPoll | UnsetType = UNSET
    quoted_status_id: StatusId | UnsetType = UNSET
    quote_approval_policy: str | UnsetType = UNSET
    allowed_mentions: list[str] | UnsetType = UNSET
    scheduled_at: datetime | UnsetType = UNSET


class StatusChanges(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A post as it shall be after an edit: **all** of it, for media and polls not named here are dropped.

    Visibility, reply target and quote cannot be changed. Other options, or another ``multiple``, reset a poll's votes.
    """

    status: str
    spoiler_text: str | UnsetType = UNSET
    sensitive: bool | UnsetType = UNSET
    language: str | UnsetType = UNSET
    media_ids: list[str] | UnsetType = UNSET
    media_attributes: list[MediaAttributes] | UnsetType = UNSET
    poll: NewPoll | UnsetType = UNSET
    quote_approval_policy: str | UnsetType = UNSET
