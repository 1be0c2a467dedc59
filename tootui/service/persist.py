"""Writing behind: what the server said reaches the disk within a second, in one transaction, off the loop."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import Future
from typing import Protocol

from tootui.cache.batch import CacheBatch, ReadingPlace, TimelineImage
from tootui.cache.posts import PostCache
from tootui.cache.writer import Writer
from tootui.model.account import Account
from tootui.model.base import StatusId
from tootui.model.errors import StorageError
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.clock import Clock
from tootui.service.notices import Notices
from tootui.store.entities import Store

log = logging.getLogger(__name__)

SECONDS_BEHIND = 1.0


class Kept(Protocol):
    """A timeline that is kept."""

    place: Place
    reading: ReadingPlace | None

    def image(self) -> TimelineImage:
        """Its rows as they may be kept."""


class Persist:
    """Collects what changed and has it written at most once a second."""

    def __init__(self, store: Store, cache: PostCache, writer: Writer, notices: Notices, clock: Clock) -> None:
        self._store = store
        self._cache = cache
        self._writer = writer
        self._notices = notices
        self._clock = clock
        self._rows: dict[Place, Kept] = {}
        self._reading: dict[Place, Kept] = {}
        self._meta: dict[str, bytes] = {}
        self._revealed: dict[StatusId, bool] = {}
        self._something = asyncio.Event()
        self._failed = False
        self._told = {""}
        store.observe(lambda _: self._something.set())

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

    async def run(self) -> None:
        """Go on until cancelled."""
        while True:
            await self._something.wait()
            self._something.clear()
            await self._clock.sleep(SECONDS_BEHIND)
            try:
                await asyncio.wrap_future(self.flush())
            except StorageError as error:
                self._tell_failure(error)
            self.tell_notice()

    def tell_notice(self) -> None:
        """Say once what happened to the file."""
        if self._cache.notice not in self._told:
            self._told.add(self._cache.notice)
            self._notices.post(self._cache.notice, "warning", key="cache")

    def flush(self) -> Future[None]:
        """Hand over everything now; the future ends when it is written, or raises StorageError."""
        batch = self._collect()
        return self._writer.submit(lambda: self._cache.save(batch))

    def _tell_failure(self, error: StorageError) -> None:
        log.warning("%s", error)
        if not self._failed:
            self._failed = True
            self._notices.post(
                f"{error} tootui goes on; next time it begins with an older state.", "warning", key="cache"
            )

    def _collect(self) -> CacheBatch:
        statuses: list[Status] = []
        accounts: list[Account] = []
        deleted: list[StatusId] = []
        for kind, entity_id in self._store.take_dirty():
            if kind == "status":
                status = self._store.base_status(entity_id)
                if status is not None:
                    statuses.append(status)
                elif self._store.is_deleted(entity_id):
                    deleted.append(entity_id)
            elif kind == "account" and (account := self._store.base_account(entity_id)) is not None:
                accounts.append(account)
        rows, self._rows = self._rows, {}
        reading, self._reading = self._reading, {}
        meta, self._meta = self._meta, {}
        revealed, self._revealed = self._revealed, {}
        return CacheBatch(
            statuses=statuses,
            accounts=accounts,
            timelines={str(place): feed.image() for place, feed in rows.items()},
            reading={str(place): feed.reading for place, feed in reading.items() if feed.reading is not None},
            meta=meta,
            revealed=revealed,
            deleted=deleted,
        )
