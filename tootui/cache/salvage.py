"""Getting rows out of a database that SQLite refuses, without ever changing it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from tootui.cache.database import Migrations, files_of, open_database

Tables: TypeAlias = Mapping[str, Sequence[str]]
"""Tables with those of their columns that are wanted."""
Value: TypeAlias = str | int | float | bytes | None
Rows: TypeAlias = dict[str, list[tuple[Value, ...]]]

_MAX_TRIES = 2_000
_VALID_FOR = slice(92, 96)
"""Header field by which SQLite knows whether to believe the page count in the header."""


def keep_copy(path: Path, label: str) -> Path:
    """Copy a database with all that belongs to it beside itself, under a name that was never used; gives its path.

    Raises:
        OSError: it was not possible.
    """
    number = 1
    while (copy := path.with_name(f"{path.name}.{label}-{number}")).exists():
        number += 1
    for file in files_of(path):
        target = copy.with_name(copy.name + file.name.removeprefix(path.name))
        shutil.copyfile(file, target)
        target.chmod(0o600)
        _sync(target)
    return copy


def read_rows(path: Path, tables: Tables, migrations: Migrations) -> Rows:
    """Read every row of the tables that can still be reached.

    Where nothing at all can be, the first page is taken for lost and replaced by that of a fresh database: it holds
    the schema, which is ours and therefore the same.

    Raises:
        OSError, sqlite3.Error: there is no room to work in.
    """
    with tempfile.TemporaryDirectory(dir=path.parent, prefix="salvage-") as directory:
        working = Path(directory) / "copy.db"
        for file in files_of(path):
            shutil.copyfile(file, working.with_name(working.name + file.name.removeprefix(path.name)))
        rows = _read_all(working, tables)
        if not any(rows.values()):
            shutil.copyfile(path, working)
            _transplant_first_page(working, Path(directory) / "fresh.db", migrations)
            rows = _read_all(working, tables)
        return rows


def rebuild(path: Path, rows: Rows, tables: Tables, migrations: Migrations) -> None:
    """Put a fresh database with these rows in the place of another.

    Raises:
        OSError, sqlite3.Error: it was not possible; the other is still there.
    """
    with tempfile.TemporaryDirectory(dir=path.parent, prefix="salvage-") as directory:
        fresh = Path(directory) / path.name
        _write(fresh, rows, tables, migrations)
        _sync(fresh)
        for companion in files_of(path):
            if companion != path:  # a log of the old file must not be played into the new one
                companion.unlink()
        fresh.replace(path)
        _sync(path.parent)


def _write(path: Path, rows: Rows, tables: Tables, migrations: Migrations) -> None:
    connection = open_database(path, migrations, timeout=0)
    try:
        for table, columns in tables.items():
            connection.executemany(
                f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) VALUES ({','.join('?' * len(columns))})",  # noqa: S608 - the names are ours
                rows[table],
            )
    finally:
        connection.close()  # the last connection moves everything from the log into the file


def _read_all(path: Path, tables: Tables) -> Rows:
    connection = sqlite3.connect(path)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        try:
            # Makes SQLite read on where the file is shorter than its header says.
            connection.execute("PRAGMA writable_schema = ON")
        except sqlite3.Error:
            return {table: [] for table in tables}
        return {table: _read_table(connection, table, columns) for table, columns in tables.items()}
    finally:
        connection.close()


def _read_table(connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> list[tuple[Value, ...]]:
    """Read from both ends up to what is broken, then what stands between one by one."""
    select = f"SELECT rowid, {', '.join(_readable(connection, table, columns))} FROM {table} NOT INDEXED"  # noqa: S608 - the names are ours
    found: dict[int, tuple[Value, ...]] = {}
    ends: list[int] = []
    for order in ("ASC", "DESC"):
        last = 0
        try:
            for rowid, *values in connection.execute(f"{select} ORDER BY rowid {order}"):
                last = rowid
                found[rowid] = tuple(values)
        except sqlite3.Error:
            ends.append(last)
        else:
            return list(found.values())
    first, last = ends
    for between in range(first + 1, min(last or _MAX_TRIES, first + _MAX_TRIES)):
        try:
            for rowid, *values in connection.execute(f"{select} WHERE rowid = ?", (between,)):
                found[rowid] = tuple(values)
        except sqlite3.Error:
            continue
    return list(found.values())


def _readable(connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> list[str]:
    """The columns as a file of an earlier version has them: what came later is an empty text there."""
    try:
        present = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    except sqlite3.Error:
        return list(columns)
    return [column if column in present or not present else f"'' AS {column}" for column in columns]


def _transplant_first_page(damaged: Path, fresh: Path, migrations: Migrations) -> None:
    _write(fresh, {}, {}, migrations)
    with fresh.open("rb") as source:
        header = source.read(100)
        page_size = int.from_bytes(header[16:18], "big")
        source.seek(0)
        page = bytearray(source.read(page_size))
    page[_VALID_FOR] = b"\0\0\0\0"
    with damaged.open("r+b") as target:
        target.write(page)


def _sync(path: Path) -> None:
    """Wait until a file or directory is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
