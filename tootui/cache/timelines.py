"""Timelines as rows: one per post, ordered by a position of our own, for ids have no order.

Positions grow from old to new with wide steps between them, so that posts can be added at both ends and, as long as
there is room, in a gap without touching the others. ``hole`` marks the post directly above a gap.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from tootui.cache.batch import ReadingPlace, TimelineImage
from tootui.model.base import StatusId
from tootui.model.pages import Gap

_STEP = 1 << 20
_ENDLESS = 1 << 62
_MARGIN = 8
"""Rows read beyond a page, so that it can end where there is no gap."""


class TimelineRow(NamedTuple):
    """A stored row: its position, its post, and whether there is a gap under it."""

    position: int
    status_id: StatusId
    hole: bool


class PlaceState(Struct, frozen=True, gc=False):
    """What is known of a stored timeline: the positions of its newest and oldest row, where reading stopped, its end.

    ``at_end`` is whether the server has nothing older than the oldest row.
    """

    newest: int | None = None
    oldest: int | None = None
    reading: ReadingPlace | None = None
    at_end: bool = False


def save_timeline(connection: sqlite3.Connection, place: str, image: TimelineImage) -> None:
    """Make the stored timeline follow the image in the part that the image spans; the cost is that of the part."""
    ids = list(dict.fromkeys(row for row in image.rows if not isinstance(row, Gap)))
    # By where a gap stands, not by what it names: whoever leaves a post out of an image need not rename gaps.
    holes = {upper for upper, lower in pairwise(image.rows) if isinstance(lower, Gap) and not isinstance(upper, Gap)}
    bottom, top = (-_ENDLESS, _ENDLESS) if image.is_whole else _span(connection, place, ids)
    stored = {row.status_id: row for row in _read_span(connection, place, bottom, top)}
    goes_on = bool(_read_span(connection, place, -_ENDLESS, bottom - 1, limit=1))
    if goes_on and stored[ids[-1]].hole:
        holes.add(ids[-1])  # the image ends here and does not know what is under it
    positions = _positions(ids, stored)
    if positions is None or not all(bottom <= position <= top for position in positions):
        _renumber(connection, place, [TimelineRow(0, status_id, status_id in holes) for status_id in ids], bottom, top)
    else:
        span = zip(positions, ids, strict=True)
        rows = [TimelineRow(position, status_id, status_id in holes) for position, status_id in span]
        _replace(connection, place, stored.values(), rows)
    connection.execute(
        "INSERT INTO places (place, at_end) VALUES (:place, :at_end)"
        " ON CONFLICT (place) DO UPDATE SET at_end = excluded.at_end WHERE NOT :goes_on",
        {"place": place, "at_end": image.at_end, "goes_on": goes_on},
    )


def read_page_around(
    connection: sqlite3.Connection, place: str, status_id: StatusId | None, *, above: int, limit: int
) -> list[TimelineRow]:
    """Read a page with ``above`` rows over a post; from the top where the post is None or not in the timeline."""
    cursor = connection.execute(
        "SELECT position, status_id, hole FROM timelines WHERE place = :place AND position <= coalesce("
        " (SELECT max(position) FROM (SELECT position FROM timelines WHERE place = :place AND position >="
        "  (SELECT position FROM timelines WHERE status_id = :id AND place = :place)"
        "  ORDER BY position LIMIT :above + 1)), :endless) ORDER BY position DESC LIMIT :limit",
        {"place": place, "id": status_id, "above": above, "endless": _ENDLESS, "limit": limit + _MARGIN},
    )
    return _without_open_end(cursor, limit)


def read_page_below(connection: sqlite3.Connection, place: str, status_id: StatusId, limit: int) -> list[TimelineRow]:
    """Read the page under a post; its first row is that post. Empty where it is not in the timeline."""
    cursor = connection.execute(
        "SELECT position, status_id, hole FROM timelines WHERE place = :place AND position <="
        " (SELECT position FROM timelines WHERE status_id = :id AND place = :place)"
        " ORDER BY position DESC LIMIT :limit",
        {"place": place, "id": status_id, "limit": limit + 1 + _MARGIN},
    )
    return _without_open_end(cursor, limit + 1)


def read_page_above(connection: sqlite3.Connection, place: str, status_id: StatusId, limit: int) -> list[TimelineRow]:
    """Read the page over a post, newest first; its last row is that post. Empty where it is not in the timeline."""
    cursor = connection.execute(
        "SELECT position, status_id, hole FROM timelines WHERE place = :place AND position >="
        " (SELECT position FROM timelines WHERE status_id = :id AND place = :place)"
        " ORDER BY position LIMIT :limit",
        {"place": place, "id": status_id, "limit": limit + 1},
    )
    return [TimelineRow(*row) for row in cursor][::-1]


def read_place(connection: sqlite3.Connection, place: str) -> PlaceState:
    """Read what is known of a timeline as a whole."""
    row = connection.execute(
        "SELECT (SELECT max(position) FROM timelines WHERE place = :place),"
        " (SELECT min(position) FROM timelines WHERE place = :place),"
        " reading_id, reading_line, at_end FROM places WHERE place = :place",
        {"place": place},
    ).fetchone()
    if row is None:
        return PlaceState()
    reading = ReadingPlace(row[2], row[3]) if row[2] is not None else None
    return PlaceState(row[0], row[1], reading, bool(row[4]))


def remove_everywhere(connection: sqlite3.Connection, status_id: StatusId) -> None:
    """Take a post out of all timelines; a gap under it goes under the post above."""
    connection.execute(
        "UPDATE timelines SET hole = 1 WHERE (place, position) IN ("
        " SELECT gone.place, (SELECT min(position) FROM timelines AS next"
        "  WHERE next.place = gone.place AND next.position > gone.position)"
        " FROM timelines AS gone WHERE gone.status_id = ? AND gone.hole)",
        (status_id,),
    )
    connection.execute("DELETE FROM timelines WHERE status_id = ?", (status_id,))


def cut_out(connection: sqlite3.Connection, ids: Iterable[StatusId]) -> None:
    """Leave a gap, or an open end, where posts were that the server still has."""
    for status_id in ids:
        connection.execute(
            "UPDATE timelines SET hole = 1 WHERE (place, position) IN ("
            " SELECT gone.place, (SELECT min(position) FROM timelines AS next"
            "  WHERE next.place = gone.place AND next.position > gone.position)"
            " FROM timelines AS gone WHERE gone.status_id = ?)",
            (status_id,),
        )
        connection.execute(
            "UPDATE places SET at_end = 0 WHERE at_end AND"
            " (SELECT min(position) FROM timelines WHERE place = places.place) ="
            " (SELECT position FROM timelines WHERE status_id = ? AND place = places.place)",
            (status_id,),
        )
        connection.execute("DELETE FROM timelines WHERE status_id = ?", (status_id,))


def _span(connection: sqlite3.Connection, place: str, ids: Sequence[StatusId]) -> tuple[int, int]:
    """The positions between which an image holds: without an end where its first or last post is not stored."""
    if not ids:
        return -_ENDLESS, _ENDLESS
    query = "SELECT position FROM timelines WHERE status_id = ? AND place = ?"
    first = connection.execute(query, (ids[0], place)).fetchone()
    last = connection.execute(query, (ids[-1], place)).fetchone()
    top = first[0] if first is not None else _ENDLESS
    bottom = last[0] if last is not None else -_ENDLESS
    # In another order than before the image is all that is known.
    return (bottom, top) if bottom <= top else (-_ENDLESS, _ENDLESS)


def _read_span(
    connection: sqlite3.Connection, place: str, bottom: int, top: int, *, limit: int = -1
) -> list[TimelineRow]:
    cursor = connection.execute(
        "SELECT position, status_id, hole FROM timelines WHERE place = ? AND position BETWEEN ? AND ?"
        " ORDER BY position DESC LIMIT ?",
        (place, bottom, top, limit),
    )
    return [TimelineRow(*row) for row in cursor]


def _renumber(connection: sqlite3.Connection, place: str, rows: Sequence[TimelineRow], bottom: int, top: int) -> None:
    """Give every row of a place a new position, with rows in the place of those between two positions."""
    stored = _read_span(connection, place, -_ENDLESS, _ENDLESS)
    wanted = {row.status_id for row in rows}
    others = [row for row in stored if row.status_id not in wanted]
    above = [row for row in others if row.position > top]
    below = [row for row in others if row.position < bottom]
    renumbered = [row._replace(position=-at * _STEP) for at, row in enumerate([*above, *rows, *below])]
    _replace(connection, place, stored, renumbered)


def _without_open_end(cursor: sqlite3.Cursor, limit: int) -> list[TimelineRow]:
    """Cut a page at its limit, or a little later: never at a gap, whose other side would be unknown."""
    rows = [TimelineRow(*row) for row in cursor]
    end = min(limit, len(rows))
    while 0 < end < len(rows) and rows[end - 1].hole:
        end += 1
    return rows[:end]


def _positions(ids: Sequence[StatusId], stored: dict[StatusId, TimelineRow]) -> list[int] | None:
    """Give each post a position: its present one where the order allows, else one between its neighbours'.

    None where there is no room left between two of them.
    """
    positions: list[int] = []
    waiting = 0
    for status_id in ids:
        row = stored.get(status_id)
        if row is None or (positions and row.position >= positions[-1]):
            waiting += 1
            continue
        between = _between(positions[-1] if positions else None, row.position, waiting)
        if between is None:
            return None
        positions += [*between, row.position]
        waiting = 0
    return positions + [(positions[-1] if positions else 0) - _STEP * (at + 1) for at in range(waiting)]


def _between(upper: int | None, lower: int, count: int) -> list[int] | None:
    """Positions for ``count`` rows over ``lower``, from new to old; None where there is no room under ``upper``."""
    step = _STEP if upper is None else (upper - lower) // (count + 1)
    return [lower + step * at for at in range(count, 0, -1)] if step or not count else None


def _replace(
    connection: sqlite3.Connection, place: str, old: Collection[TimelineRow], new: Collection[TimelineRow]
) -> None:
    """Write only what differs."""
    staying = {row.status_id: row.position for row in new}
    connection.executemany(
        "DELETE FROM timelines WHERE status_id = ? AND place = ?",
        [(row.status_id, place) for row in old if staying.get(row.status_id) != row.position],
    )
    connection.executemany(
        "INSERT INTO timelines (place, position, status_id, hole) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (status_id, place) DO UPDATE SET position = excluded.position, hole = excluded.hole",
        [(place, *row) for row in set(new).difference(old)],
    )
