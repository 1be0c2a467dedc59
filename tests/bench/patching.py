"""Wishes and the server's answers running through the store, as in a burst of a stream."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable

from msgspec.structs import replace

from tests.bench.report import Row, within
from tests.bench.stage import Stage
from tests.bench.timing import median
from tests.bench.worlds import home_posts, long_timeline
from tootui.api import decode
from tootui.model.base import EntityKey
from tootui.model.status import Status
from tootui.store.entities import Store
from tootui.store.patches import favourite

_POSTS, _PATCHES, _TIMELINES = 4000, 1000, 3
_BUDGET_MS = 100.0
"""A tenth of a core, at so many patches a second."""


def measure(stage: Stage) -> Iterable[Row]:
    """Each patch is shown, then settled by an answer that counts it."""
    raw = list(long_timeline(home_posts(stage.demo.url, stage.demo.token), _POSTS))
    statuses, _ = decode.page(json.dumps(raw).encode(), Status)
    taken = [_patch_all(statuses) for _ in range(stage.rounds(10))]
    yield within(f"{_PATCHES:,} patches, {_TIMELINES} timelines observing", median(taken), _BUDGET_MS)


def _patch_all(statuses: list[Status]) -> float:
    store = Store()
    store.put_statuses(statuses)
    redrawn: list[int] = []
    for number in range(_TIMELINES):
        shown = {status.id for status in statuses[number::_TIMELINES]}

        def look(keys: frozenset[EntityKey], shown: set[str] = shown) -> None:
            redrawn.append(sum(entity_id in shown for _, entity_id in keys))

        store.observe(look)
    began = time.perf_counter()
    for status in statuses[:_PATCHES]:
        token = store.push(("status", status.id), favourite(True))
        store.settle(token, replace(status.inner, favourited=True))
    taken = (time.perf_counter() - began) * 1000
    assert sum(redrawn) >= _PATCHES // 2
    return taken
