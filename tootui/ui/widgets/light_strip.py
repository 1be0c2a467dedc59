"""A `Strip` that costs little while it waits to be painted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.segment import Segment
from textual.cache import FIFOCache
from textual.strip import Strip

_CACHE_SIZES = {
    "_divide_cache": 4,
    "_crop_cache": 16,
    "_style_cache": 16,
    "_filter_cache": 4,
    "_line_length_cache": 4,
    "_crop_extend_cache": 4,
    "_offsets_cache": 4,
}


class LightStrip(Strip):
    """A strip that makes its seven caches when they are first used.

    A timeline keeps thousands of strips, most of which only ever use the cache of what they look like on the terminal:
    the others are two thirds of the stock strip's memory and time. This leans on the names of its slots; a test
    compares them.
    """

    __slots__ = ()

    def __init__(self, segments: list[Segment], cell_length: int) -> None:
        # The stock __init__ is left out on purpose: it would make the caches.
        self._segments = segments
        self._cell_length = cell_length
        self._render_cache = None
        self._link_ids = None
        self._cell_count = None

    def __getattr__(self, name: str) -> FIFOCache[Any, Any]:
        # Reached for slots that were never set.
        size = _CACHE_SIZES.get(name)
        if size is None:
            raise AttributeError(name)
        cache: FIFOCache[Any, Any] = FIFOCache(size)
        setattr(self, name, cache)
        return cache

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """Cut at the given cells; cut at its end alone, as when it is painted whole, it gives back itself."""
        cuts = list(cuts)
        return [self] if cuts == [self._cell_length] else super().divide(cuts)
