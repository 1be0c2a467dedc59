"""The tables of cache.db, version by version.

The full-text index is no part of it: SQLite may have been built without, so it is made when something is first written
to it (`tootui.cache.fulltext`).
"""

from __future__ import annotations

from tootui.cache.database import Migrations

MIGRATIONS: Migrations = (
    (
        "CREATE TABLE accounts (id TEXT PRIMARY KEY, data BLOB NOT NULL)",
        "CREATE TABLE statuses (id TEXT PRIMARY KEY, reblog_id TEXT, quote_id TEXT, in_reply_to_id TEXT,"
        " data BLOB NOT NULL)",
        "CREATE INDEX boosts ON statuses (reblog_id) WHERE reblog_id IS NOT NULL",
        "CREATE INDEX replies ON statuses (in_reply_to_id) WHERE in_reply_to_id IS NOT NULL",
        "CREATE TABLE timelines (place TEXT NOT NULL, position INTEGER NOT NULL, status_id TEXT NOT NULL,"
        " hole INTEGER NOT NULL, PRIMARY KEY (place, position)) WITHOUT ROWID",
        "CREATE UNIQUE INDEX whereabouts ON timelines (status_id, place)",
        "CREATE TABLE places (place TEXT PRIMARY KEY, at_end INTEGER NOT NULL DEFAULT 0, reading_id TEXT,"
        " reading_line INTEGER) WITHOUT ROWID",
        "CREATE TABLE reveals (status_id TEXT PRIMARY KEY) WITHOUT ROWID",
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    ),
    (
        # Posts of version 1 have neither: `tootui.cache.upkeep` finishes them bit by bit.
        "ALTER TABLE statuses ADD COLUMN author_id TEXT",
        "ALTER TABLE statuses ADD COLUMN search_id INTEGER",
        "CREATE UNIQUE INDEX by_search_id ON statuses (search_id) WHERE search_id IS NOT NULL",
        "CREATE INDEX unfinished ON statuses (id) WHERE author_id IS NULL OR (search_id IS NULL AND reblog_id IS NULL)",
        "CREATE TABLE relationships (id TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID",
        "CREATE TABLE entries (list TEXT NOT NULL, position INTEGER NOT NULL, status_id TEXT, data BLOB NOT NULL,"
        " PRIMARY KEY (list, position)) WITHOUT ROWID",
    ),
)
TABLES = ("accounts", "statuses", "timelines", "places", "reveals", "meta", "relationships", "entries")
