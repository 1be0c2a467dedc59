"""The shape of a thread: ancestors, the opened post, replies as a tree. Pure; survives any order, holes and cycles."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, Protocol, TypeAlias

from msgspec import Struct, structs

from tootui.model.base import StatusId

MOST_GUIDES = 64
"""More than any terminal has room for; a reply 4,000 levels deep must not carry 4,000 of them."""

Role = Literal["ancestor", "focus", "reply"]
Absence = Literal["missing", "deleted"]
"""Why a post that belongs to a thread is not in it: the server does not give it, or it was deleted."""


class Member(Protocol):
    """What takes a place in a thread."""

    @property
    def id(self) -> StatusId:
        """Its own id."""

    @property
    def in_reply_to_id(self) -> StatusId | None:
        """What it answers."""

    @property
    def created_at(self) -> datetime:
        """When it was written."""


class Absent(Struct, frozen=True):
    """Stands where a post is not, so that its answers keep their place."""

    id: StatusId
    in_reply_to_id: StatusId | None
    created_at: datetime
    absence: Absence


class Unsent(Struct, frozen=True):
    """An answer of the reader's own that is still in the outbox; ``id`` is the draft's."""

    id: str
    in_reply_to_id: StatusId
    created_at: datetime


class ThreadRow(Struct, frozen=True):
    """One post of a thread and where it stands in the tree.

    ``depth`` is 0 for ancestors and the opened post, 1 for its replies, 2 for theirs and so on. ``guides`` has one
    entry per level left of a reply (``depth - 1`` of them; of very deep ones the innermost `MOST_GUIDES`): whether that
    branch goes on below this row. ``last`` marks the last reply to its parent. ``folded`` counts the answers below it
    that are folded away. ``is_new``: it came since the last visit. Of an ``absent`` post and of the draft in the outbox
    that ``is_unsent`` there is no entity by that id.
    """

    status_id: StatusId
    depth: int = 0
    guides: tuple[bool, ...] = ()
    last: bool = False
    role: Role = "reply"
    absent: Absence | None = None
    is_unsent: bool = False
    is_new: bool = False
    folded: int = 0


Children: TypeAlias = Mapping[StatusId, Sequence[Member]]


def build_rows(
    focus: Member, ancestors: Sequence[Member], descendants: Sequence[Member], *, is_whole: bool = True
) -> list[ThreadRow]:
    """Lay out a thread: ancestors from the root down, the opened post, then replies depth-first, oldest first.

    Servers give descendants in any order (breadth-first on some), so only ``in_reply_to_id`` is trusted.

    Args:
        is_whole: the server has given all it has: what is not there is missing.
    """
    above = _chain(focus, ancestors, is_whole=is_whole)
    taken = {focus.id, *(member.id for member in above)}
    rows = [_row(member, role="ancestor") for member in above]
    rows.append(_row(focus, role="focus"))
    rows += _reply_rows(focus, [member for member in _unique(descendants) if member.id not in taken], taken)
    return rows


def by_time(rows: Sequence[ThreadRow], written: Callable[[StatusId], datetime | None]) -> list[ThreadRow]:
    """The same with the replies in the order they were written, without branches and without what is absent.

    Args:
        written: when a post was written; what is not written yet comes last.
    """
    replies = [row for row in rows if row.role == "reply" and row.absent is None]
    times = {row.status_id: when.timestamp() for row in replies if (when := written(row.status_id)) is not None}
    replies.sort(key=lambda row: times.get(row.status_id, math.inf))
    flat = [structs.replace(row, depth=1, guides=(), last=False) for row in replies]
    return [*(row for row in rows if row.role != "reply"), *flat]


def fold(rows: Sequence[ThreadRow], folded: Iterable[StatusId]) -> list[ThreadRow]:
    """The rows without the answers to some; their number stands in the row they answer."""
    closed = set(folded)
    shown: list[ThreadRow] = []
    counts: dict[int, int] = {}
    beneath: int | None = None
    for row in rows:
        if row.role == "reply" and beneath is not None:
            if row.depth > beneath:
                counts[len(shown) - 1] += 1
                continue
            beneath = None
        shown.append(row)
        if row.status_id in closed and row.role == "reply":
            beneath = row.depth
            counts[len(shown) - 1] = 0
    for index, count in counts.items():
        if count:
            shown[index] = structs.replace(shown[index], folded=count)
    return shown


def answers_under(focus_id: StatusId, members: Iterable[Member]) -> list[StatusId]:
    """Those among many posts that answer one, that answer these answers, and so on."""
    answers: dict[StatusId, list[StatusId]] = {}
    for member in members:
        if member.in_reply_to_id is not None:
            answers.setdefault(member.in_reply_to_id, []).append(member.id)
    found: dict[StatusId, None] = {}
    waiting = [focus_id]
    while waiting:
        fresh = [answer for answer in answers.pop(waiting.pop(), ()) if answer != focus_id]
        found.update(dict.fromkeys(fresh))
        waiting += fresh
    return list(found)


# Finding the way in rows


def parent_of(rows: Sequence[ThreadRow], index: int) -> int | None:
    """Where the post stands that a row answers; None at the root."""
    row = rows[index]
    if row.role != "reply":
        return index - 1 if index else None
    for above in range(index - 1, -1, -1):
        if rows[above].role != "reply" or rows[above].depth < row.depth:
            return above
    return None


def parent_among(rows: Sequence[ThreadRow], index: int, parent_of: Callable[[StatusId], StatusId | None]) -> int | None:
    """Where in rows without branches the post stands that a row answers; None where it is not among them."""
    parent_id = parent_of(rows[index].status_id)
    return next((number for number, row in enumerate(rows) if row.status_id == parent_id), None)


def sibling_among(
    rows: Sequence[ThreadRow], index: int, parent_of: Callable[[StatusId], StatusId | None], step: Literal[1, -1]
) -> int | None:
    """Where in rows without branches the next or previous answer to the same post stands; None where there is none."""
    parent_id = parent_of(rows[index].status_id)
    others = range(index + step, len(rows) if step > 0 else -1, step)
    found = (number for number in others if rows[number].role == "reply")
    return next((number for number in found if parent_of(rows[number].status_id) == parent_id), None)


def sibling_of(rows: Sequence[ThreadRow], index: int, step: Literal[1, -1]) -> int | None:
    """Where the next or previous answer to the same post stands; None where there is none."""
    row = rows[index]
    if row.role != "reply":
        return None
    other = index + step
    while 0 <= other < len(rows) and rows[other].role == "reply" and rows[other].depth >= row.depth:
        if rows[other].depth == row.depth:
            return other
        other += step
    return None


def has_answers(rows: Sequence[ThreadRow], index: int) -> bool:
    """Whether a reply has answers in the rows, shown or folded away."""
    row = rows[index]
    below = rows[index + 1] if index + 1 < len(rows) else None
    return row.folded > 0 or (row.role == "reply" and below is not None and below.depth > row.depth)


# Laying out


def _row(member: Member, *, role: Role, depth: int = 0, guides: tuple[bool, ...] = (), last: bool = False) -> ThreadRow:
    absent = member.absence if isinstance(member, Absent) else None
    return ThreadRow(member.id, depth, guides, last, role, absent, isinstance(member, Unsent))


def _unique(members: Iterable[Member]) -> list[Member]:
    return list({member.id: member for member in members}.values())


def _chain(focus: Member, ancestors: Sequence[Member], *, is_whole: bool) -> list[Member]:
    """The ancestors from the root down; those the chain does not reach keep the server's order above the rest."""
    by_id = {member.id: member for member in ancestors if member.id != focus.id}
    chain: list[Member] = []
    top = focus
    while top.in_reply_to_id is not None and (parent := by_id.pop(top.in_reply_to_id, None)) is not None:
        chain.append(parent)
        top = parent
    if is_whole and top.in_reply_to_id is not None and top.in_reply_to_id not in {focus.id, *(one.id for one in chain)}:
        chain.append(Absent(top.in_reply_to_id, None, top.created_at, "missing"))
    return [*by_id.values(), *reversed(chain)]


