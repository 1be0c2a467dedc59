"""Keeping cache.db within its size and finishing what earlier versions wrote, in small steps, for the writer thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from math import ceil

from tootui.cache.batch import Row
from tootui.cache.fulltext import Index, forget, merge
from tootui.cache.rows import read_statuses, write_statuses
from tootui.cache.timelines import cut_out
from tootui.model.base import StatusId

_POSTS_PER_STEP = 250
_FILLED = 0.9
"""The part of its size to which a cache that has outgrown it is brought, so that this is not done again at once."""
_GROWTH = 1.05
_AROUND_READING = 400
"""So many posts of each timeline stay on either side of where reading stopped, and as many at its top."""

_KEPT = """
INSERT OR IGNORE INTO kept
WITH RECURSIVE spans AS (
  SELECT place, (SELECT max(position) FROM timelines WHERE place = places.place) AS position FROM places
  UNION SELECT place, (SELECT position FROM timelines WHERE status_id = reading_id AND place = places.place) FROM places
), near AS (
  SELECT status_id FROM spans JOIN timelines AS shown ON shown.place = spans.place AND shown.position BETWEEN
    coalesce((SELECT position FROM timelines AS below WHERE below.place = spans.place
              AND below.position <= spans.position ORDER BY below.position DESC LIMIT 1 OFFSET :around), -1 << 62)
    AND coalesce((SELECT position FROM timelines AS above WHERE above.place = spans.place
                  AND above.position >= spans.position ORDER BY above.position LIMIT 1 OFFSET :around), 1 << 62)
  WHERE spans.position IS NOT NULL
  UNION SELECT status_id FROM entries WHERE status_id IS NOT NULL
  UNION SELECT id FROM kept
), whole (id) AS (
  SELECT status_id FROM near
  UNION SELECT reblog_id FROM statuses JOIN whole USING (id) WHERE reblog_id IS NOT NULL
  UNION SELECT quote_id FROM statuses JOIN whole USING (id) WHERE quote_id IS NOT NULL
) SELECT id FROM whole
"""
_OLDEST = "SELECT id FROM statuses WHERE id NOT IN (SELECT id FROM kept) ORDER BY rowid LIMIT :limit"
"""Rows are numbered as they come, so the lowest are those that were seen longest ago."""


class Upkeep:
    """Knows what is being done and how far it is. Each step is made within the caller's transaction."""

    def __init__(self) -> None:
        self._surplus = 0
        """Posts that have to go yet."""
        self._is_merging = False
        self._stuck_bytes = 0.0
        """The size at which nothing more could go: trying again is of no use before it has grown."""

    def step(self, connection: sqlite3.Connection, most_bytes: int, shown: Iterable[Row], *, full_text: bool) -> bool:
        """Do a little, or look whether there is something to do; False when there is nothing more."""
        if finish_posts(connection, full_text=full_text):
            return True
        if self._surplus:
            self._prune(connection, shown)
        elif self._is_merging:
            self._is_merging = merge(connection, begin=False)
        else:
            used = used_bytes(connection)
            if used <= max(most_bytes, self._stuck_bytes * _GROWTH):
                return False
            posts = connection.execute("SELECT count(*) FROM statuses").fetchone()[0]
            self._surplus = ceil(posts * (used - most_bytes * _FILLED) / used)
        return True

    def _prune(self, connection: sqlite3.Connection, shown: Iterable[Row]) -> None:
        limit = min(self._surplus, _POSTS_PER_STEP)
        removed = prune(connection, limit, shown)
        self._stuck_bytes = used_bytes(connection) if removed < limit else 0
        self._surplus = self._surplus - removed if removed == limit else 0
        if not self._surplus:
            connection.execute("DELETE FROM accounts WHERE id NOT IN (SELECT author_id FROM statuses)")
            self._is_merging = merge(connection, begin=True)


def finish_posts(connection: sqlite3.Connection, *, full_text: bool) -> bool:
    """Write some posts again that lack what this version adds to them; whether there may be more."""
    unfinished = "author_id IS NULL OR (search_id IS NULL AND reblog_id IS NULL)" if full_text else "author_id IS NULL"
    query = f"SELECT id FROM statuses WHERE {unfinished} LIMIT {_POSTS_PER_STEP}"  # noqa: S608 - the words are ours
    ids = [row[0] for row in connection.execute(query)]
    if not ids:
        return False
    posts = read_statuses(connection, ids)
    write_statuses(connection, list(posts.values()), [], Index(connection) if full_text else None)
    remove_statuses(connection, [status_id for status_id in ids if status_id not in posts])  # they cannot be read
    return True


def prune(connection: sqlite3.Connection, limit: int, shown: Iterable[Row]) -> int:
    """Remove so many posts, those seen longest ago, and their boosts; how many could go.

    What is around the places where reading stopped stays, however little room there is, and so does what is shown.
    """
    connection.execute("CREATE TEMP TABLE kept (id TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.executemany("INSERT OR IGNORE INTO kept VALUES (?)", ((row,) for row in shown if isinstance(row, str)))
    connection.execute(_KEPT, {"around": _AROUND_READING})
    ids = [row[0] for row in connection.execute(_OLDEST, {"limit": limit})]
    connection.execute("DROP TABLE kept")
    gone = [*ids, *boosts_of(connection, ids)]
    cut_out(connection, gone)
    remove_statuses(connection, gone)
    return len(ids)


def boosts_of(connection: sqlite3.Connection, ids: Sequence[StatusId]) -> list[StatusId]:
    """The boosts of posts: they show nothing without these."""
    query = "SELECT id FROM statuses WHERE reblog_id = ?"
    return [row[0] for status_id in ids for row in connection.execute(query, (status_id,))]


def remove_statuses(connection: sqlite3.Connection, ids: Sequence[StatusId]) -> None:
    """Remove posts and what is known about them, but for their rows in timelines."""
    rows = [(status_id,) for status_id in ids]
    numbers = [connection.execute("SELECT search_id FROM statuses WHERE id = ?", row).fetchone() for row in rows]
    forget(connection, [row[0] for row in numbers if row is not None and row[0] is not None])
    connection.executemany("DELETE FROM statuses WHERE id = ?", rows)
    connection.executemany("DELETE FROM reveals WHERE status_id = ?", rows)


def used_bytes(connection: sqlite3.Connection) -> int:
    """The size of what is in the file; pages that are free will be used again."""
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size  # type: ignore[no-any-return]
