"""What a post was, and what it was written as."""

from __future__ import annotations

from tootui.model.account import Account, CustomEmoji
from tootui.model.base import Entity, Html, Lines, Moment, StatusId
from tootui.model.status import MediaAttachment, Quote


class StatusSource(Entity, frozen=True, kw_only=True):
    """A post as its author wrote it, for editing; a server that keeps HTML only may give that (Takahe)."""

    id: StatusId
    text: Lines = ""
    spoiler_text: Lines = ""
    content_type: str | None = None


class EditedPollOption(Entity, frozen=True, kw_only=True):
    """An answer as it was worded."""

    title: str


class EditedPoll(Entity, frozen=True, kw_only=True):
    """A poll as it was worded."""

    options: list[EditedPollOption] = []


class StatusEdit(Entity, frozen=True, kw_only=True):
    """One version of a post, the oldest being the original."""

    content: Html = ""
    spoiler_text: Lines = ""
    sensitive: bool = False
    created_at: Moment
    account: Account | None = None
    poll: EditedPoll | None = None
    media_attachments: list[MediaAttachment] = []
    emojis: list[CustomEmoji] = []
    quote: Quote | None = None
