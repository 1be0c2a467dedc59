"""The common shape of everything a server sends.

Entities are frozen and ignore keys they do not know. A field that a server may leave out *and* whose absence means
something else than a value ("not told" is not "no") is ``UNSET`` by default; a field where absent and null mean the
same is ``None``. Ids are opaque texts: never numbers, never compared for order.

Modules whose entities are read before the first frame do without postponed annotations: a decoder would have to compile
each of them again, one by one, and that is a hundredth of the time to that frame.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, TypeAlias, TypeVar

from msgspec import UNSET, Meta, Struct, UnsetType

T = TypeVar("T")

StatusId: TypeAlias = str
AccountId: TypeAlias = str
EntityKind: TypeAlias = Literal["status", "account", "relationship", "notification"]
EntityKey: TypeAlias = tuple[EntityKind, str]
"""Names one entity of one signed-in account's server."""

Moment: TypeAlias = Annotated[datetime, Meta(tz=True)]
"""A time with its zone: one without cannot be compared with the clock, so that decoding refuses it (and mends it)."""

Html: TypeAlias = Annotated[str, Meta(extra={"text": "html"})]
"""A text with tags and entities, kept as sent: `tootui.text` cleans it after decoding those."""

Lines: TypeAlias = Annotated[str, Meta(extra={"text": "lines"})]
"""A plain text that may have several lines. Every other text is one line, and is made so when it is decoded."""

Count: TypeAlias = int | str
"""A number that Mastodon writes as a text (`"12"`), and others as a number; read it with `number_in`."""


class Entity(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Base of all entities: immutable, cheap, unknown keys ignored."""


def known(value: T | UnsetType | None, default: T) -> T:
    """Give the value where the server told one, else the default."""
    return default if value is UNSET or value is None else value


def number_in(count: Count | None) -> int:
    """Read a count however the server wrote it; what is no whole number counts nothing."""
    if isinstance(count, str):
        return int(count) if count.isascii() and count.isdigit() and len(count) < 20 else 0
    return count or 0
