"""What a person typed elsewhere than in a post, as long as the server has not taken it: notes and reports."""

from __future__ import annotations

import sqlite3

from tootui.cache.words import Words


class Unfinished:
    """One text of each kind about each account, in the person's own database.

    Args:
        kind: what is typed: ``note``, ``report``.
    """

    def __init__(self, words: Words, kind: str) -> None:
        self._words = words
        self._kind = kind

    def save(self, entity_id: str, data: str, now: float) -> None:
        """Write down what stands there now.

        Raises:
            StorageError: it is not on disk.
        """
        self._words.write(
            f"The {self._kind} was not saved.",
            "INSERT OR REPLACE INTO unfinished (kind, id, updated_at, data) VALUES (?, ?, ?, ?)",
            (self._kind, entity_id, now, data),
        )

    def read(self, entity_id: str) -> str | None:
        """What was typed about somebody; None where nothing is left.

        Raises:
            StorageError: it cannot be read.
        """

        def read(connection: sqlite3.Connection) -> str | None:
            query = "SELECT data FROM unfinished WHERE kind = ? AND id = ?"
            row = connection.execute(query, (self._kind, entity_id)).fetchone()
            return None if row is None else str(row[0])

        return self._words.use(f"The {self._kind} cannot be read.", read)

    def delete(self, entity_id: str) -> None:
        """The server has it, or nobody wants it any more.

        Raises:
            StorageError: it is still on disk.
        """
        self._words.write(
            f"The {self._kind} is still on disk.",
            "DELETE FROM unfinished WHERE kind = ? AND id = ?",
            (self._kind, entity_id),
        )


def unfinished_count(words: Words) -> int:
    """How many texts about people are on this machine alone.

    Raises:
        StorageError: they cannot be counted.
    """

    def count(connection: sqlite3.Connection) -> int:
        return int(connection.execute("SELECT count(*) FROM unfinished").fetchone()[0])

    return words.use("What you typed about people cannot be counted.", count)
