"""Direct messages, gathered by who takes part."""

from __future__ import annotations

from tootui.model.account import Account
from tootui.model.base import Entity
from tootui.model.status import Status


class Conversation(Entity, frozen=True, kw_only=True):
    """A conversation with its newest post, which may be gone. ``accounts`` are the others."""

    id: str
    unread: bool = False
    accounts: list[Account] = []
    last_status: Status | None = None
