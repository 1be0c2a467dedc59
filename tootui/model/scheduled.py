"""Posts that wait on the server for their time."""

from __future__ import annotations

from tootui.model.base import Entity, Lines, Moment, StatusId
from tootui.model.status import MediaAttachment


class ScheduledPoll(Entity, frozen=True, kw_only=True):
    """The poll of a post to come."""

    options: list[str] = []
    expires_in: int | None = None
    multiple: bool | None = None
    hide_totals: bool | None = None


class ScheduledParams(Entity, frozen=True, kw_only=True):
    """What was asked to be published; all but the text may be null."""

    text: Lines = ""
    spoiler_text: Lines | None = None
    visibility: str | None = None
    language: str | None = None
    sensitive: bool | None = None
    in_reply_to_id: StatusId | None = None
    media_ids: list[str] | None = None
    poll: ScheduledPoll | None = None
    quoted_status_id: StatusId | None = None
    quote_approval_policy: str | None = None


class ScheduledStatus(Entity, frozen=True, kw_only=True):
    """A post that will appear at ``scheduled_at``; its id is its own, not that of the post to be."""

    id: str
    scheduled_at: Moment
    params: ScheduledParams
    media_attachments: list[MediaAttachment] = []
