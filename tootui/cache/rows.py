"""Posts and accounts as rows: blobs of MessagePack, each post without what has a row of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import force_setattr, replace

from tootui.model.account import Account, Relationship
from tootui.model.base import AccountId, StatusId
from tootui.model.status import Quote, Status

if TYPE_CHECKING:
    from tootui.cache.fulltext import Index

_MAX_PARAMETERS = 500
_LEVELS = 3
"""A boost shows a post, which shows a quoted one; what that quotes is only named."""

_encode = msgspec.msgpack.Encoder().encode
_decode_status = msgspec.msgpack.Decoder(Status).decode
_decode_account = msgspec.msgpack.Decoder(Account).decode


class _Known(Struct, frozen=True, gc=False):
    """What there is of a post before it is written."""

    reblog_id: StatusId | None
    author_id: AccountId | None
    search_id: int | None
    data: bytes


class _Row(NamedTuple):
    """A post as it is stored, but for its number in the index."""

    id: StatusId
    reblog_id: StatusId | None
    quote_id: StatusId | None
    in_reply_to_id: StatusId | None
    author_id: AccountId
    data: bytes


_UNKNOWN = _Known(None, None, None, b"")


def write_statuses(
    connection: sqlite3.Connection, statuses: Sequence[Status], accounts: Sequence[Account], index: Index | None
) -> None:
    """Write posts with everything in them, and accounts; rows that say the same already are left alone.

    Args:
        index: where the posts become findable, None where there is no full-text search.
    """
    posts = {status.id: status for status in statuses}
    people = {account.id: account for account in accounts}
    for status in statuses:
        for part in _parts(status):
            posts.setdefault(part.id, part)
            people.setdefault(part.account.id, part.account)
    write_accounts(connection, people.values())
    query = "SELECT id, reblog_id, author_id, search_id, data FROM statuses WHERE id IN"
    known = {status_id: _Known(*row) for status_id, *row in _select_in(connection, query, list(posts))}
    for status in posts.values():
        _write_status(connection, status, known.get(status.id, _UNKNOWN), index)


def write_accounts(connection: sqlite3.Connection, accounts: Iterable[Account]) -> None:
    """Write accounts that say something else than their rows."""
    connection.executemany(
        "INSERT INTO accounts (id, data) VALUES (?, ?)"
        " ON CONFLICT (id) DO UPDATE SET data = excluded.data WHERE data <> excluded.data",
        [(account.id, _encode(account)) for account in accounts],
    )


def read_accounts(connection: sqlite3.Connection, ids: Iterable[AccountId]) -> list[Account]:
    """Read accounts by id; those that are unknown or cannot be read are left out."""
    found = []
    for (data,) in _select_in(connection, "SELECT data FROM accounts WHERE id IN", list(ids)):
        try:
            found.append(_decode_account(data))
        except msgspec.DecodeError:
            continue
    return found


def write_relationships(connection: sqlite3.Connection, relationships: Iterable[Relationship]) -> None:
    """Write how the reader relates to accounts."""
    connection.executemany(
        "INSERT OR REPLACE INTO relationships (id, data) VALUES (?, ?)",
        [(relationship.id, _encode(relationship)) for relationship in relationships],
    )


def read_relationships(connection: sqlite3.Connection, ids: Iterable[AccountId]) -> list[Relationship]:
    """Read how the reader relates to accounts; unknown ones are left out."""
    rows = _select_in(connection, "SELECT data FROM relationships WHERE id IN", list(ids))
    return [msgspec.msgpack.decode(data, type=Relationship) for (data,) in rows]


def _write_status(connection: sqlite3.Connection, status: Status, known: _Known, index: Index | None) -> None:
    row = _row(status)
    is_same = known.data == row.data and known.reblog_id == row.reblog_id and known.author_id is not None
    # A boost has no words of its own: the post inside is what is found.
    is_findable = index is not None and row.reblog_id is None
    if is_same and (known.search_id is not None or not is_findable):
        return
    number = index.add(status, known.search_id) if index is not None and is_findable else known.search_id
    connection.execute(
        "INSERT INTO statuses (id, reblog_id, quote_id, in_reply_to_id, author_id, data, search_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET reblog_id = excluded.reblog_id,"
        " quote_id = excluded.quote_id, in_reply_to_id = excluded.in_reply_to_id, author_id = excluded.author_id,"
        " data = excluded.data, search_id = excluded.search_id",
        (*row, number),
    )


def read_statuses(connection: sqlite3.Connection, ids: Iterable[StatusId]) -> dict[StatusId, Status]:
    """Read posts by id, with authors, boosted and quoted posts. Those that are not there whole are left out."""
    wanted = list(dict.fromkeys(ids))
    statuses: dict[StatusId, Status] = {}
    inner_ids: dict[StatusId, StatusId] = {}
    quoted_ids: dict[StatusId, StatusId] = {}
    level = wanted
    for _ in range(_LEVELS):
        rows = _select_in(connection, "SELECT id, reblog_id, quote_id, data FROM statuses WHERE id IN", level)
        level = []
        for status_id, inner_id, quoted_id, data in rows:
            try:
                statuses[status_id] = _decode_status(data)
            except msgspec.DecodeError:  # such a post is not there, and will be fetched again
                continue
            if inner_id is not None:
                inner_ids[status_id] = inner_id
                level.append(inner_id)
            if quoted_id is not None:
                quoted_ids[status_id] = quoted_id
                level.append(quoted_id)
        level = [status_id for status_id in dict.fromkeys(level) if status_id not in statuses]
        if not level:
            break
    _join_accounts(connection, statuses)
    _join_quotes(statuses, quoted_ids)
    for status_id, inner_id in inner_ids.items():
        inner = statuses.get(inner_id)
        if inner is None or inner_id in inner_ids:
            statuses.pop(status_id, None)
        elif status_id in statuses:
            force_setattr(statuses[status_id], "reblog", inner)
    return {status_id: statuses[status_id] for status_id in wanted if status_id in statuses}


# What was just decoded is nobody else's yet: joining sets fields in place, frozen or not, and saves a copy of each.


def _join_accounts(connection: sqlite3.Connection, statuses: dict[StatusId, Status]) -> None:
    """Give each post its author; posts whose author is not there are dropped."""
    ids = {status.account.id for status in statuses.values()}
    accounts = {account.id: account for account in read_accounts(connection, ids)}
    for status in list(statuses.values()):
        account = accounts.get(status.account.id)
        if account is None:
            del statuses[status.id]
        else:
            force_setattr(status, "account", account)


def _join_quotes(statuses: dict[StatusId, Status], quoted_ids: dict[StatusId, StatusId]) -> None:
    """Give each post the one it quotes, where it is there."""
    # A quoted post that quotes in turn is shown with that quote only named: posts may quote each other in a ring.
    named_only = {
        quoted_id: replace(statuses[quoted_id])
        for quoted_id in quoted_ids.values()
        if quoted_id in quoted_ids and quoted_id in statuses
    }
    for status_id, quoted_id in quoted_ids.items():
        status = statuses.get(status_id)
        quoted = named_only.get(quoted_id) or statuses.get(quoted_id)
        if status is not None and status.quote is not None and quoted is not None:
            force_setattr(status, "quote", replace(status.quote, quoted_status=quoted))


def _parts(status: Status) -> Iterator[Status]:
    """A post and all the posts in it."""
    yield status
    if status.reblog is not None:
        yield from _parts(status.reblog)
    if status.quote is not None and status.quote.quoted_status is not None:
        yield from _parts(status.quote.quoted_status)


def _row(status: Status) -> _Row:
    if status.reblog is not None and status.reblog.id == status.id:
        return _row(status.reblog)
    quote, quoted_id = status.quote, None
    if quote is not None:
        quoted_id = quote.quoted_status.id if quote.quoted_status is not None else quote.quoted_status_id
        quoted_id = None if quoted_id == status.id else quoted_id
        quote = Quote(state=quote.state, quoted_status_id=quoted_id)
    author_id = status.account.id
    bare = replace(status, account=Account(id=author_id), reblog=None, quote=quote)
    reblog_id = status.reblog.id if status.reblog is not None else None
    return _Row(status.id, reblog_id, quoted_id, status.in_reply_to_id, author_id, _encode(bare))


def _select_in(connection: sqlite3.Connection, select: str, ids: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Run ``select`` followed by a list of ids, in parts that SQLite accepts."""
    for start in range(0, len(ids), _MAX_PARAMETERS):
        part = ids[start : start + _MAX_PARAMETERS]
        yield from connection.execute(f"{select} ({','.join('?' * len(part))})", part)
