"""What a server tells by itself, while it happens. Protocol facts: Mastodon's streaming, WebSocket form."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from tootui.model.announcements import Announcement, Reaction
from tootui.model.base import StatusId
from tootui.model.conversations import Conversation
from tootui.model.notification import Notification
from tootui.model.pages import Problem
from tootui.model.status import Status

StreamName: TypeAlias = Literal[
    "user",
    "user:notification",
    "public",
    "public:local",
    "public:remote",
    "public:media",
    "public:local:media",
    "public:remote:media",
    "hashtag",
    "hashtag:local",
    "list",
    "direct",
]


class Stream(Struct, frozen=True):
    """One stream to listen to. ``argument`` is the tag of a hashtag stream, without ``#``, or the id of a list."""

    name: StreamName
    argument: str = ""


class Event(Struct, frozen=True, kw_only=True):
    """Base of all events. ``stream`` is the one it came through, None where that means nothing or is not told."""

    stream: Stream | None = None


class Connected(Event, frozen=True, kw_only=True):
    """The socket is open, for the first time or again: what happened before has to be asked for."""


class Disconnected(Event, frozen=True, kw_only=True):
    """The socket is not open; it is tried again. ``reason`` is a sentence."""

    reason: str


class SubscriptionRefused(Event, frozen=True, kw_only=True):
    """The server does not give one of the streams; which one it does not say. ``words`` are its own."""

    code: int
    words: str


class StatusArrived(Event, frozen=True, kw_only=True):
    """A post, or a boost, that belongs on top of the stream's timeline. On public streams without viewer fields."""

    status: Status


class StatusEdited(Event, frozen=True, kw_only=True):
    """A post as it is after an edit. On public streams without viewer fields."""

    status: Status


class StatusDeleted(Event, frozen=True, kw_only=True):
    """A post is gone; it may be one that was never seen."""

    status_id: StatusId


class NotificationArrived(Event, frozen=True, kw_only=True):
    """Something happened to the reader."""

    notification: Notification


class NotificationsMerged(Event, frozen=True, kw_only=True):
    """Accepted notification requests are among the notifications now."""


class ConversationChanged(Event, frozen=True, kw_only=True):
    """A conversation has a newer post, or was read."""

    conversation: Conversation


class FiltersChanged(Event, frozen=True, kw_only=True):
    """The reader's filters are others now; they have to be asked for."""


class AnnouncementChanged(Event, frozen=True, kw_only=True):
    """An announcement is new, or reads differently."""

    announcement: Announcement


class AnnouncementReacted(Event, frozen=True, kw_only=True):
    """The count of one emoji under an announcement."""

    announcement_id: str
    reaction: Reaction


class AnnouncementDeleted(Event, frozen=True, kw_only=True):
    """An announcement is gone."""

    announcement_id: str


class Unreadable(Event, frozen=True, kw_only=True):
    """An event whose entity could not be read."""

    problem: Problem
