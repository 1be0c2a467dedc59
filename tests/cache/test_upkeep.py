"""cache.db stays within its size without losing what will be read next, and takes over what older versions wrote."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.cache.values import account, boost, post, quoting
from tootui.cache.batch import CacheBatch, ReadingPlace, TimelineImage
from tootui.cache.fulltext import has_full_text
from tootui.cache.posts import PostCache
from tootui.cache.schema import MIGRATIONS
from tootui.model.happening import Happening
from tootui.model.pages import Gap

AMPLE = 1 << 40


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[PostCache]:
    cache = PostCache.open(tmp_path / "cache.db")
    yield cache
    cache.close()


def tidied(cache: PostCache, most_bytes: int, *shown: Sequence[str | Gap]) -> int:
    """Tidy until there is nothing more to do; gives the number of steps."""
    steps = 1
    while cache.tidy(most_bytes, shown=shown):
        steps += 1
        assert steps < 100
    return steps


def ids(newest: int, oldest: int) -> list[str | Gap]:
    return [f"s{number}" for number in range(newest, oldest - 1, -1)]


def keep(cache: PostCache, numbers: Sequence[int], place: str = "home", *, at_end: bool = True) -> None:
    """Save posts in this order of arrival, and a timeline of them, newest first."""
    rows: list[str | Gap] = [f"s{number}" for number in sorted(numbers, reverse=True)]
    posts = [post(number, account=account(number % 50)) for number in numbers]
    cache.save(CacheBatch(statuses=posts, timelines={place: TimelineImage(rows=rows, at_end=at_end)}))


def test_a_cache_that_has_room_is_left_alone(cache: PostCache) -> None:
    keep(cache, range(1, 2001))

    assert tidied(cache, AMPLE) == 1
    assert cache.stats().statuses == 2000


def test_what_was_seen_longest_ago_goes_first(cache: PostCache) -> None:
    keep(cache, range(1, 3001))
    most = cache.stats().used_bytes * 2 // 3

    assert tidied(cache, most) > 1

    stats = cache.stats()
    assert most * 8 // 10 < stats.used_bytes <= most
    left = cache.read_timeline("home", 10_000)
    assert left.rows == ids(3000, 3001 - stats.statuses)
    assert not left.at_end  # the server has what went
    assert tidied(cache, most) == 1


@pytest.mark.skipif(not has_full_text(), reason="this SQLite has no FTS5")
def test_what_went_is_not_found_any_more(cache: PostCache) -> None:
    keep(cache, range(1, 2001))

    tidied(cache, cache.stats().used_bytes // 2)

    stats = cache.stats()
    assert stats.searchable == stats.statuses < 1500
    assert cache.search("post", limit=9999) == ids(2000, 2001 - stats.statuses)


def test_what_is_near_where_reading_stopped_stays_and_gaps_tell_what_went(cache: PostCache) -> None:
    keep(cache, range(1, 3001))
    cache.save(CacheBatch(reading={"home": ReadingPlace("s1000", 2)}))

    tidied(cache, 1)

    rows = cache.read_timeline("home", 10_000, around=False).rows
    assert rows == [*ids(3000, 2600), Gap("s2600", "s1400"), *ids(1400, 600)]
    assert cache.read_timeline("home").reading == ReadingPlace("s1000", 2)


def test_what_kept_posts_show_stays_with_them(cache: PostCache) -> None:
    shown = [boost(1, post(5)), quoting(2, post(6)), post(3)]
    cache.save(CacheBatch(statuses=[post(5), post(6), *shown]))
    cache.save(
        CacheBatch(
            statuses=[post(7)],
            notifications={"notifications": [Happening(id="n1", group_key="n1", type="poll", status_id="s7")]},
        )
    )
    keep(cache, range(1000, 1500), "local")
    cache.save(CacheBatch(timelines={"home": TimelineImage(rows=["b1", "s2", "s3"])}))
    lost = [boost(9, post(900)), post(901)]
    cache.save(CacheBatch(statuses=lost))

    tidied(cache, 1)

    timeline = cache.read_timeline("home")
    assert [status.inner.id for status in timeline.statuses] == ["s5", "s2", "s3"]
    assert timeline.statuses[1].quote is not None
    assert timeline.statuses[1].quote.quoted_status == post(6)
    assert cache.read_notifications("notifications").statuses == [post(7)]
    assert cache.read_statuses(["b9", "s900", "s901"]) == []


def test_what_is_in_use_stays(cache: PostCache) -> None:
    cache.save(CacheBatch(statuses=[boost(1, post(9)), post(8)]))
    keep(cache, range(100, 2001))

    tidied(cache, 1, ["b1", "s8"], ids(2000, 1000))

    assert [status.id for status in cache.read_statuses(["b1", "s8", "s9"])] == ["b1", "s8", "s9"]
    assert cache.read_timeline("home", 10_000).rows == ids(2000, 1000)


def test_people_go_with_their_last_post(cache: PostCache) -> None:
    cache.save(CacheBatch(statuses=[post(number, account=account(5000 + number)) for number in range(1, 1001)]))
    keep(cache, range(2000, 2100))

    tidied(cache, 1)

    assert (cache.stats().statuses, cache.stats().accounts) == (100, 50)
    assert len(cache.read_timeline("home", 500).statuses) == 100


def make_version_1(path: Path, cache: PostCache) -> None:
    """Write a file as version 1 would have: what another cache holds, in the tables and columns of then."""
    old = sqlite3.connect(path, isolation_level=None)
    for statement in MIGRATIONS[0]:
        old.execute(statement)
    old.execute("PRAGMA user_version = 1")
    old.execute("ATTACH ? AS present", (str(cache.path),))
    for table in ("accounts", "statuses", "timelines", "places", "reveals", "meta"):
        columns = ", ".join(row[1] for row in old.execute(f"PRAGMA main.table_info({table})"))
        old.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM present.{table}")
    old.close()


def test_a_file_of_version_1_is_taken_over_whole(cache: PostCache, tmp_path: Path) -> None:
    keep(cache, range(1, 601))
    cache.save(
        CacheBatch(
            statuses=[boost(1, quoting(700, post(701)))],
            reading={"home": ReadingPlace("s300", 1)},
            meta={"me": b"1"},
            revealed={"s5": True},
        )
    )
    make_version_1(tmp_path / "old.db", cache)

    old = PostCache.open(tmp_path / "old.db")
    assert (old.notice, old.read_meta("me"), old.read_reveals()) == ("", b"1", {"s5"})
    assert old.read_timeline("home", 1000) == cache.read_timeline("home", 1000)
    assert old.search("post") == []

    assert tidied(old, AMPLE) > 2

    assert old.search("post", limit=1000) == cache.search("post", limit=1000)
    assert (old.stats().statuses, old.stats().searchable) == (cache.stats().statuses, cache.stats().searchable)
    assert old.read_statuses(["b1"]) == cache.read_statuses(["b1"])
    tidied(old, 1)
    assert old.stats().accounts == 50
    old.close()


def test_a_post_of_version_1_that_cannot_be_read_is_let_go(cache: PostCache, tmp_path: Path) -> None:
    keep(cache, range(1, 4))
    make_version_1(tmp_path / "old.db", cache)
    other = sqlite3.connect(tmp_path / "old.db")
    other.execute("UPDATE statuses SET data = x'ff' WHERE id = 's2'")
    other.commit()
    other.close()

    old = PostCache.open(tmp_path / "old.db")
    tidied(old, AMPLE)

    assert old.stats().statuses == 2
    assert old.read_timeline("home").rows == ["s3", Gap("s3", "s1"), "s1"]
    old.close()


def test_every_earlier_schema_is_brought_up(tmp_path: Path) -> None:
    for version in range(1, len(MIGRATIONS)):
        path = tmp_path / f"v{version}.db"
        old = sqlite3.connect(path, isolation_level=None)
        for statement in (statement for statements in MIGRATIONS[:version] for statement in statements):
            old.execute(statement)
        old.execute(f"PRAGMA user_version = {version}")
        old.close()
        cache = PostCache.open(path)
        keep(cache, range(1, 4))
        assert (cache.notice, cache.read_timeline("home").rows) == ("", ids(3, 1))
        cache.close()
