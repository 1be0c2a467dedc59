"""Which posts belong to a thread, and where each stood, also after it was deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from tootui.model.base import StatusId
from tootui.model.status import Status
from tootui.service.thread_tree import Absent, Member, ThreadRow, Unsent, answers_under, build_rows

if TYPE_CHECKING:
    from tootui.cache.drafts import Draft


class Spot(NamedTuple):
    """Where a post stands: what it answers, and when it was written."""

    parent_id: StatusId | None
    created_at: datetime


_UNKNOWN = Spot(None, datetime.fromtimestamp(0, UTC))


class ThreadPosts:
    """The members of one thread.

    Args:
        focus_id: the opened post.
        status: finds a post.
    """

    def __init__(self, focus_id: StatusId, status: Callable[[StatusId], Status | None]) -> None:
        self._focus_id = focus_id
        self._status = status
        self._ancestors: list[StatusId] = []
        self._descendants: list[StatusId] = []
        self._arrived: list[StatusId] = []
        """Replies that were taken up since; the server's answer may not name them yet."""
        self._spots: dict[StatusId, Spot] = {focus_id: _UNKNOWN}

    def __contains__(self, status_id: object) -> bool:
        return status_id in self._spots

    def put(self, ancestors: list[StatusId], descendants: list[StatusId]) -> None:
        """The server told who belongs to it."""
        self._ancestors, self._descendants = ancestors, descendants

    def put_known(self, known: Sequence[Status], held: Iterable[Status]) -> None:
        """Find out who belongs to it as far as is known.

        Args:
            known: what the disk has around the opened post.
            held: what is in memory: what was read a moment ago is not on disk yet.
        """
        by_id = {status.id: status for status in known}
        chain: list[StatusId] = []
        above = self._status(self._focus_id)
        while above is not None and above.in_reply_to_id is not None and above.in_reply_to_id not in chain:
            parent = by_id.pop(above.in_reply_to_id, None) or self._status(above.in_reply_to_id)
            if parent is None:
                break
            chain.append(parent.id)
            above = parent
        by_id.pop(self._focus_id, None)
        below = dict.fromkeys((*by_id, *answers_under(self._focus_id, held)))
        self.put(chain[::-1], [status_id for status_id in below if status_id not in chain])

    def take_up(self, status: Status) -> bool:
        """Add a post that came to be elsewhere; False if it answers none of these or is one of them."""
        parent_id = status.in_reply_to_id
        if parent_id not in self._spots or parent_id in self._ancestors or status.id in self._spots:
            return False
        self._arrived.append(status.id)
        self._spots[status.id] = Spot(parent_id, status.created_at)
        return True

    def rows(self, drafts: Iterable[Draft], *, is_whole: bool) -> list[ThreadRow]:
        """The whole tree; empty as long as the opened post is not known.

        Args:
            drafts: what the reader is about to publish: answers to these stand in their place.
            is_whole: the server has given all it has.
        """
        found = self._members([self._focus_id])
        if not found:
            return []
        [focus] = found
        below = dict.fromkeys((*self._descendants, *self._arrived))
        ancestors, replies = self._members(self._ancestors), self._members(below)
        for status in (focus, *ancestors, *replies):
            if isinstance(status, Status):
                self._spots[status.id] = Spot(status.in_reply_to_id, status.created_at)
        unsent = [one for draft in drafts if (one := self._unsent(draft)) is not None]
        members = [focus, *ancestors, *replies]
        return build_rows(focus, ancestors, [*self._gone_between(members), *replies, *unsent], is_whole=is_whole)

    def parent_of(self, status_id: StatusId) -> StatusId | None:
        """What a post answers."""
        spot = self._spots.get(status_id)
        return spot.parent_id if spot is not None else None

    def path_to(self, status_id: StatusId) -> list[StatusId]:
        """What a post answers, what that answers, and so on."""
        path: list[StatusId] = []
        spot = self._spots.get(status_id)
        while spot is not None and spot.parent_id is not None and spot.parent_id not in path:
            path.append(spot.parent_id)
            spot = self._spots.get(spot.parent_id)
        return path

    def written(self, status_id: StatusId) -> datetime | None:
        """When a post was written."""
        spot = self._spots.get(status_id)
        return spot.created_at if spot is not None else None

    def _members(self, ids: Iterable[StatusId]) -> list[Member]:
        """The posts, and what stands for those deleted since they were seen here."""
        members: list[Member] = []
        for status_id in ids:
            status = self._status(status_id)
            if status is not None:
                members.append(status)
            elif (spot := self._spots.get(status_id, _UNKNOWN)) is not _UNKNOWN:
                members.append(Absent(status_id, spot.parent_id, spot.created_at, "deleted"))
        return members

    def _gone_between(self, members: Iterable[Member]) -> list[Member]:
        """What was deleted and the server names no longer, though answers to it are here."""
        present = {member.id for member in members}
        gone: list[Member] = []
        for member in members:
            parent_id = member.in_reply_to_id
            while parent_id is not None and parent_id not in present:
                found = self._members([parent_id])
                if not found or not isinstance(found[0], Absent):
                    break
                present.add(parent_id)
                gone.append(found[0])
                parent_id = found[0].in_reply_to_id
        return gone

    def _unsent(self, draft: Draft) -> Unsent | None:
        parent_id = draft.in_reply_to_id
        if parent_id is None or parent_id not in self._spots or draft.edit_of is not None:
            return None
        return Unsent(draft.id, parent_id, datetime.fromtimestamp(draft.created_at, UTC))
