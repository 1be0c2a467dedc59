"""Lists that are no timelines: bookmarks, favourites, trends, pins, quotes. Their order is the server's, not time."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import structs

from tootui.model.base import StatusId
from tootui.model.pages import Page
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.feed_parts import FeedServices
from tootui.service.intake import TakesIn
from tootui.service.newer import NewerPosts
from tootui.service.older import OlderByLinks
from tootui.service.paging import MOST_PAGES
from tootui.service.sources import Source
from tootui.store.timeline import Row, Timeline

POLL_SECONDS = {"bookmarks": 600.0, "favourites": 600.0, "quotes": 600.0, "account": 600.0, "trending": float("inf")}
"""How often they are asked for by themselves: seldom; trends would move under the reader's eyes. Of a profile: pins."""

PROOFS = 10
"""So many known posts in a row show where the known part begins."""

_MARKS = {"bookmarks": "bookmarked", "favourites": "favourited", "account": "pinned"}


class ListingHead(NewerPosts[Status]):
    """Puts the server's first page in place of what it replaces, and what the reader marks themselves on top."""

    def __init__(
        self,
        place: Place,
        timeline: Timeline,
        source: Source[Status],
        intake: TakesIn[Status],
        older: OlderByLinks[Status],
        services: FeedServices,
    ) -> None:
        super().__init__(place, timeline, source, intake, older, services)
        self._way_down = older
        self._mark = _MARKS.get(place.kind)
        self._owner = place.profile.account_id if place.kind == "account" else None
        """Whose posts alone belong here, where that is so."""
        self._put_on_top: list[StatusId] = []
        """Marked by the reader, the latest first: since the last page came, or not answered yet when it did."""
        self._places: dict[StatusId, StatusId | None] = {}
        """Where posts stood that the reader took the mark from: under which one."""
        self._taken_away: list[StatusId] = []
        """From which the reader took the mark, the latest last: a page that was asked for before may still show it."""
        older.asks = self._leaving_out

    async def load(self) -> None:
        """See `NewerPosts.load`: the first page, and others down to the first known post."""
        await self._add_from_cache()
        left, wished = self._leaving_out(), self._wished(True)
        page = left(await self._source.page())
        items, ids = list(page.items), self._intake.page(page)
        for _ in range(MOST_PAGES):
            if not len(self._timeline) or page.older is None or self._reaches(items):
                break
            page = left(await self._source.follow(page.older))
            items += page.items
            ids += self._intake.page(page)
        ids = [status_id for status_id in ids if self._is_still_there(status_id)]
        is_whole = page.older is None
        tail = self._tail(items) if not is_whole and self._reaches(items) else []
        if not tail:  # nothing is known below: the way down begins there
            self._way_down.begin(in_cache=False)
        self._replace(
            [*self._unproven(ids, wished), *ids, *tail], at_end=is_whole or (bool(tail) and self._timeline.at_end)
        )
        self._way_down.page_begins_timeline(page)

    def keepable(self, rows: list[Row]) -> list[Row]:
        """All of them: the next first page puts everything right."""
        return rows

    def is_whole(self) -> bool:
        """Whether the cache has nothing that is not among the rows."""
        return not self._more_in_cache and not self._older.in_cache

    def forget(self, status_id: StatusId) -> None:
        """See `NewerPosts.forget`."""
        self._places.pop(status_id, None)
        if status_id in self._put_on_top:
            self._put_on_top.remove(status_id)

    def status_changed(self, status: Status) -> None:
        """Follow the reader's own marks at once: up to the top, back to where it stood, or out."""
        if self._mark is None or status.reblog is not None or self._owner not in (None, status.account.id):
            return
        is_shown, is_marked = status.id in self._timeline, getattr(status, self._mark)
        is_ours = status.id in self._put_on_top or status.id in self._taken_away or self._is_wished(status)
        if is_shown and is_marked is False and is_ours:
            ids = self._timeline.ids()
            at = ids.index(status.id)
            self._places[status.id] = ids[at - 1] if at else None
            self._taken_away.append(status.id)
            self._timeline.remove(status.id)
        elif is_marked is False and self._is_wished(status):  # it stands further down than is known, if anywhere
            self._taken_away.append(status.id)
        elif not is_shown and is_marked is True and status.id in self._places:
            self._put_back(status.id)
        elif not is_shown and is_marked is True and self._is_wished(status):
            self._put_on_top.insert(0, status.id)
            self._replace([*self._intake.known([status.id]), *self._timeline.ids()])

    def _is_still_there(self, status_id: StatusId) -> bool:
        """Whether a post was not deleted meanwhile, nor loses its mark just now, of which its page knows nothing."""
        if self._services.store.is_deleted(status_id):
            return False
        is_ours = status_id in self._places or status_id in self._taken_away
        status = self._services.store.status(status_id) if is_ours else None
        return status is None or self._mark is None or getattr(status, self._mark) is not False

    def _leaving_out(self) -> Callable[[Page[Status]], Page[Status]]:
        """What leaves out of a page asked for now what loses its mark while that, or the page, is on its way."""
        before = len(self._taken_away)
        on_their_way = self._wished(False)

        def left(page: Page[Status]) -> Page[Status]:
            taken_away = {*on_their_way, *self._taken_away[before:]}
            items = [item for item in page.items if item.id not in taken_away or self._is_marked(item.id)]
            return structs.replace(page, items=items) if len(items) < len(page.items) else page

        return left

    def _is_marked(self, status_id: StatusId) -> bool:
        """Whether a post has the mark, as the reader wishes it."""
        status = self._services.store.status(status_id)
        return status is not None and (self._mark is None or getattr(status, self._mark) is True)

    def _put_back(self, status_id: StatusId) -> None:
        ids = self._timeline.ids()
        above = self._places.pop(status_id)
        at = ids.index(above) + 1 if above is not None and above in self._timeline else 0
        self._replace([*ids[:at], status_id, *ids[at:]])

    def _wished(self, on: bool) -> list[StatusId]:
        """The posts that get or lose the mark just now, be it that this list was made after the reader wished so."""
        mark = self._mark
        return [
            status.id
            for status in self._services.store.held_statuses()
            if mark is not None
            and getattr(status, mark) is on
            and status.reblog is None
            and (self._owner is None or status.account.id == self._owner)
            and self._is_wished(status)
        ]

    def _is_wished(self, status: Status) -> bool:
        """Whether the mark is as it is by the reader's wish of now, not by the server's word."""
        base = self._services.store.base_status(status.id)
        return base is not None and self._mark is not None and getattr(base, self._mark) != getattr(status, self._mark)

    def _unproven(self, ids: list[StatusId], wished: list[StatusId]) -> list[StatusId]:
        """What the reader marked a moment ago and the server's page, on its way meanwhile, does not know yet.

        Args:
            wished: what was to get the mark when the page was asked for.
        """
        marked = [one for one in self._put_on_top if one in self._timeline]
        marked += [one for one in wished if one not in marked and self._is_marked(one)]
        still_wished = self._wished(True)
        self._put_on_top = [one for one in marked if one in still_wished]
        return self._intake.known(one for one in marked if one not in ids)

    def _reaches(self, items: list[Status]) -> bool:
        """Whether the server's pages have come down to what is known.

        What is marked once more moves to the top, so that a known post alone proves nothing; several in their old order
        do.
        """
        if self._mark is None:  # trends have no order that lasts
            return True
        places = {status_id: at for at, status_id in enumerate(self._timeline.ids())}
        below, proofs = len(places), 0
        for item in reversed(items):
            at = places.get(item.id)
            if at is None or at >= below or item.id in self._put_on_top:
                break
            below, proofs = at, proofs + 1
        return proofs >= PROOFS

    def _tail(self, items: list[Status]) -> list[StatusId]:
        """What is known below the server's pages."""
        old = self._timeline.ids()
        fetched = {item.id for item in items}
        begin = len(items) if self._mark is None else old.index(items[-1].id) + 1
        return [status_id for status_id in old[begin:] if status_id not in fetched]

    def _replace(self, ids: list[StatusId], *, at_end: bool | None = None) -> None:
        at_end = self._timeline.at_end if at_end is None else at_end
        if ids != self._timeline.ids() or at_end != self._timeline.at_end:
            self._timeline.start(ids, at_end=at_end)
