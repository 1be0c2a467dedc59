"""What goes into and comes out of the cache."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from tootui.model.account import Account, Relationship
from tootui.model.base import StatusId
from tootui.model.pages import Gap
from tootui.model.status import Status

if TYPE_CHECKING:
    from tootui.model.conversations import Conversation
    from tootui.model.happening import Happening

Row: TypeAlias = StatusId | Gap


class ReadingPlace(Struct, frozen=True):
    """Where a timeline was left: the post at the top of the view, and the line of it that was the first to show."""

    status_id: StatusId
    line: int = 0


class TimelineImage(Struct, frozen=True, kw_only=True):
    """A timeline as it is in memory: ids and gaps, newest first; ``at_end`` when the server has nothing older.

    It holds for the part it spans. What the cache has beyond its first and last row stays, as long as that row is
    known there: so a timeline of which only a part was read may be saved without losing the rest, and of a long one
    only the part that changed need be. ``is_whole``: there is nothing beyond it.
    """

    rows: list[Row]
    at_end: bool = False
    is_whole: bool = False


class CachedTimeline(Struct, frozen=True, kw_only=True):
    """A part of a timeline from the cache.

    ``statuses`` are the posts of the rows, in their order. ``at_top`` and ``at_end`` say whether the cache has
    nothing newer, and whether it is known that neither it nor the server has anything older.
    """

    rows: list[Row] = []
    statuses: list[Status] = []
    reading: ReadingPlace | None = None
    at_top: bool = True
    at_end: bool = False


class CachedNotifications(Struct, frozen=True, gc=False):
    """Notifications from the cache, newest first, with the holes among them, and the posts they are about."""

    rows: Sequence[Happening | Gap] = ()
    statuses: Sequence[Status] = ()


class CacheBatch(Struct, frozen=True, kw_only=True):
    """Everything that changed since the last write; saved in one transaction.

    Posts bring their authors and the posts within them; what stands in ``statuses`` or ``accounts`` itself wins over
    what comes along inside another. Keys of ``timelines`` and ``reading`` are places' texts. ``revealed`` says which
    posts were opened (or closed again) by the reader. ``notifications``, by their place, and ``conversations`` are the
    newest ones, and replace those from before; None leaves these alone.
    """

    statuses: list[Status] = []
    accounts: list[Account] = []
    relationships: list[Relationship] = []
    notifications: dict[str, list[Happening | Gap]] = {}
    conversations: list[Conversation] | None = None
    timelines: dict[str, TimelineImage] = {}
    reading: dict[str, ReadingPlace] = {}
    meta: dict[str, bytes] = {}
    revealed: dict[StatusId, bool] = {}
    deleted: list[StatusId] = []


class CacheStats(Struct, frozen=True, kw_only=True):
    """How much the cache holds; ``bytes`` is its size on disk, ``used_bytes`` without what is free to be used again."""

    statuses: int
    accounts: int
    timelines: int
    searchable: int
    bytes: int
    used_bytes: int
