"""words.db: what the user wrote and wished, safe on disk before anybody is told that it is.

Nothing here can be fetched again. A write returns when the disk has it; a damaged file is recovered from as far as it
can be read, and kept.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import DecodeError
from msgspec.structs import astuple, replace

from tootui.cache.database import open_database, transaction
from tootui.cache.drafts import Draft, Mutation, Upload
from tootui.cache.failures import FILE_FAILURES, NewerFile, is_damage, reason, storage_error
from tootui.cache.word_tables import (
    MIGRATIONS,
    TABLES,
    read_drafts,
    read_mutations,
    read_uploads,
    recovered_draft,
    recovered_mutation,
)
from tootui.model.errors import StorageError

T = TypeVar("T")
_log = logging.getLogger(__name__)

_TIMEOUT = 1.0
"""Seconds to wait for another tootui on the same account; it needs milliseconds."""
_CLOCK_SLACK = 5.0
"""Seconds by which the clocks of two processes, or one clock set back, may differ in a lease."""


class Words:
    """One account's words.db. Its methods may be called from any thread; each is done when it returns.

    ``notice`` is a sentence for the person when something happened to the file, now or later; else empty. Where no
    file can be used, what is written lives in memory for this run, and every write says so by raising StorageError.
    """

    def __init__(self, path: Path, *, now: Callable[[], float] = time.time) -> None:
        self.path = path
        self.notice = ""
        self._now = now
        self._lock = threading.RLock()
        self._inode = 0
        self._why_in_memory = ""
        self._connection = self._begin()

    @classmethod
    def open(cls, path: Path, *, now: Callable[[], float] = time.time) -> Words:
        """Open or begin the file. Never fails: see ``notice``.

        Args:
            path: the file.
            now: the clock, seconds since the epoch.
        """
        return cls(path, now=now)

    def save_draft(self, draft: Draft) -> Draft:
        """Write a draft and give it back with its new ``updated_at``. It is on disk when this returns.

        Raises:
            StorageError: it is not on disk.
        """
        now = self._now()
        saved = replace(draft, updated_at=now, created_at=draft.created_at or now)
        self._write(
            "The draft was not saved.",
            "INSERT INTO drafts (id, updated_at, data) VALUES (?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at, data = excluded.data",
            (saved.id, saved.updated_at, msgspec.json.encode(saved).decode()),
        )
        return saved

    def save_drafts(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Write several drafts as `save_draft` does, all of them or none.

        Raises:
            StorageError: none is on disk as it was given.
        """
        now = self._now()
        saved = [replace(draft, updated_at=now, created_at=draft.created_at or now) for draft in drafts]
        rows = [(draft.id, now, msgspec.json.encode(draft).decode()) for draft in saved]

        def save(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                connection.executemany("INSERT OR REPLACE INTO drafts (id, updated_at, data) VALUES (?, ?, ?)", rows)

        self._use("The drafts were not saved.", save)
        if self._why_in_memory:
            raise StorageError(f"The drafts were not saved. {self._why_in_memory}")
        return saved

    def drafts(self) -> list[Draft]:
        """All drafts in whatever state, the last changed first.

        Raises:
            StorageError: they cannot be read.
        """
        return self._use("Your drafts cannot be read.", read_drafts)

    def draft(self, draft_id: str) -> Draft | None:
        """One draft, None if there is none of that id.

        Raises:
            StorageError: it cannot be read.
        """
        return next((draft for draft in self.drafts() if draft.id == draft_id), None)

    def delete_draft(self, draft_id: str) -> None:
        """Forget a draft and what was uploaded for it: it is published, or the user discarded it.

        Raises:
            StorageError: it is still on disk.
        """

        def delete(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                for draft in read_drafts(connection):
                    if draft.id == draft_id:
                        names = [(media.id,) for media in draft.media]
                        connection.executemany("DELETE FROM uploads WHERE id = ?", names)
                connection.execute("DELETE FROM drafts WHERE id = ?", (draft_id,))

        self._use("The draft was not deleted.", delete)
        if self._why_in_memory:
            raise StorageError(f"The draft was not deleted. {self._why_in_memory}")

    def save_upload(self, upload: Upload) -> None:
        """Write what the server has of a file.

        Raises:
            StorageError: it is not on disk.
        """
        self._write(
            "What was uploaded was not noted.",
            "INSERT OR REPLACE INTO uploads (id, data) VALUES (?, ?)",
            (upload.id, msgspec.json.encode(upload).decode()),
        )

    def uploads(self) -> dict[str, Upload]:
        """What the server has of files, by the ids that drafts give them.

        Raises:
            StorageError: it cannot be read.
        """
        return self._use("What was uploaded cannot be read.", read_uploads)

    def delete_upload(self, media_id: str) -> None:
        """Forget what the server has of a file, by the id that a draft gives it.

        Raises:
            StorageError: it is still on disk.
        """
        self._write("What was uploaded is still noted.", "DELETE FROM uploads WHERE id = ?", (media_id,))

    def save_mutation(self, mutation: Mutation) -> None:
        """Write a waiting state verb over an earlier one of the same entity and verb.

        Raises:
            StorageError: it is not on disk.
        """
        self._write(
            "What you wished was not noted.",
            "INSERT OR REPLACE INTO mutations (kind, id, verb, wanted, created_at, attempts) VALUES (?, ?, ?, ?, ?, ?)",
            astuple(mutation),
        )

    def mutations(self) -> list[Mutation]:
        """All waiting state verbs, the oldest first.

        Raises:
            StorageError: they cannot be read.
        """
        return self._use("What you wished cannot be read.", read_mutations)

    def delete_mutation(self, kind: str, entity_id: str, verb: str, wanted: bool) -> None:
        """Forget a state verb that is done, lapsed or taken back, unless another process wants the opposite by now.

        Raises:
            StorageError: it is still on disk.
        """
        self._write(
            "What you wished is still noted.",
            "DELETE FROM mutations WHERE kind = ? AND id = ? AND verb = ? AND wanted = ?",
            (kind, entity_id, verb, wanted),
        )

    def lease(self, owner: str, seconds: float) -> bool:
        """Take or renew the right to send for this account; of several processes one has it.

        Args:
            owner: names the process.
            seconds: how long it holds if it is not renewed.

        Returns:
            Whether ``owner`` has it now.

        Raises:
            StorageError: the file cannot be written.
        """

        def take(connection: sqlite3.Connection) -> bool:
            now = self._now()
            with transaction(connection):
                row = connection.execute("SELECT owner, taken_at, until FROM lease").fetchone()
                # A lease taken in the future is none: a clock was set back.
                if row is not None and row[0] != owner and row[1] - _CLOCK_SLACK <= now < row[2]:
                    return False
                values = (owner, now, now + seconds)
                connection.execute(
                    "INSERT OR REPLACE INTO lease (one, owner, taken_at, until) VALUES (1, ?, ?, ?)", values
                )
            return True

        return self._use("It cannot be told whether another tootui is sending.", take)

    def leaseholder(self) -> str | None:
        """Who has the right to send, None if nobody has.

        Raises:
            StorageError: the file cannot be read.
        """

        def read(connection: sqlite3.Connection) -> str | None:
            row = connection.execute("SELECT owner FROM lease").fetchone()
            return None if row is None else str(row[0])

        return self._use("It cannot be told whether another tootui is sending.", read)

    def release(self, owner: str) -> None:
        """Give up the right to send, so that another process need not wait for its end.

        Raises:
            StorageError: the file cannot be written; the lease ends by itself.
        """
        delete = "DELETE FROM lease WHERE owner = ?"
        self._use("The right to send was not given up.", lambda connection: connection.execute(delete, (owner,)))

    def close(self) -> None:
        """Close the file. Everything is on disk already."""
        with self._lock:
            self._connection.close()

    def _write(self, failed: str, statement: str, values: Sequence[object]) -> None:
        """Run one statement, a transaction of its own; done in memory alone it counts as failed."""
        self._use(failed, lambda connection: connection.execute(statement, values))
        if self._why_in_memory:
            raise StorageError(f"{failed} {self._why_in_memory}")

    def _use(self, failed: str, action: Callable[[sqlite3.Connection], T]) -> T:
        """Run a transaction; when the file turns out to be damaged, recover and run it again."""
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

    def _follow_file(self) -> None:
        """Another process may have recovered the file, or somebody deleted it: never write into a file without name."""
        if self._why_in_memory:
            return
        try:
            inode = self.path.stat().st_ino
        except FileNotFoundError:
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
