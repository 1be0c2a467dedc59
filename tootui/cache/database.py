"""Opening SQLite files: connections, versions, migrations, and putting a bad file out of the way."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from tootui.cache.failures import NewerFile

Migrations: TypeAlias = Sequence[Sequence[str]]
"""For each version the statements that lead to it from the one before; the first makes an empty file version 1."""

_COMPANIONS = ("", "-wal", "-shm")


def open_database(path: Path | None, migrations: Migrations, *, timeout: float) -> sqlite3.Connection:
    """Open a file with the newest schema, made for the user alone if there is none; None gives one in memory.

    Transactions are explicit (``transaction``), and the connection may be used from any one thread at a time.

    Args:
        timeout: seconds to wait for another connection's lock.

    Raises:
        NewerFile: the schema is newer than this program.
        OSError, sqlite3.Error: the file is damaged or cannot be read or written.
    """
    if path is not None and not path.exists():
        _create(path, migrations)
    connection = _connect(path, timeout=timeout)
    try:
        _migrate(connection, migrations)
    except BaseException:
        connection.close()
        raise
    return connection


def _create(path: Path, migrations: Migrations) -> None:
    """Make a file under another name, so that it appears whole, and of two processes that begin one only one wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    orphans = files_of(path)
    if path not in orphans:
        for orphan in orphans:  # the log of a file that somebody removed must not be played into the new one
            orphan.rename(orphan.with_name(f"{orphan.name}.orphaned"))
    unborn = path.with_name(f"{path.name}.{os.urandom(4).hex()}")
    os.close(os.open(unborn, os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    try:
        connection = _connect(unborn, timeout=0)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            _migrate(connection, migrations)
        finally:
            connection.close()
        try:
            path.hardlink_to(unborn)
        except OSError:  # it is there by now, or the file system has no links
            if not path.exists():
                unborn.rename(path)
    finally:
        for file in files_of(unborn):
            file.unlink()


def _connect(path: Path | None, *, timeout: float) -> sqlite3.Connection:
    name = ":memory:" if path is None else path
    return sqlite3.connect(name, timeout=timeout, isolation_level=None, check_same_thread=False)


def _migrate(connection: sqlite3.Connection, migrations: Migrations) -> None:
    """Bring the schema to the newest version: one statement where it is that already."""
    if _version(connection) == len(migrations):
        return
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
