"""From the messages of a stream to events, decoded twice: a payload is JSON within a text.

Forms: `{"stream": ["hashtag", "cats"], "event": "update", "payload": "<JSON>"}`, where the payload of a deletion is a
bare id and `filters_changed` has none; `{"error": "Unknown stream type", "status": 400}` for a subscription that is not
given.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar, cast

import msgspec
from msgspec import Struct

from tootui.api import decode
from tootui.model.announcements import Announcement, Reaction
from tootui.model.conversations import Conversation
from tootui.model.errors import BadAnswer
from tootui.model.events import (
    AnnouncementChanged,
    AnnouncementDeleted,
    AnnouncementReacted,
    ConversationChanged,
    Event,
    FiltersChanged,
    NotificationArrived,
    NotificationsMerged,
    StatusArrived,
    StatusDeleted,
    StatusEdited,
    Stream,
    StreamName,
    SubscriptionRefused,
    Unreadable,
)
from tootui.model.notification import Notification
from tootui.model.pages import Problem
from tootui.model.status import Status
from tootui.text.clean import clean_line

E = TypeVar("E")

_LONGEST_WORDS = 300
_LONGEST_ID = 200
_logger = logging.getLogger(__name__)


class _Message(Struct):
    stream: list[str] = []
    event: str = ""
    payload: str | None = None
    error: str = ""
    status: int = 0


class _StreamedReaction(Reaction, frozen=True, kw_only=True):
    announcement_id: str


_message_decoder = msgspec.json.Decoder(_Message)


def event_of(message: bytes, only_stream: Stream | None) -> Event | None:
    """Read a message; None for one that tells nothing we know of.

    Args:
        message: as it came.
        only_stream: what a message belongs to that does not say so (Pleroma), if there is just one it can be.
    """
    read = _message(message)
    if read is None:
        return None
    if read.error:
        return SubscriptionRefused(code=read.status, words=clean_line(read.error)[:_LONGEST_WORDS])
    reader = _READERS.get(read.event)
    if reader is None:
        _logger.debug("An event that is not known: %.40r", read.event)
        return None
    return reader(read.payload or "", _stream(read.stream) or only_stream)


def _message(message: bytes) -> _Message | None:
    try:
        return _message_decoder.decode(message)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return _odd_message(message)


def _odd_message(message: bytes) -> _Message | None:
    """Read what is JSON at least; some servers do not wrap the payload into a text."""
    try:
        found = decode.lenient(message)
    except BadAnswer:
        found = None
    if not isinstance(found, dict):
        _logger.debug("A message that is none: %s bytes", len(message))
        return None
    stream, payload = found.get("stream"), found.get("payload")
    return _Message(
        stream=[part for part in stream if isinstance(part, str)] if isinstance(stream, list) else [],
        event=str(found.get("event")),
        payload=payload if isinstance(payload, str | None) else msgspec.json.encode(payload).decode(),
    )


def _stream(address: list[str]) -> Stream | None:
    if not address:
        return None
    return Stream(cast(StreamName, address[0]), address[1] if len(address) > 1 else "")


_Reader = Callable[[str, Stream | None], Event]


def _entity_reader(entity: type[E], event: Callable[[E, Stream | None], Event]) -> _Reader:
    """Read a payload that is an entity."""

    def read(payload: str, stream: Stream | None) -> Event:
        try:
            items, problems = decode.page(b"[%b]" % payload.encode("utf-8", "replace"), entity)
        except BadAnswer:
            items, problems = [], []
        if len(items) == 1:
            return event(items[0], stream)
        problem = problems[0] if problems else Problem(entity.__name__.lower(), "", "")
        return Unreadable(stream=stream, problem=problem)

    return read


def _id_reader(event: Callable[[str, Stream | None], Event]) -> _Reader:
    """Read a payload that is a bare id."""
    return lambda payload, stream: event(clean_line(payload.strip())[:_LONGEST_ID], stream)


_READERS: dict[str, _Reader] = {
    "update": _entity_reader(Status, lambda status, stream: StatusArrived(status=status, stream=stream)),
    "status.update": _entity_reader(Status, lambda status, stream: StatusEdited(status=status, stream=stream)),
    "delete": _id_reader(lambda status_id, stream: StatusDeleted(status_id=status_id, stream=stream)),
    "notification": _entity_reader(
        Notification, lambda notification, stream: NotificationArrived(notification=notification, stream=stream)
    ),
    "notifications_merged": lambda _, stream: NotificationsMerged(stream=stream),
    "conversation": _entity_reader(
        Conversation, lambda conversation, stream: ConversationChanged(conversation=conversation, stream=stream)
    ),
    "filters_changed": lambda _, stream: FiltersChanged(stream=stream),
    "announcement": _entity_reader(
        Announcement, lambda announcement, stream: AnnouncementChanged(announcement=announcement, stream=stream)
    ),
    "announcement.reaction": _entity_reader(
        _StreamedReaction,
        lambda reaction, stream: AnnouncementReacted(
            announcement_id=reaction.announcement_id, reaction=reaction, stream=stream
        ),
    ),
    "announcement.delete": _id_reader(
        lambda announcement_id, stream: AnnouncementDeleted(announcement_id=announcement_id, stream=stream)
    ),
}
