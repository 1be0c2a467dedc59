"""Whom one might want to name or looks for; loaded when somebody begins to write or to search."""

from __future__ import annotations

import sqlite3

import msgspec
from msgspec.structs import replace

from tootui.model.account import Account, Relationship
from tootui.model.people import Person

_MOST_LOOKED_THROUGH = 20_000


def read_people(connection: sqlite3.Connection, limit: int) -> list[Person]:
    """Read the accounts that came last, and which of them the reader follows."""
    query = (
        "SELECT accounts.data, relationships.data FROM accounts LEFT JOIN relationships USING (id)"
        " ORDER BY accounts.rowid DESC LIMIT ?"
    )
    decode = msgspec.msgpack.Decoder(Person).decode
    decode_relationship = msgspec.msgpack.Decoder(Relationship).decode
    people = []
    for data, relationship in connection.execute(query, (limit,)):
        person = decode(data)
        if relationship is not None and decode_relationship(relationship).following is True:
            person = replace(person, is_followed=True)
        people.append(person)
    return people


def find_people(connection: sqlite3.Connection, words: list[str], limit: int) -> list[Account]:
    """Find the accounts whose names have all of some words, those first whose user name begins with the first word."""
    decode = msgspec.msgpack.Decoder(Person).decode
    query = "SELECT data FROM accounts ORDER BY rowid DESC LIMIT ?"
    found: list[tuple[bool, bytes]] = []
    for (data,) in connection.execute(query, (_MOST_LOOKED_THROUGH,)):
        person = decode(data)
        names = f"{person.acct} {person.display_name}".casefold()
        if all(word in names for word in words):
            found.append((not person.acct.casefold().startswith(words[0]), data))
    found.sort(key=lambda one: one[0])
    return [msgspec.msgpack.decode(data, type=Account) for _is_later, data in found[:limit]]