def _reply_rows(focus: Member, replies: list[Member], above: Collection[StatusId]) -> list[ThreadRow]:
    replies = _without_dead_ends(replies)
    present = {focus.id, *(member.id for member in replies)}
    children: dict[StatusId, list[Member]] = {}
    strays: dict[StatusId, list[Member]] = {}
    for member in sorted(replies, key=lambda member: member.created_at):
        parent_id = member.in_reply_to_id
        into = children if parent_id in present else strays
        into.setdefault(parent_id or "", []).append(member)
    # Answers to the opened post first, then those whose own parent is missing, together beneath what stands for it.
    tops = children.get(focus.id, [])
    for parent_id, answers in strays.items():
        if parent_id and parent_id not in above:
            tops = [*tops, Absent(parent_id, focus.id, answers[0].created_at, "missing")]
            children[parent_id] = answers
        else:
            tops = [*tops, *answers]
    rows: list[ThreadRow] = []
    laid: set[StatusId] = set()
    _lay(tops, children, rows, laid)
    # What is left answers itself in a circle: only a broken server sends that, but its posts are shown all the same.
    for member in replies:
        if member.id not in laid:
            _lay([member], children, rows, laid)
    return rows


def _without_dead_ends(members: list[Member]) -> list[Member]:
    """Leave out what is absent and has no answers: nothing hangs on it."""
    while True:
        answered = {member.in_reply_to_id for member in members}
        kept = [member for member in members if not isinstance(member, Absent) or member.id in answered]
        if len(kept) == len(members):
            return kept
        members = kept


def _lay(tops: Sequence[Member], children: Children, rows: list[ThreadRow], laid: set[StatusId]) -> None:
    """Walk the tree without recursion (threads are deep), parents before children, siblings in order."""
    waiting: list[tuple[Member, int, tuple[bool, ...], bool]] = [
        (member, 1, (), index == len(tops) - 1) for index, member in enumerate(tops)
    ]
    waiting.reverse()
    while waiting:
        member, depth, guides, last = waiting.pop()
        if member.id in laid:
            continue
        laid.add(member.id)
        rows.append(_row(member, role="reply", depth=depth, guides=guides, last=last))
        answers = [answer for answer in children.get(member.id, ()) if answer.id not in laid]
        below = (*guides, not last)[-MOST_GUIDES:]
        for index in range(len(answers) - 1, -1, -1):
            waiting.append((answers[index], depth + 1, below, index == len(answers) - 1))
