"""What one account has on disk: what was read, the person's own words, how the columns are; and who writes it."""

from __future__ import annotations

import asyncio
import logging
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING

from tootui import paths
from tootui.cache.posts import PostCache
from tootui.cache.writer import Writer
from tootui.config.arrangement import ArrangementFile
from tootui.model.errors import StorageError
from tootui.service.arrangement import Arrangement
from tootui.service.clock import Clock
from tootui.service.notices import Notices
from tootui.service.persist import Persist
from tootui.service.tasks import Tasks
from tootui.store.entities import Store

if TYPE_CHECKING:
    from tootui.cache.words import Words
    from tootui.config.credentials import StoredAccount
    from tootui.config.settings import Settings

log = logging.getLogger(__name__)

MOST_IN_MEMORY_MB = 50
"""What a guest has read is kept in memory alone."""
DISK_SECONDS = 0.6
"""How long the end of a session waits for a slow disk; the thread that writes goes on until all is written."""


class Storage:
    """Opened with what was left last time; nothing here fails for what is on disk, notices say what is lost.

    Args:
        account: whose; a guest leaves nothing on disk.
        is_demo: each demo is a world of its own: only what was written stays from one to the next.
        settings: how much of what was read is kept, and whether what was searched for may be on disk.
    """

    def __init__(
        self, account: StoredAccount, settings: Settings, *, is_demo: bool, notices: Notices, clock: Clock
    ) -> None:
        self._is_guest = account.is_guest
        self._notices = notices
        self._clock = clock
        self._words: Words | None = None
        self._closed: Future[None] | None = None
        self._opening = threading.RLock()
        """The writer may need the person's words before the loop does, and at the same moment."""
        self._directory = paths.account_dir(paths.data_dir(), account.name)
        self.cache = PostCache.open(None) if self._is_guest else _open_cache(account.name, anew=is_demo)
        self.store = Store(fetch=self.cache.read_statuses, fetch_people=self.cache.read_accounts)
        self.writer = Writer()
        megabytes = min(settings.cache.size_mb, MOST_IN_MEMORY_MB) if self._is_guest else settings.cache.size_mb
        self.persist = Persist(self.store, self.cache, self.writer, notices, clock, cache_bytes=megabytes * 1_000_000)
        file = None if is_demo or self._is_guest else ArrangementFile(self._directory / "arrangement.json")
        self.arrangement = Arrangement(file, self.writer, notices, clock, keeps_searches=settings.search.recent > 0)

    def words(self) -> Words:
        """The person's own database, opened when it is first needed. A guest has none, and nothing that needs one."""
        assert not self._is_guest
        with self._opening:
            if self._words is None:
                from tootui.cache.words import Words

                self._words = Words.open(self._directory / "words.db", now=self._clock.time)
                if self._words.notice:
                    self._notices.post(self._words.notice, "error", key="words")
            return self._words

    def begin(self, tasks: Tasks) -> None:
        """Write behind from now on, and say what was wrong with the files."""
        if not self._is_guest:
            self.words()
        self.persist.tell_notice()
        tasks.spawn(self.persist.run(), "keeping what was read")
        tasks.spawn(self.arrangement.run(), "keeping how your columns are")

    def close(self) -> None:
        """Hand everything over to the writer, and take nothing any more; the files are closed after the last of it."""
        try:
            self._hand_over()
        finally:  # a thread that is not told of the end would keep the program from ending
            self._closed = self.writer.end(self._close_files)

    async def written(self) -> None:
        """Wait until all that was there at `close` is written, however slow the disk is."""
        if self._closed is not None:
            await asyncio.wrap_future(self._closed)

    def settle(self) -> None:
        """Have on disk what there is up to now, before somebody else opens the same files. Blocks, for a moment."""
        if self._closed is None:
            self._hand_over()
            self.writer.flush()
        else:
            self._closed.result()

    def _hand_over(self) -> None:
        self.persist.flush()
        self.arrangement.flush()

    def _close_files(self) -> None:
        self.cache.close()
        if self._words is not None:
            self._words.close()


def _open_cache(account_name: str, *, anew: bool) -> PostCache:
    cache = PostCache.open(paths.account_dir(paths.cache_dir(), account_name) / "cache.db")
    if anew:
        try:
            cache.clear()
        except StorageError as error:
            log.warning("The demo begins with an old cache: %s", error)
    return cache
