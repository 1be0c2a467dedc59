"""The older side of a feed: from the cache while it has any, then from the server, ahead of the reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic

from tootui.model.base import StatusId
from tootui.model.pages import Page
from tootui.model.places import Place
from tootui.service.feed_parts import FeedServices
from tootui.service.intake import TakesIn
from tootui.service.sources import E_co, Source
from tootui.store.timeline import Timeline

_LISTINGS = ("bookmarks", "favourites", "trending", "quotes")

PAGE_FROM_CACHE = 40
MOST_EMPTY_PAGES = 5
"""How many pages without anything to show are leafed through at a time."""


class OlderPosts(Generic[E_co]):
    """Knows how to go on below a timeline's last post: by the server's link, else by ``max_id``."""

    def __init__(
        self, place: Place, timeline: Timeline, source: Source[E_co], intake: TakesIn[E_co], services: FeedServices
    ) -> None:
        self._place = place
        self._timeline = timeline
        self._source = source
        self._intake = intake
        self._services = services
        self._link: str | None = None
        self._below: StatusId | None = None
        self._at: StatusId | None = None
        """The last row to which link and `_below` apply."""
        self._beginnings = 0
        self.in_cache = False
        """Whether the cache may have more."""

    def begin(self, *, in_cache: bool) -> None:
        """The timeline begins anew; ``in_cache``: the cache may have more of it."""
        self.in_cache = in_cache
        self._at = self._link = None
        self._beginnings += 1

    def page_ends_timeline(self, page: Page[E_co]) -> None:
        """Remember how to go on below this page, whose last shown post is now the timeline's."""
        self._at = self._timeline.oldest_id
        self._link = page.older
        # The last post may be hidden by a filter: going on below the last one shown would bring it again.
        self._below = page.items[-1].id if page.items else None

    def add_from_cache(self) -> bool:
        """Append what the cache has next; False when it has nothing more."""
        oldest = self._timeline.oldest_id
        if not self.in_cache or oldest is None:
            return False
        cached = self._intake.older(oldest, PAGE_FROM_CACHE)
        self.in_cache = self._timeline.add_older(cached.rows) > 0
        if cached.at_end:
            self._timeline.at_end = True
        return self.in_cache

    async def add_from_server(self) -> None:
        """Append the next page that has anything to show.

        Raises:
            ServerError: it could not be had.
        """
        for _ in range(MOST_EMPTY_PAGES):
            beginnings = self._beginnings
            page = await self._next_page()
            if self._beginnings != beginnings:  # it belongs below rows that are not there any more
                continue
            added = self._timeline.add_older(self._intake.page(page))
            self.page_ends_timeline(page)
            if self._is_last(page):
                self._timeline.at_end = True
            if added or self._timeline.at_end:
                return

    def _is_last(self, page: Page[E_co]) -> bool:
        return not page.items

    async def _next_page(self) -> Page[E_co]:
        if self._at is None or self._at != self._timeline.oldest_id:
            return await self._source.page(max_id=self._timeline.oldest_id)
        if self._link is not None:
            return await self._source.follow(self._link)
        return await self._source.page(max_id=self._below)


class OlderByLinks(OlderPosts[E_co]):
    """The same for lists whose order only the server's own links know: they lead down from its first page."""

    _is_begun = False

    def __init__(
        self, place: Place, timeline: Timeline, source: Source[E_co], intake: TakesIn[E_co], services: FeedServices
    ) -> None:
        super().__init__(place, timeline, source, intake, services)
        self.asks: Callable[[], Callable[[Page[E_co]], Page[E_co]]] = lambda: lambda page: page
        """Called before a page is asked for; gives what leaves out of it what is no longer on the list."""

    def begin(self, *, in_cache: bool) -> None:
        """See `OlderPosts.begin`."""
        super().begin(in_cache=in_cache)
        self._is_begun = False

    def page_ends_timeline(self, page: Page[E_co]) -> None:
        """See `OlderPosts.page_ends_timeline`."""
        super().page_ends_timeline(page)
        self._is_begun = True

    def page_begins_timeline(self, page: Page[E_co]) -> None:
        """The first page is known: the way down begins there, unless it was gone further already."""
        if not self._is_begun:
            self.page_ends_timeline(page)

    def _is_last(self, page: Page[E_co]) -> bool:
        return not page.items or page.older is None

    async def _next_page(self) -> Page[E_co]:
        left = self.asks()
        if not self._is_begun or self._link is None:
            return left(await self._source.page())
        page = await self._source.follow(self._link)
        while page.items and not left(page).items and page.older is not None:
            page = await self._source.follow(page.older)
        return left(page)


def is_listing(place: Place) -> bool:
    """Whether the order of a place is the server's own, not that of time."""
    return place.kind in _LISTINGS or (place.kind == "account" and place.profile.part == "pinned")
