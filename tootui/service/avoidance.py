"""Whom the reader does not want to read. Servers leave most of that out; what is there already is covered."""

from __future__ import annotations

from typing import Literal

from tootui.model.account import Relationship
from tootui.model.base import known

Avoidance = Literal["", "muted", "blocked", "server"]


def avoidance(relationship: Relationship | None) -> Avoidance:
    """What the reader did to somebody, or to their ``server``; empty for most, and where that is not known."""
    if relationship is None:
        return ""
    if known(relationship.blocking, False):
        return "blocked"
    if known(relationship.muting, False):
        return "muted"
    return "server" if known(relationship.domain_blocking, False) else ""
