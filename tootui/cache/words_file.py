"""The file of what the user wrote and wished: opened, followed when somebody replaces it, recovered when damaged."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self, TypeVar

import msgspec
from msgspec import DecodeError

from tootui.cache.database import open_database
from tootui.cache.failures import FILE_FAILURES, NewerFile, is_damage, reason, storage_error
from tootui.cache.word_tables import (
    MIGRATIONS,
    TABLES,
    read_drafts,
    read_mutations,
    recovered_draft,
    recovered_mutation,
)
from tootui.model.errors import StorageError

T = TypeVar("T")
_log = logging.getLogger(__name__)

_TIMEOUT = 1.0
"""Seconds to wait for another tootui on the same account; it needs milliseconds."""


class WordsFile:
    """One account's words.db, whatever is in it. Its methods may be called from any thread.

    ``notice`` is a sentence for the person when something happened to the file, now or later; else empty. Where no
    file can be used, what is written lives in memory for this run, and every write says so by raising StorageError.
    """

    def __init__(self, path: Path, *, now: Callable[[], float] = time.time) -> None:
        self.path = path
        self.notice = ""
        self._now = now
        self._lock = threading.RLock()
        self._inode = 0
        self._is_closed = False
        self._why_in_memory = ""
        self._connection = self._begin()

    @classmethod
    def open(cls, path: Path, *, now: Callable[[], float] = time.time) -> Self:
        """Open or begin the file. Never fails: see ``notice``.

        Args:
            path: the file.
            now: the clock, seconds since the epoch.
        """
        return cls(path, now=now)

    def close(self) -> None:
        """Close the file. Everything is on disk already; what comes later opens it once more for itself."""
        with self._lock:
            self._is_closed = True
            self._close()

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """Have no other thread change anything between two calls: what was read is still so when it is written."""
        with self._lock:
            yield

    def write(self, failed: str, statement: str, values: Sequence[object]) -> None:
        """Run one statement, a transaction of its own; done in memory alone it counts as failed.

        Raises:
            StorageError: it is not on disk; begins with ``failed``.
        """
        self.use(failed, lambda connection: connection.execute(statement, values))
        if self._why_in_memory:
            raise StorageError(f"{failed} {self._why_in_memory}")

    def use(self, failed: str, action: Callable[[sqlite3.Connection], T]) -> T:
        """Run a transaction; when the file turns out to be damaged, recover and run it again.

        Raises:
            StorageError: it did not work out; begins with ``failed``.
        """
        with self._lock:
            try:
                self._follow_file()
                try:
                    return action(self._connection)
                except (sqlite3.Error, DecodeError) as error:
                    if self._why_in_memory or not _is_damage(error):
                        raise
                    _log.error("%s is damaged: %r", self.path, error)
                self._close()
                self._recover("damaged")
                self._connection = self._opened()
                return action(self._connection)
            except FILE_FAILURES as error:
                raise storage_error(failed, error) from error
            except DecodeError as error:
                raise StorageError(f"{failed} The file is damaged.") from error
            finally:
                if self._is_closed:
                    self._close()

    def _follow_file(self) -> None:
        """Another process may have recovered the file, or somebody deleted it: never write into a file without name."""
        if self._why_in_memory:
            return
        try:
            inode = self.path.stat().st_ino
        except FileNotFoundError:
            if self._is_closed:  # thrown away since, and not to be begun anew
                raise
            inode = 0
        if inode != self._inode:
            self._close()
            self._connection = self._opened()

    def _close(self) -> None:
        self._inode = 0
        self._connection.close()

    def _begin(self) -> sqlite3.Connection:
        try:
            try:
                return self._opened()
            except NewerFile:
                self._recover("newer")
            except (sqlite3.Error, DecodeError) as error:
                if not _is_damage(error):
                    raise
                _log.error("%s is damaged: %r", self.path, error)
                self._recover("damaged")
            return self._opened()
        except (*FILE_FAILURES, DecodeError) as error:
            _log.error("%s cannot be used: %r", self.path, error)
            self._why_in_memory = "The file is damaged." if isinstance(error, DecodeError) else reason(error)
            self.notice = f"What you write is not kept on disk ({self.path}). {self._why_in_memory}"
        return open_database(None, MIGRATIONS, timeout=_TIMEOUT)

    def _opened(self) -> sqlite3.Connection:
        """Open the file and make sure that all of it can be read."""
        connection = open_database(self.path, MIGRATIONS, timeout=_TIMEOUT)
        try:
            connection.execute("PRAGMA synchronous = FULL")
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("quick_check found damage")
            read_drafts(connection)
            read_mutations(connection)
        except BaseException:
            connection.close()
            raise
        self._inode = self.path.stat().st_ino
        return connection

    def _recover(self, label: str) -> None:
        """Keep the file as it is beside a fresh one that gets all that can be read."""
        from tootui.cache.salvage import keep_copy, read_rows, rebuild  # rarely needed, and slow to import

        kept = keep_copy(self.path, label)
        rows = read_rows(self.path, TABLES, MIGRATIONS)
        drafts = [draft for row in rows["drafts"] if (draft := recovered_draft(row)) is not None]
        rows["drafts"] = [(draft.id, draft.updated_at, msgspec.json.encode(draft).decode()) for draft in drafts]
        rows["mutations"] = [row for row in rows["mutations"] if recovered_mutation(row)]
        rebuild(self.path, rows, TABLES, MIGRATIONS)
        what = "came from a newer tootui" if label == "newer" else "was damaged"
        drafts_word = "1 draft was" if len(drafts) == 1 else f"{len(drafts)} drafts were"
        self.notice = f"The file with your drafts {what}: {drafts_word} recovered from it. It is kept as {kept}"


def _is_damage(error: sqlite3.Error | DecodeError) -> bool:
    return isinstance(error, DecodeError) or is_damage(error)
