"""What happened to the reader."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from tootui.model.account import Account
from tootui.model.base import Entity, Moment
from tootui.model.status import Status


class Fallback(Entity, frozen=True, kw_only=True):
    """A server's own words for a notification type a client may not know; HTML."""

    title: str = ""
    summary: str = ""


class Notification(Entity, frozen=True, kw_only=True):
    """One event. ``status`` is absent or null for follows and the like; unknown types must still be shown."""

    id: str
    type: str
    created_at: Moment
    account: Account | None = None
    status: Status | None = None
    group_key: str | UnsetType = UNSET
    fallback: Fallback | None = None


class Marker(Entity, frozen=True, kw_only=True):
    """How far a timeline was read, shared among the reader's clients."""

    last_read_id: str
    version: int = 0
    updated_at: Moment | None = None
