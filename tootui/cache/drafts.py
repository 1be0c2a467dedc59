"""What the user has written and not yet seen published, and what the user wished while offline."""

from __future__ import annotations

import os
from typing import Literal, TypeAlias

from msgspec import Struct, field

from tootui.model.base import EntityKind, StatusId

DraftKind: TypeAlias = Literal["new", "reply", "quote", "edit", "redraft"]
DraftState: TypeAlias = Literal["draft", "held", "queued", "sending", "undecided", "failed", "sent"]
"""``draft``: being written. ``held``: sent soon, can be called back. ``queued``: to be sent. ``sending``: on its way.
``undecided``: sent without an answer, so nobody knows. ``failed``: refused; ``reason`` says why. ``sent``: on the
server as ``sent_id``, kept until that is recorded everywhere."""


def new_id() -> str:
    """An id that nothing else has, for drafts, chains and Idempotency-Keys."""
    return os.urandom(16).hex()


class DraftMedia(Struct, frozen=True, kw_only=True):
    """A picture, film or sound of a post to be.

    ``path`` is a file here, which is the truth; ``media_id`` what the server has of a post that is edited or written
    anew, with the ``described`` that it has there. One of both is set. What became of the upload of a file stands in an
    `Upload` by the same id.
    """

    id: str = field(default_factory=new_id)
    path: str | None = None
    media_id: str | None = None
    kind: str = "unknown"
    description: str = ""
    described: str = ""
    focus: tuple[float, float] | None = None


class DraftPoll(Struct, frozen=True, kw_only=True):
    """A question of a post to be, open for ``expires_in`` seconds; one that runs already ends at ``closes_at``."""

    options: tuple[str, ...] = ("", "")
    expires_in: int = 86_400
    multiple: bool = False
    hide_totals: bool = False
    closes_at: float | None = None


class Draft(Struct, frozen=True, kw_only=True):
    """A post on its way from the first key to the server.

    Times are seconds since the epoch. ``idempotency_key`` belongs to the text: a changed text that may be sent again
    gets a new one, an unchanged one never does.
    """

    id: str = field(default_factory=new_id)
    text: str = ""
    spoiler_text: str = ""
    visibility: str = "public"
    language: str | None = None
    in_reply_to_id: StatusId | None = None
    reply_acct: str | None = None
    sensitive: bool = False
    idempotency_key: str = field(default_factory=new_id)
    created_at: float = 0.0
    updated_at: float = 0.0
    state: DraftState = "draft"
    reason: str = ""
    sent_id: StatusId | None = None
    attempted_at: float | None = None
    supersedes: str | None = None
    """The id of an undecided draft of which this is a later version: that one is decided before this is sent."""
    quoted_status_id: StatusId | None = None
    quote_acct: str | None = None
    edit_of: StatusId | None = None
    """The published post that this changes."""
    edited_at: float | None = None
    """When that post had been edited last as this was begun; None if never, or if the server does not tell."""
    redraft_of: StatusId | None = None
    """The post in whose place this shall be. It is not published before that one is gone."""
    is_original_gone: bool = False
    media: tuple[DraftMedia, ...] = ()
    poll: DraftPoll | None = None
    quote_policy: str | None = None
    """Who may quote it (``public``, ``followers``, ``nobody``); None is for the server to say."""
    scheduled_at: float | None = None
    replaces: str | None = None
    """The post, waiting on the server for its time, in whose place this shall be: deleted before this is sent."""
    chain: str | None = None
    """Names the chain it belongs to; ``position`` is its place in it, from 0."""
    position: int = 0

    @property
    def kind(self) -> DraftKind:
        """What it is to become. A post that is written anew may be an answer or a quote as well."""
        if self.edit_of is not None:
            return "edit"
        if self.redraft_of is not None:
            return "redraft"
        if self.quoted_status_id is not None:
            return "quote"
        return "new" if self.in_reply_to_id is None else "reply"

    @property
    def needs_person(self) -> bool:
        """Whether the person has to say what becomes of it; what is undecided without a reason is being looked for."""
        return self.state == "failed" or (self.state == "undecided" and bool(self.reason))

    @property
    def is_blank(self) -> bool:
        """Whether it holds nothing that somebody would miss."""
        return not (self.text.strip() or self.spoiler_text.strip() or self.media or self.poll)

    def says_the_same(self, other: Draft) -> bool:
        """Whether both would be the same post; what is only known about their sending does not count."""
        return all(getattr(self, name) == getattr(other, name) for name in _SAID)


_SAID = (
    "text",
    "spoiler_text",
    "visibility",
    "language",
    "sensitive",
    "in_reply_to_id",
    "quoted_status_id",
    "edit_of",
    "media",
    "poll",
    "quote_policy",
    "scheduled_at",
)


class Upload(Struct, frozen=True, kw_only=True):
    """What the server has of a file that a draft names: its id there, since when, and what it was told of it.

    ``size`` and ``changed_at`` are those of the file that was sent: another file under that name is sent anew.
    ``is_ready`` is when the server is done with it.
    """

    id: str
    media_id: str
    uploaded_at: float
    description: str = ""
    focus: tuple[float, float] | None = None
    size: int = 0
    changed_at: float = 0.0
    is_ready: bool = True


class Mutation(Struct, frozen=True, kw_only=True):
    """A state verb that waits to be sent: ``verb`` (``favourite``, ``reblog`` …) of one entity, on or off.

    There is one per entity and verb: the last wish wins. ``terms`` says how, in JSON, where there is more than on and
    off: a mute for an hour, a note and its words.
    """

    kind: EntityKind
    id: str
    verb: str
    wanted: bool
    created_at: float = 0.0
    attempts: int = 0
    terms: str = ""
