"""Reading a timeline against a server: what is newer, what is older, and what was left out."""

from __future__ import annotations

from pathlib import Path

from tests.support.session import Desk, until, until_after, until_calm
from tootui.cache.batch import ReadingPlace
from tootui.demo.thread import DemoThread
from tootui.model.pages import Gap
from tootui.model.places import Place


def home_requests(demo: DemoThread) -> list[str]:
    return [request["query"] for request in demo.log() if request["path"] == "/api/v1/timelines/home"]


async def test_the_first_page_comes_with_one_request_and_nothing_in_it_is_new(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        assert len(feed.rows) == 40
        assert feed.new_count == 0
        assert session.connection.state == "polling"
        assert len(home_requests(demo)) == 1
    assert desk.said == []


async def test_newer_posts_come_by_themselves_and_are_counted_until_they_are_seen(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        before = list(feed.rows)
        new = demo.events(home_posts=3)
        await until_after(desk.clock, lambda: feed.new_count == 3, step=20)
        assert feed.rows == [*new[::-1], *before]
        feed.mark_seen(new[0])
        assert feed.new_count == 2
        feed.mark_seen(str(before[5]))
        assert feed.new_count == 2
        feed.mark_seen(new[2])
        assert feed.new_count == 0


async def test_more_newer_posts_than_one_page_holds_leave_no_hole(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        before = list(feed.rows)
        new = demo.events(home_posts=130)
        await until_after(desk.clock, lambda: feed.new_count == 130, step=20)
        assert feed.rows == [*new[::-1], *before]


async def test_after_a_long_absence_the_newest_posts_stand_above_a_gap_that_can_be_filled(
    desk: Desk, demo: DemoThread
) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        before = list(feed.rows)
        new = demo.events(home_posts=520)
        await until_after(desk.clock, lambda: any(isinstance(row, Gap) for row in feed.rows), step=20)
        [gap] = [row for row in feed.rows if isinstance(row, Gap)]
        assert str(feed.rows[0]) == new[-1]
        while any(isinstance(row, Gap) for row in feed.rows):
            [gap] = [row for row in feed.rows if isinstance(row, Gap)]
            feed.fill_gap(gap)
            assert feed.state.loading_gap == gap
            await until(lambda: feed.state.loading_gap is None, "the gap was loaded")
        assert feed.rows == [*new[::-1], *before]


async def test_a_reader_who_goes_down_never_waits_and_few_requests_serve_400_posts(
    desk: Desk, demo: DemoThread
) -> None:
    demo.events(old_home_posts=400)
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        demo.clear_log()
        for index in range(400):
            await until(lambda at=index: len(feed.rows) > at, "the next post is there")  # type: ignore[misc]
            feed.remember(ReadingPlace(str(feed.rows[index]), 0))
        assert len(home_requests(demo)) <= 12
        assert len(set(feed.rows)) == len(feed.rows)


async def test_the_end_is_the_end(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        while not feed.state.at_end:
            feed.want_older()
            await until(lambda: not feed.state.loading_older, "a page of older posts")
        demo.clear_log()
        feed.want_older()
        assert not feed.state.loading_older
        assert home_requests(demo) == []


async def test_the_next_session_begins_where_the_last_one_ended_without_a_request(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        feed.want_older()
        await until(lambda: len(feed.rows) > 60, "older posts")
        rows = list(feed.rows)
        place = ReadingPlace(str(rows[55]), 2)
        feed.remember(place)
    demo.clear_log()
    new = demo.events(home_posts=2)
    session = desk.open()
    feed = session.feed(Place.HOME)
    try:
        assert feed.state.from_cache
        assert feed.reading == place
        assert place.status_id in feed.rows
        assert all(session.store.status(str(row)) is not None for row in feed.rows)
        assert home_requests(demo) == []
        await session.start()
        feed.open()
        await until(lambda: feed.state.loaded_once, "the server answered")
        assert feed.rows[: len(rows)] == [*new[::-1], *rows][: len(rows)]
        assert feed.reading == place
        assert feed.new_count == 2
    finally:
        await session.close()


async def test_older_posts_come_from_the_cache_before_the_server_is_asked(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        feed.want_older()
        await until(lambda: len(feed.rows) > 60, "older posts")
        rows = list(feed.rows)
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        assert feed.rows == rows[: len(feed.rows)]
        demo.clear_log()
        while len(feed.rows) < len(rows):
            feed.want_older()
        assert feed.rows == rows
        assert home_requests(demo) == []
        feed.want_older()
        await until(lambda: len(feed.rows) > len(rows), "the server was asked below the cache")


async def test_one_unreadable_post_costs_one_line_not_the_page(desk: Desk, demo: DemoThread) -> None:
    demo.events(raw_status={"id": None, "created_at": "yesterday, I think"})
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        assert len(feed.rows) == 39
        assert desk.said == ["1 post could not be read."]
        await feed.refresh()
        assert desk.said == ["1 post could not be read."]


async def test_started_while_the_server_is_down_the_cache_shows_and_newer_posts_arrive_later(
    home: Path, tmp_path: Path
) -> None:
    state = tmp_path / "demo.state"
    with DemoThread(state_file=state) as demo:
        desk = Desk(home / "config", demo.url, demo.token)
        async with desk.at_home() as session:
            rows = list(session.feed(Place.HOME).rows)
        port = int(demo.url.rpartition(":")[2])
    async with desk.session() as session:
        feed = session.feed(Place.HOME)
        feed.open()
        assert feed.rows == rows
        await until(lambda: session.connection.state == "offline", "the header says so")
        assert session.connection.reason
        with DemoThread(port=port, state_file=state) as demo:
            new = demo.events(home_posts=2)
            await until_after(desk.clock, lambda: session.connection.state == "polling")
            await until(lambda: feed.new_count == 2, "newer posts")
            assert feed.rows[:2] == new[::-1]
    assert desk.said == []


async def test_a_busy_server_is_left_alone_until_the_time_it_named(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        demo.fault("timelines/home", "ratelimit", seconds=0, count=3)  # reads are tried three times
        desk.clock.advance(60)
        await until(lambda: session.connection.state == "busy", "the header says so")
        assert session.connection.until is not None
        new = demo.events(home_posts=1)
        asked = len(home_requests(demo))
        desk.clock.advance(60)
        assert len(home_requests(demo)) == asked
        desk.clock.advance(session.connection.until.timestamp() - desk.clock.time())
        await until(lambda: feed.rows[0] == new[0], "the newer post")
        assert session.connection.state == "polling"


async def test_a_short_wait_for_a_busy_server_is_shown_too(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        [new] = demo.events(home_posts=1)
        demo.fault("timelines/home", "ratelimit", seconds=1)
        desk.clock.advance(60)
        await until(lambda: session.connection.state == "busy", "the header says so while the read waits")
        assert session.connection.until is not None
        assert feed.rows[0] != new
        desk.clock.advance(max(0.0, session.connection.until.timestamp() - desk.clock.time()))
        await until(lambda: feed.rows[0] == new, "the same read gets through")
        assert session.connection.state == "polling"


async def test_answers_that_make_no_sense_count_as_offline_and_are_got_over(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        await until_after(desk.clock, lambda: session.acct.endswith("demo.tootui"))
        await until(lambda: any(request["path"] == "/api/v1/markers" for request in demo.log()), "all else was asked")
        demo.fault("timelines/home", "nonjson")
        demo.fault("verify_credentials", "nonjson")
        desk.clock.advance(60)
        await until(lambda: session.connection.state == "offline", "the header says so")
        new = demo.events(home_posts=1)
        await until_after(desk.clock, lambda: feed.rows[0] == new[0])
        assert session.connection.state == "polling"


async def test_a_lost_sign_in_stops_all_asking(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        demo.fault("/api/v1/", "status", status=401, count=-1, body='{"error": "The access token was revoked"}')
        desk.clock.advance(60)
        await until(lambda: session.connection.state == "signed_out", "the header says so")
        await until_calm(demo)
        demo.clear_log()
        later = desk.clock.time() + 20 * 60
        await until_after(desk.clock, lambda: desk.clock.time() > later, step=60)
        assert demo.log() == []
        assert session.actions.why_not("favourite", str(session.feed(Place.HOME).rows[0])) is not None


async def test_a_401_about_one_thing_does_not_end_the_sign_in(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        demo.fault("timelines/home", "status", status=401, body='{"error": "The access token was revoked"}')
        desk.clock.advance(60)
        await until(lambda: any("verify" in request["path"] for request in demo.log()), "the sign-in was checked")
        await until(lambda: session.connection.state == "polling")


async def test_at_most_five_requests_are_made_in_the_first_two_seconds(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        await until_after(desk.clock, lambda: session.me is not None)
        assert len(demo.log()) <= 5
        await until_after(desk.clock, lambda: session.limits.max_characters != 500 or session.acct.count("@") == 2)
        await until_after(desk.clock, lambda: any("instance" in request["path"] for request in demo.log()))
        preferences, me = session.preferences, session.me
    demo.clear_log()
    async with desk.at_home() as session:
        assert (session.preferences, session.me) == (preferences, me)
        desk.clock.advance(10)
        await until(lambda: session.feed(Place.HOME).state.loaded_once)
    asked = [request["path"] for request in demo.log()]
    assert asked in (["/api/v1/timelines/home"], ["/api/v1/timelines/home", "/api/v1/markers"])
