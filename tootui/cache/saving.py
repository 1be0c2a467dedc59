"""Writing a batch into cache.db, in the transaction of the caller; loaded when something is first written."""

from __future__ import annotations

import sqlite3

from tootui.cache.batch import CacheBatch
from tootui.cache.entries import save_conversations, save_notifications
from tootui.cache.fulltext import Index
from tootui.cache.rows import write_relationships, write_statuses
from tootui.cache.timelines import remove_everywhere, save_timeline
from tootui.cache.upkeep import boosts_of, remove_statuses


def save_batch(connection: sqlite3.Connection, batch: CacheBatch, *, full_text: bool) -> None:
    """Write everything that changed.

    Args:
        full_text: whether posts are put into the index too.
    """
    posts = [
        *batch.statuses,
        *(one.last_status for one in batch.conversations or () if one.last_status is not None),
    ]
    write_statuses(connection, posts, batch.accounts, Index(connection) if full_text else None)
    write_relationships(connection, batch.relationships)
    for place, rows in batch.notifications.items():
        save_notifications(connection, place, rows)
    if batch.conversations is not None:
        save_conversations(connection, batch.conversations)
    for place, image in batch.timelines.items():
        save_timeline(connection, place, image)
    connection.executemany(
        "INSERT INTO places (place, reading_id, reading_line) VALUES (?, ?, ?) ON CONFLICT (place) DO UPDATE"
        " SET reading_id = excluded.reading_id, reading_line = excluded.reading_line",
        [(place, reading.status_id, reading.line) for place, reading in batch.reading.items()],
    )
    connection.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", list(batch.meta.items()))
    for status_id, is_open in batch.revealed.items():
        if is_open:
            connection.execute("INSERT OR IGNORE INTO reveals (status_id) VALUES (?)", (status_id,))
        else:
            connection.execute("DELETE FROM reveals WHERE status_id = ?", (status_id,))
    gone = [*batch.deleted, *boosts_of(connection, batch.deleted)]
    for status_id in gone:
        remove_everywhere(connection, status_id)
    remove_statuses(connection, gone)
