"""Lists longer than a page: await one for its first page, iterate it for all of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from enum import Enum
from typing import Any, Generic, TypeVar

from tootui.api.transport import Parameters
from tootui.model.pages import Page

E = TypeVar("E")


class Order(Enum):
    """What a list goes on by where the server gives no links."""

    IDS = "the ids of what it holds"
    LINKS = "ids of the server's own, which only its links name"
    OFFSETS = "how much was read"


class Paged(Generic[E]):
    """A list on the server; nothing is asked before it is awaited or iterated.

    ``await`` gives the first page. ``async for`` gives every item once: the newest first and then ever older ones, or,
    where ``min_id`` was given, all that is newer than it, the oldest first. An empty page is the end.

    Args:
        read: fetches a page from a path or a link.
        ascends: whether the server's ``min_id`` gives the page right above it; see `quirks.MIN_ID_IS_SINCE_ID`.
    """

    def __init__(
        self,
        read: Callable[[str, Parameters], Awaitable[Page[E]]],
        target: str,
        params: Parameters,
        *,
        order: Order,
        ascends: Callable[[], bool],
    ) -> None:
        self._read = read
        self._target = target
        self._params = params
        self._order = order
        self._ascends = ascends

    def __await__(self) -> Generator[Any, None, Page[E]]:
        return self._first().__await__()

    def __aiter__(self) -> AsyncIterator[E]:
        if self._params.get("min_id") is None:
            return self._older()
        return self._newer() if self._ascends() else self._newer_from_above()

    async def pages(self) -> AsyncIterator[Page[E]]:
        """The first page and each older one; items that were in an earlier page are left out."""
        seen: set[object] = set()
        page: Page[E] | None = await self._first()
        read = 0
        while page is not None:
            read += len(page.items)
            fresh = [item for item in page.items if _key(item) not in seen]
            if (not fresh and not page.problems) or page.older in seen:
                return
            seen.update(key for key in (page.older, *map(_key, fresh)) if key is not None)
            yield Page(fresh, page.older, page.newer, page.problems, page.rebuilding)
            page = await self._after(page, read)

    async def _first(self) -> Page[E]:
        return await self._read(self._target, self._params)

    async def _after(self, page: Page[E], read: int) -> Page[E] | None:
        """The page below one, None where that was the last."""
        bounds = {name: value for name, value in self._params.items() if name not in ("max_id", "min_id")}
        if page.older is not None:
            return await self._read(page.older, {})
        if page.newer is not None or not page.items:
            return None  # the server gives links, and has no more to give
        if self._order is Order.OFFSETS:
            return await self._read(self._target, {**bounds, "offset": self._begun_at() + read})
        last = _key(page.items[-1])
        if self._order is Order.IDS and isinstance(last, str):
            return await self._read(self._target, {**bounds, "max_id": last})
        return None

    def _begun_at(self) -> int:
        offset = self._params.get("offset")
        return offset if isinstance(offset, int) else 0

    async def _older(self) -> AsyncIterator[E]:
        async for page in self.pages():
            for item in page.items:
                yield item

    async def _newer(self) -> AsyncIterator[E]:
        seen: set[object] = set()
        page = await self._first()
        while True:
            fresh = [item for item in reversed(page.items) if _key(item) not in seen]
            seen.update(key for item in fresh if (key := _key(item)) is not None)
            for item in fresh:
                yield item
            newest = _key(page.items[0]) if page.items else None
            if not fresh or not isinstance(newest, str):
                return
            if page.newer is not None:
                page = await self._read(page.newer, {})
            else:
                page = await self._read(self._target, {**self._params, "min_id": newest})

    async def _newer_from_above(self) -> AsyncIterator[E]:
        """What is newer, on a server that gives the newest of it first: read down to the bound, then turned round."""
        bound = self._params["min_id"]
        rest = {name: value for name, value in self._params.items() if name != "min_id"}
        above = Paged(self._read, self._target, {**rest, "since_id": bound}, order=self._order, ascends=self._ascends)
        found: list[E] = []
        async for item in above:
            if _key(item) == bound:
                break
            found.append(item)
        for item in reversed(found):
            yield item


def _key(item: object) -> object:
    """What makes two items the same; None for what has no id."""
    return item if isinstance(item, str) else getattr(item, "id", None)
