"""A place whose rows are posts."""

from __future__ import annotations

from collections.abc import Callable

from tootui.model.base import EntityKey
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.feed_parts import FeedServices
from tootui.service.feeds import Feed
from tootui.service.intake import Intake
from tootui.service.newer import NewerPosts
from tootui.service.older import PAGE_FROM_CACHE, OlderByLinks, OlderPosts
from tootui.service.read_marker import ReadMarker
from tootui.service.sieve import ViewOptions
from tootui.service.sources import Source


class PostFeed(Feed):
    """The posts of one place; the arguments as for `Feed`.

    Args:
        source: where they come from.
    """

    def __init__(
        self,
        place: Place,
        source: Source[Status],
        services: FeedServices,
        *,
        poll_seconds: float,
        marker: ReadMarker | None = None,
        options: ViewOptions | None = None,
        keep_options: Callable[[ViewOptions], None] | None = None,
    ) -> None:
        super().__init__(
            place,
            services,
            poll_seconds=poll_seconds,
            marker=marker,
            options=options,
            keep_options=keep_options,
        )
        self._intake = Intake(place, services, self._sieve)
        self._use(source, self._intake, *self._two_sides(source))
        services.store.observe(self._entities_changed)
        services.apart.observe(self._apart_changed)

    def _two_sides(self, source: Source[Status]) -> tuple[NewerPosts[Status], OlderPosts[Status]]:
        place, timeline, intake = self.place, self.timeline, self._intake
        if self._counts_news:
            older = OlderPosts(place, timeline, source, intake, self._services)
            return NewerPosts(place, timeline, source, intake, older, self._services), older
        from tootui.service.listing import POLL_SECONDS, ListingHead

        self._poll_seconds = max(self._poll_seconds, POLL_SECONDS[place.kind])
        way_down = OlderByLinks(place, timeline, source, intake, self._services)
        return ListingHead(place, timeline, source, intake, way_down, self._services), way_down

    def restore(self) -> None:
        """See `Feed.restore`."""
        cached = self._services.cache.read_timeline(str(self.place), PAGE_FROM_CACHE)
        if not cached.rows:
            return
        rows = self._intake.cached(cached)
        self._newer.begin(in_cache=not cached.at_top)
        self._older.begin(in_cache=True)
        self._begin_with(rows, cached.reading, at_end=cached.at_end)

    def _entities_changed(self, keys: frozenset[EntityKey]) -> None:
        for kind, entity_id in keys:
            if kind != "status" or (self._counts_news and not self._sieve.knows(entity_id)):
                continue
            status = self._services.store.status(entity_id)
            if status is None:
                continue
            if self._sieve.knows(entity_id) and self._sieve.learn([status]):
                self._newness.recount()
                self._signal.emit()
            self._newer.status_changed(status)

    def _apart_changed(self) -> None:
        """Somebody was muted or blocked, or is so no longer."""
        if self._sieve.part():
            self._newness.recount()
            self._signal.emit()
            self._ahead.want_enough()
