"""Decoding a page, holding many, writing one, reading the first 40 posts: the work between wire and screen."""

from __future__ import annotations

import json
import sqlite3
import time
import tracemalloc
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.bench.report import Row as Figure
from tests.bench.report import against_floor, beyond_floor, within
from tests.bench.stage import Stage
from tests.bench.timing import median
from tests.bench.worlds import Json, home_posts, long_timeline
from tootui.api import decode
from tootui.cache.batch import CacheBatch, Row, TimelineImage
from tootui.cache.posts import PostCache
from tootui.model.base import StatusId
from tootui.model.status import Status

_PAGE, _MANY = 40, 10_000
_DECODE_BUDGET, _DECODED_BUDGET_MB = 1.2, 60.0
_WRITE_BUDGET_MS, _READ_BUDGET_MS = 3.0, 1.0


def measure(stage: Stage) -> Iterable[Figure]:
    """Each in this process, in turns with the least that Python can do about it."""
    posts = list(long_timeline(home_posts(stage.demo.url, stage.demo.token), _PAGE))
    body = json.dumps(posts).encode()
    rounds = stage.rounds(100)
    decoding, loading = _in_turns(rounds, lambda: decode.page(body, Status), lambda: json.loads(body))
    yield against_floor("decode a page of 40, cleaned", decoding, loading, _DECODE_BUDGET)
    decoded = _decoded_mb(list(long_timeline(posts, _MANY)))
    yield within(f"{_MANY:,} decoded statuses", decoded, _DECODED_BUDGET_MB, "MB")

    folder = stage.new_home()
    ours, plain = folder / "cache.db", folder / "floor.db"
    many = list(long_timeline(posts, _PAGE * rounds))
    pages = [many[at : at + _PAGE] for at in range(0, len(many), _PAGE)]
    above: list[list[StatusId]] = [[], *([page[-1]["id"]] for page in pages)]
    cache, database = PostCache.open(ours), _make_plain(plain)
    batches = iter([_batch(*one) for one in zip(pages, above, strict=False)])
    rows = iter([[(post["id"], json.dumps(post).encode()) for post in page] for page in pages])
    writing, inserting = _in_turns(
        rounds, lambda: cache.save(next(batches)), lambda: _insert_plain(database, next(rows))
    )
    cache.close()
    database.close()
    yield within("write and index a new page of 40", writing, _WRITE_BUDGET_MS, floor=inserting)

    reading, selecting = _in_turns(rounds, lambda: _read(ours), lambda: _read_plain(plain))
    yield beyond_floor("open the cache and read 40", reading, selecting, _READ_BUDGET_MS)


def _decoded_mb(raw: list[Json]) -> float:
    """What many posts hold in memory once they are decoded, page by page as they come."""
    bodies = [json.dumps(raw[at : at + _PAGE]).encode() for at in range(0, len(raw), _PAGE)]
    tracemalloc.start()
    held = [decode.page(body, Status)[0] for body in bodies]
    megabytes = tracemalloc.get_traced_memory()[0] / 1_000_000
    tracemalloc.stop()
    assert sum(map(len, held)) == len(raw)
    return megabytes


def _batch(page: list[Json], above: list[StatusId]) -> CacheBatch:
    """An older page as the service hands it over, under the last post of the one before."""
    statuses, problems = decode.page(json.dumps(page).encode(), Status)
    assert not problems
    rows: list[Row] = [*above, *(post.id for post in statuses)]
    return CacheBatch(statuses=statuses, timelines={"home": TimelineImage(rows=rows)})


def _in_turns(rounds: int, ours: Callable[[], object], floor: Callable[[], object]) -> tuple[float, float]:
    """The medians of both, in milliseconds."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for work, taken in zip((ours, floor), times, strict=True):
            began = time.perf_counter()
            work()
            taken.append((time.perf_counter() - began) * 1000)
    return median(times[0]), median(times[1])


def _read(path: Path) -> None:
    cache = PostCache.open(path)
    assert len(cache.read_timeline("home", _PAGE).statuses) >= _PAGE
    cache.close()


def _make_plain(path: Path) -> sqlite3.Connection:
    """A database with as little as a cache can have: an id and its bytes."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("CREATE TABLE status (id TEXT PRIMARY KEY, body BLOB)")
    return database


def _insert_plain(database: sqlite3.Connection, rows: list[tuple[str, bytes]]) -> None:
    with database:
        database.executemany("INSERT OR REPLACE INTO status VALUES (?, ?)", rows)


def _read_plain(path: Path) -> None:
    with sqlite3.connect(path) as database:
        assert len(database.execute("SELECT body FROM status ORDER BY id DESC LIMIT ?", (_PAGE,)).fetchall()) == _PAGE
    database.close()
