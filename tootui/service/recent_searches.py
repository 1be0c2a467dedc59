"""What the reader searched for lately: at hand in memory, kept on disk off the loop, gone for good when they wish."""

from __future__ import annotations

import logging
from collections.abc import Callable

from tootui.cache.recent_searches import RecentSearches as KeptSearches
from tootui.cache.words import Words
from tootui.cache.writer import Writer
from tootui.model.errors import StorageError
from tootui.service.clock import Clock
from tootui.service.notices import Notices
from tootui.service.signals import Signal

log = logging.getLogger(__name__)


class RecentSearches:
    """Searches, the latest first, each once. What they are is never logged.

    Args:
        words: gives the reader's own database; None for a guest, whose searches are gone with the session.
        most: how many are kept; with 0 none is, and those of before go.
    """

    def __init__(
        self, words: Callable[[], Words] | None, writer: Writer, notices: Notices, clock: Clock, *, most: int
    ) -> None:
        self._words = words
        self._writer = writer
        self._notices = notices
        self._clock = clock
        self._most = most
        self._signal = Signal()
        self._all: list[str] | None = None

    @property
    def are_kept(self) -> bool:
        """Whether any are."""
        return self._most > 0

    @property
    def all(self) -> list[str]:
        """They, the latest first."""
        if self._all is None:
            self._all = self._read()
        return self._all

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after changes; the result stops that."""
        return self._signal.observe(callback)

    def add(self, words: str) -> None:
        """Something is searched for."""
        words = " ".join(words.split())
        if not words or not self.are_kept:
            return
        self._all = [words, *(one for one in self.all if one != words)][: self._most]
        now, most = self._clock.time(), self._most
        self._keep(lambda kept: kept.keep(words, now, most))

    def forget(self, words: str) -> None:
        """Let go of one; that can be undone for a while."""
        before = self.all
        if words in before:
            self._all = [one for one in before if one != words]
            self._keep(lambda kept: kept.forget(words))
            self._offer_back("Forgotten", before)

    def forget_all(self) -> None:
        """Let go of all of them; that can be undone for a while."""
        before = self.all
        if before:
            self._all = []
            self._keep(lambda kept: kept.forget_all())
            self._offer_back("All searches of before are forgotten", before)

    def _offer_back(self, done: str, before: list[str]) -> None:
        left = self.all

        def bring_back() -> None:
            since = (one for one in self.all if one not in left)  # what was searched for meanwhile stays
            self._all = again = [*dict.fromkeys((*since, *before))][: self._most]
            now, most = self._clock.time(), self._most

            def keep_all(kept: KeptSearches) -> None:
                for number, words in enumerate(reversed(again)):
                    kept.keep(words, now + number / 1_000_000, most)

            self._keep(keep_all)

        self._notices.post(done, key="searches", undo=bring_back, undo_label="brings back")

    def _read(self) -> list[str]:
        if self._words is None:
            return []
        try:
            kept = KeptSearches(self._words())
            if not self.are_kept:
                kept.forget_all()
                return []
            return kept.read()[: self._most]
        except StorageError as error:
            log.warning("Searches of before: %s", error)
            return []

    def _keep(self, change: Callable[[KeptSearches], None]) -> None:
        """Write a change, in the order of changes; one that is not written holds for this session."""
        self._signal.emit()
        if self._words is None:
            return
        words = self._words

        def write() -> None:
            try:
                change(KeptSearches(words()))
            except StorageError as error:
                log.warning("Searches of before: %s", error)

        self._writer.submit(write)
