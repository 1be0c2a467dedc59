"""Fetching what is missing from a timeline: upwards without a hole, into a gap, whatever ``min_id`` may mean.

On Mastodon ``min_id`` gives the page right above an id. On snac and others it behaves like ``since_id``: the newest
page, with a hole beneath it. Which it is cannot be asked, only seen, once a page is full.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Generic, NamedTuple

from msgspec import Struct

from tootui.model.base import StatusId
from tootui.model.pages import Gap, Page
from tootui.service.sources import E, Source

MOST_PAGES = 10
"""How far one catching up goes; what is left becomes a gap."""

FULL_PAGE = 20
"""From this length on there may be more: some servers cap pages at 20, others leave filtered posts out."""

IsKnown = Callable[[StatusId], bool]


class Habits(Struct):
    """What was learnt about a server: whether ``min_id`` gives the page right above it; None while not known."""

    min_id_is_adjacent: bool | None = None


class Stretch(NamedTuple, Generic[E]):
    """Posts without a hole among them, newest first. ``joins``: nor is there one between them and what is known."""

    page: Page[E]
    joins: bool


async def newer(source: Source[E], newest: StatusId, is_known: IsKnown, habits: Habits) -> AsyncIterator[Stretch[E]]:
    """Everything above ``newest``, the lowest stretch first; each belongs on top of the ones before."""
    cursor = newest
    for _ in range(MOST_PAGES):
        page = await source.page(min_id=cursor)
        fresh = _unknown(page, is_known)
        if not page.items or (not fresh.items and page.items[0].id == cursor):
            return
        full = len(page.items) >= FULL_PAGE
        if full and fresh.items and habits.min_id_is_adjacent is None:
            habits.min_id_is_adjacent = await _stands_on_known(source, page, is_known)
        if full and fresh.items and habits.min_id_is_adjacent is False:
            yield await _down_to_known(source, page, is_known)
            return
        yield Stretch(fresh, joins=True)
        if not full:
            return
        cursor = page.items[0].id
    # Away for long: the newest page goes on top, the hole beneath it stays to be loaded by who wants it.
    page = await source.page()
    fresh = _unknown(page, is_known)
    yield Stretch(fresh, joins=len(fresh.items) < len(page.items))


async def into_gap(source: Source[E], gap: Gap, is_known: IsKnown, *, from_above: bool) -> Stretch[E]:
    """One page of a gap from its upper or its lower end; ``joins`` when that closed it."""
    if from_above:
        page = await source.page(max_id=gap.above)
        fresh = _before_known(page, is_known)
    else:
        page = await source.page(min_id=gap.below)
        fresh = _after_known(page, is_known)
    return Stretch(fresh, joins=not page.items or len(fresh.items) < len(page.items))


async def _stands_on_known(source: Source[E], page: Page[E], is_known: IsKnown) -> bool:
    below = await source.page(max_id=page.items[-1].id)
    return not below.items or is_known(below.items[0].id)


async def _down_to_known(source: Source[E], top: Page[E], is_known: IsKnown) -> Stretch[E]:
    items, problems = list(top.items), list(top.problems)
    for _ in range(MOST_PAGES - 1):
        page = await source.page(max_id=items[-1].id)
        fresh = _before_known(page, is_known)
        items += fresh.items
        problems += page.problems
        if not page.items or len(fresh.items) < len(page.items):
            return Stretch(Page(items, problems=problems), joins=True)
    return Stretch(Page(items, problems=problems), joins=False)


def _unknown(page: Page[E], is_known: IsKnown) -> Page[E]:
    return Page([status for status in page.items if not is_known(status.id)], problems=page.problems)


def _before_known(page: Page[E], is_known: IsKnown) -> Page[E]:
    for index, status in enumerate(page.items):
        if is_known(status.id):
            return Page(page.items[:index], problems=page.problems)
    return page


def _after_known(page: Page[E], is_known: IsKnown) -> Page[E]:
    for index in range(len(page.items) - 1, -1, -1):
        if is_known(page.items[index].id):
            return Page(page.items[index + 1 :], problems=page.problems)
    return page
