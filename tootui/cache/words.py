"""words.db: what the user wrote and wished, safe on disk before anybody is told that it is.

Nothing here can be fetched again. A write returns when the disk has it; a damaged file is recovered from as far as it
can be read, and kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec
from msgspec.structs import astuple, replace

from tootui.cache.database import transaction
from tootui.cache.drafts import Draft, Mutation, Upload
from tootui.cache.word_tables import read_drafts, read_mutations, read_uploads
from tootui.cache.words_file import WordsFile
from tootui.model.errors import StorageError

_CLOCK_SLACK = 5.0
"""Seconds by which the clocks of two processes, or one clock set back, may differ in a lease."""


class Words(WordsFile):
    """Drafts, wishes and what belongs to them. Each method is done when it returns."""

    def save_draft(self, draft: Draft) -> Draft:
        """Write a draft and give it back with its new ``updated_at``. It is on disk when this returns.

        Raises:
            StorageError: it is not on disk.
        """
        now = self._now()
        saved = replace(draft, updated_at=now, created_at=draft.created_at or now)
        self.write(
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

        self.use("The drafts were not saved.", save)
        if self._why_in_memory:
            raise StorageError(f"The drafts were not saved. {self._why_in_memory}")
        return saved

    def drafts(self) -> list[Draft]:
        """All drafts in whatever state, the last changed first.

        Raises:
            StorageError: they cannot be read.
        """
        return self.use("Your drafts cannot be read.", read_drafts)

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

        self.use("The draft was not deleted.", delete)
        if self._why_in_memory:
            raise StorageError(f"The draft was not deleted. {self._why_in_memory}")

    def save_upload(self, upload: Upload) -> None:
        """Write what the server has of a file.

        Raises:
            StorageError: it is not on disk.
        """
        self.write(
            "What was uploaded was not noted.",
            "INSERT OR REPLACE INTO uploads (id, data) VALUES (?, ?)",
            (upload.id, msgspec.json.encode(upload).decode()),
        )

    def uploads(self) -> dict[str, Upload]:
        """What the server has of files, by the ids that drafts give them.

        Raises:
            StorageError: it cannot be read.
        """
        return self.use("What was uploaded cannot be read.", read_uploads)

    def delete_upload(self, media_id: str) -> None:
        """Forget what the server has of a file, by the id that a draft gives it.

        Raises:
            StorageError: it is still on disk.
        """
        self.write("What was uploaded is still noted.", "DELETE FROM uploads WHERE id = ?", (media_id,))

    def save_mutation(self, mutation: Mutation) -> None:
        """Write a waiting state verb over an earlier one of the same entity and verb.

        Raises:
            StorageError: it is not on disk.
        """
        self.write(
            "What you wished was not noted.",
            "INSERT OR REPLACE INTO mutations (kind, id, verb, wanted, created_at, attempts, terms)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            astuple(mutation),
        )

    def mutations(self) -> list[Mutation]:
        """All waiting state verbs, the oldest first.

        Raises:
            StorageError: they cannot be read.
        """
        return self.use("What you wished cannot be read.", read_mutations)

    def delete_mutation(self, kind: str, entity_id: str, verb: str, wanted: bool, terms: str = "") -> None:
        """Forget a state verb that is done, lapsed or taken back, unless another process wants something else by now.

        Raises:
            StorageError: it is still on disk.
        """
        self.write(
            "What you wished is still noted.",
            "DELETE FROM mutations WHERE kind = ? AND id = ? AND verb = ? AND wanted = ? AND terms = ?",
            (kind, entity_id, verb, wanted, terms),
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

        return self.use("It cannot be told whether another tootui is sending.", take)

    def leaseholder(self) -> str | None:
        """Who has the right to send, None if nobody has.

        Raises:
            StorageError: the file cannot be read.
        """

        def read(connection: sqlite3.Connection) -> str | None:
            row = connection.execute("SELECT owner FROM lease").fetchone()
            return None if row is None else str(row[0])

        return self.use("It cannot be told whether another tootui is sending.", read)

    def release(self, owner: str) -> None:
        """Give up the right to send, so that another process need not wait for its end.

        Raises:
            StorageError: the file cannot be written; the lease ends by itself.
        """
        delete = "DELETE FROM lease WHERE owner = ?"
        self.use("The right to send was not given up.", lambda connection: connection.execute(delete, (owner,)))
