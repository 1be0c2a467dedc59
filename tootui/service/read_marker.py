"""How far a timeline was read, shared with the reader's other clients; here their own place always wins.

The server keeps one post per timeline and takes any other in its place. So it is looked at before each change, and
moved only forward: upwards in the timeline, for ids are not compared.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from tootui.model.base import StatusId
from tootui.model.errors import Conflict, Missing, ServerError
from tootui.model.pages import Gap
from tootui.service.clock import Clock
from tootui.service.connection import Connection
from tootui.service.remote import Remote
from tootui.service.tasks import Tasks
from tootui.store.timeline import Timeline

if TYPE_CHECKING:
    from tootui.api.markers import Marked

log = logging.getLogger(__name__)

SECONDS_BEFORE_LOOKING = 2.0
"""The first two seconds belong to what is on screen."""

EVERY_SECONDS = 30.0

_TRIES = 2
"""Another client may move it in the same moment; once more, then that one has won."""


class ReadMarker:
    """The marker of one timeline."""

    def __init__(self, name: Marked, remote: Remote, connection: Connection, tasks: Tasks, clock: Clock) -> None:
        self._name: Marked = name
        self._remote = remote
        self._connection = connection
        self._tasks = tasks
        self._clock = clock
        self._theirs: StatusId | None = None
        """Where the server has it, as this timeline stands now."""
        self._named: StatusId | None = None
        """The id that the server names for that."""
        self._old: StatusId | None = None
        """Where it was when the timeline had just been loaded up to its top: not above what is known there."""
        self._is_offered = True
        self._is_known = False
        self._has_moved = False
        self._is_due = False
        self._saving = asyncio.Lock()

    def follow(
        self, timeline: Timeline, highest_seen: Callable[[], StatusId | None], changed: Callable[[], None]
    ) -> None:
        """Name the timeline, the highest post that was read here, and whom to tell when `elsewhere` may be another."""
        self._timeline = timeline
        self._highest_seen = highest_seen
        self._changed = changed

    @property
    def elsewhere(self) -> StatusId | None:
        """The row to which the reader came elsewhere, where that is further than here."""
        theirs = self._theirs
        return theirs if theirs is not None and theirs in self._timeline and self._is_above() else None

    @property
    def theirs(self) -> StatusId | None:
        """Where the server has it, as far as that is known."""
        return self._theirs

    def moves(self, status_id: StatusId, below: StatusId) -> None:
        """A row is about to be taken out of its place: what was read up to it was read up to the one below."""
        if self._theirs == status_id:
            self._theirs = below
        if self._old == status_id:
            self._old = below

    def loaded(self) -> None:
        """The timeline was brought up to date: look at the marker, once."""
        if not self._is_known:
            self._is_known = True
            self._tasks.spawn(self._look(), "reading how far you read elsewhere")

    def moved(self) -> None:
        """The reader reads: tell the server after a while, once for much reading."""
        self._has_moved = True
        if not self._is_due and self._highest_seen() not in (None, self._theirs):
            self._is_due = True
            self._tasks.spawn(self._save_later(), "telling how far you read")

    def leave(self) -> None:
        """The timeline is closed: tell the server now."""
        self._tasks.spawn(self.save(), "telling how far you read")

    async def save(self) -> None:
        """Move the marker up to the highest post seen here; not if it is there already, or further, or may be."""
        if self._has_moved and self._is_known:
            await self._save()

    async def catch_up(self) -> None:
        """Tell what was read in a session that was killed before it told; before anything new is asked for."""
        await self._save()

    async def _save(self) -> None:
        async with self._saving:
            try:
                for _ in range(_TRIES):
                    if await self._try_to_save():
                        break
            except Missing:
                self._is_offered = False
            except ServerError as error:
                log.info("The read marker: %s", error)
        self._changed()

    async def _try_to_save(self) -> bool:
        """Save once; False where another client was faster."""
        mine = self._highest_seen()
        if mine is None or mine == self._theirs or not (self._is_offered and self._connection.usable):
            return True
        await self._read()
        if self._is_above() is not False:
            return True
        try:
            await self._remote.call(lambda client: client.markers.save(self._name, last_read_id=mine))
        except Conflict:
            return False
        self._theirs = self._named = self._old = mine
        return True

    async def _save_later(self) -> None:
        try:
            await self._clock.sleep(EVERY_SECONDS)
        finally:
            self._is_due = False
        await self.save()

    async def _look(self) -> None:
        await self._clock.sleep(SECONDS_BEFORE_LOOKING)
        await self.look()

    async def look(self) -> None:
        """Find out now where the server has it, as far as that is possible."""
        self._is_known = True
        try:
            await self._read()
        except Missing:
            self._is_offered = False
        except ServerError as error:
            log.info("The read marker: %s", error)
        self._old = self._theirs
        self._changed()

    async def _read(self) -> None:
        markers = await self._remote.call(lambda client: client.markers.get(timeline=[self._name]))
        named = markers[self._name].last_read_id if self._name in markers else None
        if named != self._named:
            self._theirs = self._named = named

    def _is_above(self) -> bool | None:
        """Whether the server's marker is above the highest post seen here; None where that cannot be told."""
        mine, theirs = self._highest_seen(), self._theirs
        if theirs is None or theirs == mine:
            return False
        if mine is None or mine not in self._timeline:
            return None
        if theirs not in self._timeline and self._name == "notifications" and theirs.isdigit() and mine.isdigit():
            return (len(theirs), theirs) > (len(mine), mine)  # one within a group: numbers of one server do compare
        if theirs not in self._timeline:
            above = self._timeline.rows[: self._timeline.rows.index(mine)]
            may_hide = any(isinstance(row, Gap) for row in above)
            return False if theirs == self._old and not may_hide else None
        return next(row for row in self._timeline.rows if row in (mine, theirs)) == theirs
