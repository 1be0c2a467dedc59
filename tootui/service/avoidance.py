"""Whom the reader does not want to read. Servers leave most of that out; what is there already is covered."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from tootui.model.account import Relationship
from tootui.model.base import known
from tootui.model.status import Quote

Avoidance = Literal["", "muted", "blocked", "server"]


_QUOTE_STATES = {"muted": "muted_account", "blocked": "blocked_account", "server": "blocked_domain"}


def quote_as_wanted(quote: Quote, relationship: Relationship | None) -> Quote:
    """A quote in the state in which the server will send it, now that the reader mutes or blocks the quoted author."""
    avoided = avoidance(relationship)
    return replace(quote, state=_QUOTE_STATES[avoided]) if avoided and quote.state == "accepted" else quote


def avoidance(relationship: Relationship | None) -> Avoidance:
    """What the reader did to somebody, or to their ``server``; empty for most, and where that is not known."""
    if relationship is None:
        return ""
    if known(relationship.blocking, False):
        return "blocked"
    if known(relationship.muting, False):
        return "muted"
    return "server" if known(relationship.domain_blocking, False) else ""
