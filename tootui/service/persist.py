"""Writing behind: what the server said reaches the disk within a second, in one transaction, off the loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec import Struct

from tootui.cache.batch import CacheBatch, ReadingPlace, TimelineImage
from tootui.cache.posts import PostCache
from tootui.cache.writer import Writer
from tootui.model.base import Entity, EntityKey, StatusId
from tootui.model.errors import StorageError
from tootui.model.places import Place
from tootui.service.clock import Clock
from tootui.service.notices import Notices
from tootui.store.entities import Store

if TYPE_CHECKING:
    from tootui.model.conversations import Conversation
    from tootui.model.happening import Happening
    from tootui.model.pages import Gap

E = TypeVar("E", bound=Entity)
log = logging.getLogger(__name__)

SECONDS_BEHIND = 1.0

POSTS_PER_TIMELINE = 2000
"""So many posts per timeline stay in memory; the others are read from disk when they come into view."""
MOST_PEOPLE = 2000
"""So many people stay in memory whom no post and no list there shows."""
MOST_TIMELINES = 4
"""More timelines than that share the room of so many, however many places one comes through in a day."""


class Kept(Protocol):
    """A timeline that is kept."""

    place: Place
    reading: ReadingPlace | None

    def image(self) -> TimelineImage:
        """Its rows as they may be kept."""


class KeptNotifications(Protocol):
    """A list of notifications that is kept."""

    place: Place

    def kept_rows(self) -> list[Happening | Gap]:
        """Its newest rows."""


class Persist:
    """Collects what changed and has it written at most once a second."""

    def __init__(
        self, store: Store, cache: PostCache, writer: Writer, notices: Notices, clock: Clock, *, cache_bytes: int
    ) -> None:
        self._store = store
        self._cache = cache
        self._cache_bytes = cache_bytes
        self._writer = writer
        self._notices = notices
        self._clock = clock
        self._rows: dict[Place, Kept] = {}
        self._written: dict[Place, TimelineImage] = {}
        """The timelines as the cache has them: those that are in use."""
        self._reading: dict[Place, Kept] = {}
        self._meta: dict[str, bytes] = {}
        self._revealed: dict[StatusId, bool] = {}
        self._conversations: list[Conversation] | None = None
        self._notifications: dict[Place, KeptNotifications] = {}
        self._something = asyncio.Event()
        self._failed = False
        self._told = {""}
        store.observe(lambda _: self._something.set())
        store.observe_dirty(self._something.set)

    def rows_changed(self, feed: Kept) -> None:
        """A timeline has other rows now."""
        self._rows[feed.place] = feed
        self._something.set()

    def reading_changed(self, feed: Kept) -> None:
        """The reader moved; asked per key, so that it costs nothing."""
        self._reading[feed.place] = feed
        self._something.set()

    def keep_meta(self, key: str, value: bytes) -> None:
        """Keep a small value under a name."""
        self._meta[key] = value
        self._something.set()

    def keep_revealed(self, status_id: StatusId, is_open: bool) -> None:
        """Keep that the reader opened or covered a post."""
        self._revealed[status_id] = is_open
        self._something.set()

    def notifications_changed(self, feed: KeptNotifications) -> None:
        """A list of notifications has other rows now."""
        self._notifications[feed.place] = feed
        self._something.set()

    def keep_conversations(self, conversations: list[Conversation]) -> None:
        """Keep the newest conversations, in place of those from before."""
        self._conversations = conversations
        self._something.set()

    async def run(self) -> None:
        """Go on until cancelled."""
        while True:
            await self._something.wait()
            self._something.clear()
            await self._clock.sleep(SECONDS_BEHIND)
            await self._keep(self._take())
            self.tell_notice()

    async def _keep(self, taken: _Taken) -> None:
        try:
            await asyncio.wrap_future(self._writer.submit(lambda: self._cache.save(taken.batch)))
        except StorageError as error:
            self._give_back(taken)
            self._tell_failure(error)
        else:
            self._written.update(taken.images)
            self._store.trim(POSTS_PER_TIMELINE * min(max(len(self._written), 1), MOST_TIMELINES))
            self._store.crowd.trim(MOST_PEOPLE)
            await self._tidy()

    async def _tidy(self) -> None:
        shown = [image.rows for image in self._written.values()]
        try:
            goes_on = await asyncio.wrap_future(
                self._writer.submit(lambda: self._cache.tidy(self._cache_bytes, shown=shown))
            )
        except StorageError as error:
            self._tell_failure(error)
        else:
            if goes_on:
                self._something.set()

    def tell_notice(self) -> None:
        """Say once what happened to the file."""
        if self._cache.notice not in self._told:
            self._told.add(self._cache.notice)
            self._notices.post(self._cache.notice, "warning", key="cache")

    def flush(self) -> Future[None]:
        """Hand over everything now; the future ends when it is written, or raises StorageError."""
        batch = self._take().batch
        return self._writer.submit(lambda: self._cache.save(batch))

    def _tell_failure(self, error: StorageError) -> None:
        log.warning("%s", error)
        if not self._failed:
            self._failed = True
            self._notices.post(
                f"{error} tootui goes on; next time it begins with an older state.", "warning", key="cache"
            )

    def _take(self) -> _Taken:
        """Take all that has changed since the last time."""
        keys = self._store.take_dirty()
        rows, self._rows = self._rows, {}
        reading, self._reading = self._reading, {}
        meta, self._meta = self._meta, {}
        revealed, self._revealed = self._revealed, {}
        conversations, self._conversations = self._conversations, None
        notified, self._notifications = self._notifications, {}
        images = {place: feed.image() for place, feed in rows.items()}
        of_kind: dict[str, list[str]] = {"status": [], "account": [], "relationship": []}
        for kind, entity_id in keys:
            of_kind[kind].append(entity_id)
        batch = CacheBatch(
            statuses=_present(self._store.base_status, of_kind["status"]),
            accounts=_present(self._store.base_account, of_kind["account"]),
            relationships=_present(self._store.base_relationship, of_kind["relationship"]),
            timelines=self._changes(images),
            reading={str(place): feed.reading for place, feed in reading.items() if feed.reading is not None},
            meta=meta,
            revealed=revealed,
            conversations=conversations,
            notifications={str(place): feed.kept_rows() for place, feed in notified.items()},
            deleted=[status_id for status_id in of_kind["status"] if self._store.is_deleted(status_id)],
        )
        return _Taken(batch, keys, images, rows, reading, notified)

    def _changes(self, images: dict[Place, TimelineImage]) -> dict[str, TimelineImage]:
        """The parts of timelines that the cache does not have yet."""
        changes = {}
        for place, image in images.items():
            written = self._written.get(place, TimelineImage(rows=[]))
            if image.is_whole:
                changes[str(place)] = image
                continue
            from tootui.service.spans import changed_span

            rows = changed_span(written.rows, image.rows, to_end=image.at_end != written.at_end)
            if rows is not None:
                changes[str(place)] = TimelineImage(rows=rows, at_end=image.at_end)
        return changes

    def _give_back(self, taken: _Taken) -> None:
        """It was not written: the next time it is tried again, with what changed in the meantime."""
        self._store.mark_dirty(taken.keys)
        self._rows = taken.rows | self._rows
        self._reading = taken.reading | self._reading
        self._meta = taken.batch.meta | self._meta
        self._revealed = taken.batch.revealed | self._revealed
        self._notifications = taken.notified | self._notifications
        if self._conversations is None:
            self._conversations = taken.batch.conversations


class _Taken(Struct, frozen=True, gc=False):
    """A batch and what it was made of."""

    batch: CacheBatch
    keys: set[EntityKey]
    images: dict[Place, TimelineImage]
    rows: dict[Place, Kept]
    reading: dict[Place, Kept]
    notified: dict[Place, KeptNotifications]


def _present(look_up: Callable[[str], E | None], ids: Iterable[str]) -> list[E]:
    return [entity for entity in map(look_up, ids) if entity is not None]
