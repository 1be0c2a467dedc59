"""What went or changed while nobody told: after a start from the cache, after a stream that broke off."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Generic

from tootui.model.base import StatusId
from tootui.model.errors import ServerError
from tootui.model.pages import Page
from tootui.service.feed_parts import FeedServices
from tootui.service.intake import TakesIn
from tootui.service.paging import FULL_PAGE
from tootui.service.sources import E_co, Source
from tootui.store.timeline import Timeline

log = logging.getLogger(__name__)

SECONDS_AFTER_START = 15.0
"""The first seconds belong to what is on the screen."""
SECONDS_AFTER_BREAK = 1.0

MOST_PAGES = 5
"""So far down it is looked, as long as there are differences: most of what goes or changes is new."""
POSTS_ABOVE = 10
"""So many above the one that is read are compared with it."""


class SecondLook(Generic[E_co]):
    """Compares the newest known posts with the server's list.

    Args:
        is_known: whether the server showed that a post stands in the timeline.
        drop: takes a post out.
        read_at: the post at which the reader is.
    """

    def __init__(
        self,
        timeline: Timeline,
        source: Source[E_co],
        intake: TakesIn[E_co],
        services: FeedServices,
        *,
        is_known: Callable[[StatusId], bool],
        drop: Callable[[StatusId], None],
        read_at: Callable[[], StatusId | None],
    ) -> None:
        self._timeline = timeline
        self._source = source
        self._intake = intake
        self._services = services
        self._is_known = is_known
        self._drop = drop
        self._read_at = read_at
        self._begin_at: StatusId | None = None
        """The newest post when that which is told had not begun, or ended."""

    def begin(self) -> None:
        """From now on something may be missed."""
        if self._begin_at is None:
            self._begin_at = self._timeline.newest_id

    def soon(self, seconds: float) -> None:
        """All that is newer is known, and from now on everything is told: look so many seconds later, if need be."""
        begin_at, self._begin_at = self._begin_at, None
        if begin_at is not None:
            self._services.tasks.spawn(self._look_soon(seconds, begin_at), "looking for changes")

    async def look(
        self, below: StatusId | None = None, *, most_pages: int = 1, in_any_case: bool = False
    ) -> StatusId | None:
        """Compare from the top, or from below a post, as long as there are differences.

        Args:
            in_any_case: go on as far as posts are known, though there are none.

        Returns:
            The last post that was compared.

        Raises:
            ServerError: it did not work out.
        """
        for _ in range(most_pages):
            ids = self._timeline.ids()
            page = await self._source.page(max_id=below)
            differs = self._take(page, ids, below)
            below = page.items[-1].id if page.items else below
            is_beyond = not in_any_case or page.older is None or self._timeline.oldest_id in (None, below)
            if not page.items or (is_beyond and not differs):
                break
        return below

    async def _look_soon(self, seconds: float, begin_at: StatusId) -> None:
        await self._services.clock.sleep(seconds)
        ids = self._timeline.ids()
        at = ids.index(begin_at) if begin_at in self._timeline else 0
        try:
            compared = await self.look(ids[at - 1] if at else None, most_pages=MOST_PAGES)
            await self._look_where_one_reads(compared)
        except ServerError as error:
            log.info("Looking for changes: %s", error)

    async def _look_where_one_reads(self, compared: StatusId | None) -> None:
        """What is before the reader's eyes may be further down than the newest posts: one page of that too."""
        ids, read = self._timeline.ids(), self._read_at()
        if read is None or read not in self._timeline:
            return
        begin = max(ids.index(read) - POSTS_ABOVE, 0)
        if begin and (compared is None or compared not in self._timeline or ids.index(compared) < begin):
            await self.look(ids[begin - 1])

    def _take(self, page: Page[E_co], ids: list[StatusId], below: StatusId | None) -> bool:
        """Take a page; whether something in it is otherwise than it was known.

        Args:
            ids: the timeline when the page was asked for; what came since is no matter of it.
            below: the post below which the page begins.
        """
        before = {item.id: self._edited_at(item.id) for item in page.items}
        shown = self._intake.page(page)
        if page.rebuilding:  # what is missing in it is not gone
            return False
        is_edited = any(self._edited_at(status_id) != edited_at for status_id, edited_at in before.items())
        known = [status_id for status_id in shown if status_id in self._timeline]
        start = ids.index(below) + 1 if below is not None and below in ids else 0
        if self._timeline.at_end and page.older is None and len(page.items) < FULL_PAGE:
            end = len(ids)
        else:
            end = ids.index(known[-1]) if known and known[-1] in ids else start
        there = {*before, *(problem.id for problem in page.problems)}
        gone = [status_id for status_id in ids[start:end] if status_id not in there and self._is_known(status_id)]
        for status_id in gone:
            self._drop(status_id)
        late = self._timeline.add_newer(shown[shown.index(known[0]) :], complete=True) if known else 0
        return is_edited or bool(gone) or bool(late)

    def _edited_at(self, status_id: StatusId) -> object:
        status = self._services.store.status(status_id)
        return status.inner.edited_at if status is not None else None
