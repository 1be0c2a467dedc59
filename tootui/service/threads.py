"""A post with what it answers and what answers it, kept fresh while it is open."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct, structs

from tootui.model.base import EntityKey, StatusId
from tootui.model.errors import Missing, ServerError
from tootui.model.places import Place
from tootui.model.refreshes import RefreshHint
from tootui.model.status import Status
from tootui.service.feed_parts import FeedServices
from tootui.service.gone import drop_if_gone
from tootui.service.remote import Remote
from tootui.service.signals import Stateful
from tootui.service.thread_gathering import gather
from tootui.service.thread_memory import ThreadMemory, Visit
from tootui.service.thread_posts import ThreadPosts
from tootui.service.thread_tree import ThreadRow, by_time, fold, has_answers

if TYPE_CHECKING:
    from tootui.service.outbox import Outbox

__all__ = ["Order", "Thread", "ThreadParts", "ThreadRow", "ThreadState"]

SECONDS_BETWEEN = 60.0
"""A thread is asked for at most once a minute."""

GUEST_ANCESTORS, GUEST_DESCENDANTS, GUEST_DEPTH = 40, 60, 20
"""So much of a thread Mastodon gives those who have no account there."""

Order = Literal["tree", "time"]


class ThreadState(Struct, frozen=True):
    """What a thread is about.

    ``error`` is a sentence; ``from_cache``: the server has not confirmed the rows yet. ``waiting_replies`` is how many
    replies the server has fetched from others since it was asked, which `Thread.refresh` brings. ``is_cut``: the server
    gives somebody without an account only so much of a thread, and this is as much.
    """

    loading: bool = False
    error: str | None = None
    from_cache: bool = False
    waiting_replies: int = 0
    is_cut: bool = False


class ThreadParts(NamedTuple):
    """What threads share beyond what feeds do."""

    memory: ThreadMemory
    is_mine: Callable[[Status], bool]
    outbox: Callable[[], Outbox]
    """Made when it is first needed, after the first frame."""
    order: Order
    """How replies stand where the reader chose nothing else."""
    is_guest: bool


class Thread(Stateful[ThreadState]):
    """The thread around one post. Everything here but `refresh` returns at once; changes are told to observers."""

    def __init__(self, status_id: StatusId, remote: Remote, services: FeedServices, parts: ThreadParts) -> None:
        super().__init__(ThreadState())
        status = services.store.status(status_id)
        self.focus_id = status.inner.id if status is not None else status_id
        self.place = Place.thread(self.focus_id)
        self.order: Order = parts.order
        self._chosen_order: Literal["", Order] = ""
        self._remote = remote
        self._services = services
        self._parts = parts
        self._posts = ThreadPosts(self.focus_id, services.store.status)
        self._unplaced: list[StatusId] = []
        """What came while the thread was asked for and answers nothing that was known of it then."""
        self._laid: list[ThreadRow] | None = []
        self._shown: list[ThreadRow] | None = []
        self._folded: set[StatusId] = set()
        self._seen: frozenset[StatusId] | None = None
        """The posts that were there at the last visit, or, at the first, as the server first told."""
        self._loading = asyncio.Lock()
        self._stops: list[Callable[[], None]] = []
        self._gathering: asyncio.Task[None] | None = None

    @property
    def all_rows(self) -> list[ThreadRow]:
        """The whole tree. Laid out when it is asked for: a page of replies changes it two hundred times."""
        if self._laid is None:
            drafts = self._parts.outbox().items if self._stops else ()
            self._laid = self._marked(self._posts.rows(drafts, is_whole=not self.state.from_cache))
        return self._laid

    @property
    def rows(self) -> list[ThreadRow]:
        """What is shown: without what is folded away."""
        all_rows = self.all_rows
        if self._shown is None:
            is_tree = self.order == "tree"
            self._shown = fold(all_rows, self._folded) if is_tree else by_time(all_rows, self._posts.written)
        return self._shown

    # Opening and closing

    def open(self) -> None:
        """Show what is known at once, then ask the server, now and while it stays open."""
        if not self._stops:
            self._stops = [
                self._services.store.observe(self._entities_changed),
                self._parts.outbox().observe(self._lay),
            ]
            self._from_cache()
        if not self._services.connection.usable:
            self._set(error=self._services.connection.reason)
        self._services.poller.watch(self, SECONDS_BETWEEN)
        self._services.streams.accompany(self)

    def restore(self) -> None:
        """Show what is known, for a first frame before it is opened."""
        self._from_cache()

    def close(self) -> None:
        """Nobody looks any more; how it was left is remembered."""
        self._services.poller.unwatch(self)
        self._services.streams.leave(self)
        if self._gathering is not None:
            self._gathering.cancel()
            self._gathering = None
        seen = frozenset(row.status_id for row in self.all_rows if row.absent is None and not row.is_unsent)
        for stop in self._stops:
            stop()
        self._stops = []
        if seen and self._seen is not None:
            visit = Visit(seen | self._seen, frozenset(self._folded), self._chosen_order)
            self._parts.memory.leave(self.all_rows[0].status_id, visit)

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
                    await drop_if_gone(self.focus_id, self._remote, self._services.store)
                self._set(error=str(error))
                raise
            finally:
                self._set(loading=False)

    # Folding and order

    def toggle_fold(self, status_id: StatusId) -> bool:
        """Fold the answers to a reply away, or show them again; False where it has none."""
        index = next((at for at, row in enumerate(self.all_rows) if row.status_id == status_id), None)
        if index is None or not has_answers(self.all_rows, index):
            return False
        self._folded ^= {status_id}
        self._show()
        return True

    def toggle_fold_all(self) -> bool:
        """Fold every direct reply, or unfold everything where all of them are; False where nothing can be folded."""
        tops = {
            row.status_id
            for index, row in enumerate(self.all_rows)
            if row.role == "reply" and row.depth == 1 and has_answers(self.all_rows, index)
        }
        if not tops:
            return False
        self._folded = set() if tops <= self._folded else self._folded | tops
        self._show()
        return True

    def unfold_to(self, status_id: StatusId) -> None:
        """Unfold whatever hides a post."""
        self._folded.difference_update(self._posts.path_to(status_id))
        self._show()

    def put_in_order(self, order: Order) -> None:
        """Show replies as a tree, or one after the other as they were written; also at the next visit."""
        self.order = self._chosen_order = order
        self._show()

    def parent_of(self, status_id: StatusId) -> StatusId | None:
        """What a post of the thread answers."""
        return self._posts.parent_of(status_id)

    def new_ids(self) -> list[StatusId]:
        """The replies since the last visit, from the top, folded away or not."""
        return [row.status_id for row in self.all_rows if row.is_new]

    # What the server tells

    async def _fetch_focus(self) -> None:
        status = await self._remote.call(lambda client: client.statuses.get(self.focus_id))
        self._services.store.put_statuses([status])
        if status.inner.id != self.focus_id:
            # It was the boost of a post: nothing answers that, everything the post.
            self.focus_id = status.inner.id
            self._posts = ThreadPosts(self.focus_id, self._services.store.status)

    async def _fetch_context(self) -> None:
        self._unplaced.clear()
        context = await self._remote.call(lambda client: client.statuses.context(self.focus_id))
        self._posts.put(*self._services.importer.take_context(context))
        self._set(error=None, from_cache=False, waiting_replies=0)
        self._lay()
        _ = self.all_rows  # what comes from now on is new, also if nobody has looked in between
        for status in map(self._status, self._unplaced):
            if status is not None:
                self.take_up(status)
        self._set(is_cut=self._parts.is_guest and self._is_at_a_limit(len(context.ancestors), len(context.descendants)))
        if context.refresh is not None and self._stops:
            self._gather(context.refresh)

    def _gather(self, hint: RefreshHint) -> None:
        if self._gathering is None or self._gathering.done():
            work = gather(
                hint, self._remote, self._services.clock, found=lambda count: self._set(waiting_replies=count)
            )
            self._gathering = self._services.tasks.spawn(work, "asking for replies from other servers")

    def _from_cache(self) -> None:
        store = self._services.store
        known = self._services.cache.read_context(self.focus_id)
        store.restore_statuses(known)
        self._posts.put_known(known, store.held_statuses())
        self._set(from_cache=True)
        self._lay()

    def take_up(self, status: Status) -> None:
        """A post came to be elsewhere: if it answers one of these it is shown, though the server's list may lag."""
        if self._posts.take_up(status):
            self._lay()

    def _entities_changed(self, keys: frozenset[EntityKey]) -> None:
        """Show what answers one of these, and let go of what was deleted."""
        store = self._services.store
        ids = [identifier for kind, identifier in keys if kind == "status"]
        if any(status_id in self._posts and store.is_deleted(status_id) for status_id in ids):
            self._lay()
        others = [status for one in ids if one not in self._posts and (status := store.status(one)) is not None]
        for status in sorted(others, key=lambda status: status.created_at):
            self.take_up(status)
            if self.state.loading and status.id not in self._posts:
                self._unplaced.append(status.id)

    def _is_at_a_limit(self, above: int, below: int) -> bool:
        deepest = max((row.depth for row in self.all_rows), default=0)
        return above >= GUEST_ANCESTORS or below >= GUEST_DESCENDANTS or deepest >= GUEST_DEPTH

    # Laying out

    def _lay(self) -> None:
        self._laid = None
        self._show()

    def _marked(self, rows: list[ThreadRow]) -> list[ThreadRow]:
        """The rows with marks on what came since the last visit; one's own posts are no news."""
        if self._seen is None:
            self._recall(rows)
        seen = self._seen
        if seen is None:
            return rows
        return [structs.replace(row, is_new=True) if self._is_news(row, seen) else row for row in rows]

    def _is_news(self, row: ThreadRow, seen: frozenset[StatusId]) -> bool:
        if row.role != "reply" or row.absent is not None or row.is_unsent or row.status_id in seen:
            return False
        status = self._status(row.status_id)
        return status is not None and not self._parts.is_mine(status)

    def _recall(self, rows: list[ThreadRow]) -> None:
        """Find out how the thread was left; at the first visit nothing is new that the server tells at once."""
        visit = self._parts.memory.last_visit(row.status_id for row in rows)
        if visit is not None:
            self._seen = visit.seen
            self._folded |= visit.folded
            if visit.order and not self._chosen_order:
                self.order = self._chosen_order = visit.order
        elif not self.state.from_cache:
            self._seen = frozenset(row.status_id for row in rows)

    def _show(self) -> None:
        self._shown = None
        self._signal.emit()

    def _status(self, status_id: StatusId) -> Status | None:
        return self._services.store.status(status_id)
