"""Identifiers: one ordered number per entity inside, one of three spellings outside.

The number is Mastodon's snowflake (milliseconds since 1970 in the upper bits, a counter in the lower 16). Clients have
to take ids as opaque, so tests may ask for ULIDs or for UUIDs whose text says nothing about their order.
"""

import uuid
from datetime import UTC, datetime
from typing import Protocol

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_COUNTER_BITS = 16

_UUID_BITS = 122  # what is left of 128 after version and variant
_UUID_FACTOR = 0x1D6329F1C35CA4BFABB9F561AB4A3CB  # odd, hence invertible modulo a power of two
_UUID_INVERSE = pow(_UUID_FACTOR, -1, 1 << _UUID_BITS)


class IdStyle(Protocol):
    """How a number is spelt and read back."""

    def spell(self, number: int) -> str: ...

    def read(self, text: str) -> int | None:
        """The number, or None where the text cannot be an id of this style."""
        ...


class SnowflakeStyle:
    """Decimal digits, as Mastodon has them."""

    def spell(self, number: int) -> str:
        return str(number)

    def read(self, text: str) -> int | None:
        return int(text) if text.isascii() and text.isdigit() and len(text) < 40 else None


class UlidStyle:
    """26 characters of Crockford's base 32, as GoToSocial has them; sorts by text."""

    def spell(self, number: int) -> str:
        value = (number >> _COUNTER_BITS) << 80 | (number & 0xFFFF) << 64 | 0x7007
        return "".join(_CROCKFORD[value >> shift & 31] for shift in range(125, -1, -5))

    def read(self, text: str) -> int | None:
        if len(text) != 26 or any(letter not in _CROCKFORD for letter in text):
            return None
        value = 0
        for letter in text:
            value = value << 5 | _CROCKFORD.index(letter)
        return (value >> 80) << _COUNTER_BITS | value >> 64 & 0xFFFF


class UuidStyle:
    """UUIDs in no order at all: the worst case for a client that compares ids."""

    def spell(self, number: int) -> str:
        mixed = number * _UUID_FACTOR % (1 << _UUID_BITS)
        high, low = mixed >> 62, mixed & (1 << 62) - 1
        high = (high >> 12) << 16 | 4 << 12 | high & 0xFFF
        return str(uuid.UUID(int=high << 64 | 2 << 62 | low))

    def read(self, text: str) -> int | None:
        try:
            value = uuid.UUID(text).int
        except ValueError:
            return None
        high, low = value >> 64, value & (1 << 62) - 1
        mixed = ((high >> 16) << 12 | high & 0xFFF) << 62 | low
        return mixed * _UUID_INVERSE % (1 << _UUID_BITS)


STYLES: dict[str, IdStyle] = {"snowflake": SnowflakeStyle(), "ulid": UlidStyle(), "uuid": UuidStyle()}


class IdMaker:
    """Hands out numbers that grow with the moment they are for."""

    def __init__(self, style: str = "snowflake") -> None:
        self.style_name = style
        self.style = STYLES[style]
        self.counter = 0

    def number(self, moment: datetime) -> int:
        self.counter += 1
        return int(moment.timestamp() * 1000) << _COUNTER_BITS | self.counter & 0xFFFF


def moment_of(number: int) -> datetime:
    """The moment that a number was made for."""
    return datetime.fromtimestamp((number >> _COUNTER_BITS) / 1000, tz=UTC)
