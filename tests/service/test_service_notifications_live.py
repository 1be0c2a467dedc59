"""Notifications told while they happen: a group grows before one's eyes, everything else waits above."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from tests.support.notifications import acts, notifications, opened, people, shown
from tests.support.session import Desk, read_json, until, until_after, until_calm
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service.notifications import NotificationFeed
from tootui.service.session import Session


@pytest.fixture
def demo() -> Iterator[DemoThread]:
    """A frozen demo server that streams."""
    with DemoThread() as server:
        yield server


@asynccontextmanager
async def listening(desk: Desk, demo: DemoThread) -> AsyncIterator[tuple[Session, NotificationFeed]]:
    """A session whose notifications are told, all of them seen, with an empty request log."""
    async with desk.at_home() as session:
        feed = await opened(session)
        await until_after(desk.clock, lambda: feed.is_told)
        feed.mark_seen(str(feed.rows[0]))
        await until_calm(demo)
        demo.clear_log()
        yield session, feed


def mine(demo: DemoThread) -> str:
    [status_id] = demo.events(post="Mine.", by="you")
    return status_id


async def test_what_happens_waits_on_top_without_being_asked_for(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk, demo) as (session, feed):
        before = list(feed.rows)
        [answer] = demo.events(post="@you Hello?", by="ada")
        await until(lambda: feed.new_count == 1)
        assert feed.rows[1:] == before
        assert shown(feed)[0].status_id == answer
        assert session.store.status(answer) is not None
        assert demo.log() == []
    assert desk.said == []


async def test_a_group_before_ones_eyes_grows_where_it_stands(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk, demo) as (_, feed):
        post = mine(demo)
        demo.events(favourite=post, by="ada")
        demo.events(post="@you Hello?", by="ada")
        await until(lambda: [one.type for one in shown(feed)[:2]] == ["mention", "favourite"])
        feed.mark_seen(str(feed.rows[0]))
        rows = list(feed.rows)
        stop = feed.watch(lambda: rows[:5])
        demo.events(favourite=post, by="grace")
        await until(lambda: shown(feed)[1].count == 2, "it has grown")
        assert people(shown(feed)[1]) == ["grace", "ada"]
        assert feed.rows == rows
        assert feed.new_count == 0
        demo.events(favourite=post, by="mary")
        await until(lambda: shown(feed)[1].count == 3)
        stop()
        feed.settle()
        assert [one.type for one in shown(feed)[:2]] == ["favourite", "mention"]
        assert (shown(feed)[0].count, len(feed.rows), feed.new_count) == (3, len(rows), 0)
        newest = read_json(demo.url, "/api/v1/notifications?limit=1", demo.token)[0]["id"]
        assert feed.rows[0] == newest


async def test_a_group_out_of_view_comes_to_the_top(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk, demo) as (_, feed):
        post = mine(demo)
        demo.events(favourite=post, by="ada")
        demo.events(post="@you Hello?", by="ada")
        await until(lambda: feed.new_count == 2)
        feed.mark_seen(str(feed.rows[0]))
        feed.watch(lambda: feed.rows[:1])
        demo.events(favourite=post, by="grace")
        await until(lambda: feed.new_count == 1)
        assert acts(feed)[:2] == [("favourite", ["grace", "ada"]), ("mention", ["ada"])]


async def test_what_happened_while_the_socket_was_broken_is_there_once(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk, demo) as (_, feed):
        before = list(feed.rows)
        demo.control("streams", drop=True)
        demo.events(post="@you One.", by="ada")
        demo.events(post="@you Two.", by="ada")
        await until_after(desk.clock, lambda: len(feed.rows) == len(before) + 2)
        await until_after(desk.clock, lambda: feed.is_told)
        demo.events(post="@you Three.", by="ada")
        await until(lambda: len(feed.rows) == len(before) + 3)
        assert feed.rows[3:] == before
        assert feed.new_count == 3


async def test_the_list_is_told_though_home_is_closed(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk, demo) as (session, feed):
        session.feed(Place.HOME).close()
        demo.events(post="@you Hello?", by="ada")
        await until(lambda: feed.new_count == 1)
        feed.close()
        await until(lambda: demo.streams() == [], "nothing is listened to")


async def test_filters_that_changed_hold_for_what_is_shown(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk, demo) as (_, feed):
        demo.events(post="@you More tea?", by="ada")
        await until(lambda: feed.new_count == 1)
        row = feed.rows[0]
        body = {
            "title": "Tea",
            "context": ["notifications"],
            "filter_action": "hide",
            "keywords_attributes": [{"keyword": "tea", "whole_word": True}],
        }
        request = urllib.request.Request(
            f"{demo.url}/api/v2/filters",
            json.dumps(body).encode(),
            {"Authorization": f"Bearer {demo.token}", "Content-Type": "application/json"},
        )
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10).close()
        await until(lambda: row not in feed.rows, "it is hidden")


async def test_who_is_blocked_leaves_the_list_and_comes_back_when_that_is_undone(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk, demo) as (session, feed):
        demo.events(post="@you Hello?", by="grace")
        await until(lambda: feed.new_count == 1)
        row, [grace] = feed.rows[0], shown(feed)[0].accounts
        session.relations.block(grace.id)
        await until(lambda: row not in feed.rows)
        assert feed.new_count == 0
        session.relations.unblock(grace.id)
        await until(lambda: row in feed.rows)


# How many are unread


async def test_unread_ones_are_counted_after_the_first_posts_and_as_they_come(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        news = session.news
        news.count()
        demo.clear_log()
        await until(lambda: True)
        assert news.unread_notifications is None
        await until_after(desk.clock, lambda: news.unread_notifications is not None)
        expected = read_json(demo.url, "/api/v2/notifications/unread_count", demo.token)["count"]
        assert news.unread_notifications == expected
        assert not [one for one in demo.log() if one["path"] in ("/api/v1/notifications", "/api/v2/notifications")]
        await until_after(desk.clock, lambda: session.connection.state == "live")
        told: list[int | None] = []
        news.observe(lambda: told.append(news.unread_notifications))
        post = mine(demo)
        demo.events(favourite=post, by="ada")
        demo.events(favourite=post, by="grace")
        demo.events(post="@you Hello?", by="ada")
        await until_after(desk.clock, lambda: told[-1:] == [expected + 2])
        feed = await opened(session)
        await until(lambda: news.unread_notifications == feed.new_count)
        feed.mark_seen(str(feed.rows[0]))
        await until(lambda: news.unread_notifications == 0)
        feed.close()
        demo.events(post="@you And now?", by="ada")
        await until(lambda: news.unread_notifications == 1)


async def test_a_count_from_before_they_were_read_is_none(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        demo.fault("/unread_count", "late", seconds=3600)
        demo.clear_log()
        session.news.count()
        await until_after(desk.clock, lambda: any(one["fault"] == "late" for one in demo.log()))
        feed = notifications(session)
        feed.open()
        await feed.refresh()
        feed.mark_seen(str(feed.rows[0]))
        await until(lambda: session.news.unread_notifications == 0, "all is read")
        told: list[int | None] = []
        session.news.observe(lambda: told.append(session.news.unread_notifications))
        demo.clear_faults()
        await until(lambda: not desk.clock.requests_under_way, "the count has come")
        assert session.news.unread_notifications == 0
        assert set(told) <= {0}


async def test_what_is_told_after_it_was_counted_is_not_counted_twice(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        news = session.news
        news.count()
        await until_after(desk.clock, lambda: sum(one["path"].endswith("/unread_count") for one in demo.log()) == 2)
        await until(lambda: not desk.clock.requests_under_way, "counted, and once more when it is listened to")
        count = news.unread_notifications
        found = read_json(demo.url, "/api/v1/notifications?limit=1", demo.token)
        demo.say(json.dumps({"stream": ["user"], "event": "notification", "payload": json.dumps(found[0])}))
        await until(lambda: news.unread_notifications != count, "told once more")
        await until_after(desk.clock, lambda: news.unread_notifications == count)


@pytest.mark.parametrize("kind", ["status", "html"])
async def test_where_nobody_counts_the_list_does(desk: Desk, demo: DemoThread, kind: str) -> None:
    demo.fault("/unread_count", kind, status=404 if kind == "status" else 500, count=-1)
    async with desk.at_home() as session:
        feed = notifications(session)
        session.news.count()
        await until_after(desk.clock, lambda: feed.state.loaded_once)
        await until(lambda: session.news.unread_notifications == feed.new_count)
        asked = [one for one in demo.log() if one["path"].endswith("/unread_count")]
        assert len(asked) <= 2
