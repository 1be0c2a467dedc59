"""Whom the reader does not want to read. Servers leave most of that out; what is there already is covered."""

from __future__ import annotations

from typing import Literal

from tootui.model.account import Relationship
from tootui.model.base import known

Avoidance = Literal["", "muted", "blocked"]


def avoidance(relationship: Relationship | None) -> Avoidance:
    """What the reader did to somebody; empty for most people, and where that is not known."""
    if relationship is None:
        return ""
    if known(relationship.blocking, False):
        return "blocked"
    return "muted" if known(relationship.muting, False) else ""
