"""What was reported to moderators."""

from __future__ import annotations

from tootui.model.account import Account
from tootui.model.base import Entity, Lines, Moment, StatusId


class Report(Entity, frozen=True, kw_only=True):
    """A report. ``category`` is ``spam``, ``legal``, ``violation`` or ``other``."""

    id: str
    action_taken: bool = False
    action_taken_at: Moment | None = None
    category: str = "other"
    comment: Lines = ""
    forwarded: bool = False
    created_at: Moment | None = None
    status_ids: list[StatusId] | None = None
    rule_ids: list[str] | None = None
    target_account: Account | None = None
