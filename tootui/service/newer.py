"""The newer side of a feed: its first page, what came since, and own posts before the server shows them."""

from __future__ import annotations

import asyncio
from typing import Generic

from tootui.model.base import StatusId
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service import paging
from tootui.service.feed_parts import FeedServices
from tootui.service.intake import TakesIn
from tootui.service.older import PAGE_FROM_CACHE, OlderPosts
from tootui.service.sources import E_co, Source
from tootui.store.timeline import Row, Timeline


class NewerPosts(Generic[E_co]):
    """Puts on top what is newer, without a hole that nobody knows of."""

    def __init__(
        self,
        place: Place,
        timeline: Timeline,
        source: Source[E_co],
        intake: TakesIn[E_co],
        older: OlderPosts[E_co],
        services: FeedServices,
    ) -> None:
        self._place = place
        self._timeline = timeline
        self._source = source
        self._intake = intake
        self._older = older
        self._services = services
        self._more_in_cache = False
        self._provisional: list[StatusId] = []

    def begin(self, *, in_cache: bool) -> None:
        """The timeline begins anew with what the cache kept; ``in_cache``: it has more above that."""
        self._more_in_cache = in_cache

    async def load(self) -> None:
        """Fetch the first page, or all that is newer.

        Raises:
            ServerError: it did not work out; what is there stays.
        """
        await self._add_from_cache()
        newest = self._known_newest()
        if newest is None:
            await self._load_first()
            return
        before = frozenset(self._provisional)
        async for stretch in paging.newer(self._source, newest, self.is_known, self._services.habits):
            self._add(self._intake.page(stretch.page), complete=stretch.joins, before=before)

    def arrive(self, status_ids: list[StatusId]) -> None:
        """The server told of posts, newest first, that belong on top."""
        self._add(self._intake.known(status_ids), complete=True)

    def place_own(self, status_id: StatusId) -> None:
        """Show a post of the reader's own on top. Its true place is known when the server's page names it."""
        if status_id not in self._timeline:
            self._provisional.append(status_id)
            self._timeline.add_newer(self._intake.known([status_id]), complete=True)

    def is_known(self, status_id: StatusId) -> bool:
        """Whether the server showed that a post stands in the timeline."""
        return status_id in self._timeline and status_id not in self._provisional

    def keepable(self, rows: list[Row]) -> list[Row]:
        """The rows as they may be kept: posts without a proven place would hide what is beneath them for ever."""
        return [row for row in rows if row not in self._provisional] if self._provisional else rows

    def is_whole(self) -> bool:
        """Whether the cache has nothing that is not among the rows."""
        return False

    def status_changed(self, status: Status) -> None:
        """A post shows otherwise now; what that means for the rows is known where rows follow the reader's marks."""

    def forget(self, status_id: StatusId) -> None:
        """A post is gone."""
        if status_id in self._provisional:
            self._provisional.remove(status_id)

    async def _load_first(self) -> None:
        page = await self._source.page()
        ids = self._intake.page(page)
        # What the reader posted while the page was on its way, it does not know.
        self._provisional = [own for own in self._provisional if own not in ids]
        self._older.begin(in_cache=False)
        self._timeline.start([*reversed(self._provisional), *ids], at_end=not page.items)
        self._older.page_ends_timeline(page)

    def add_from_cache(self) -> bool:
        """Put on top what the cache has next; False when it has nothing more."""
        newest = self._timeline.newest_id
        if not self._more_in_cache or newest is None:
            return False
        cached = self._intake.newer(newest, PAGE_FROM_CACHE)
        added = self._timeline.add_newer(cached.rows, complete=True)
        self._more_in_cache = added > 0 and not cached.at_top
        return added > 0

    async def _add_from_cache(self) -> None:
        """The first frame showed the place left; what the cache has above it follows in small steps."""
        goes_on = True
        while goes_on:
            goes_on = self.add_from_cache()
            await asyncio.sleep(0)

    def _add(self, ids: list[StatusId], *, complete: bool, before: frozenset[StatusId] | None = None) -> None:
        """Put on top what the server shows.

        Args:
            before: what stood there without proof when it was asked; what was posted since stays above.
        """
        since = [own for own in self._provisional if before is not None and own not in before and own not in ids]
        for own in [own for own in self._provisional if own in ids]:
            # The server shows where an own post belongs.
            self._provisional.remove(own)
            self._timeline.remove(own)
        for own in since:
            self._timeline.remove(own)
        self._timeline.add_newer(ids, complete=complete)
        self._timeline.add_newer(reversed(since), complete=True)

    def _known_newest(self) -> StatusId | None:
        return next((row for row in self._timeline.rows if isinstance(row, str) and self.is_known(row)), None)
