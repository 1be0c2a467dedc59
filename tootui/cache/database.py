"""Opening SQLite files: connections, versions, migrations, and putting a bad file out of the way."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

Migrations: TypeAlias = Sequence[Sequence[str]]
"""For each version the statements that lead to it from the one before; the first makes an empty file version 1."""

_COMPANIONS = ("", "-wal", "-shm")


class NewerFile(Exception):
    """The file was written by a newer tootui; nothing in it was touched."""


def connect(path: Path | None, *, timeout: float) -> sqlite3.Connection:
    """Open a file, made for the user alone if there is none; None gives a database in memory.

    Transactions are explicit (``transaction``), and the connection may be used from any one thread at a time.

    Args:
        timeout: seconds to wait for another connection's lock.

    Raises:
        OSError, sqlite3.Error: it cannot be opened.
    """
    if path is None:
        return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
    return sqlite3.connect(path, timeout=timeout, isolation_level=None, check_same_thread=False)


def prepare(connection: sqlite3.Connection, migrations: Migrations) -> None:
    """Bring the schema to the newest version: one statement where it is that already.

    Raises:
        NewerFile: the schema is newer than this program.
        sqlite3.Error: the file is damaged or cannot be read or written.
    """
    if _version(connection) == len(migrations):
        return
    if _version(connection) == 0:
        connection.execute("PRAGMA journal_mode = WAL")
    with transaction(connection):
        # Again, within the transaction: another tootui may have migrated it meanwhile.
        version = _version(connection)
        if version > len(migrations):
            raise NewerFile
        for statements in migrations[version:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: commits at the end, rolls back when anything is raised."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def move_aside(path: Path, label: str) -> Path:
    """Rename a database with all that belongs to it, over an older one with the same label; gives its new path."""
    aside = path.with_name(f"{path.name}.{label}")
    for companion in _COMPANIONS:
        source = path.with_name(path.name + companion)
        target = aside.with_name(aside.name + companion)
        target.unlink(missing_ok=True)
        if source.exists():
            source.rename(target)
    return aside


def files_of(path: Path) -> list[Path]:
    """The files that there are of a database, the main one first."""
    candidates = (path.with_name(path.name + companion) for companion in _COMPANIONS)
    return [candidate for candidate in candidates if candidate.exists()]


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version
