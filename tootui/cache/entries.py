"""Notifications and conversations as rows: short lists with a post in each entry, kept as they were last known.

Each list is replaced as a whole. The post of an entry has its own row, as everywhere; the people in it are few and
stay in the entry. What is missing between notifications is an entry without contents.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec
from msgspec.structs import force_setattr, replace

from tootui.cache.batch import CachedNotifications
from tootui.cache.rows import read_statuses
from tootui.model.conversations import Conversation
from tootui.model.happening import Happening
from tootui.model.pages import Gap

_ALL = -1

_encode = msgspec.msgpack.Encoder().encode


def save_notifications(connection: sqlite3.Connection, place: str, rows: Sequence[Happening | Gap]) -> None:
    """Replace the notifications of a place; their posts are written like all others."""
    entries = [(None, b"") if isinstance(row, Gap) else (row.status_id, _encode(row)) for row in rows]
    _replace(connection, place, entries)


def read_notifications(connection: sqlite3.Connection, place: str) -> CachedNotifications:
    """All that is kept of a place; one whose post is gone is left out."""
    entries = _read(connection, place, _ALL)
    posts = read_statuses(connection, (status_id for status_id, _ in entries if status_id is not None))
    rows: list[Happening | Gap] = []
    is_open = False
    for status_id, data in entries:
        if not data:
            is_open = True
        elif status_id is None or status_id in posts:
            happening = msgspec.msgpack.decode(data, type=Happening)
            if is_open and rows and isinstance(rows[-1], Happening):
                rows.append(Gap(above=rows[-1].id, below=happening.id))
            rows.append(happening)
            is_open = False
    return CachedNotifications(rows, list(posts.values()))


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


def _replace(connection: sqlite3.Connection, name: str, entries: Sequence[tuple[str | None, bytes]]) -> None:
    connection.execute("DELETE FROM entries WHERE list = ?", (name,))
    connection.executemany(
        "INSERT INTO entries (list, position, status_id, data) VALUES (?, ?, ?, ?)",
        [(name, position, *entry) for position, entry in enumerate(entries)],
    )


def _read(connection: sqlite3.Connection, name: str, limit: int) -> list[tuple[str | None, bytes]]:
    query = "SELECT status_id, data FROM entries WHERE list = ? ORDER BY position LIMIT ?"
    return connection.execute(query, (name, limit)).fetchall()
