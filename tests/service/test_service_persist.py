"""What is written behind: little at a time, nothing twice, and nothing lost while the disk has a bad day."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cache.values import account, post
from tests.support.clock import FakeClock
from tests.support.session import until, until_after
from tootui.cache.batch import CacheBatch, ReadingPlace, TimelineImage
from tootui.cache.posts import PostCache
from tootui.cache.writer import Writer
from tootui.model.account import Relationship
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.service.notices import Notice, Notices
from tootui.service.persist import Persist
from tootui.service.spans import changed_span
from tootui.store.entities import Store
from tootui.store.patches import favourite
from tootui.store.timeline import Row, Timeline


class FakeFeed:
    """A timeline and where its reader is."""

    def __init__(self) -> None:
        self.place = Place.HOME
        self.reading: ReadingPlace | None = None
        self.timeline = Timeline()

    def image(self) -> TimelineImage:
        return TimelineImage(rows=self.timeline.rows, at_end=self.timeline.at_end)


class Keeping:
    """A store that is written behind into a real file."""

    def __init__(self, path: Path, *, cache_bytes: int = 1 << 40) -> None:
        self.clock = FakeClock()
        self.cache = PostCache.open(path)
        self.store = Store(fetch=self.cache.read_statuses)
        self.notices = Notices(self.clock)
        self.said: list[Notice] = []
        self.notices.observe(self.said.append)
        self.persist = Persist(self.store, self.cache, Writer(), self.notices, self.clock, cache_bytes=cache_bytes)
        self.feed = FakeFeed()
        self.feed.timeline.observe(lambda: self.persist.rows_changed(self.feed))

    def arrive(self, *numbers: int) -> None:
        """Posts come on top, the last number being the newest."""
        self.store.put_statuses([post(number) for number in numbers])
        self.feed.timeline.add_newer([f"s{number}" for number in reversed(numbers)], complete=True)


@asynccontextmanager
async def running(keeping: Keeping) -> AsyncIterator[Keeping]:
    task = asyncio.create_task(keeping.persist.run())
    try:
        yield keeping
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        keeping.persist._writer.close()
        keeping.cache.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache.db"


@contextmanager
def no_room(path: Path) -> Iterator[None]:
    """Let SQLite refuse to write posts, as a full disk does."""
    other = sqlite3.connect(path, isolation_level=None, timeout=30)
    other.execute("CREATE TRIGGER full BEFORE INSERT ON statuses BEGIN SELECT raise(ABORT, 'no room'); END")
    try:
        yield
        other.execute("DROP TRIGGER full")
    finally:
        other.close()


@pytest.mark.parametrize("is_told", [True, False])
async def test_what_the_server_has_done_is_kept_though_it_looked_so_already(path: Path, is_told: bool) -> None:
    async with running(Keeping(path)) as keeping:
        keeping.arrive(1)
        token = keeping.store.push(("status", "s1"), favourite(True))
        await until_after(keeping.clock, lambda: keeping.cache.read_statuses(["s1"]))
        await until_after(keeping.clock, lambda: not keeping.clock.waits and not keeping.persist._something.is_set())
        shown = keeping.store.status("s1")
        keeping.store.settle(token, shown) if is_told else keeping.store.confirm(token)
        assert keeping.store.status("s1") == shown
        await until_after(keeping.clock, lambda: keeping.cache.read_statuses(["s1"])[0].favourited is True)


async def test_memory_holds_no_more_posts_for_many_places_than_for_a_few(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tootui.service.persist.POSTS_PER_TIMELINE", 5)
    async with running(Keeping(path)) as keeping:
        for tag in range(12):
            feed = FakeFeed()
            feed.place = Place.tag(f"tag{tag}")
            numbers = range(tag * 5, tag * 5 + 5)
            keeping.store.put_statuses([post(number) for number in numbers])
            feed.timeline.start([f"s{number}" for number in numbers])
            keeping.persist.rows_changed(feed)
            await until_after(keeping.clock, lambda last=numbers[-1]: keeping.cache.read_statuses([f"s{last}"]))  # type: ignore[misc]  # bound now
        await until_after(keeping.clock, lambda: len(list(keeping.store.held_statuses())) == 20)
        assert keeping.store.status("s0") is not None


async def test_of_a_list_that_is_told_whole_nothing_else_stays(path: Path) -> None:
    async with running(Keeping(path)) as keeping:
        keeping.arrive(1, 2, 3, 4)
        await until_after(keeping.clock, lambda: keeping.cache.read_timeline("home").rows)
        keeping.persist._cache.save(
            CacheBatch(timelines={"home": TimelineImage(rows=["s4", "s3"], at_end=True, is_whole=True)})
        )
        assert keeping.cache.read_timeline("home").rows == ["s4", "s3"]


async def test_what_could_not_be_written_is_written_later_and_said_once(path: Path) -> None:
    async with running(Keeping(path)) as keeping:
        with no_room(path):
            for number in (1, 2, 3):
                keeping.arrive(number)
                keeping.persist.keep_meta("count", b"%d" % number)
                keeping.feed.reading = ReadingPlace(f"s{number}", number)
                keeping.persist.reading_changed(keeping.feed)
                keeping.persist.keep_revealed(f"s{number}", True)
                await until_after(keeping.clock, lambda: keeping.said)
                keeping.store.put_relationships([Relationship(id=f"a{number}", following=True)])
                await until(lambda: keeping.clock.waits)
                keeping.clock.advance(1)
        keeping.store.put_accounts([account(9)])
        await until_after(keeping.clock, lambda: keeping.cache.stats().statuses == 3)

        cached = keeping.cache.read_timeline("home")
        assert (cached.rows, cached.reading) == (["s3", "s2", "s1"], ReadingPlace("s3", 3))
        assert keeping.cache.read_meta("count") == b"3"
        assert keeping.cache.read_reveals() == {"s1", "s2", "s3"}
        assert len(keeping.cache.read_relationships(["a1", "a2", "a3"])) == 3
        assert [notice.text for notice in keeping.said] == [keeping.said[0].text]
        assert "The cache was not written" in keeping.said[0].text


async def test_the_cache_keeps_to_its_size_and_to_what_is_shown(path: Path) -> None:
    before = PostCache.open(path)
    before.save(CacheBatch(statuses=[post(number) for number in range(2000, 5000)]))
    size = before.stats().used_bytes
    before.close()
    async with running(Keeping(path, cache_bytes=size // 2)) as keeping:
        keeping.arrive(*range(1, 1001))
        await until_after(keeping.clock, lambda: keeping.cache.stats().used_bytes <= size // 2)

        assert len(keeping.cache.read_timeline("home", 10_000).statuses) == 1000


async def test_ten_thousand_rows_cost_as_much_as_ten(path: Path) -> None:
    async with running(Keeping(path)) as keeping:
        keeping.feed.timeline.start([f"s{number}" for number in range(10_000, 0, -1)])
        await until_after(keeping.clock, lambda: keeping.persist._written)
        assert keeping.cache.stats().timelines == 1

        keeping.arrive(10_001)
        batch = keeping.persist._take().batch

        assert batch.timelines == {"home": TimelineImage(rows=["s10001", "s10000"])}


async def test_memory_keeps_two_thousand_posts_and_the_disk_the_rest(path: Path) -> None:
    async with running(Keeping(path)) as keeping:
        keeping.arrive(*range(1, 3001))
        await until_after(keeping.clock, lambda: keeping.store.base_status("s1") is None)

        in_memory = [keeping.store.base_status(f"s{number}") is not None for number in range(1, 3001)]
        assert in_memory == [False] * 1000 + [True] * 2000
        assert [keeping.store.status(f"s{number}") for number in (1, 500, 3000)] == [post(1), post(500), post(3000)]


def with_gaps(ids: list[int], holes: set[int]) -> list[Row]:
    rows: list[Row] = []
    for at, number in enumerate(ids):
        rows.append(f"s{number}")
        if number in holes and at + 1 < len(ids):
            rows.append(Gap(f"s{number}", f"s{ids[at + 1]}"))
    return rows


NUMBERS = st.integers(0, 1200)
TIMELINES = st.builds(
    lambda start, end, missing, holes: with_gaps(
        [number for number in range(end, start, -1) if number not in missing], holes
    ),
    st.integers(0, 300),
    st.integers(900, 1200),
    st.sets(NUMBERS, max_size=20),
    st.sets(NUMBERS, max_size=20),
)


@given(st.lists(st.tuples(TIMELINES, st.booleans()), min_size=2, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_spans_lead_to_the_same_as_whole_timelines(path: Path, steps: list[tuple[list[Row], bool]]) -> None:
    cache = PostCache.open(path)
    cache.clear()
    written: list[Row] = []
    at_end = False
    for rows, is_end in steps:
        span = changed_span(written, rows, to_end=is_end != at_end)
        for place, part in (("whole", rows), ("parts", span)):
            if part is not None:
                cache.save(CacheBatch(timelines={place: TimelineImage(rows=part, at_end=is_end)}))
        if span is not None:
            assert not span or not isinstance(span[0], Gap)
            assert not span or not isinstance(span[-1], Gap)
        written, at_end = rows, is_end
    query = "SELECT status_id, hole, at_end FROM timelines JOIN places USING (place) WHERE place = ? ORDER BY position"
    reader = sqlite3.connect(path)
    assert reader.execute(query, ("parts",)).fetchall() == reader.execute(query, ("whole",)).fetchall()
    reader.close()
    cache.close()


def test_where_nothing_is_new_nothing_is_written() -> None:
    rows: list[Row] = ["s2", "s1"]

    assert changed_span(rows, list(rows)) is None
    assert changed_span(rows, list(rows), to_end=True) == ["s1"]
    assert changed_span(rows, []) == []
