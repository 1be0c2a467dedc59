"""What those who run a server tell everybody on it."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from tootui.model.account import CustomEmoji
from tootui.model.base import Entity, Html, Moment
from tootui.model.status import Mention, StatusTag


class Reaction(Entity, frozen=True, kw_only=True):
    """An emoji under an announcement, Unicode or a shortcode with its picture, and whether the reader added it."""

    name: str
    count: int = 0
    me: bool | UnsetType = UNSET
    url: str | None = None
    static_url: str | None = None


class AnnouncedStatus(Entity, frozen=True, kw_only=True):
    """A post that an announcement links to."""

    id: str
    url: str = ""


class Announcement(Entity, frozen=True, kw_only=True):
    """An announcement; ``starts_at`` to ``ends_at`` is when what it tells of happens, ``all_day``: dates only."""

    id: str
    content: Html = ""
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    all_day: bool = False
    published_at: Moment | None = None
    updated_at: Moment | None = None
    read: bool | UnsetType = UNSET
    mentions: list[Mention] = []
    statuses: list[AnnouncedStatus] = []
    tags: list[StatusTag] = []
    emojis: list[CustomEmoji] = []
    reactions: list[Reaction] = []
