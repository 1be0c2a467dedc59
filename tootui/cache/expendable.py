"""A database file that may be lost: it is put aside and begun anew when it is damaged or newer than this program."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TypeVar

from tootui.cache.database import Migrations, move_aside, open_database, transaction
from tootui.cache.failures import FILE_FAILURES, FileFailure, NewerFile, is_damage, reason, storage_error

T = TypeVar("T")
_log = logging.getLogger(__name__)

_READ_TIMEOUT = 0.2
"""Seconds that the loop may wait for a lock; readers wait only while another process begins or mends the file."""
_WRITE_TIMEOUT = 5.0


class ExpendableFile:
    """A file with a connection for the thread that reads and one for the thread that writes.

    ``notice`` is a sentence for the person when something happened to the file, now or later; else empty. ``path`` is
    None where no file can be used and the database lives in memory for this run.
    """

    def __init__(self, path: Path | None, migrations: Migrations) -> None:
        self.path = path
        self.notice = ""
        self._migrations = migrations
        self._lock = threading.RLock()
        """Held while writing and while the file is replaced; reading needs it only of a database in memory."""
        self._writing: sqlite3.Connection | None = None
        self._is_stale = False
        self._is_closed = False
        self._reading = self._begin()

    def read(self, query: Callable[[sqlite3.Connection], T]) -> T:
        """Run a query in the reading thread; a file that fails is healed or left, and then there is nothing in it.

        Who comes after `close`, or is cut short by it, finds nothing either: that is no damage.

        Raises:
            StorageError: not even memory can be read.
        """
        with self._lock if self.path is None else nullcontext():
            try:
                return query(self._reader())
            except sqlite3.Error as error:
                if self._is_closed:
                    return self._read_nothing(query)
                self._heal(error)
            try:
                return query(self._reader())
            except sqlite3.Error as error:
                raise storage_error("The cache cannot be read.", error) from error

    def write(self, action: Callable[[sqlite3.Connection], None]) -> None:
        """Run a transaction; a damaged file is put aside once and the transaction begins the new one.

        Raises:
            StorageError: nothing of it was written.
        """
        with self._lock:
            try:
                try:
                    self._transact(action)
                except sqlite3.Error as error:
                    if self.path is None or not is_damage(error):
                        raise
                    self._put_aside(self.path, "damaged", error)
                    self._is_stale = True
                    self._transact(action)
            except FILE_FAILURES as error:
                raise storage_error("The cache was not written.", error) from error

    def vacuum(self) -> None:
        """Give room back to the disk. For the thread that writes.

        Raises:
            StorageError: it is not possible now.
        """
        with self._lock:
            try:
                self._writer().execute("VACUUM")
            except sqlite3.Error as error:
                raise storage_error("The cache keeps its size.", error) from error

    def close(self) -> None:
        """Close both connections; the thread that writes must have ended its work with them."""
        with self._lock:
            self._is_closed = True  # first, for the thread that reads holds no lock
            self._reading.close()
            if self._writing is not None:
                self._writing.close()
                self._writing = None

    def _read_nothing(self, query: Callable[[sqlite3.Connection], T]) -> T:
        with closing(open_database(None, self._migrations, timeout=_READ_TIMEOUT)) as empty:
            return query(empty)

    def _transact(self, action: Callable[[sqlite3.Connection], None]) -> None:
        with transaction(connection := self._writer()):
            action(connection)

    def _reader(self) -> sqlite3.Connection:
        if self._is_stale:
            with self._lock:  # the writer is about to begin a new file
                self._is_stale = False
                self._reading.close()
                self._reading = self._begin()
        return self._reading

    def _writer(self) -> sqlite3.Connection:
        if self.path is None:
            return self._reading
        if self._writing is None:
            self._writing = open_database(self.path, self._migrations, timeout=_WRITE_TIMEOUT)
            self._writing.execute("PRAGMA synchronous = NORMAL")
        return self._writing

    def _begin(self) -> sqlite3.Connection:
        """Open the file for reading, at the second try a new one; in memory where that does not work either."""
        for _ in range(2):
            if self.path is None:
                break
            try:
                return open_database(self.path, self._migrations, timeout=_READ_TIMEOUT)
            except FILE_FAILURES as error:
                self._leave(error)
        self.path = None
        return open_database(self.path, self._migrations, timeout=_READ_TIMEOUT)

    def _heal(self, error: sqlite3.Error) -> None:
        """After an error in reading: go on with a new file, or in memory."""
        with self._lock:
            self._reading.close()
            self._leave(error)
            self._reading = self._begin()

    def _leave(self, error: FileFailure) -> None:
        """Put the file out of the way if that helps; otherwise this run does without one."""
        path, self.path = self.path, None
        if path is None:
            return
        try:
            if isinstance(error, NewerFile):
                self._put_aside(path, "newer", error)
                self.path = path
            elif is_damage(error):
                self._put_aside(path, "damaged", error)
                self.path = path
        except OSError as refusal:
            error = refusal
        if self.path is None:
            _log.warning("no cache in %s: %r", path, error)
            self.notice = f"What is read now is not kept for the next start. {reason(error)}"

    def _put_aside(self, path: Path, label: str, error: FileFailure) -> None:
        if self._writing is not None:
            self._writing.close()
            self._writing = None
        aside = move_aside(path, label)
        _log.warning("%s was put aside as %s: %r", path, aside, error)
        what = "came from a newer tootui" if label == "newer" else "was damaged"
        self.notice = f"The cache {what}. It begins anew; the old file is {aside}"
