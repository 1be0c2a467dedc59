"""How far home was read: told forward only, now and then, and offered where it was further elsewhere."""

from __future__ import annotations

import pytest

from tests.support.read_markers import marker, read_elsewhere
from tests.support.session import Desk, until, until_after, until_calm
from tootui.demo.thread import DemoThread
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.service.feeds import Feed


def asked(demo: DemoThread, method: str) -> int:
    return sum((entry["method"], entry["path"]) == (method, "/api/v1/markers") for entry in demo.log())


async def has_looked(desk: Desk, demo: DemoThread) -> None:
    """Wait until the session knows where the marker is."""
    await until_after(desk.clock, lambda: asked(demo, "GET"))
    await until_calm(demo)
    await until(lambda: not desk.clock.requests_under_way, "it knows the answer")


async def news(desk: Desk, demo: DemoThread, feed: Feed, count: int) -> list[str]:
    """New posts, the oldest first, that have arrived."""
    new = demo.events(home_posts=count)
    await until_after(desk.clock, lambda: new[-1] in feed.rows, step=20)
    return new


async def test_reading_moves_the_marker_once_for_much_reading(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        await has_looked(desk, demo)
        new = await news(desk, demo, feed, 6)
        for status_id in new:
            feed.mark_seen(status_id)
        await until(lambda: 30 in desk.clock.waits, "it is told soon")
        desk.clock.advance(29)
        assert asked(demo, "POST") == 0
        desk.clock.advance(1)
        await until(lambda: marker(demo) == new[-1])
        feed.mark_seen(new[0])
        feed.mark_seen(new[-1])
    assert asked(demo, "POST") == 1
    assert desk.said == []


async def test_leaving_tells_at_once(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        await has_looked(desk, demo)
        new = await news(desk, demo, feed, 2)
        feed.mark_seen(new[-1])
    assert marker(demo) == new[-1]


async def test_who_reads_nothing_moves_nothing(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home():
        await has_looked(desk, demo)
    assert asked(demo, "POST") == 0
    assert marker(demo) is None


async def test_the_marker_never_goes_back(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        await has_looked(desk, demo)
        new = await news(desk, demo, feed, 5)
        read_elsewhere(demo, new[3])
        feed.mark_seen(new[1])
        await until_after(desk.clock, lambda: asked(demo, "GET"), step=10)
        await until(lambda: feed.state.read_elsewhere == new[3], "it is offered")
        assert asked(demo, "POST") == 0
        feed.mark_seen(new[4])
        assert feed.state.read_elsewhere is None
        await until_after(desk.clock, lambda: asked(demo, "POST"), step=10)
    assert marker(demo) == new[4]


async def test_a_post_that_is_not_known_here_is_not_written_over(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        await has_looked(desk, demo)
        new = await news(desk, demo, feed, 2)
        [unseen] = demo.events(home_posts=1)
        read_elsewhere(demo, unseen)
        feed.mark_seen(new[1])
        feed.close()
        await until(lambda: asked(demo, "GET"), "it looks before it writes")
    assert asked(demo, "POST") == 0
    assert marker(demo) == unseen


async def test_what_was_read_elsewhere_since_is_offered_and_the_local_place_stays(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        top = feed.rows[0]
    new = demo.events(home_posts=4)
    read_elsewhere(demo, new[2])
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        await until_after(desk.clock, lambda: feed.state.read_elsewhere == new[2])
        assert feed.new_count == 4
        assert feed.rows[:5] == [*new[::-1], top]
        feed.mark_seen(new[2])
        assert feed.state.read_elsewhere is None
        assert feed.new_count == 1


async def test_what_a_hole_may_hide_is_neither_offered_nor_written_over(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        top = str(feed.rows[0])
    hidden = demo.events(home_posts=520)[450]
    read_elsewhere(demo, hidden)
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        await has_looked(desk, demo)
        await until(lambda: any(isinstance(row, Gap) for row in feed.rows), "the hole")
        feed.mark_seen(top)
        assert feed.state.read_elsewhere is None
    assert marker(demo) == hidden


async def test_a_marker_on_a_post_that_is_long_gone_is_moved(desk: Desk, demo: DemoThread) -> None:
    read_elsewhere(demo, "1")
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        await has_looked(desk, demo)
        new = await news(desk, demo, feed, 1)
        feed.mark_seen(new[0])
    assert marker(demo) == new[0]


@pytest.mark.parametrize(("conflicts", "saved"), [(1, True), (2, False)])
async def test_when_two_clients_move_it_at_once_it_is_tried_once_more(
    desk: Desk, demo: DemoThread, conflicts: int, saved: bool
) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        await has_looked(desk, demo)
        new = await news(desk, demo, feed, 1)
        demo.fault("/markers", "status", method="POST", status=409, count=conflicts)
        demo.clear_log()
        feed.mark_seen(new[0])
        feed.close()
        await until(lambda: asked(demo, "POST") == 2)
        await until(lambda: (marker(demo) == new[0]) == saved)
        demo.fault("/markers", "status", method="POST", status=409, count=-1)
    assert desk.said == []


@pytest.mark.parametrize("status", [404, 500])
async def test_a_server_without_markers_is_no_trouble(desk: Desk, demo: DemoThread, status: int) -> None:
    demo.fault("/markers", "status", status=status, count=-1)
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        await has_looked(desk, demo)
        new = await news(desk, demo, feed, 1)
        feed.mark_seen(new[0])
        assert feed.state.read_elsewhere is None
    assert asked(demo, "POST") == 0
    assert desk.said == []
