"""The full-text index: one document per post, numbered by when the post was written.

The number is what makes "newest first" cheap: SQLite walks documents by their numbers and stops when it has enough.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Literal, TypeAlias

from tootui.cache.wording import TOKENIZER, match_expression, words_of
from tootui.model.base import StatusId
from tootui.model.status import Status

Order: TypeAlias = Literal["newest", "relevance"]

_CREATE = f'CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5 (author, words, tokenize = "{TOKENIZER}")'
_PER_SECOND = 256
"""Numbers kept for the posts of one second. When they do not suffice, those of the next are taken."""
_PAGES_MERGED = 500
"""How much of the index is merged in one go: some hundredths of a second."""
_RANKED = 1000
"""How many of the newest matches are ranked: judging each match of a common word would take long."""

_NEWEST = "SELECT rowid AS number FROM search WHERE search MATCH :match ORDER BY rowid DESC LIMIT :limit OFFSET :offset"
_RELEVANT = f"""
SELECT number FROM (
  SELECT rowid AS number, bm25(search, 2.0, 1.0) AS score FROM search WHERE search MATCH :match
  ORDER BY rowid DESC LIMIT {_RANKED}
) ORDER BY score, number DESC LIMIT :limit OFFSET :offset
"""  # noqa: S608 - the number is ours


@cache
def has_full_text() -> bool:
    """Whether this SQLite was built with FTS5."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(_CREATE)
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return True


class Index:
    """Writes documents within the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute(_CREATE)

    def add(self, status: Status, number: int | None) -> int:
        """Have a post found by its words, under the number it has already or a new one; gives the number."""
        words = words_of(status)
        if number is None:
            number = self._free_number(status.created_at)
        elif words == self._connection.execute("SELECT * FROM search WHERE rowid = ?", (number,)).fetchone():
            return number  # only counts changed, as with most posts that come again
        self._connection.execute(
            "INSERT OR REPLACE INTO search (rowid, author, words) VALUES (?, ?, ?)", (number, *words)
        )
        return number

    def _free_number(self, moment: datetime) -> int:
        first = int(moment.timestamp()) * _PER_SECOND
        query = "SELECT coalesce(max(search_id) + 1, :first) FROM statuses WHERE search_id BETWEEN :first AND :last"
        while True:
            last = first + _PER_SECOND - 1
            number: int = self._connection.execute(query, {"first": first, "last": last}).fetchone()[0]
            if number <= last:
                return number
            first = number


def find(connection: sqlite3.Connection, typed: str, order: Order, limit: int, offset: int) -> list[StatusId]:
    """The posts that have all words of what was typed; none where nothing was ever indexed."""
    match = match_expression(typed)
    if match is None or not _exists(connection):
        return []
    numbers = _NEWEST if order == "newest" else _RELEVANT
    rows = connection.execute(numbers, {"match": match, "limit": limit, "offset": offset}).fetchall()
    return _ids(connection, [row[0] for row in rows])


def forget(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Take documents out."""
    if _exists(connection):
        connection.executemany("DELETE FROM search WHERE rowid = ?", [(number,) for number in numbers])


def merge(connection: sqlite3.Connection, *, begin: bool) -> bool:
    """Do a part of what gives the room of deleted documents back, the first with ``begin``; whether there is more.

    Until then the index holds what was deleted, and that it was.
    """
    if not _exists(connection):
        return False
    before = connection.total_changes
    pages = -_PAGES_MERGED if begin else _PAGES_MERGED
    connection.execute("INSERT INTO search (search, rank) VALUES ('merge', ?)", (pages,))
    return connection.total_changes - before >= 2  # as SQLite's manual has it: the insert itself counts one


def empty(connection: sqlite3.Connection) -> None:
    """Take all documents out."""
    if _exists(connection):
        connection.execute("DELETE FROM search")


def _exists(connection: sqlite3.Connection) -> bool:
    query = "SELECT 1 FROM sqlite_master WHERE name = 'search'"
    return has_full_text() and connection.execute(query).fetchone() is not None


def _ids(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[StatusId]:
    found = (
        connection.execute("SELECT id FROM statuses WHERE search_id = ?", (number,)).fetchone() for number in numbers
    )
    return [row[0] for row in found if row is not None]
