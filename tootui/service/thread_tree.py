"""The shape of a thread: ancestors, the opened post, replies as a tree. Pure; survives any order, holes and cycles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from tootui.model.base import StatusId
from tootui.model.status import Status

MOST_GUIDES = 64
"""More than any terminal has room for; a reply 4,000 levels deep must not carry 4,000 of them."""

Role = Literal["ancestor", "focus", "reply"]


class ThreadRow(Struct, frozen=True):
    """One post of a thread and where it stands in the tree.

    ``depth`` is 0 for ancestors and the opened post, 1 for its replies, 2 for theirs and so on. ``guides`` has one
    entry per level left of a reply (``depth - 1`` of them; of very deep ones the innermost `MOST_GUIDES`): whether that
    branch goes on below this row. ``last`` marks the last reply to its parent. ``missing_parent`` marks an answer to a
    post that is not part of what the server gave.
    """

    status_id: StatusId
    depth: int = 0
    guides: tuple[bool, ...] = ()
    last: bool = False
    role: Role = "reply"
    missing_parent: bool = False


def build_rows(focus: Status, ancestors: Sequence[Status], descendants: Sequence[Status]) -> list[ThreadRow]:
    """Lay out a thread: ancestors from the root down, the opened post, then replies depth-first, oldest first.

    Servers give descendants in any order (breadth-first on some), so only ``in_reply_to_id`` is trusted.
    """
    above = _chain(focus, ancestors)
    taken = {focus.id, *(status.id for status in above)}
    rows = [
        ThreadRow(
            status.id,
            role="ancestor",
            missing_parent=_parent_is_missing(status, above[index - 1] if index else None),
        )
        for index, status in enumerate(above)
    ]
    rows.append(
        ThreadRow(focus.id, role="focus", missing_parent=_parent_is_missing(focus, above[-1] if above else None))
    )
    rows += _reply_rows(focus.id, [status for status in _unique(descendants) if status.id not in taken])
    return rows


def answers_under(focus_id: StatusId, statuses: Iterable[Status]) -> list[StatusId]:
    """Those among many posts that answer one, that answer these answers, and so on."""
    answers: dict[StatusId, list[StatusId]] = {}
    for status in statuses:
        if status.in_reply_to_id is not None:
            answers.setdefault(status.in_reply_to_id, []).append(status.id)
    found: dict[StatusId, None] = {}
    waiting = [focus_id]
    while waiting:
        fresh = [answer for answer in answers.pop(waiting.pop(), ()) if answer != focus_id]
        found.update(dict.fromkeys(fresh))
        waiting += fresh
    return list(found)


def _parent_is_missing(status: Status, above: Status | None) -> bool:
    return status.in_reply_to_id is not None and (above is None or above.id != status.in_reply_to_id)


def _unique(statuses: Iterable[Status]) -> list[Status]:
    return list({status.id: status for status in statuses}.values())


def _chain(focus: Status, ancestors: Sequence[Status]) -> list[Status]:
    """The ancestors from the root down; those the chain does not reach keep the server's order above the rest."""
    by_id = {status.id: status for status in ancestors if status.id != focus.id}
    chain: list[Status] = []
    parent_id = focus.in_reply_to_id
    while parent_id is not None and (parent := by_id.pop(parent_id, None)) is not None:
        chain.append(parent)
        parent_id = parent.in_reply_to_id
    return [*by_id.values(), *reversed(chain)]


def _reply_rows(focus_id: StatusId, replies: list[Status]) -> list[ThreadRow]:
    present = {status.id for status in replies}
    children: dict[StatusId | None, list[Status]] = {}
    for status in sorted(replies, key=lambda status: status.created_at):
        parent_id = status.in_reply_to_id
        children.setdefault(parent_id if parent_id in present or parent_id == focus_id else None, []).append(status)
    rows: list[ThreadRow] = []
    laid: set[StatusId] = set()
    # Answers to the opened post first, then those whose own parent is missing.
    tops = [(status, False) for status in children.get(focus_id, [])]
    tops += [(status, True) for status in children.get(None, [])]
    _lay(tops, children, rows, laid)
    # What is left answers itself in a circle: only a broken server sends that, but its posts are shown all the same.
    while adrift := next((status for status in replies if status.id not in laid), None):
        _lay([(adrift, True)], children, rows, laid)
    return rows


def _lay(
    tops: list[tuple[Status, bool]],
    children: dict[StatusId | None, list[Status]],
    rows: list[ThreadRow],
    laid: set[StatusId],
) -> None:
    """Walk the tree without recursion (threads are deep), parents before children, siblings in order."""
    waiting: list[tuple[Status, bool, int, tuple[bool, ...], bool]] = [
        (status, missing, 1, (), index == len(tops) - 1) for index, (status, missing) in enumerate(tops)
    ]
    waiting.reverse()
    while waiting:
        status, missing, depth, guides, last = waiting.pop()
        if status.id in laid:
            continue
        laid.add(status.id)
        rows.append(ThreadRow(status.id, depth, guides, last, "reply", missing))
        answers = [answer for answer in children.get(status.id, ()) if answer.id not in laid]
        for index in range(len(answers) - 1, -1, -1):
            waiting.append(
                (answers[index], False, depth + 1, (*guides, not last)[-MOST_GUIDES:], index == len(answers) - 1)
            )
