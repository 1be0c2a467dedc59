"""Whom one might want to name; loaded when somebody begins to write."""

from __future__ import annotations

import sqlite3

import msgspec
from msgspec.structs import replace

from tootui.model.account import Relationship
from tootui.model.people import Person


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
