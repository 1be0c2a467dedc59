"""What SQLite's errors mean to the person."""

from __future__ import annotations

import sqlite3
from typing import TypeAlias

from tootui.model.errors import StorageError

_SENTENCES = {
    sqlite3.SQLITE_FULL: "The disk is full. Make room, then try again.",
    sqlite3.SQLITE_READONLY: "The directory or the file is read-only.",
    sqlite3.SQLITE_PERM: "Access to the file is denied.",
    sqlite3.SQLITE_AUTH: "Access to the file is denied.",
    sqlite3.SQLITE_CANTOPEN: "The file cannot be opened or created.",
    sqlite3.SQLITE_BUSY: "Another program keeps the file locked.",
    sqlite3.SQLITE_LOCKED: "Another program keeps the file locked.",
    sqlite3.SQLITE_IOERR: "The disk does not read or write properly.",
    sqlite3.SQLITE_CORRUPT: "The file is damaged.",
    sqlite3.SQLITE_NOTADB: "The file is damaged.",
}
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT)
"""Besides the honest ones SQLITE_ERROR: our SQL is right, so a table that is missing was lost."""


class NewerFile(Exception):
    """The file was written by a newer tootui; nothing in it was touched."""


FileFailure: TypeAlias = sqlite3.Error | OSError | NewerFile
FILE_FAILURES = (sqlite3.Error, OSError, NewerFile)


def storage_error(failed: str, error: FileFailure) -> StorageError:
    """Say what failed and why, as one or two plain sentences.

    Args:
        failed: what did not work, a sentence such as ``The draft was not saved.``
        error: why, as SQLite or the system tells it.
    """
    return StorageError(f"{failed} {reason(error)}")


def reason(error: FileFailure) -> str:
    """A plain sentence for an error of SQLite, of the file system or of versions."""
    if isinstance(error, NewerFile):
        return "The file comes from a newer tootui."
    if isinstance(error, OSError):
        return f"{error.strerror or 'The file cannot be used'}."
    return _SENTENCES.get(_primary_code(error), f"SQLite says: {error}.")


def is_damage(error: FileFailure) -> bool:
    """Whether the error means that the file's contents are broken, rather than that it cannot be reached."""
    if not isinstance(error, sqlite3.Error):
        return False
    return not hasattr(error, "sqlite_errorcode") or _primary_code(error) in _DAMAGED


def _primary_code(error: sqlite3.Error) -> int:
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF  # the rest of the number tells details
