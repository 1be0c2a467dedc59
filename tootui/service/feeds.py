"""A place's rows as a reader uses them: where they were, what is new above, older ones before the end is reached."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from msgspec.structs import replace

from tootui.cache.batch import ReadingPlace, TimelineImage
from tootui.model.base import StatusId
from tootui.model.errors import ServerError
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.service.feed_parts import FeedServices, FeedState
from tootui.service.gaps import GapFiller
from tootui.service.intake import TakesIn
from tootui.service.newer import NewerPosts
from tootui.service.newness import Newness
from tootui.service.older import OlderPosts, is_listing
from tootui.service.read_marker import ReadMarker
from tootui.service.reading_ahead import ReadingAhead
from tootui.service.second_look import SECONDS_AFTER_BREAK, SECONDS_AFTER_START, SecondLook
from tootui.service.sieve import Sieve, ViewOptions
from tootui.service.signals import Stateful
from tootui.service.sources import E, Item, Source
from tootui.store.timeline import Row, Timeline

PAGES_TO_REACH = 12
"""So far up and down the cache is read for a post that another column shows."""


class Feed(Stateful[FeedState]):
    """The rows of one place. Everything here returns at once; what it brings is told to observers.

    A subclass says what its rows are: it hands over where they come from (`_use`), and what is kept of them.

    Args:
        options: what of it the reader wants to see.
        keep_options: told when that changes.
    """

    def __init__(
        self,
        place: Place,
        services: FeedServices,
        *,
        poll_seconds: float,
        marker: ReadMarker | None = None,
        options: ViewOptions | None = None,
        keep_options: Callable[[ViewOptions], None] | None = None,
    ) -> None:
        super().__init__(FeedState())
        self.place = place
        self.timeline = Timeline()
        self.reading: ReadingPlace | None = None
        """Where the reader is, and was when the place was opened."""
        self._services = services
        self._poll_seconds = poll_seconds
        self._openings = 0
        self._sieve = Sieve(place, services.apart.holds)
        self._sieve.set_options(options or ViewOptions())
        self._keep_options = keep_options
        self._newness = Newness(self.timeline, lambda: self._sieve.hidden)
        self._marker = marker
        if marker is not None:
            marker.follow(self.timeline, lambda: self._newness.highest_seen, self._marker_changed)
        self._counts_news = not is_listing(place)
        self._loading = asyncio.Lock()
        self._seen_key = f"seen:{place}"
        self.timeline.observe(self._rows_changed)

    def _use(
        self,
        source: Source[E],
        intake: TakesIn[E],
        newer: NewerPosts[E],
        older: OlderPosts[E],
        *,
        compared: TakesIn[E] | None = None,
    ) -> None:
        """Take the parts that ask for rows and take them in; to be called once, at the beginning.

        Args:
            compared: takes in pages that are only compared with what is known, where that is something else.
        """
        timeline, services = self.timeline, self._services
        self._newer: NewerPosts[Item] = newer
        self._older: OlderPosts[Item] = older
        self._ahead = ReadingAhead(timeline, self._older, services, lambda: self.rows, self._set)
        second_look = SecondLook(
            timeline,
            source,
            compared or intake,
            services,
            is_known=newer.is_known,
            drop=self._remove,
            read_at=lambda: self.reading.status_id if self.reading is not None else None,
        )
        gaps = GapFiller(timeline, source, intake, services, is_known=newer.is_known, tell=self._set)
        self._second_look: SecondLook[Item] = second_look
        self._gaps: GapFiller[Item] = gaps

    @property
    def rows(self) -> list[Row]:
        """Posts and gaps that the view options leave, newest first. A new list after each change."""
        return self._sieve.sift(self.timeline.rows)

    @property
    def new_count(self) -> int:
        """Posts above the highest one the reader has seen, without hidden ones."""
        return self._newness.count

    @property
    def read_line(self) -> StatusId | None:
        """The post above which to say that the reader had read up to there; None where nothing stands above it."""
        line = self._newness.line
        if line is not None and self._sieve.hides(line):
            rows = self.timeline.rows
            below = rows[rows.index(line) :] if line in self.timeline else []
            line = next((row for row in below if isinstance(row, str) and not self._sieve.hides(row)), None)
        return line if self.rows[:1] != [line] else None

    @property
    def options(self) -> ViewOptions:
        """What the reader wants to see of it."""
        return self._sieve.options

    @property
    def hidden_count(self) -> int:
        """Posts that the view options leave out, among those that are known."""
        return self._sieve.hidden_count(self.timeline.rows)

    def set_options(self, options: ViewOptions) -> None:
        """Show the place in another way from now on."""
        if self._sieve.set_options(options):
            self._newness.recount()
            if self._keep_options is not None:
                self._keep_options(options)
            self._signal.emit()
            self._ahead.want_enough()

    # Opening and closing

    def restore(self) -> None:
        """Show what the cache kept, at the place left."""
        raise NotImplementedError

    def _begin_with(self, rows: list[Row], reading: ReadingPlace | None, *, at_end: bool) -> None:
        """Begin with what the cache kept."""
        self.reading = reading
        self.state = replace(self.state, from_cache=True)
        self.timeline.start(rows, at_end=at_end)
        seen = self._services.cache.read_meta(self._seen_key) if self._counts_news else None
        self._newness.begin(seen.decode() if seen is not None else self.timeline.newest_id)
        self._second_look.begin()

    def open(self) -> None:
        """Somebody looks at it: keep it fresh, until as many have closed it as have opened it."""
        self._openings += 1
        if self._openings == 1:
            self._newness.come_again()
            self._set(closed=None)
            self._follow()

    def close(self) -> None:
        """One of those who look does so no more."""
        self._openings -= 1
        if self._openings == 0:
            self._follow_no_longer()
            if self._marker is not None:
                self._marker.leave()

    def _follow(self) -> None:
        self._services.poller.watch(self, self._poll_seconds)
        self._services.streams.watch(self)

    def _follow_no_longer(self) -> None:
        self._services.poller.unwatch(self)
        self._services.streams.unwatch(self)

    async def leave(self) -> None:
        """The session ends: tell the server how far the reader came."""
        if self._marker is not None:
            await self._marker.save()

    async def refresh(self) -> None:
        """Ask for newer posts now, and how the newest ones are doing; a failure is told."""
        was_closed = self.state.closed is not None
        self._set(closed=None)
        try:
            await self.poll()
            if self._counts_news:
                await self._second_look.look()
        except ServerError as error:
            if self.state.closed is None:
                self._services.notices.post(str(error), "error", key="refresh")
        if was_closed and self.state.closed is None and self._openings:
            self._follow()

    # Where the reader is

    def reach(self, status_id: StatusId) -> None:
        """Have a post among the rows, out of the cache: it is read in another column, further up or down."""
        for _ in range(PAGES_TO_REACH):
            if status_id in self.timeline:
                return
            if not (self._older.add_from_cache() | self._newer.add_from_cache()):
                return

    def remember(self, reading: ReadingPlace) -> None:
        """Note where the reader is; it is on disk within a second, and older posts are on their way in time."""
        self.reading = reading
        self._services.persist.reading_changed(self)
        self._ahead.reached(reading.status_id)

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
        """Ask for what is newer, or for the first page. A place that cannot be had is asked for when it is opened.

        Raises:
            ServerError: it did not work out; what is there stays.
        """
        if self.state.closed is not None:
            return
        async with self._loading:
            was_empty, is_first = not len(self.timeline), not self.state.loaded_once
            self._set(loading_newer=True)
            try:
                await self._newer.load()
            except ServerError as error:
                if self._services.connection.state != "signed_out":
                    from tootui.service.closed import why_refused

                    self._close_for(why_refused(self.place, error, is_guest=self._services.is_guest))
                if not self.timeline.rows:
                    self._set(error=str(error))
                raise
            finally:
                self._set(loading_newer=False)
            if was_empty or not self._counts_news:
                self._newness.begin(self._seen_before())
                self._keep_seen()
            self._set(error=None, loaded_once=True)
            if not len(self.timeline):
                from tootui.service.closed import why_empty

                self._close_for(why_empty(self.place, self._services.instance()))
        if self._marker is not None:
            self._marker.loaded()
            self._marker_changed()
        if is_first and self._counts_news:
            self._second_look.soon(SECONDS_AFTER_START)
        self._ahead.want_enough()

    def _seen_before(self) -> StatusId | None:
        """Above which row everything is new to somebody who comes for the first time: nothing is."""
        return self.timeline.newest_id

    def told_no_longer(self) -> None:
        """What goes or changes is not told any more."""
        self._second_look.begin()

    def told_again(self) -> None:
        """What goes or changes is told from now on: look for what was missed."""
        self._second_look.soon(SECONDS_AFTER_BREAK)

    def _close_for(self, reason: str | None) -> None:
        """The place cannot be had: it is not asked for again before the reader comes to it anew."""
        if reason is not None:
            self._set(closed=reason)
            self._follow_no_longer()

    def arrive(self, status_ids: list[StatusId]) -> None:
        """The server told of posts, newest first, that belong on top."""
        self._newer.arrive(status_ids)

    def _keep_seen(self) -> None:
        if self._newness.highest_seen is not None and self._counts_news:
            self._services.persist.keep_meta(self._seen_key, self._newness.highest_seen.encode())

    def place_own(self, status_id: StatusId) -> None:
        """Show a post of the reader's own on top at once."""
        self._newness.is_own(status_id)
        if self.state.loaded_once:
            self._newer.place_own(status_id)

    def want_older(self) -> None:
        """The end comes near: bring what is older, from the cache, then from the server. As often as one likes."""
        self._ahead.want()

    def fill_gap(self, gap: Gap) -> None:
        """Load what is missing, from the side the reader comes from."""
        self._gaps.fill(gap, self.reading)

    # What changed

    def image(self) -> TimelineImage:
        """The rows as they may be kept."""
        rows = self._newer.keepable(self.timeline.rows)
        return TimelineImage(rows=rows, at_end=self.timeline.at_end, is_whole=self._newer.is_whole())

    def _keep_rows(self) -> None:
        self._services.persist.rows_changed(self)

    def drop(self, status_id: StatusId) -> None:
        """A post is gone."""
        self._remove(status_id)

    def _remove(self, status_id: StatusId) -> None:
        """A row is gone."""
        self._sieve.forget(status_id)
        if status_id in self.timeline:
            self._newness.leaves(status_id)
            self._newer.forget(status_id)
            self.timeline.remove(status_id)

    def _rows_changed(self) -> None:
        self._newness.recount()
        self._set(at_end=self.timeline.at_end)
        self._keep_rows()
        self._signal.emit()
