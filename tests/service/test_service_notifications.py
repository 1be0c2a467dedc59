"""Notifications as a list: grouped, paged without holes, kept, parted by kind, put away, whatever the server knows."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import pytest

from tests.support.notifications import acts, notifications, opened, people, shown
from tests.support.session import Desk, read_json, until, until_after, until_calm
from tootui.demo.thread import DemoThread
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.service.notification_source import TYPES
from tootui.service.notifications import NotificationFeed
from tootui.service.second_look import SECONDS_AFTER_START

V1_ONLY = ["grouped_notifications"]
OFF = pytest.mark.parametrize("off", [[], V1_ONLY], ids=["grouped by the server", "grouped here"])


def mine(demo: DemoThread, text: str = "Mine.") -> str:
    [status_id] = demo.events(post=text, by="you")
    return status_id


def on_server(demo: DemoThread, path: str = "/api/v1/notifications?limit=80") -> Any:
    return read_json(demo.url, path, demo.token)


def mentioned(demo: DemoThread, count: int) -> list[str]:
    """The notifications of so many mentions, the newest first."""
    for number in range(count):
        demo.events(post=f"@you Number {number}.", by="ada")
    return [one["id"] for one in on_server(demo, f"/api/v1/notifications?limit={min(count, 80)}")]


@OFF
async def test_several_who_favourite_one_post_are_one_row(desk: Desk, demo: DemoThread, off: list[str]) -> None:
    demo.switch(off=off)
    post = mine(demo)
    for acct in ("ada", "grace", "mary"):
        demo.events(favourite=post, by=acct)
    demo.events(boost=post, by="ada")
    async with desk.session() as session:
        feed = await opened(session)
        boost, favourites = shown(feed)[:2]
        assert (boost.type, people(boost)) == ("reblog", ["ada"])
        assert (favourites.type, favourites.count) == ("favourite", 3)
        assert people(favourites) == ["mary", "grace", "ada"]
        assert session.store.status(post) is not None
        assert favourites.status_id == post
    assert desk.said == []


@OFF
async def test_a_group_that_has_grown_comes_to_the_top_as_something_new(
    desk: Desk, demo: DemoThread, off: list[str]
) -> None:
    demo.switch(off=off)
    post = mine(demo)
    demo.events(favourite=post, by="ada")
    mentioned(demo, 2)
    async with desk.session() as session:
        feed = await opened(session)
        assert [one.type for one in shown(feed)[:3]] == ["mention", "mention", "favourite"]
        before, others = len(feed.rows), feed.rows[:2]
        feed.mark_seen(str(feed.rows[0]))
        demo.events(favourite=post, by="grace")
        await until_after(desk.clock, lambda: shown(feed)[0].type == "favourite", step=20)
        assert (shown(feed)[0].count, people(shown(feed)[0])) == (2, ["grace", "ada"])
        assert (len(feed.rows), feed.rows[1:3]) == (before, others)
        assert feed.new_count == 1


@OFF
async def test_a_group_that_has_grown_since_the_last_poll_stays_when_the_newest_are_looked_at_again(
    desk: Desk, demo: DemoThread, off: list[str]
) -> None:
    demo.switch(off=off)
    post = mine(demo)
    demo.events(favourite=post, by="ada")
    mentioned(demo, 2)
    async with desk.session() as session:
        rows = list((await opened(session)).rows)
    async with desk.session() as session:
        feed = await opened(session)
        feed.mark_seen(str(rows[0]))
        [unseen] = demo.events(post="@you And this?", by="hedy")
        demo.events(favourite=post, by="grace")
        await until(lambda: SECONDS_AFTER_START in desk.clock.waits, "it will be looked at again")
        demo.clear_log()
        desk.clock.advance(SECONDS_AFTER_START)
        await until(lambda: demo.log() and not desk.clock.requests_under_way, "it was looked at again")
        assert feed.rows[: len(rows)] == rows
        await until_after(desk.clock, lambda: shown(feed)[0].status_id == post, step=20)
        assert shown(feed)[1].status_id == unseen
        assert (shown(feed)[0].count, feed.new_count) == (2, 2)
        assert sum(one.status_id == post for one in shown(feed)) == 1


@OFF
async def test_all_that_the_server_has_is_there_once_from_the_newest_to_the_oldest(
    desk: Desk, demo: DemoThread, off: list[str]
) -> None:
    demo.switch(off=off)
    post = mine(demo)
    for number in range(30):  # groups that reach over several pages
        demo.events(post=f"@you Number {number}.", by="ada")
        demo.events(favourite=post, by="grace" if number % 2 else "mary")
        demo.events(boost=post, by="hedy")
    expected = 0
    ids: set[str] = set()
    below = ""
    while page := on_server(demo, f"/api/v1/notifications?limit=80{below}"):
        ids |= {one["id"] for one in page if one["type"] not in ("favourite", "reblog", "follow")}
        below = f"&max_id={page[-1]['id']}"
        expected += len(page)
    assert expected > 80
    async with desk.session() as session:
        feed = await opened(session)
        while not feed.state.at_end:
            rows = len(feed.rows)
            feed.want_older()
            await until(lambda n=rows: len(feed.rows) > n or feed.state.at_end)  # type: ignore[misc]  # bound in a loop
        assert {one.id for one in shown(feed) if one.type not in ("favourite", "reblog", "follow")} == ids
        assert len({one.group_key for one in shown(feed)}) == len(shown(feed))
        assert not [row for row in feed.rows if isinstance(row, Gap)]
        [favourites] = [one for one in shown(feed) if one.type == "favourite" and one.status_id == post]
        assert favourites.count == sum(one["type"] == "favourite" for one in _about(demo, post))


def _about(demo: DemoThread, post: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    below = ""
    while page := on_server(demo, f"/api/v1/notifications?limit=80{below}"):
        found += [one for one in page if (one.get("status") or {}).get("id") == post]
        below = f"&max_id={page[-1]['id']}"
    return found


@OFF
async def test_after_a_long_time_a_hole_stands_where_something_is_missing_and_can_be_filled(
    desk: Desk, demo: DemoThread, off: list[str]
) -> None:
    demo.switch(off=off)
    async with desk.session() as session:
        feed = await opened(session)
        known = list(feed.rows)
    for number in range(450):
        demo.events(post=f"@you Number {number}.", by="ada")
    async with desk.session() as session:
        feed = await opened(session)
        gaps = [row for row in feed.rows if isinstance(row, Gap)]
        assert len(gaps) == 1
        feed.fill_gap(gaps[0])
        await until(lambda: feed.state.loading_gap is None and feed.rows.index(known[0]) == 450, "the hole is filled")
        assert not [row for row in feed.rows if isinstance(row, Gap)]
        assert feed.rows[450:] == known


async def test_what_was_known_is_there_at_once_with_the_place_where_it_was_left(desk: Desk, demo: DemoThread) -> None:
    mentioned(demo, 5)
    async with desk.session() as session:
        feed = await opened(session)
        rows, what = list(feed.rows), shown(feed)
        feed.remember(feed_place(feed, 2))
    demo.clear_log()
    session = desk.open()
    feed = notifications(session)
    assert feed.rows == rows
    assert shown(feed) == what
    assert feed.reading is not None
    assert feed.reading.status_id == rows[2]
    assert all(session.store.status(one.status_id) is not None for one in what if one.status_id is not None)
    assert demo.log() == []
    await session.close()


def feed_place(feed: NotificationFeed, number: int) -> Any:
    from tootui.cache.batch import ReadingPlace

    return ReadingPlace(str(feed.rows[number]), 3)


async def test_a_part_shows_what_belongs_to_it_and_the_rest_is_among_the_others(desk: Desk, demo: DemoThread) -> None:
    post = mine(demo)
    for kind in [*(kind for kinds in TYPES.values() for kind in kinds), "telegram"]:
        demo.events(notification=kind, by="grace", about=post)
    async with desk.session() as session:
        for part, types in TYPES.items():
            feed = await opened(session, part)
            assert {one.type for one in shown(feed)} == set(types), part
        others = await opened(session, "other")
        assert shown(others)[0].type == "telegram"
        assert not {one.type for one in shown(others)} & {kind for kinds in TYPES.values() for kind in kinds}


async def test_one_that_cannot_be_read_loses_no_other(desk: Desk, demo: DemoThread) -> None:
    mentioned(demo, 3)
    demo.events(notification="mention", by="ada", extra={"created_at": 7, "type": None, "group_key": None})
    mentioned(demo, 1)
    async with desk.session() as session:
        feed = await opened(session)
        assert [one.type for one in shown(feed)[:4]] == ["mention"] * 4
    assert desk.said == ["1 notification could not be read."]


async def test_a_server_without_notifications_says_so_once(desk: Desk, demo: DemoThread) -> None:
    demo.switch(off=["notifications", *V1_ONLY])
    async with desk.session() as session:
        feed = notifications(session)
        feed.open()
        await until(lambda: feed.state.closed == "This server does not offer notifications.")
        await until_calm(demo)
        demo.clear_log()
        desk.clock.advance(600)
        await until_calm(demo)
        assert demo.log() == []


async def test_what_a_filter_hides_is_not_there_and_a_deleted_post_takes_its_row_along(
    desk: Desk, demo: DemoThread
) -> None:
    write(
        demo,
        "/api/v2/filters",
        {
            "title": "Tea",
            "context": ["notifications"],
            "filter_action": "hide",
            "keywords_attributes": [{"keyword": "tea", "whole_word": True}],
        },
    )
    [kept] = demo.events(post="@you Coffee?", by="ada")
    [hidden] = demo.events(post="@you More tea?", by="ada")
    async with desk.session() as session:
        feed = await opened(session)
        assert hidden not in [one.status_id for one in shown(feed)]
        [row] = feed.rows_about([("status", kept)])
        session.store.delete_status(kept)
        assert row not in feed.rows


def write(demo: DemoThread, path: str, body: object, method: str = "POST") -> None:
    request = urllib.request.Request(
        demo.url + path,
        json.dumps(body).encode(),
        {"Authorization": f"Bearer {demo.token}", "Content-Type": "application/json"},
        method=method,
    )
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10).close()


# Putting away


@OFF
async def test_a_dismissed_group_is_gone_here_and_there_with_all_that_is_in_it(
    desk: Desk, demo: DemoThread, off: list[str]
) -> None:
    demo.switch(off=off)
    post = mine(demo)
    for acct in ("ada", "grace"):
        demo.events(favourite=post, by=acct)
    async with desk.session() as session:
        feed, part = await opened(session), await opened(session, "favourites")
        group = shown(feed)[0]
        session.news.dismissals.dismiss(group, grouped=feed.is_grouped)
        assert group not in shown(feed)
        assert group.group_key not in [one.group_key for one in shown(part)]
        await until(lambda: not _about(demo, post), "it is gone there")
    assert desk.said == []


@OFF
async def test_a_page_from_before_it_was_dismissed_does_not_bring_a_group_back(
    desk: Desk, demo: DemoThread, off: list[str]
) -> None:
    demo.switch(off=off)
    post = mine(demo)
    for acct in ("ada", "grace"):
        demo.events(favourite=post, by=acct)
    async with desk.session() as session:
        feed, part = await opened(session), await opened(session, "favourites")
        rows, group = list(feed.rows), shown(feed)[0]
        demo.fault("/dismiss", "delay", method="POST", seconds=3600)
        session.news.dismissals.dismiss(group, grouped=feed.is_grouped)
        await feed.refresh()
        await part.refresh()
        assert feed.rows == rows[1:]
        assert group.group_key not in [one.group_key for one in shown(part)]
        demo.clear_faults()
        await until(lambda: not _about(demo, post), "it is gone there")
        demo.events(favourite=post, by="mary")
        await feed.refresh()
        assert acts(feed)[0] == ("favourite", ["mary"]), "what comes later is shown"
    assert desk.said == []


async def test_what_was_dismissed_elsewhere_does_not_keep_the_rest_of_its_group(desk: Desk, demo: DemoThread) -> None:
    demo.switch(off=V1_ONLY)
    post = mine(demo)
    for acct in ("ada", "grace", "mary"):
        demo.events(favourite=post, by=acct)
    async with desk.session() as session:
        feed = await opened(session)
        group = shown(feed)[0]
        write(demo, f"/api/v1/notifications/{group.member_ids[0]}/dismiss", {})
        session.news.dismissals.dismiss(group, grouped=feed.is_grouped)
        await until(lambda: not _about(demo, post), "all of it is gone there")
        assert session.news.dismissals.why_not() is None
        assert group not in shown(feed)
    assert desk.said == []


async def test_what_could_not_be_dismissed_stands_again_where_it_stood(desk: Desk, demo: DemoThread) -> None:
    mentioned(demo, 3)
    demo.fault("/dismiss", "status", method="POST", status=422, count=1)
    async with desk.session() as session:
        feed = await opened(session)
        rows = list(feed.rows)
        session.news.dismissals.dismiss(shown(feed)[1], grouped=True)
        assert feed.rows == [rows[0], *rows[2:]]
        await until(lambda: feed.rows == rows, "it is back")
        await feed.refresh()
        assert feed.rows == rows
    assert len(desk.said) == 1
    assert desk.said[0].startswith("It was not dismissed: ")


async def test_a_server_that_cannot_dismiss_says_so_and_is_not_asked_again(desk: Desk, demo: DemoThread) -> None:
    mentioned(demo, 2)
    demo.fault("/dismiss", "status", method="POST", status=404, count=-1)
    async with desk.session() as session:
        feed = await opened(session)
        rows = list(feed.rows)
        assert session.news.dismissals.why_not() is None
        session.news.dismissals.dismiss(shown(feed)[0], grouped=True)
        await until(lambda: session.news.dismissals.why_not() is not None)
        assert feed.rows == rows
    assert desk.said == ["This server does not let notifications be dismissed."]


async def test_clearing_clears_all_of_them(desk: Desk, demo: DemoThread) -> None:
    mentioned(demo, 2)
    async with desk.session() as session:
        feed, part = await opened(session), await opened(session, "mentions")
        session.news.dismissals.clear()
        await until(lambda: not feed.rows and not part.rows)
        assert feed.state.at_end
    assert on_server(demo) == []
    assert desk.said == ["All notifications are cleared away."]


# How far they were read


def marker(demo: DemoThread) -> str | None:
    found = on_server(demo, "/api/v1/markers?timeline[]=notifications")
    return found["notifications"]["last_read_id"] if found else None


def read_elsewhere(demo: DemoThread, id: str) -> None:
    write(demo, "/api/v1/markers", {"notifications": {"last_read_id": id}})


async def test_who_comes_for_the_first_time_finds_a_line_where_they_stopped_elsewhere(
    desk: Desk, demo: DemoThread
) -> None:
    ids = mentioned(demo, 5)
    read_elsewhere(demo, ids[3])
    async with desk.session() as session:
        feed = await opened(session)
        assert feed.new_count == 3
        assert feed.read_line == ids[3]
        feed.mark_seen(ids[0])
        assert feed.new_count == 0
        assert feed.read_line == ids[3]
    assert marker(demo) == ids[0]


async def test_a_marker_within_a_group_stands_for_what_was_read_with_it(desk: Desk, demo: DemoThread) -> None:
    post = mine(demo)
    demo.events(favourite=post, by="ada")
    [within] = [one["id"] for one in on_server(demo, "/api/v1/notifications?limit=1")]
    demo.events(favourite=post, by="grace")
    mentioned(demo, 1)
    read_elsewhere(demo, within)
    async with desk.session() as session:
        feed = await opened(session)
        assert feed.new_count == 2


async def test_reading_moves_the_marker_also_when_the_group_it_stood_on_has_grown(desk: Desk, demo: DemoThread) -> None:
    post = mine(demo)
    demo.events(favourite=post, by="ada")
    async with desk.session() as session:
        feed = await opened(session)
        feed.mark_seen(str(feed.rows[0]))
        await until_after(desk.clock, lambda: marker(demo) == feed.rows[0])
        demo.events(favourite=post, by="grace")
        await until_after(desk.clock, lambda: feed.new_count == 1, step=20)
        feed.mark_seen(str(feed.rows[0]))
        await until_after(desk.clock, lambda: marker(demo) == feed.rows[0], step=10)


# Of one sender whose notifications are held back


async def test_what_is_held_back_of_one_sender_is_a_place(desk: Desk, demo: DemoThread) -> None:
    [status_id] = demo.events(post="@you Psst.", by="shy@burrow.example")
    demo.events(notification="mention", by="shy@burrow.example", about=status_id, filtered=True)
    [request] = [
        one
        for one in on_server(demo, "/api/v1/notifications/requests")
        if one["account"]["acct"] == "shy@burrow.example"
    ]
    async with desk.session() as session:
        feed = session.feed(Place("filtered", request["account"]["id"]))
        assert isinstance(feed, NotificationFeed)
        feed.open()
        await until(lambda: feed.state.loaded_once)
        assert acts(feed)[0] == ("mention", ["shy@burrow.example"])
        assert {account for _, accounts in acts(feed) for account in accounts} == {"shy@burrow.example"}
