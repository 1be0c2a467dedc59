"""What the user has written and not yet seen published, and what the user wished while offline."""

from __future__ import annotations

import os
from typing import Literal, TypeAlias

from msgspec import Struct, field

from tootui.model.base import EntityKind, StatusId

DraftState: TypeAlias = Literal["draft", "held", "queued", "sending", "undecided", "failed", "sent"]
"""``draft``: being written. ``held``: sent soon, can be called back. ``queued``: to be sent. ``sending``: on its way.
``undecided``: sent without an answer, so nobody knows. ``failed``: refused; ``reason`` says why. ``sent``: on the
server as ``sent_id``, kept until that is recorded everywhere."""


def _new_id() -> str:
    return os.urandom(16).hex()


class Draft(Struct, frozen=True, kw_only=True):
    """A post on its way from the first key to the server.

    Times are seconds since the epoch. ``idempotency_key`` belongs to the text: a changed text that may be sent again
    gets a new one, an unchanged one never does.
    """

    id: str = field(default_factory=_new_id)
    text: str = ""
    spoiler_text: str = ""
    visibility: str = "public"
    language: str | None = None
    in_reply_to_id: StatusId | None = None
    reply_acct: str | None = None
    sensitive: bool = False
    idempotency_key: str = field(default_factory=_new_id)
    created_at: float = 0.0
    updated_at: float = 0.0
    state: DraftState = "draft"
    reason: str = ""
    sent_id: StatusId | None = None
    attempted_at: float | None = None
    supersedes: str | None = None
    """The id of an undecided draft of which this is a later version: that one is decided before this is sent."""


class Mutation(Struct, frozen=True, kw_only=True):
    """A state verb that waits to be sent: ``verb`` (``favourite``, ``reblog`` …) of one entity, on or off.

    There is one per entity and verb: the last wish wins.
    """

    kind: EntityKind
    id: str
    verb: str
    wanted: bool
    created_at: float = 0.0
    attempts: int = 0
