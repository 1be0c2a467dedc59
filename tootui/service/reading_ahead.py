"""Older posts are there before the reader comes to the end of what is known."""

from __future__ import annotations

from collections.abc import Callable

from tootui.model.base import StatusId
from tootui.model.errors import ServerError
from tootui.service.feed_parts import FeedServices
from tootui.service.older import MOST_EMPTY_PAGES, OlderPosts
from tootui.service.sources import Item
from tootui.store.timeline import Row, Timeline

NEAR_THE_END = 30
"""So many posts before the last one older ones are fetched, whatever the screen shows."""

PAUSE_AFTER_FAILURE = 5.0
"""Seconds in which a refused request for older posts is not repeated, however many keys ask for them."""


class ReadingAhead:
    """Fetches older posts while there is still something to read.

    Args:
        shown: the rows that the reader sees.
        tell: changes the feed's state.
    """

    def __init__(
        self,
        timeline: Timeline,
        older: OlderPosts[Item],
        services: FeedServices,
        shown: Callable[[], list[Row]],
        tell: Callable[..., None],
    ) -> None:
        self._timeline = timeline
        self._older = older
        self._services = services
        self._shown = shown
        self._tell = tell
        self._is_fetching = False
        self._not_before = 0.0
        self._tail: tuple[list[Row], frozenset[Row]] = ([], frozenset())

    def reached(self, status_id: StatusId) -> None:
        """The reader is at this post: when it is one of the last, others follow."""
        rows = self._shown()
        if rows is not self._tail[0]:
            self._tail = (rows, frozenset(rows[-NEAR_THE_END:]))
        if status_id in self._tail[1]:
            self.want()

    def want_enough(self) -> None:
        """The view options may leave less than a screen of what is known."""
        if len(self._shown()) < min(NEAR_THE_END, len(self._timeline)):
            self.want()

    def want(self) -> None:
        """Bring what is older, from the cache, then from the server. As often as one likes."""
        if self._is_fetching or self._timeline.at_end or self._timeline.oldest_id is None:
            return
        if self._add_from_cache() or self._services.clock.time() < self._not_before:
            return
        self._is_fetching = True
        if self._services.tasks.spawn(self._load(), "loading older posts") is None:
            self._is_fetching = False

    def _add_from_cache(self) -> bool:
        before = len(self._shown())
        while self._older.add_from_cache():
            if len(self._shown()) > before:
                return True
        return False

    async def _load(self) -> None:
        try:
            while not await self._try():
                await self._services.connection.ready()
        finally:
            self._is_fetching = False
            self._tell(loading_older=False)

    async def _try(self) -> bool:
        """Fetch older posts; False if it is worth waiting for the server and trying again."""
        self._tell(loading_older=True)
        before = len(self._shown())
        try:
            for _ in range(MOST_EMPTY_PAGES):
                await self._older.add_from_server()
                if len(self._shown()) > before or self._timeline.at_end:
                    break
        except ServerError as error:
            self._not_before = self._services.clock.time() + PAUSE_AFTER_FAILURE
            self._tell(loading_older=False, error=str(error))
            return self._services.connection.usable
        self._tell(error=None)
        return True
