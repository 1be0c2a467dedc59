"""cache.db gives back what was read, and any file it finds is good enough to begin with."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cache.values import account, boost, post, quoting
from tootui.cache.batch import CacheBatch, ReadingPlace, TimelineImage
from tootui.cache.posts import PostCache
from tootui.cache.writer import Writer
from tootui.model.account import Relationship
from tootui.model.conversations import Conversation
from tootui.model.errors import StorageError
from tootui.model.happening import Happening
from tootui.model.pages import Gap
from tootui.model.status import Quote, Status

Row = str | Gap


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "account" / "cache.db"


@pytest.fixture
def cache(path: Path) -> Iterator[PostCache]:
    cache = PostCache.open(path)
    yield cache
    cache.close()


def save(
    cache: PostCache, rows: list[Row] | None = None, place: str = "home", at_end: bool = False, **more: Any
) -> None:
    """Save a timeline with a post for each id."""
    posts = [post(int(row[1:])) for row in rows or [] if isinstance(row, str)]
    timelines = {} if rows is None else {place: TimelineImage(rows=rows, at_end=at_end)}
    cache.save(CacheBatch(**{"statuses": posts, "timelines": timelines} | more))


def ids(newest: int, oldest: int) -> list[Row]:
    return [f"s{number}" for number in range(newest, oldest - 1, -1)]


def all_rows(cache: PostCache, place: str = "home") -> list[Row]:
    return cache.read_timeline(place, 10_000, around=False).rows


def test_a_page_comes_back_as_it_was(cache: PostCache, path: Path) -> None:
    page = [boost(1, quoting(4, post(5))), quoting(2, post(3)), post(1)]
    cache.save(CacheBatch(statuses=page, timelines={"home": TimelineImage(rows=["b1", "s2", "s1"], at_end=True)}))

    again = PostCache.open(path)
    timeline = again.read_timeline("home")
    again.close()

    assert timeline.rows == ["b1", "s2", "s1"]
    assert timeline.statuses[2] == page[2]
    quote = timeline.statuses[1].quote
    assert quote == Quote(state="accepted", quoted_status=post(3), quoted_status_id="s3")
    inner = timeline.statuses[0].inner
    assert (inner.account, inner.quote and inner.quote.quoted_status) == (account(3), post(5))
    assert timeline.statuses[0].account == account(2)
    assert (timeline.at_top, timeline.at_end, timeline.reading) == (True, True, None)
    assert (cache.notice, again.notice) == ("", "")


def test_an_empty_place_has_nothing(cache: PostCache) -> None:
    timeline = cache.read_timeline("local")

    assert (timeline.rows, timeline.statuses, timeline.at_end) == ([], [], False)
    assert cache.read_older("local", "s1").rows == []
    assert cache.read_newer("local", "s1").rows == []


def test_reading_goes_on_where_it_stopped(cache: PostCache) -> None:
    save(cache, ids(200, 1), reading={"home": ReadingPlace("s100", 3)})

    page = cache.read_timeline("home", 40)

    assert page.reading == ReadingPlace("s100", 3)
    assert page.rows == ids(110, 71)
    assert [status.id for status in page.statuses] == page.rows
    assert (page.at_top, page.at_end) == (False, False)
    assert cache.read_timeline("home", 40, around=False).rows == ids(200, 161)


def test_a_reading_place_that_is_gone_means_the_top(cache: PostCache) -> None:
    save(cache, ids(50, 1), reading={"home": ReadingPlace("s999")})

    page = cache.read_timeline("home", 10)

    assert (page.rows, page.at_top) == (ids(50, 41), True)


def test_pages_go_on_in_both_directions(cache: PostCache) -> None:
    save(cache, ids(100, 1), at_end=True)

    older = cache.read_older("home", "s21", 15)
    assert (older.rows, older.at_end) == (ids(20, 6), False)
    last = cache.read_older("home", "s6", 15)
    assert (last.rows, last.at_end) == (ids(5, 1), True)
    newer = cache.read_newer("home", "s80", 15)
    assert (newer.rows, newer.at_top) == (ids(95, 81), False)
    first = cache.read_newer("home", "s95", 15)
    assert (first.rows, first.at_top) == (ids(100, 96), True)


def test_gaps_come_back_between_their_posts(cache: PostCache) -> None:
    rows: list[Row] = [*ids(30, 21), Gap("s21", "s10"), *ids(10, 1)]
    save(cache, rows)

    assert all_rows(cache) == rows
    assert cache.read_timeline("home", 10).rows == [*ids(30, 21), Gap("s21", "s10"), "s10"]
    assert cache.read_older("home", "s21", 3).rows == [Gap("s21", "s10"), "s10", "s9", "s8"]
    assert cache.read_newer("home", "s10", 2).rows == ["s22", "s21", Gap("s21", "s10")]


def test_a_gap_stays_under_the_post_above_it_whatever_it_names(cache: PostCache) -> None:
    save(cache, ["s9", Gap("left out", "s3"), "s3"])

    assert all_rows(cache) == ["s9", Gap("s9", "s3"), "s3"]


def test_a_window_of_a_timeline_is_saved_without_losing_the_rest(cache: PostCache) -> None:
    save(cache, ids(100, 1), at_end=True)

    save(cache, ids(60, 41))
    assert all_rows(cache) == ids(100, 1)
    assert cache.read_older("home", "s2").at_end

    save(cache, [*ids(120, 111), Gap("s111", "s60"), *ids(60, 41)])
    assert all_rows(cache) == [*ids(120, 111), Gap("s111", "s60"), *ids(60, 1)]


def test_a_gap_fills_between_its_neighbours(cache: PostCache) -> None:
    save(cache, [*ids(90, 81), Gap("s81", "s10"), *ids(10, 1)])

    save(cache, [*ids(90, 61), Gap("s61", "s10"), *ids(10, 1)])
    assert all_rows(cache) == [*ids(90, 61), Gap("s61", "s10"), *ids(10, 1)]
    save(cache, ids(90, 1))
    assert all_rows(cache) == ids(90, 1)


def test_a_gap_can_be_filled_for_ever(cache: PostCache) -> None:
    rows: list[Row] = ["s1000", Gap("s1000", "s1"), "s1"]
    save(cache, rows)
    for number in range(2, 60):  # always at the same spot: the room there halves until all get new positions
        rows = ["s1000", Gap("s1000", f"s{number}"), *ids(number, 1)]
        save(cache, rows)

    assert all_rows(cache) == rows


def test_a_timeline_that_begins_anew_replaces_the_old_one(cache: PostCache) -> None:
    save(cache, ids(20, 1), at_end=True)

    save(cache, ids(90, 71))
    assert all_rows(cache) == ids(90, 71)
    assert not cache.read_timeline("home").at_end

    save(cache, [])
    assert all_rows(cache) == []


def test_an_order_that_changed_is_followed(cache: PostCache) -> None:
    save(cache, ids(9, 1))

    rows: list[Row] = ["s1", "s5", "s9", "s3"]
    save(cache, rows)

    assert all_rows(cache) == rows


def test_places_do_not_mix(cache: PostCache) -> None:
    save(cache, ids(9, 5), place="home")
    save(cache, ids(7, 3), place="tag:python")

    assert all_rows(cache) == ids(9, 5)
    assert all_rows(cache, "tag:python") == ids(7, 3)


@pytest.mark.parametrize("seed", range(12))
def test_any_sequence_of_images_comes_back(cache: PostCache, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(12):
        numbers = sorted(chance.sample(range(1, 60), chance.randint(1, 40)), reverse=True)
        if chance.random() < 0.2:
            chance.shuffle(numbers)
        chosen: list[str] = [f"s{number}" for number in numbers]
        rows: list[Row] = []
        for upper, lower in zip(chosen, [*chosen[1:], None], strict=True):
            rows.append(upper)
            if lower is not None and chance.random() < 0.2:
                rows.append(Gap(upper, lower))
        save(cache, rows)

        shown = all_rows(cache)
        start, end = shown.index(rows[0]), shown.index(rows[-1])
        assert shown[start : end + 1] == rows
        assert len([row for row in shown if isinstance(row, str)]) == len({r for r in shown if isinstance(r, str)})


def test_a_deleted_post_leaves_timelines_boosts_and_marks(cache: PostCache) -> None:
    rows: list[Row] = ["s9", "s5", Gap("s5", "s3"), "s3", "s2"]
    save(cache, rows, revealed={"s5": True, "s2": True})
    cache.save(
        CacheBatch(
            statuses=[boost(1, post(5))],
            timelines={"local": TimelineImage(rows=["b1", "s5"]), "tag:x": TimelineImage(rows=["s5", "s2"])},
        )
    )

    cache.save(CacheBatch(deleted=["s5"]))

    assert all_rows(cache) == ["s9", Gap("s9", "s3"), "s3", "s2"]
    assert all_rows(cache, "local") == []
    assert all_rows(cache, "tag:x") == ["s2"]
    assert cache.read_statuses(["s5", "b1", "s9"]) == [post(9)]
    assert cache.read_reveals() == {"s2"}


def test_a_post_that_cannot_be_read_is_a_gap(cache: PostCache, path: Path) -> None:
    save(cache, ids(5, 1))
    other = sqlite3.connect(path)
    other.execute("UPDATE statuses SET data = x'ff00' WHERE id = 's3'")
    other.commit()
    other.close()

    assert all_rows(cache) == ["s5", "s4", Gap("s4", "s2"), "s2", "s1"]


def test_the_last_word_about_a_post_or_an_account_stays(cache: PostCache) -> None:
    save(cache, ids(2, 1))

    cache.save(CacheBatch(statuses=[post(1, favourites_count=77)], accounts=[account(1, display_name="Countess")]))

    first, second = cache.read_statuses(["s1", "s2"])
    assert first.favourites_count == 77
    assert (first.account.display_name, second.account.display_name) == ("Countess", "Countess")


def test_more_ids_than_one_statement_takes(cache: PostCache) -> None:
    save(cache, ids(1200, 1))

    assert [status.id for status in cache.read_statuses([f"s{n}" for n in range(1, 1201)])] == ids(1200, 1)[::-1]


def test_a_thread_is_known_offline(cache: PostCache) -> None:
    def reply(number: int, to: int) -> Status:
        return post(number, in_reply_to_id=f"s{to}")

    cache.save(
        CacheBatch(statuses=[post(1), reply(2, 1), reply(3, 2), reply(4, 3), reply(5, 3), reply(6, 5), reply(7, 1)])
    )

    assert [status.id for status in cache.read_context("s3")] == ["s1", "s2", "s4", "s5", "s6"]
    assert cache.read_context("s99") == []


def test_a_ring_of_replies_ends(cache: PostCache) -> None:
    cache.save(CacheBatch(statuses=[post(1, in_reply_to_id="s2"), post(2, in_reply_to_id="s1")]))

    assert [status.id for status in cache.read_context("s1")] == ["s2"]


def test_posts_that_quote_each_other_stay_finite(cache: PostCache) -> None:
    cache.save(CacheBatch(statuses=[quoting(1, quoting(2, post(1))), quoting(2, quoting(1, post(2)))]))

    one, two = cache.read_statuses(["s1", "s2"])
    assert one.quote is not None
    assert one.quote.quoted_status is not None
    assert one.quote.quoted_status.quote == Quote(state="accepted", quoted_status_id="s1")
    assert two.quote is not None
    assert two.quote.quoted_status is not None


def test_small_values_and_reveals_are_kept(cache: PostCache) -> None:
    cache.save(CacheBatch(meta={"instance": b"1", "me": b"2"}, revealed={"s1": True, "s2": True}))
    cache.save(CacheBatch(meta={"me": b"3"}, revealed={"s1": False}))

    assert (cache.read_meta("instance"), cache.read_meta("me"), cache.read_meta("nothing")) == (b"1", b"3", None)
    assert cache.read_reveals() == {"s2"}


def happening(number: int, status_id: str | None = None) -> Happening:
    people = [account(number)]
    return Happening(id=f"n{number}", group_key=f"g{number}", type="mention", accounts=people, status_id=status_id)


def test_notifications_and_conversations_come_back_with_their_posts(cache: PostCache) -> None:
    rows: list[Happening | Gap] = [happening(9), Gap("n9", "n3"), happening(3, "s2")]
    talk = Conversation(id="c1", unread=True, accounts=[account(3), account(4)], last_status=post(7))
    silent = Conversation(id="c2", accounts=[account(2)])

    cache.save(
        CacheBatch(
            statuses=[quoting(2, post(1))],
            notifications={"notifications": rows, "notifications:follows": [happening(9)]},
            conversations=[talk, silent],
        )
    )
    save(cache, ids(5, 5))

    known_quote = Quote(state="accepted", quoted_status=post(1), quoted_status_id="s1")
    kept = cache.read_notifications("notifications")
    assert kept.rows == rows
    assert kept.statuses == [post(2, account=account(3), quote=known_quote)]
    assert cache.read_notifications("notifications:follows").rows == [happening(9)]
    assert cache.read_notifications("notifications:polls").rows == []
    assert cache.read_conversations() == [talk, silent]


def test_notifications_replace_those_from_before_and_lose_those_whose_post_is_gone(cache: PostCache) -> None:
    old, new = [happening(n, f"s{n}") for n in (1, 2)]
    talk = Conversation(id="c1", last_status=post(2))
    cache.save(CacheBatch(statuses=[post(1)], notifications={"notifications": [old]}, conversations=[talk]))
    cache.save(CacheBatch(statuses=[post(2)], notifications={"notifications": [new]}))
    assert cache.read_notifications("notifications").rows == [new]

    cache.save(CacheBatch(deleted=["s2"]))

    assert cache.read_notifications("notifications").rows == []
    assert cache.read_conversations() == [Conversation(id="c1")]


def test_a_hole_among_notifications_closes_with_what_was_above_it(cache: PostCache) -> None:
    rows: list[Happening | Gap] = [happening(9, "s9"), Gap("n9", "n3"), happening(3)]
    cache.save(CacheBatch(statuses=[post(9)], notifications={"notifications": rows}))
    cache.save(CacheBatch(deleted=["s9"]))
    assert cache.read_notifications("notifications").rows == [happening(3)]


def test_relationships_are_known(cache: PostCache) -> None:
    cache.save(CacheBatch(relationships=[Relationship(id="a1", following=True), Relationship(id="a2", blocking=False)]))
    cache.save(CacheBatch(relationships=[Relationship(id="a1", following=False)]))

    assert cache.read_relationships(["a1", "a3"]) == [Relationship(id="a1", following=False)]


def test_a_cleared_cache_is_empty(cache: PostCache) -> None:
    save(cache, ids(9, 1), meta={"me": b"1"}, reading={"home": ReadingPlace("s3")})
    assert cache.stats().statuses == 9

    cache.clear()

    stats = cache.stats()
    assert (stats.statuses, stats.accounts, stats.timelines) == (0, 0, 0)
    assert stats.bytes > 0
    assert cache.read_timeline("home").rows == []
    assert cache.read_meta("me") is None


def test_the_writer_thread_saves_while_the_loop_reads(cache: PostCache) -> None:
    writer = Writer()
    future = writer.submit(lambda: save(cache, ids(9, 1)))
    future.result()

    assert all_rows(cache) == ids(9, 1)
    writer.close()


def test_the_file_is_the_users_alone(cache: PostCache, path: Path) -> None:
    save(cache, ids(3, 1))

    modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert modes == {"cache.db": 0o600, "cache.db-wal": 0o600, "cache.db-shm": 0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700


def damage_whole(path: Path) -> None:
    path.write_bytes(random.Random(5).randbytes(20_000))


def damage_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def damage_tables(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE statuses")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("damage", [damage_whole, damage_half, damage_tables])
def test_a_damaged_file_is_put_aside_and_begun_anew(path: Path, damage: Any) -> None:
    first = PostCache.open(path)
    save(first, ids(200, 1))
    first.close()
    damage(path)

    cache = PostCache.open(path)
    assert cache.read_timeline("home").rows == []
    assert "damaged" in cache.notice
    assert path.with_name("cache.db.damaged").exists()

    save(cache, ids(9, 1))
    assert all_rows(cache) == ids(9, 1)
    cache.close()


def test_damage_met_while_writing_costs_no_batch(path: Path) -> None:
    first = PostCache.open(path)
    save(first, ids(200, 1))
    first.close()
    cache = PostCache.open(path)
    damage_tables(path)

    save(cache, ids(9, 1))

    assert "damaged" in cache.notice
    assert all_rows(cache) == ids(9, 1)
    cache.close()


def test_a_file_of_a_newer_tootui_is_put_aside(path: Path) -> None:
    PostCache.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()

    cache = PostCache.open(path)

    assert "newer" in cache.notice
    save(cache, ids(3, 1))
    assert all_rows(cache) == ids(3, 1)
    cache.close()
    aside = sqlite3.connect(path.with_name("cache.db.newer"))
    assert aside.execute("PRAGMA user_version").fetchone() == (99,)
    aside.close()


def test_an_empty_file_is_begun(path: Path) -> None:
    path.parent.mkdir()
    path.touch()

    cache = PostCache.open(path)
    save(cache, ids(3, 1))

    assert (cache.notice, all_rows(cache)) == ("", ids(3, 1))
    cache.close()


def test_where_no_file_can_be_the_cache_lives_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    cache = PostCache.open(tmp_path / "file" / "cache.db")

    assert cache.path is None
    assert "not kept" in cache.notice
    save(cache, ids(9, 1))
    assert all_rows(cache) == ids(9, 1)
    assert cache.stats().bytes == 0
    cache.close()


def test_a_locked_file_is_left_alone(path: Path) -> None:
    first = PostCache.open(path)
    save(first, ids(9, 1))
    first.close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")

    cache = PostCache.open(path)

    assert "locked" in cache.notice
    assert cache.read_timeline("home").rows == []
    cache.close()
    other.execute("ROLLBACK")
    other.close()
    again = PostCache.open(path)
    assert all_rows(again) == ids(9, 1)
    again.close()


def test_a_batch_that_fails_is_not_half_written(cache: PostCache, path: Path) -> None:
    save(cache, ids(9, 1))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("CREATE TRIGGER full BEFORE INSERT ON meta BEGIN SELECT raise(ABORT, 'no room'); END")
    other.close()

    with pytest.raises(StorageError, match="The cache was not written"):
        save(cache, ids(20, 10), meta={"me": b"1"})

    assert all_rows(cache) == ids(9, 1)
