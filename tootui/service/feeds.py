"""A place's timeline as a reader uses it: where they were, what is new above, older posts before the end is reached."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from msgspec.structs import replace

from tootui.cache.batch import ReadingPlace, TimelineImage
from tootui.model.base import StatusId
from tootui.model.errors import ServerError
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.service import paging
from tootui.service.feed_parts import FeedServices, FeedState
from tootui.service.newness import Newness
from tootui.service.older import MOST_EMPTY_PAGES, PAGE_FROM_CACHE, OlderPosts
from tootui.service.read_marker import ReadMarker
from tootui.service.signals import Signal
from tootui.service.sources import Source
from tootui.store.timeline import Row, Timeline

NEAR_THE_END = 30
"""So many posts before the last one older ones are fetched, whatever the screen shows."""

PAUSE_AFTER_FAILURE = 5.0
"""Seconds in which a refused request for older posts is not repeated, however many keys ask for them."""


class Feed:
    """One place's timeline. Everything here returns at once; what it brings is told to observers."""

    def __init__(
        self,
        place: Place,
        source: Source,
        services: FeedServices,
        *,
        poll_seconds: float,
        marker: ReadMarker | None = None,
    ) -> None:
        self.place = place
        self.timeline = Timeline()
        self.reading: ReadingPlace | None = None
        """Where the reader is, and was when the place was opened."""
        self.state = FeedState()
        self._source = source
        self._services = services
        self._poll_seconds = poll_seconds
        self._signal = Signal()
        self._newness = Newness(self.timeline)
        self._marker = marker
        if marker is not None:
            marker.follow(self.timeline, lambda: self._newness.highest_seen, self._marker_changed)
        self._older = OlderPosts(place, self.timeline, source, services)
        self._loading = asyncio.Lock()
        self._fetching_older = False
        self._not_before = 0.0
        self._more_above = False
        self._seen_key = f"seen:{place}"
        self._provisional: list[StatusId] = []
        self._tail: frozenset[Row] = frozenset()
        self.timeline.observe(self._rows_changed)

    @property
    def rows(self) -> list[Row]:
        """Posts and gaps, newest first."""
        return self.timeline.rows

    @property
    def new_count(self) -> int:
        """Posts above the highest one the reader has seen."""
        return self._newness.count

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after changes of rows, state or count; the result stops that."""
        return self._signal.observe(callback)

    # Opening and closing

    def restore(self) -> None:
        """Show what the cache kept, at the place left."""
        cached = self._services.cache.read_timeline(str(self.place), PAGE_FROM_CACHE)
        if not cached.rows:
            return
        self._services.store.restore_statuses(cached.statuses)
        self.reading = cached.reading
        self.state = replace(self.state, from_cache=True)
        self._more_above = not cached.at_top
        self._older.begin(in_cache=True)
        self.timeline.start(cached.rows, at_end=cached.at_end)
        seen = self._services.cache.read_meta(self._seen_key)
        self._newness.begin(seen.decode() if seen is not None else self.timeline.newest_id)

    def open(self) -> None:
        """Keep it fresh from now on: the first page, or what is newer; then again and again."""
        self._services.poller.watch(self, self._poll_seconds)
        self._services.streams.watch(self)

    def close(self) -> None:
        """Nobody looks any more."""
        self._services.poller.unwatch(self)
        self._services.streams.unwatch(self)
        if self._marker is not None:
            self._marker.leave()

    async def leave(self) -> None:
        """The session ends: tell the server how far the reader came."""
        if self._marker is not None:
            await self._marker.save()

    async def refresh(self) -> None:
        """Ask for newer posts now, and how the newest ones are doing; a failure is told."""
        try:
            await self.poll()
            page = await self._source.page()
        except ServerError as error:
            self._services.notices.post(str(error), "error", key="refresh")
        else:
            self._services.importer.take_page(page, self.place)

    # Where the reader is

    def remember(self, reading: ReadingPlace) -> None:
        """Note where the reader is; it is on disk within a second, and older posts are on their way in time."""
        self.reading = reading
        self._services.persist.reading_changed(self)
        if reading.status_id in self._tail:
            self.want_older()

    def mark_seen(self, status_id: StatusId) -> None:
        """The reader's eyes were on this post: it and what is below is no longer new."""
        if self._newness.see(status_id):
            self._keep_seen()
            self._signal.emit()
        if self._marker is not None:
            self._marker.moved()
            self._marker_changed()

    def _marker_changed(self) -> None:
        if self._marker is not None:
            self._set(read_elsewhere=self._marker.elsewhere)

    # Newer

    async def poll(self) -> None:
        """Ask for what is newer, or for the first page.

        Raises:
            ServerError: it did not work out; what is there stays.
        """
        async with self._loading:
            self._set(loading_newer=True)
            try:
                await self._add_above_from_cache()
                newest = self._known_newest()
                if newest is None:
                    await self._load_first()
                else:
                    await self._load_newer(newest)
            except ServerError as error:
                if not self.timeline.rows:
                    self._set(error=str(error))
                raise
            finally:
                self._set(loading_newer=False)
            self._set(error=None, loaded_once=True)
        if self._marker is not None:
            self._marker.loaded()
            self._marker_changed()

    async def _load_first(self) -> None:
        page = await self._source.page()
        ids = self._services.importer.take_page(page, self.place)
        self._provisional = []
        self._older.begin(in_cache=False)
        self.timeline.start(ids, at_end=not page.items)
        self._older.page_ends_timeline(page)
        self._newness.begin(self.timeline.newest_id)
        self._keep_seen()

    async def _add_above_from_cache(self) -> None:
        """The first frame showed the place left; what the cache has above it follows in small steps."""
        while self._more_above and self.timeline.newest_id is not None:
            cached = self._services.cache.read_newer(str(self.place), self.timeline.newest_id, PAGE_FROM_CACHE)
            self._services.store.restore_statuses(cached.statuses)
            self._more_above = self.timeline.add_newer(cached.rows, complete=True) > 0 and not cached.at_top
            await asyncio.sleep(0)

    async def _load_newer(self, newest: StatusId) -> None:
        async for stretch in paging.newer(self._source, newest, self._is_known, self._services.habits):
            ids = self._services.importer.take_page(stretch.page, self.place)
            self._add_newer(ids, complete=stretch.joins)

    def arrive(self, status_ids: list[StatusId]) -> None:
        """The server told of posts, newest first, that belong on top."""
        self._add_newer(status_ids, complete=True)

    def _add_newer(self, ids: list[StatusId], *, complete: bool) -> None:
        for own in [own for own in self._provisional if own in ids]:
            # The server shows where an own post belongs.
            self._provisional.remove(own)
            self.timeline.remove(own)
        self.timeline.add_newer(ids, complete=complete)

    def _keep_seen(self) -> None:
        if self._newness.highest_seen is not None:
            self._services.persist.keep_meta(self._seen_key, self._newness.highest_seen.encode())

    def place_own(self, status_id: StatusId) -> None:
        """Show a post of the reader's own on top at once. Its true place is known when the server's page names it."""
        self._newness.is_own(status_id)
        if status_id not in self.timeline and self.state.loaded_once:
            self._provisional.append(status_id)
            self.timeline.add_newer([status_id], complete=True)

    def _is_known(self, status_id: StatusId) -> bool:
        return status_id in self.timeline and status_id not in self._provisional

    def _known_newest(self) -> StatusId | None:
        return next((row for row in self.timeline.rows if isinstance(row, str) and self._is_known(row)), None)

    # Older

    def want_older(self) -> None:
        """The end comes near: bring what is older, from the cache, then from the server. As often as one likes."""
        if self._fetching_older or self.timeline.at_end or self.timeline.oldest_id is None:
            return
        if self._older.add_from_cache() or self._services.clock.time() < self._not_before:
            return
        self._fetching_older = True
        if self._services.tasks.spawn(self._load_older(), "loading older posts") is None:
            self._fetching_older = False

    async def _load_older(self) -> None:
        try:
            while not await self._try_older():
                await self._services.connection.ready()
        finally:
            self._fetching_older = False
            self._set(loading_older=False)

    async def _try_older(self) -> bool:
        """Fetch older posts; False if it is worth waiting for the server and trying again."""
        self._set(loading_older=True)
        try:
            await self._older.add_from_server()
        except ServerError as error:
            self._not_before = self._services.clock.time() + PAUSE_AFTER_FAILURE
            self._set(loading_older=False, error=str(error))
            return self._services.connection.usable
        self._set(error=None)
        return True

    # Gaps

    def fill_gap(self, gap: Gap) -> None:
        """Load what is missing, from the side the reader comes from."""
        if self.state.loading_gap is None:
            self._set(loading_gap=gap)
            self._services.tasks.spawn(self._fill(gap), "loading missing posts")

    async def _fill(self, gap: Gap) -> None:
        from_above = self._services.habits.min_id_is_adjacent is not True or not self._reader_is_below(gap)
        edge = gap
        try:
            for _ in range(MOST_EMPTY_PAGES):
                stretch = await paging.into_gap(self._source, edge, self._is_known, from_above=from_above)
                ids = self._services.importer.take_page(stretch.page, self.place)
                added = self.timeline.fill(gap, ids, from_above=from_above, complete=stretch.joins)
                if added or stretch.joins:
                    break
                items = stretch.page.items
                edge = Gap(items[-1].id, gap.below) if from_above else Gap(gap.above, items[0].id)
            self._set(error=None)
        except ServerError as error:
            self._set(error=str(error))
        finally:
            self._set(loading_gap=None)

    def _reader_is_below(self, gap: Gap) -> bool:
        rows = self.timeline.rows
        if self.reading is None or self.reading.status_id not in self.timeline or gap not in rows:
            return False
        return rows.index(self.reading.status_id) > rows.index(gap)

    # What changed

    def image(self) -> TimelineImage:
        """The rows as they may be kept: own posts without a proven place would hide what is beneath them for ever."""
        rows = self.timeline.rows
        if self._provisional:
            rows = [row for row in rows if row not in self._provisional]
        return TimelineImage(rows=rows, at_end=self.timeline.at_end)

    def drop(self, status_id: StatusId) -> None:
        """A post is gone."""
        if status_id not in self.timeline:
            return
        self._newness.leaves(status_id)
        if status_id in self._provisional:
            self._provisional.remove(status_id)
        self.timeline.remove(status_id)

    def _rows_changed(self) -> None:
        self._tail = frozenset(self.timeline.rows[-NEAR_THE_END:])
        self._newness.recount()
        self._set(at_end=self.timeline.at_end)
        self._services.persist.rows_changed(self)
        self._signal.emit()

    def _set(self, **changes: object) -> None:
        state = replace(self.state, **changes)
        if state != self.state:
            self.state = state
            self._signal.emit()
