"""The way of posts into one timeline: into the store, past the filters, and known to the view options."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from msgspec.structs import replace

from tootui.cache.batch import CachedTimeline
from tootui.model.base import StatusId
from tootui.model.pages import Gap, Page
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.feed_parts import FeedServices
from tootui.service.sieve import Sieve
from tootui.service.sources import E
from tootui.store.timeline import Row


class TakesIn(Protocol[E]):
    """The way of what a server lists into one timeline."""

    def page(self, page: Page[E]) -> list[StatusId]:
        """Take a page of the server's; the ids that the timeline shows of it, in its order."""

    def known(self, status_ids: Iterable[StatusId]) -> list[StatusId]:
        """Which of these, that came another way, the timeline shows."""

    def older(self, below_id: StatusId, limit: int) -> CachedTimeline:
        """What the cache has under a row."""

    def newer(self, above_id: StatusId, limit: int) -> CachedTimeline:
        """What the cache has over a row."""


class Intake:
    """Takes posts in and gives what the timeline keeps of them: ids."""

    def __init__(self, place: Place, services: FeedServices, sieve: Sieve) -> None:
        self._place = place
        self._services = services
        self._sieve = sieve

    def page(self, page: Page[Status]) -> list[StatusId]:
        """Take a page of the server's; ids of posts that a filter hides are left out."""
        self._services.apart.sent(page.items)
        self._sieve.learn(page.items)
        return self._services.importer.take_page(page, self._place)

    def cached(self, cached: CachedTimeline) -> list[Row]:
        """Take a part of the timeline that the cache kept; it may have what was deleted a moment ago."""
        store = self._services.store
        store.restore_statuses(cached.statuses)
        self._sieve.learn(cached.statuses)
        return [row for row in cached.rows if isinstance(row, Gap) or not store.is_deleted(row)]

    def older(self, below_id: StatusId, limit: int) -> CachedTimeline:
        """See `TakesIn.older`."""
        cached = self._services.cache.read_older(str(self._place), below_id, limit)
        return replace(cached, rows=self.cached(cached))

    def newer(self, above_id: StatusId, limit: int) -> CachedTimeline:
        """See `TakesIn.newer`."""
        cached = self._services.cache.read_newer(str(self._place), above_id, limit)
        return replace(cached, rows=self.cached(cached))

    def known(self, status_ids: Iterable[StatusId]) -> list[StatusId]:
        """Take posts that are in the store already; those that are gone by now are left out."""
        statuses = [status for status_id in status_ids if (status := self._services.store.status(status_id))]
        self._services.apart.sent(statuses)
        self._sieve.learn(statuses)
        return [status.id for status in statuses]
