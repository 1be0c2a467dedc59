"""What a post is drawn with: the view of it, and what holds for the whole screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from tootui.model.account import Account
from tootui.model.base import AccountId
from tootui.model.status import Status
from tootui.ui.render.glyphs import UNICODE, Glyphs

if TYPE_CHECKING:
    from tootui.model.translation import Translation

_DEFAULT_KEYS = {
    "status.reveal": "x",
    "status.translate": "T",
    "poll.vote": "P",
    "thread.fold": "z",
    "vote.mark": "Space",
    "vote.send": "Enter",
    "vote.leave": "Esc",
}


def _default_key(command_id: str) -> str:
    return _DEFAULT_KEYS.get(command_id, "")


class Branch(Protocol):
    """Where a post stands in its thread's tree."""

    @property
    def depth(self) -> int:
        """0 for ancestors and the opened post, from 1 for replies."""

    @property
    def guides(self) -> tuple[bool, ...]:
        """For every level left of it: whether that branch goes on below."""

    @property
    def last(self) -> bool:
        """Whether it is the last answer of its parent."""

    @property
    def role(self) -> str:
        """``ancestor``, ``focus`` or ``reply``."""


class Cover(Struct, frozen=True):
    """A filter that holds for a quoted post."""

    title: str
    action: str = "warn"
    """``warn``, ``blur`` (its media alone) or ``hide``."""


class PollChoice(Struct, frozen=True):
    """What a voter has marked in a poll so far; numbers count the answers from 0."""

    cursor: int
    chosen: frozenset[int] = frozenset()


class PostView(Struct, frozen=True, kw_only=True):
    """One post as a row shows it."""

    status: Status
    """What stands in the timeline: the post, or the boost of it."""
    inner: Status
    """The post itself."""
    boosted_by: Account | None = None
    revealed: bool = False
    """Whether content warning, sensitive media and filter are opened."""
    indent: Branch | None = None
    focused: bool = False
    """The opened post of a thread: everything is told, nothing is shortened."""
    filtered_title: str | None = None
    """The title of the filter that covers it, if one does."""
    reply_to: str | None = None
    """The ``acct`` it answers, where that is known from elsewhere than its mentions."""
    is_new: bool = False
    """Whether it came since the last visit."""
    folded: int = 0
    """How many answers to it are folded away."""
    read_line: bool = False
    """Whether the reader had read up to here: a line above it says so."""
    pinned: bool = False
    """Whether it stands above all other posts of its author's profile."""
    found: str = ""
    """The words a find looks for: shown wherever they stand."""
    translation: Translation | None = None
    is_translating: bool = False
    poll_choice: PollChoice | None = None
    """What the reader is about to vote for, while they do."""
    blurred: bool = False
    """Whether a filter (``filtered_title``) covers the media alone."""
    quote_cover: Cover | None = None
    """The filter that covers the quoted post, if one does."""

    @classmethod
    def of(cls, status: Status, *, revealed: bool = False, focused: bool = False) -> PostView:
        """The plain view of a post or boost."""
        boosted_by = status.account if status.reblog is not None else None
        return cls(status=status, inner=status.inner, boosted_by=boosted_by, revealed=revealed, focused=focused)


class RenderContext(Struct, frozen=True, kw_only=True):
    """What holds for all rows of a screen."""

    now: datetime
    glyphs: Glyphs = UNICODE
    text_width: int = 88
    """The most cells a line of text takes, however wide the column."""
    me_id: AccountId | None = None
    absolute_times: bool = False
    covers_media: bool = False
    """Whether the reader wants all media covered, sensitive or not."""
    languages: frozenset[str] = frozenset()
    """What the reader reads, as codes without region; posts in others name theirs. Empty: not known."""
    key_of: Callable[[str], str] = _default_key
    """Names the key of a command to the reader, by the command's id; empty where it has none."""
