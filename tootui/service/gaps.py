"""Filling holes in a timeline, from the side the reader comes from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic

from tootui.cache.batch import ReadingPlace
from tootui.model.errors import ServerError
from tootui.model.pages import Gap
from tootui.service import paging
from tootui.service.feed_parts import FeedServices
from tootui.service.intake import TakesIn
from tootui.service.older import MOST_EMPTY_PAGES
from tootui.service.sources import E_co, Source
from tootui.store.timeline import Timeline


class GapFiller(Generic[E_co]):
    """Fills one hole at a time.

    Args:
        is_known: whether the server showed that a post stands in the timeline.
        tell: changes the feed's state.
    """

    def __init__(
        self,
        timeline: Timeline,
        source: Source[E_co],
        intake: TakesIn[E_co],
        services: FeedServices,
        *,
        is_known: paging.IsKnown,
        tell: Callable[..., None],
    ) -> None:
        self._timeline = timeline
        self._source = source
        self._intake = intake
        self._services = services
        self._is_known = is_known
        self._tell = tell
        self._is_filling = False

    def fill(self, gap: Gap, reading: ReadingPlace | None) -> None:
        """Load what is missing, unless another hole is being filled."""
        if not self._is_filling:
            self._is_filling = True
            self._tell(loading_gap=gap)
            self._services.tasks.spawn(self._fill(gap, reading), "loading missing posts")

    async def _fill(self, gap: Gap, reading: ReadingPlace | None) -> None:
        is_adjacent = self._services.habits.min_id_is_adjacent is True
        from_above = not (is_adjacent and self._is_above(gap, reading))
        edge = gap
        try:
            for _ in range(MOST_EMPTY_PAGES):
                stretch = await paging.into_gap(self._source, edge, self._is_known, from_above=from_above)
                ids = self._intake.page(stretch.page)
                added = self._timeline.fill(gap, ids, from_above=from_above, complete=stretch.joins)
                if added or stretch.joins:
                    break
                items = stretch.page.items
                edge = Gap(items[-1].id, gap.below) if from_above else Gap(gap.above, items[0].id)
            self._tell(error=None)
        except ServerError as error:
            self._tell(error=str(error))
        finally:
            self._is_filling = False
            self._tell(loading_gap=None)

    def _is_above(self, gap: Gap, reading: ReadingPlace | None) -> bool:
        """Whether the hole is above where the reader is."""
        rows = self._timeline.rows
        if reading is None or reading.status_id not in self._timeline or gap not in rows:
            return False
        return rows.index(reading.status_id) > rows.index(gap)
