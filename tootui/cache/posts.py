"""cache.db: the server's words as they were last seen, so that reading starts at once and goes on offline.

Everything in it can be fetched again. So a file that is damaged or newer than this program is put aside and begun
anew, and where no file can be used the cache lives in memory for this run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from tootui.cache.batch import CacheBatch, CachedNotifications, CachedTimeline, CacheStats, ReadingPlace, Row
from tootui.cache.database import files_of
from tootui.cache.expendable import ExpendableFile
from tootui.cache.rows import read_accounts, read_relationships, read_statuses
from tootui.cache.schema import MIGRATIONS, TABLES
from tootui.cache.timelines import (
    PlaceState,
    TimelineRow,
    read_page_above,
    read_page_around,
    read_page_below,
    read_place,
)
from tootui.model.account import Account, Relationship
from tootui.model.base import AccountId, StatusId
from tootui.model.errors import StorageError
from tootui.model.pages import Gap
from tootui.model.status import Status

if TYPE_CHECKING:
    from tootui.cache.fulltext import Order
    from tootui.cache.upkeep import Upkeep
    from tootui.model.conversations import Conversation
    from tootui.model.people import Person

_THREAD_LIMIT = 5000

_ANCESTORS = """
WITH RECURSIVE up (id, height) AS (
  SELECT in_reply_to_id, 1 FROM statuses WHERE id = :id AND in_reply_to_id IS NOT NULL
  UNION SELECT s.in_reply_to_id, up.height + 1 FROM statuses AS s JOIN up ON s.id = up.id
  WHERE s.in_reply_to_id IS NOT NULL LIMIT :limit
) SELECT id FROM up WHERE id <> :id ORDER BY height DESC
"""
_DESCENDANTS = """
WITH RECURSIVE down (id) AS (
  SELECT id FROM statuses WHERE in_reply_to_id = :id
  UNION SELECT s.id FROM statuses AS s JOIN down ON s.in_reply_to_id = down.id LIMIT :limit
) SELECT id FROM down WHERE id <> :id
"""


class PostCache:
    """One account's cache.db: read on the loop, written in the writer thread.

    Everything is read on the loop but what is said to be for the writer thread; what the first page of posts does not
    need is loaded when it is first used. Without ``full_text`` nothing is found; the rest works.
    """

    def __init__(self, path: Path | None, *, full_text: Callable[[], bool] | None = None) -> None:
        self._file = ExpendableFile(path, MIGRATIONS)
        self._read = self._file.read
        self._full_text = full_text

    @cached_property
    def _upkeep(self) -> Upkeep:
        from tootui.cache.upkeep import Upkeep

        return Upkeep()

    @classmethod
    def open(cls, path: Path | None) -> PostCache:
        """Open or begin the file; None keeps it all in memory. Never fails: see ``notice``."""
        return cls(path)

    @property
    def can_search(self) -> bool:
        """Whether this machine's SQLite has full-text search."""
        if self._full_text is None:
            from tootui.cache.fulltext import has_full_text

            self._full_text = has_full_text
        return self._full_text()

    @property
    def notice(self) -> str:
        """A sentence for the person when something happened to the file, at its opening or since; else empty."""
        return self._file.notice

    @property
    def path(self) -> Path | None:
        """The file, None where the cache lives in memory."""
        return self._file.path

    def read_timeline(self, place: str, limit: int = 40, *, around: bool = True) -> CachedTimeline:
        """Read a page of a place: the one with the place where reading stopped, else or without ``around`` the newest.

        Args:
            place: a place's text.
            limit: how many rows; a few more come where the page would end at a gap.
        """

        def read(connection: sqlite3.Connection) -> CachedTimeline:
            state = read_place(connection, place)
            anchor = state.reading.status_id if state.reading is not None and around else None
            page = read_page_around(connection, place, anchor, above=limit // 4, limit=limit)
            return _with_posts(connection, page, state)

        return self._read(read)

    def read_older(self, place: str, below_id: StatusId, limit: int = 40) -> CachedTimeline:
        """Read what the cache has under a post; when the first row is a Gap, it is between that post and the next."""

        def read(connection: sqlite3.Connection) -> CachedTimeline:
            page = read_page_below(connection, place, below_id, limit)
            return _with_posts(connection, page, read_place(connection, place), without=below_id)

        return self._read(read)

    def read_newer(self, place: str, above_id: StatusId, limit: int = 40) -> CachedTimeline:
        """Read what the cache has over a post, newest first; a Gap as last row is between these and that post."""

        def read(connection: sqlite3.Connection) -> CachedTimeline:
            page = read_page_above(connection, place, above_id, limit)
            return _with_posts(connection, page, read_place(connection, place), without=above_id)

        return self._read(read)

    def read_statuses(self, ids: Iterable[StatusId]) -> list[Status]:
        """Read posts by id, in the order asked for; unknown ones are left out."""
        return self._read(lambda connection: list(read_statuses(connection, ids).values()))

    def read_accounts(self, ids: Iterable[AccountId]) -> list[Account]:
        """Read accounts by id; unknown ones are left out."""
        return self._read(lambda connection: read_accounts(connection, ids))

    def read_context(self, status_id: StatusId) -> list[Status]:
        """Read what is known around a post: its ancestors from the top down, then everything under it."""

        def read(connection: sqlite3.Connection) -> list[Status]:
            parameters = {"id": status_id, "limit": _THREAD_LIMIT}
            ids = [row[0] for query in (_ANCESTORS, _DESCENDANTS) for row in connection.execute(query, parameters)]
            return list(read_statuses(connection, ids).values())

        return self._read(read)

    def read_meta(self, key: str) -> bytes | None:
        """Read a small value kept under a name of the caller's."""

        def read(connection: sqlite3.Connection) -> bytes | None:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
            return row[0] if row is not None else None

        return self._read(read)

    def read_reveals(self) -> set[StatusId]:
        """Read which posts were opened (content warning, sensitive media)."""
        return self._read(lambda connection: {row[0] for row in connection.execute("SELECT status_id FROM reveals")})

    def read_relationships(self, ids: Iterable[AccountId]) -> list[Relationship]:
        """Read how the reader relates to accounts; unknown ones are left out."""
        return self._read(lambda connection: read_relationships(connection, ids))

    def read_people(self, limit: int) -> list[Person]:
        """Read whom one might want to name, the latest first. For the thread that writes.

        Raises:
            StorageError: it is not possible now.
        """
        from tootui.cache.people import read_people

        people: list[Person] = []
        self._file.write(lambda connection: people.extend(read_people(connection, limit)))
        return people

    def find_people(self, words: list[str], limit: int) -> list[Account]:
        """Find accounts whose names have all of some words, in lower case. For the thread that writes.

        Raises:
            StorageError: it is not possible now.
        """
        from tootui.cache.people import find_people

        found: list[Account] = []
        self._file.write(lambda connection: found.extend(find_people(connection, words, limit)))
        return found

    def read_notifications(self, place: str) -> CachedNotifications:
        """Read what is kept of a place of notifications; one whose post is gone is left out."""
        from tootui.cache.entries import read_notifications

        return self._read(lambda connection: read_notifications(connection, place))

    def read_reading(self, place: str) -> ReadingPlace | None:
        """Read where a place was left."""
        return self._read(lambda connection: read_place(connection, place).reading)

    def read_conversations(self, limit: int = 40) -> list[Conversation]:
        """Read the topmost conversations, without their newest post where that is gone."""
        from tootui.cache.entries import read_conversations

        return self._read(lambda connection: read_conversations(connection, limit))

    def search(self, text: str, *, order: Order = "newest", limit: int = 40, offset: int = 0) -> list[StatusId]:
        """Find posts that have all the words of ``text`` in author, text, warning, descriptions, poll or tags.

        "Words in quotes" must stand side by side; the last word may be the beginning of one. Any text will do.

        Args:
            order: ``relevance`` puts the best of the newest matches first.
        """
        if not self.can_search:
            return []
        from tootui.cache.fulltext import find

        return self._read(lambda connection: find(connection, text, order, limit, offset))

    def stats(self) -> CacheStats:
        """Count what is in it."""
        from tootui.cache.upkeep import used_bytes

        def read(connection: sqlite3.Connection) -> CacheStats:
            counts = connection.execute(
                "SELECT (SELECT count(*) FROM statuses), (SELECT count(*) FROM accounts),"
                " (SELECT count(*) FROM places), (SELECT count(*) FROM statuses WHERE search_id IS NOT NULL)"
            ).fetchone()
            path = self._file.path
            return CacheStats(
                statuses=counts[0],
                accounts=counts[1],
                timelines=counts[2],
                searchable=counts[3],
                bytes=sum(file.stat().st_size for file in files_of(path)) if path is not None else 0,
                used_bytes=used_bytes(connection),
            )

        return self._read(read)

    def save(self, batch: CacheBatch) -> None:
        """Write a batch in one transaction. For the writer thread.

        Raises:
            StorageError: nothing of it was written; what is in memory goes on being right.
        """
        from tootui.cache.saving import save_batch

        self._file.write(lambda connection: save_batch(connection, batch, full_text=self.can_search))

    def tidy(self, most_bytes: int, *, shown: Iterable[Iterable[Row]] = ()) -> bool:
        """Do one small step of what there is to do; whether there may be more. For the writer thread.

        Posts that an earlier version wrote become findable. When the cache has outgrown its size, posts go that were
        seen longest ago and are not near a place where reading stopped, until there is some room again.

        Args:
            most_bytes: how large the cache may be.
            shown: timelines in use; nothing of theirs goes.

        Raises:
            StorageError: the step was not made.
        """
        goes_on = False

        def step(connection: sqlite3.Connection) -> None:
            nonlocal goes_on
            rows = chain.from_iterable(shown)
            goes_on = self._upkeep.step(connection, most_bytes, rows, full_text=self.can_search)

        self._file.write(step)
        return goes_on

    def vacuum(self) -> None:
        """Give the room of what was removed back to the disk. For the writer thread.

        Raises:
            StorageError: it was not possible.
        """
        self._file.vacuum()

    def clear(self) -> None:
        """Forget everything and give the room back if that is possible now.

        Raises:
            StorageError: it was not possible.
        """
        from tootui.cache.fulltext import empty

        def clear(connection: sqlite3.Connection) -> None:
            for table in TABLES:
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - the names are ours
            empty(connection)

        self._file.write(clear)
        with suppress(StorageError):  # somebody reads it just now; what is free will be used again
            self._file.vacuum()

    def close(self) -> None:
        """Close the file; the writer thread must have ended its work with it."""
        self._file.close()


def _with_posts(
    connection: sqlite3.Connection, page: list[TimelineRow], state: PlaceState, *, without: StatusId | None = None
) -> CachedTimeline:
    """Join a page with its posts. One that cannot be read leaves a gap, for the server to fill."""
    posts = read_statuses(connection, [row.status_id for row in page if row.status_id != without])
    rows: list[Row] = []
    previous: StatusId | None = None
    is_open = False
    for row in page:
        if row.status_id != without and row.status_id not in posts:
            is_open = True
            continue
        if is_open and previous is not None:
            rows.append(Gap(above=previous, below=row.status_id))
        if row.status_id != without:
            rows.append(row.status_id)
        previous, is_open = row.status_id, row.hole
    return CachedTimeline(
        rows=rows,
        statuses=list(posts.values()),
        reading=state.reading,
        at_top=not page or page[0].position == state.newest,
        at_end=state.at_end and (page[-1].position if page else None) == state.oldest,
    )
