"""A cache of years: starting with it, searching it, its size on disk."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from tests.bench.report import Row, against_floor, within
from tests.bench.stage import Stage
from tests.bench.starting import time_to_first_frame
from tests.bench.timing import median, p95
from tests.bench.worlds import marker
from tootui.cache.posts import PostCache

_POSTS, _FEW = 100_000, 400
_START_BUDGET, _SEARCH_BUDGET_MS, _SIZE_BUDGET_KB = 1.25, 50.0, 5.0
_ROUNDS = 15
_QUERIES = ("the", "post", "Post-00423", "engine", "a", "comp", "ad", "the of", '"of the"', "ada", "zeppelin", "東京")
"""Words of nearly every post, of some and of none, whole, begun, side by side, by author."""


def measure(stage: Stage) -> Iterable[Row]:
    """Seeding takes a minute."""
    count = stage.rounds(_POSTS)
    homes = {size: stage.cached_home(size) for size in (_FEW, count)}
    starts: dict[int, list[float]] = {size: [] for size in homes}
    for _ in range(stage.rounds(_ROUNDS)):
        for size, home in homes.items():
            starts[size].append(time_to_first_frame(stage, home, marker(0)))
    what = f"{count:,} cached posts"
    yield against_floor(
        f"first frame, {what} against {_FEW}", median(starts[count]), median(starts[_FEW]), _START_BUDGET
    )
    (path,) = (homes[count] / ".cache").rglob("cache.db")
    yield from _searches(path, what)


def _searches(path: Path, what: str) -> Iterable[Row]:
    cache = PostCache.open(path)
    taken: list[float] = []
    for _ in range(20):
        for query in _QUERIES:
            for order in ("newest", "relevance"):
                began = time.perf_counter()
                cache.search(query, order=order)
                taken.append((time.perf_counter() - began) * 1000)
    stats = cache.stats()
    cache.close()
    yield within(f"search {what}, p95", p95(taken), _SEARCH_BUDGET_MS)
    yield within("on disk per post, with index", stats.bytes / stats.searchable / 1000, _SIZE_BUDGET_KB, "kB")
