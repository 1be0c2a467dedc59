"""What is remembered of threads between visits: which replies were there, and which branches were folded."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Literal

import msgspec
from msgspec import Struct

from tootui.model.base import StatusId

log = logging.getLogger(__name__)

META_KEY = "threads"
MOST_IDS = 5_000
"""Of so many posts in all it is remembered that they were seen; of the threads left longest ago they go first."""


class Visit(Struct, frozen=True):
    """How a thread was left."""

    seen: frozenset[StatusId] = frozenset()
    folded: frozenset[StatusId] = frozenset()
    order: Literal["", "tree", "time"] = ""
    """How the replies stood, where the reader chose that for this thread."""


class ThreadMemory:
    """The visits to the threads read last.

    Args:
        kept: what `keep` was called with in the last session.
        keep: called with what is to be kept.
    """

    def __init__(self, kept: bytes | None, keep: Callable[[bytes], None]) -> None:
        self._keep = keep
        self._visits: dict[StatusId, Visit] = {}
        """By the first post of the thread as it was known then, the one left last at the end."""
        if kept is not None:
            try:
                self._visits = msgspec.msgpack.decode(kept, type=dict[StatusId, Visit])
            except msgspec.DecodeError as error:
                log.info("Visits to threads are forgotten: %s", error)

    def last_visit(self, posts: Iterable[StatusId]) -> Visit | None:
        """How the thread of these posts was left; None if it was not visited as far as is known."""
        return next((visit for post in posts if (visit := self._visits.get(post)) is not None), None)

    def leave(self, root: StatusId, visit: Visit) -> None:
        """Remember how a thread is left."""
        self._visits.pop(root, None)
        self._visits[root] = visit
        excess = sum(len(known.seen) for known in self._visits.values()) - MOST_IDS
        while excess > 0 and len(self._visits) > 1:
            oldest = next(iter(self._visits))
            excess -= len(self._visits.pop(oldest).seen)
        self._keep(msgspec.msgpack.encode(self._visits))
