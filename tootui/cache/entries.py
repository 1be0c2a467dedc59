"""Notifications and conversations as rows: short lists with a post in each entry, kept as they were last known.

Each list is replaced as a whole, so that it never has holes. The post of an entry has its own row, as everywhere;
the people in it are few and stay in the entry.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Literal, TypeAlias

import msgspec
from msgspec.structs import force_setattr, replace

from tootui.cache.rows import read_statuses
from tootui.model.conversations import Conversation
from tootui.model.notification import Notification

_List: TypeAlias = Literal["notifications", "conversations"]

_encode = msgspec.msgpack.Encoder().encode


def save_notifications(connection: sqlite3.Connection, notifications: Sequence[Notification]) -> None:
    """Replace the notifications; their posts must have been written."""
    entries = [(one.status.id if one.status else None, _encode(replace(one, status=None))) for one in notifications]
    _replace(connection, "notifications", entries)


def read_notifications(connection: sqlite3.Connection, limit: int) -> list[Notification]:
    """The newest notifications; one whose post is gone is left out."""
    entries = _read(connection, "notifications", limit)
    posts = read_statuses(connection, (status_id for status_id, _ in entries if status_id is not None))
    notifications = []
    for status_id, data in entries:
        notification = msgspec.msgpack.decode(data, type=Notification)
        if status_id is not None:
            if status_id not in posts:
                continue
            force_setattr(notification, "status", posts[status_id])
        notifications.append(notification)
    return notifications


def save_conversations(connection: sqlite3.Connection, conversations: Sequence[Conversation]) -> None:
    """Replace the conversations; their newest posts must have been written."""
    entries = [
        (one.last_status.id if one.last_status else None, _encode(replace(one, last_status=None)))
        for one in conversations
    ]
    _replace(connection, "conversations", entries)


def read_conversations(connection: sqlite3.Connection, limit: int) -> list[Conversation]:
    """The topmost conversations, without their newest post where that is gone."""
    entries = _read(connection, "conversations", limit)
    posts = read_statuses(connection, (status_id for status_id, _ in entries if status_id is not None))
    conversations = []
    for status_id, data in entries:
        conversation = msgspec.msgpack.decode(data, type=Conversation)
        if status_id in posts:
            force_setattr(conversation, "last_status", posts[status_id])
        conversations.append(conversation)
    return conversations


def _replace(connection: sqlite3.Connection, name: _List, entries: Sequence[tuple[str | None, bytes]]) -> None:
    connection.execute("DELETE FROM entries WHERE list = ?", (name,))
    connection.executemany(
        "INSERT INTO entries (list, position, status_id, data) VALUES (?, ?, ?, ?)",
        [(name, position, *entry) for position, entry in enumerate(entries)],
    )


def _read(connection: sqlite3.Connection, name: _List, limit: int) -> list[tuple[str | None, bytes]]:
    query = "SELECT status_id, data FROM entries WHERE list = ? ORDER BY position LIMIT ?"
    return connection.execute(query, (name, limit)).fetchall()
