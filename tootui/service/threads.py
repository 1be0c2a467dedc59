"""A post with what it answers and what answers it, kept fresh while it is open."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from tootui.model.base import EntityKey, StatusId
from tootui.model.errors import Missing, ServerError
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.feed_parts import FeedServices
from tootui.service.remote import Remote
from tootui.service.signals import Signal
from tootui.service.thread_tree import ThreadRow, answers_under, build_rows

__all__ = ["Thread", "ThreadRow", "ThreadState", "build_rows"]

SECONDS_BETWEEN = 60.0
"""A thread is asked for at most once a minute."""


class ThreadState(Struct, frozen=True):
    """What a thread is about. ``error`` is a sentence; ``from_cache``: the server has not confirmed the rows yet."""

    loading: bool = False
    error: str | None = None
    from_cache: bool = False


class Thread:
    """The thread around one post. Everything here but `refresh` returns at once; changes are told to observers."""

    def __init__(self, status_id: StatusId, remote: Remote, services: FeedServices) -> None:
        status = services.store.status(status_id)
        self.focus_id = status.inner.id if status is not None else status_id
        self.place = Place.thread(self.focus_id)
        self.rows: list[ThreadRow] = []
        self.state = ThreadState()
        self._remote = remote
        self._services = services
        self._signal = Signal()
        self._ancestors: list[StatusId] = []
        self._descendants: list[StatusId] = []
        self._arrived: list[StatusId] = []
        """Replies that were taken up since; the server's answer may not name them yet."""
        self._members: set[StatusId] = set()
        self._loading = asyncio.Lock()
        self._stop_observing: Callable[[], None] | None = None

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after changes of rows or state; the result stops that."""
        return self._signal.observe(callback)

    def open(self) -> None:
        """Show what is known at once, then ask the server, now and while it stays open."""
        if self._stop_observing is None:
            self._stop_observing = self._services.store.observe(self._entities_changed)
            self._from_cache()
        if not self._services.connection.usable:
            self._set(error=self._services.connection.reason)
        self._services.poller.watch(self, SECONDS_BETWEEN)

    def close(self) -> None:
        """Nobody looks any more."""
        self._services.poller.unwatch(self)
        if self._stop_observing is not None:
            self._stop_observing()
            self._stop_observing = None

    async def refresh(self) -> None:
        """Ask the server now; what is wrong is told by the state."""
        try:
            await self.poll()
            await self._fetch_focus()
        except ServerError as error:
            self._set(error=str(error))

    async def poll(self) -> None:
        """Fetch the thread.

        Raises:
            ServerError: it could not be had; what is there stays.
        """
        async with self._loading:
            self._set(loading=True)
            try:
                if self._services.store.status(self.focus_id) is None:
                    await self._fetch_focus()
                await self._fetch_context()
            except ServerError as error:
                if isinstance(error, Missing):
                    self._services.poller.unwatch(self)
                self._set(error=str(error))
                raise
            finally:
                self._set(loading=False)
            self._set(error=None, from_cache=False)

    async def _fetch_focus(self) -> None:
        status = await self._remote.call(lambda client: client.statuses.get(self.focus_id))
        self._services.store.put_statuses([status])

    async def _fetch_context(self) -> None:
        context = await self._remote.call(lambda client: client.statuses.context(self.focus_id))
        self._ancestors, self._descendants = self._services.importer.take_context(context, self.place)
        self._lay()

    def _from_cache(self) -> None:
        store = self._services.store
        known = self._services.cache.read_context(self.focus_id)
        store.restore_statuses(known)
        by_id = {status.id: status for status in known}
        chain: list[StatusId] = []
        above = self._status(self.focus_id)
        while above is not None and above.in_reply_to_id is not None and above.in_reply_to_id not in chain:
            parent = by_id.pop(above.in_reply_to_id, None) or self._status(above.in_reply_to_id)
            if parent is None:
                break
            chain.append(parent.id)
            above = parent
        by_id.pop(self.focus_id, None)
        self._ancestors = chain[::-1]
        # What was read a moment ago is in memory and not on disk yet.
        below = dict.fromkeys((*by_id, *answers_under(self.focus_id, store.held_statuses())))
        self._descendants = [status_id for status_id in below if status_id not in chain]
        self._set(from_cache=True)
        self._lay()

    def take_up(self, status: Status) -> None:
        """A post came to be elsewhere: if it answers one of these it is shown, though the server's list may lag."""
        parent_id = status.in_reply_to_id
        if parent_id in self._members and parent_id not in self._ancestors and status.id not in self._members:
            self._arrived.append(status.id)
            self._lay()

    def _entities_changed(self, keys: frozenset[EntityKey]) -> None:
        """Let go of what was deleted."""
        is_deleted = self._services.store.is_deleted
        if any(kind == "status" and id_ in self._members and is_deleted(id_) for kind, id_ in keys):
            self._lay()

    def _lay(self) -> None:
        focus = self._status(self.focus_id)
        if focus is None:
            self._members, self.rows = {self.focus_id}, []
        else:
            ancestors = self._present(self._ancestors)
            descendants = self._present([*self._descendants, *self._arrived])
            self.rows = build_rows(focus, ancestors, descendants)
            self._members = {row.status_id for row in self.rows}
        self._signal.emit()

    def _present(self, ids: list[StatusId]) -> list[Status]:
        found = (self._status(status_id) for status_id in dict.fromkeys(ids))
        return [status for status in found if status is not None]

    def _status(self, status_id: StatusId) -> Status | None:
        return self._services.store.status(status_id)

    def _set(self, **changes: object) -> None:
        state = replace(self.state, **changes)
        if state != self.state:
            self.state = state
            self._signal.emit()
