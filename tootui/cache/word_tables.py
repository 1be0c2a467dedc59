"""The tables of words.db, version by version, and their rows as values."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec
from msgspec import DecodeError
from msgspec.structs import replace

from tootui.cache.database import Migrations
from tootui.cache.drafts import Draft, Mutation, Upload

_decode_draft = msgspec.json.Decoder(Draft).decode
_decode_upload = msgspec.json.Decoder(Upload).decode

MIGRATIONS: Migrations = (
    (
        "CREATE TABLE drafts (id TEXT PRIMARY KEY, updated_at REAL NOT NULL, data TEXT NOT NULL)",
        "CREATE TABLE mutations (kind TEXT NOT NULL, id TEXT NOT NULL, verb TEXT NOT NULL, wanted INTEGER NOT NULL,"
        " created_at REAL NOT NULL, attempts INTEGER NOT NULL, PRIMARY KEY (kind, id, verb))",
        "CREATE TABLE lease (one INTEGER PRIMARY KEY CHECK (one = 1), owner TEXT NOT NULL, taken_at REAL NOT NULL,"
        " until REAL NOT NULL)",
    ),
    (
        # Drafts hold what version 1 does not know, such as the post that they edit: it must not send them as new ones.
        "CREATE TABLE uploads (id TEXT PRIMARY KEY, data TEXT NOT NULL)",
    ),
    (
        # Wishes may say how: a mute for an hour must not become one for ever.
        "ALTER TABLE mutations ADD COLUMN terms TEXT NOT NULL DEFAULT ''",
        "CREATE TABLE unfinished (kind TEXT NOT NULL, id TEXT NOT NULL, updated_at REAL NOT NULL, data TEXT NOT NULL,"
        " PRIMARY KEY (kind, id))",
    ),
    ("CREATE TABLE searches (words TEXT PRIMARY KEY, searched_at REAL NOT NULL)",),
)

TABLES = {
    "drafts": ("id", "updated_at", "data"),
    "mutations": ("kind", "id", "verb", "wanted", "created_at", "attempts", "terms"),
    "uploads": ("id", "data"),
    "unfinished": ("kind", "id", "updated_at", "data"),
    "searches": ("words", "searched_at"),
}


def read_drafts(connection: sqlite3.Connection) -> list[Draft]:
    """All drafts, the last changed first."""
    cursor = connection.execute("SELECT data FROM drafts ORDER BY updated_at DESC, rowid DESC")
    return [_decode_draft(row[0]) for row in cursor]


def read_mutations(connection: sqlite3.Connection) -> list[Mutation]:
    """All waiting state verbs, the oldest first."""
    cursor = connection.execute(
        "SELECT kind, id, verb, wanted, created_at, attempts, terms FROM mutations ORDER BY created_at, rowid"
    )
    return [_mutation(row) for row in cursor]


def read_uploads(connection: sqlite3.Connection) -> dict[str, Upload]:
    """What the server has of files, by the id that a draft gives them. What makes no sense is sent anew."""
    uploads = {}
    for row in connection.execute("SELECT id, data FROM uploads"):
        try:
            uploads[str(row[0])] = _decode_upload(row[1])
        except DecodeError:
            continue
    return uploads


def _mutation(row: Sequence[object]) -> Mutation:
    values = dict(zip(TABLES["mutations"], row, strict=True))
    return msgspec.convert(values, Mutation, strict=False)


def recovered_mutation(row: Sequence[object]) -> bool:
    """Whether a row out of a damaged file makes sense."""
    try:
        _mutation(row)
    except DecodeError:
        return False
    return True


def recovered_draft(row: Sequence[object]) -> Draft | None:
    """Read a draft out of a damaged file, where it may be older than what was last known of it."""
    try:
        draft = _decode_draft(str(row[2]))
    except DecodeError:
        return None
    if draft.state in ("queued", "sending", "held"):
        return replace(draft, state="undecided", attempted_at=draft.attempted_at or draft.updated_at)
    return draft
