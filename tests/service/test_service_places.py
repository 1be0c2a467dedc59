"""Every place of posts against a server: all that it lists, in its order, and in words why there is nothing."""

from __future__ import annotations

import asyncio
import json
import random
import re
import urllib.request
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.support.session import Desk, read_json, until, until_after, until_calm
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service.feeds import Feed
from tootui.service.session import Session
from tootui.service.streams import stream_of


def listed(demo: DemoThread, path: str) -> list[str]:
    """The ids of all posts that a server lists, from page to page, without those that a filter hides."""
    ids: list[str] = []
    address: str | None = demo.url + path
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while address is not None:
        request = urllib.request.Request(address, headers={"Authorization": f"Bearer {demo.token}"})
        with direct.open(request, timeout=10) as answer:
            ids += [item["id"] for item in json.load(answer) if not is_hidden(item)]
            onwards = re.search('<([^>]*)>; rel="next"', answer.headers.get("Link") or "")
        address = onwards[1] if onwards else None
    return list(dict.fromkeys(ids))


def is_hidden(item: dict[str, Any]) -> bool:
    return any(result["filter"]["filter_action"] == "hide" for result in item.get("filtered") or ())


def some_list(demo: DemoThread) -> str:
    lists = read_json(demo.url, "/api/v1/lists", demo.token)
    return str(next(one["id"] for one in lists if one["title"] == "Engine room"))


def some_link(demo: DemoThread) -> str:
    url: str = read_json(demo.url, "/api/v1/trends/links", demo.token)[0]["url"]
    return url


def someone(demo: DemoThread) -> str:
    account_id: str = read_json(demo.url, "/api/v1/accounts/lookup?acct=ada", demo.token)["id"]
    return account_id


async def opened(session: Session, place: Place) -> Feed:
    feed = session.feed(place)
    feed.open()
    await until(lambda: feed.state.loaded_once or feed.state.closed, f"{place} is there")
    return feed


async def to_the_end(feed: Feed) -> None:
    while not feed.state.at_end:
        feed.want_older()
        await until(lambda: not feed.state.loading_older, "a page of older posts")


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ("local", "/api/v1/timelines/public?local=true"),
        ("federated", "/api/v1/timelines/public?"),
        ("bookmarks", "/api/v1/bookmarks?"),
        ("favourites", "/api/v1/favourites?"),
        ("trending", "/api/v1/trends/statuses?"),
        ("tag:computing", "/api/v1/timelines/tag/computing?"),
        (
            "tag:computing?any=looms&all=history&none=women",
            "/api/v1/timelines/tag/computing?any[]=looms&all[]=history&none[]=women",
        ),
        ("list:LIST", "/api/v1/timelines/list/LIST?"),
        ("link:LINK", "/api/v1/timelines/link?url=LINK"),
        ("account:ACCOUNT", "/api/v1/accounts/ACCOUNT/statuses?exclude_replies=true"),
        ("account:ACCOUNT?replies", "/api/v1/accounts/ACCOUNT/statuses?"),
        ("account:ACCOUNT?media", "/api/v1/accounts/ACCOUNT/statuses?only_media=true"),
        ("account:ACCOUNT?pinned", "/api/v1/accounts/ACCOUNT/statuses?pinned=true"),
        ("account:ACCOUNT?tag=computing", "/api/v1/accounts/ACCOUNT/statuses?tagged=computing"),
    ],
)
async def test_every_place_shows_all_that_the_server_lists_in_its_order(
    desk: Desk, demo: DemoThread, place: str, path: str
) -> None:
    for name, value in (("LIST", some_list), ("LINK", some_link), ("ACCOUNT", someone)):
        place = place.replace(name, value(demo))
        path = path.replace(name, quote(value(demo), safe=""))
    expected = listed(demo, f"{path}&limit=40")
    async with desk.session() as session:
        feed = await opened(session, Place.parse(place))
        await to_the_end(feed)
        assert feed.rows == expected
        assert feed.new_count == 0
    assert expected or "none=" in place
    assert desk.said == []


# Lists that are no timelines


