"""What went or changed while nobody told of it: before the start, or between two looks."""

from __future__ import annotations

from pathlib import Path

from tests.support.session import Desk, until, until_after, until_calm
from tootui.cache.batch import ReadingPlace
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service.second_look import SECONDS_AFTER_START


def home_requests(demo: DemoThread) -> int:
    return sum(request["path"] == "/api/v1/timelines/home" for request in demo.log())


async def test_what_went_and_changed_overnight_is_found_below_what_came(desk: Desk, demo: DemoThread) -> None:
    edited, kept, gone = demo.events(home_posts=3)
    async with desk.at_home() as session:
        rows = list(session.feed(Place.HOME).rows)
    demo.events(delete=gone)
    demo.events(delete=str(rows[20]))
    demo.events(edit=edited, text="It reads differently today.")
    new = demo.events(home_posts=50)
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        begun = desk.clock.time()
        expected = [*new[::-1], *(row for row in rows if row not in (gone, rows[20]))]
        await until_after(desk.clock, lambda: feed.rows[: len(expected)] == expected)
        assert desk.clock.time() - begun >= SECONDS_AFTER_START
        status = session.store.status(edited)
        assert status is not None
        assert "differently" in status.content
        assert kept in feed.rows
    assert desk.said == []


async def test_where_nothing_is_different_one_page_is_enough(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home():
        pass
    async with desk.at_home():
        demo.clear_log()
        await until_after(desk.clock, lambda: home_requests(demo) == 1)
        for _ in range(20):
            desk.clock.advance(1)
            await until(lambda: True)
        await until_calm(demo)
        assert home_requests(demo) == 1


async def test_after_a_break_what_the_reader_looks_at_further_down_is_compared_too(home: Path) -> None:
    with DemoThread() as demo:  # one that streams
        await _read_further_down_during_a_break(Desk(home / "config", demo.url, demo.token), demo)


async def _read_further_down_during_a_break(desk: Desk, demo: DemoThread) -> None:
    demo.events(home_posts=110)
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        await until_after(desk.clock, lambda: session.connection.state == "live")
        while len(feed.rows) < 100:
            feed.want_older()
            await until(lambda: not feed.state.loading_older)
        rows = [str(row) for row in feed.rows]
        feed.remember(ReadingPlace(rows[90], 0))
        demo.drop_streams()
        await until(lambda: session.connection.state != "live", "nobody tells")
        demo.events(delete=rows[92])
        demo.events(edit=rows[93], text="Changed where one reads.")
        await until_after(desk.clock, lambda: rows[92] not in feed.rows)
        status = session.store.status(rows[93])
        assert status is not None
        assert "Changed where one reads." in status.content
        left = [row for row in rows if row != rows[92]]
        assert feed.rows[: len(left)] == left


async def test_a_refresh_finds_what_is_gone(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        rows = list(feed.rows)
        demo.events(delete=str(rows[3]))
        await feed.refresh()
        assert feed.rows[: len(rows) - 1] == [*rows[:3], *rows[4:]]


async def test_a_list_that_its_server_puts_together_anew_loses_nothing_meanwhile(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        rows = list(feed.rows)
        demo.events(delete=str(rows[3]))
        demo.fault("timelines/home", "status", status=206, body="[]", count=2)
        await feed.refresh()
        assert feed.rows == rows
