"""Lists of people, made by the reader."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from tootui.model.base import Entity


class UserList(Entity, frozen=True, kw_only=True):
    """A list. ``replies_policy`` is ``followed``, ``list`` or ``none``; members of an ``exclusive`` one leave home."""

    id: str
    title: str = ""
    replies_policy: str | None = None
    exclusive: bool | UnsetType = UNSET