async def test_what_one_bookmarks_shows_at_once_on_top_and_goes_at_once(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = await opened(session, Place.BOOKMARKS)
        await to_the_end(feed)
        before = list(feed.rows)
        home = [str(row) for row in session.feed(Place.HOME).rows]
        post = next(one for one in home if one not in before and session.store.base_status(one).reblog is None)  # type: ignore[union-attr]  # it is known
        session.actions.bookmark(post)
        assert feed.rows == [post, *before]
        gone = str(before[2])
        session.actions.bookmark(gone)
        assert feed.rows == [row for row in [post, *before] if row != gone]
        await until(lambda: set(listed(demo, "/api/v1/bookmarks?limit=40")) >= {post} - {gone}, "the server knows")
        await until(lambda: feed.rows == listed(demo, "/api/v1/bookmarks?limit=40"), "as on the server")
        await feed.refresh()
        assert feed.rows == listed(demo, "/api/v1/bookmarks?limit=40")


async def test_a_bookmark_whose_removal_is_refused_stands_again_where_it_stood(desk: Desk, demo: DemoThread) -> None:
    async with desk.session() as session:
        feed = await opened(session, Place.BOOKMARKS)
        before = list(feed.rows)
        demo.fault("unbookmark", "status", status=422, body='{"error": "No"}')
        session.actions.bookmark(str(before[1]))
        assert feed.rows == [before[0], *before[2:]]
        await until(lambda: feed.rows == before, "it is back in its place")


async def test_a_page_that_was_on_its_way_does_not_bring_a_bookmark_back(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = await opened(session, Place.BOOKMARKS)
        gone = str(feed.rows[2])
        demo.clear_log()
        demo.fault("/api/v1/bookmarks", "late", seconds=3600)
        refreshing = asyncio.create_task(feed.refresh())
        await until(lambda: asked_for(demo, "/api/v1/bookmarks") == 1, "the page is made")
        session.actions.bookmark(gone)
        await until(lambda: getattr(session.store.base_status(gone), "bookmarked", None) is False, "the server knows")
        demo.clear_faults()
        await refreshing
        assert gone not in feed.rows
        status = session.store.status(gone)
        assert status is not None
        assert status.bookmarked is False
        await feed.refresh()
        assert feed.rows == listed(demo, "/api/v1/bookmarks?limit=40")


async def test_bookmarks_of_another_client_come_and_go_with_a_refresh(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = await opened(session, Place.BOOKMARKS)
        await to_the_end(feed)
        elsewhere = [str(row) for row in session.feed(Place.HOME).rows if row not in feed.rows][:3]
        for status_id in elsewhere:
            press(demo, f"/api/v1/statuses/{status_id}/bookmark")
        press(demo, f"/api/v1/statuses/{feed.rows[3]}/unbookmark")
        await feed.refresh()
        await to_the_end(feed)
        assert feed.rows == listed(demo, "/api/v1/bookmarks?limit=40")
        assert feed.rows[:3] == elsewhere[::-1]


async def test_more_new_bookmarks_than_a_page_holds_leave_no_hole(desk: Desk, demo: DemoThread) -> None:
    demo.events(old_home_posts=100)
    async with desk.at_home() as session:
        feed = await opened(session, Place.BOOKMARKS)
        await to_the_end(session.feed(Place.HOME))
        for status_id in [row for row in session.feed(Place.HOME).rows if row not in feed.rows][:90]:
            press(demo, f"/api/v1/statuses/{status_id}/bookmark")
        await feed.refresh()
        await to_the_end(feed)
        assert feed.rows == listed(demo, "/api/v1/bookmarks?limit=40")


async def test_bookmarks_are_there_at_the_next_start_without_those_taken_away(desk: Desk, demo: DemoThread) -> None:
    async with desk.session() as session:
        feed = await opened(session, Place.BOOKMARKS)
        await to_the_end(feed)
        session.actions.bookmark(str(feed.rows[-1]))
        rows = list(feed.rows)
        await until(lambda: listed(demo, "/api/v1/bookmarks?limit=40") == rows, "the server knows")
    session = desk.open()
    try:
        feed = session.feed(Place.BOOKMARKS)
        while not feed.state.at_end and len(feed.rows) < len(rows) + 1:
            before = len(feed.rows)
            feed.want_older()
            if len(feed.rows) == before:
                break
        assert feed.rows == rows
    finally:
        await session.close()


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_is_marked_here_and_elsewhere_the_end_is_the_list_of_the_server(
    desk: Desk, demo: DemoThread, seed: int
) -> None:
    demo.events(old_home_posts=60)
    chance = random.Random(seed)
    async with desk.at_home() as session:
        home = session.feed(Place.HOME)
        await to_the_end(home)
        posts = [one for one in home.timeline.ids() if is_plain(session, one)]
        feed = await opened(session, Place.FAVOURITES)
        for _ in range(12):
            for chosen in chance.sample(posts, 6):
                press(demo, f"/api/v1/statuses/{chosen}/unfavourite")  # one that is a favourite comes to the top
                press(demo, f"/api/v1/statuses/{chosen}/favourite")
            for chosen in chance.sample(posts, 2):
                session.actions.favourite(chosen)
            await until(lambda: all(is_settled(session, one) for one in posts), "all wishes are granted")
            if chance.random() < 0.6:
                feed.want_older()
            if chance.random() < 0.6:
                await feed.refresh()
            await until(lambda: not feed.state.loading_older, "no page is on its way")
        await feed.refresh()
        await to_the_end(feed)
        assert feed.rows == listed(demo, "/api/v1/favourites?limit=40")


def is_plain(session: Session, status_id: str) -> bool:
    status = session.store.base_status(status_id)
    return status is not None and status.reblog is None


def is_settled(session: Session, status_id: str) -> bool:
    shown, base = session.store.status(status_id), session.store.base_status(status_id)
    return shown is not None and base is not None and shown.favourited == base.favourited


def press(demo: DemoThread, path: str) -> None:
    """What another client of the reader does."""
    request = urllib.request.Request(demo.url + path, method="POST", headers={"Authorization": f"Bearer {demo.token}"})
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10).close()


# What cannot be had


@pytest.mark.parametrize(
    ("place", "switches", "words"),
    [
        ("bookmarks", {"off": ["bookmarks"]}, "does not offer bookmarks"),
        ("favourites", {"off": ["favourites"]}, "does not offer a list of favourites"),
        ("trending", {"off": ["trends"]}, "does not offer trends"),
        ("local", {"feeds": {"local": "disabled"}}, "closed this timeline"),
        ("federated", {"feeds": {"local": "disabled", "remote": "disabled"}}, "closed this timeline"),
        ("tag:computing", {"feeds": {"hashtag": "disabled"}}, "closed this timeline"),
        ("list:12345", {}, "was deleted"),
        ("link:https://nobody.example/", {}, "not among the trends"),
    ],
)
async def test_a_place_that_cannot_be_had_says_why_and_is_not_asked_for_again(
    desk: Desk, demo: DemoThread, place: str, switches: dict[str, object], words: str
) -> None:
    demo.control("switches", **switches)
    async with desk.at_home() as session:
        await until_after(desk.clock, lambda: any("nodeinfo" in request["path"] for request in demo.log()))
        feed = await opened(session, Place.parse(place))
        await until_after(desk.clock, lambda: feed.state.closed, step=10)
        assert words in str(feed.state.closed)
        assert not feed.rows
        session.feed(Place.HOME).close()
        await until_calm(demo)
        demo.clear_log()
        for _ in range(30):
            desk.clock.advance(60)
            await until(lambda: True)
        await until_calm(demo)
        assert demo.log() == []
        demo.control("switches", off=[], feeds={})
    assert desk.said == []


async def test_a_closed_place_that_was_opened_by_its_server_comes_with_a_refresh(desk: Desk, demo: DemoThread) -> None:
    demo.fault("timelines/list", "status", status=404, body='{"error": "Record not found"}')
    async with desk.session() as session:
        feed = await opened(session, Place.list(some_list(demo)))
        assert "was deleted" in str(feed.state.closed)
        await feed.refresh()
        rows = list(feed.rows)
        [new] = demo.events(post="Back again.", by="ada")
        await until_after(desk.clock, lambda: feed.rows == [new, *rows], step=10)


# Looking for news


async def test_what_two_columns_show_is_asked_for_once_and_until_both_are_closed(desk: Desk, demo: DemoThread) -> None:
    async with desk.session() as session:
        feed = await opened(session, Place.LOCAL)
        feed.open()
        feed.close()
        [new] = demo.events(post="Here.", by="ada")
        await until_after(desk.clock, lambda: feed.rows[0] == new, step=10)
        feed.close()
        await until_calm(demo)
        demo.clear_log()
        for _ in range(10):
            desk.clock.advance(60)
            await until(lambda: True)
        await until_calm(demo)
        assert not [request for request in demo.log() if "timelines" in request["path"]]


async def all_woken() -> None:
    """Let those whose time has come do what they do without waiting for anything else."""
    for _ in range(50):
        await asyncio.sleep(0)


async def test_several_open_places_are_not_asked_for_at_the_same_time(desk: Desk, demo: DemoThread) -> None:
    async with desk.session() as session:
        places = [Place.HOME, Place.LOCAL, Place.FEDERATED, Place.tag("computing")]
        for place in places:
            await opened(session, place)
        await until_after(desk.clock, lambda: session.me is not None)
        await until_calm(demo)
        demo.clear_log()
        desk.clock.advance(120)
        moments: list[float] = []

        def pages() -> int:
            return sum("/timelines/" in request["path"] for request in demo.log())

        while len(moments) < 12:
            await all_woken()
            await until(lambda: not desk.clock.requests_under_way, "what was asked is answered")
            moments += [desk.clock.time()] * (pages() - len(moments))
            desk.clock.advance(1)
        assert min(later - earlier for earlier, later in pairwise(moments[4:])) >= 5


async def test_bookmarks_are_seldom_asked_for_and_trends_only_when_one_comes_to_them(
    desk: Desk, demo: DemoThread
) -> None:
    async with desk.session() as session:
        await opened(session, Place.BOOKMARKS)
        await opened(session, Place.TRENDING)
        await until_after(desk.clock, lambda: session.me is not None)
        await until_calm(demo)
        demo.clear_log()
        begun = desk.clock.time()
        await until_after(desk.clock, lambda: asked_for(demo, "/api/v1/bookmarks") == 2, step=30)
        assert desk.clock.time() - begun >= 900
        assert asked_for(demo, "/api/v1/trends/statuses") == 0


def asked_for(demo: DemoThread, path: str) -> int:
    return sum(request["path"] == path for request in demo.log())


def test_streams_serve_what_they_tell_exactly() -> None:
    def told(place: str) -> tuple[str, str] | None:
        stream = stream_of(Place.parse(place))
        return (stream.name, stream.argument) if stream is not None else None

    assert told("list:12") == ("list", "12")
    assert told("tag:cats") == ("hashtag", "cats")
    assert told("tag:cats?any=dogs") is None
    assert told("bookmarks") is None
    assert told("trending") is None


# Trends


async def test_trends_of_tags_and_links_come_as_the_server_ranks_them(desk: Desk, demo: DemoThread) -> None:
    tags = read_json(demo.url, "/api/v1/trends/tags?limit=20", demo.token)
    links = read_json(demo.url, "/api/v1/trends/links?limit=20", demo.token)
    async with desk.session() as session:
        trending_tags, trending_links = session.trends(Place.TRENDING_TAGS), session.trends(Place.TRENDING_LINKS)
        for trends in (trending_tags, trending_links):
            trends.open()
            await until(lambda one=trends: one.state.loaded_once)  # type: ignore[misc]  # bound now
        assert [getattr(tag, "name", "") for tag in trending_tags.items][: len(tags)] == [tag["name"] for tag in tags]
        assert [link.url for link in trending_links.items][: len(links)] == [link["url"] for link in links]
        while not trending_tags.state.at_end:
            trending_tags.want_older()
            await until(lambda: not trending_tags.state.loading_older)
        assert len({getattr(tag, "name", "") for tag in trending_tags.items}) == len(trending_tags.items)


async def test_a_server_without_trends_says_so(desk: Desk, demo: DemoThread, home: Path) -> None:
    demo.control("switches", off=["trends"])
    async with desk.session() as session:
        trends = session.trends(Place.TRENDING_TAGS)
        trends.open()
        await until(lambda: trends.state.closed)
        assert trends.state.closed == "This server does not offer trends."
        demo.control("switches", off=[])
    assert desk.said == []
