"""What a person searched for lately, in their own database and nowhere else."""

from __future__ import annotations

import sqlite3

from tootui.cache.database import transaction
from tootui.cache.words import Words

_FAILED = "The searches of before are still on disk."


class RecentSearches:
    """Searches, each once. Each method is done when it returns.

    Raises:
        StorageError: (all of them) it is not on disk, or cannot be read. It never names what was searched for.
    """

    def __init__(self, words: Words) -> None:
        self._words = words

    def read(self) -> list[str]:
        """All of them, the latest first."""
        query = "SELECT words FROM searches ORDER BY searched_at DESC, rowid DESC"
        return self._words.use(
            "The searches of before cannot be read.",
            lambda connection: [str(row[0]) for row in connection.execute(query)],
        )

    def keep(self, words: str, now: float, most: int) -> None:
        """Write one down as the latest, and let go of those beyond so many."""

        def keep(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                connection.execute("DELETE FROM searches WHERE words = ?", (words,))
                connection.execute("INSERT INTO searches (words, searched_at) VALUES (?, ?)", (words, now))
                connection.execute(
                    "DELETE FROM searches WHERE words NOT IN"
                    " (SELECT words FROM searches ORDER BY searched_at DESC, rowid DESC LIMIT ?)",
                    (most,),
                )

        self._words.use("The search was not kept.", keep)

    def forget(self, words: str) -> None:
        """Let go of one."""
        self._words.write(_FAILED, "DELETE FROM searches WHERE words = ?", (words,))

    def forget_all(self) -> None:
        """Let go of all of them."""
        self._words.write(_FAILED, "DELETE FROM searches", ())
