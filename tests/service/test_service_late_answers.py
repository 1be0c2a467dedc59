"""Answers that come after what they tell is out of date: what was done meanwhile counts."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import cast

from msgspec.structs import replace

from tests.support.session import Desk, until, until_calm
from tootui.cache.batch import CachedTimeline
from tootui.demo.thread import DemoThread
from tootui.model.pages import Page
from tootui.model.places import Place
from tootui.service.feed_parts import FeedServices
from tootui.service.newer import NewerPosts
from tootui.service.older import OlderPosts
from tootui.service.paging import Habits
from tootui.service.session import Session
from tootui.store.timeline import Timeline


class Named:
    """What stands in a timeline, by its id alone."""

    def __init__(self, id: str) -> None:
        self.id = id


class FakeServer:
    """Posts from the newest to the oldest, told only when it is allowed to answer."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = list(ids)
        self.asked: list[str | None] = []
        self.may_answer = asyncio.Event()

    async def page(self, *, max_id: str | None = None, min_id: str | None = None) -> Page[Named]:
        self.asked.append(max_id)
        begin = self.ids.index(max_id) + 1 if max_id is not None else 0
        items = [Named(one) for one in self.ids[begin : begin + 2]]
        await self.may_answer.wait()
        return Page(items)

    async def follow(self, link: str) -> Page[Named]:
        raise AssertionError("it gives no links")


class FakeServices:
    """Only what is known of how the server pages."""

    habits = Habits()


class TakesAll:
    """Leaves nothing out."""

    def page(self, page: Page[Named]) -> list[str]:
        return [item.id for item in page.items]

    def known(self, status_ids: Iterable[str]) -> list[str]:
        return list(status_ids)

    def older(self, below_id: str, limit: int) -> CachedTimeline:
        return CachedTimeline()

    newer = older


async def test_an_older_page_is_not_put_below_a_list_that_began_anew_meanwhile() -> None:
    server, timeline = FakeServer("987654321"), Timeline()
    services = cast(FeedServices, None)  # nobody asks for them here
    older: OlderPosts[Named] = OlderPosts(Place.HOME, timeline, server, TakesAll(), services)
    timeline.start(["7", "6", "5"])
    loading = asyncio.create_task(older.add_from_server())
    await until(lambda: server.asked == ["5"], "what is below is asked for")
    timeline.start(["9", "8"])
    older.begin(in_cache=False)
    server.may_answer.set()
    await loading
    assert timeline.rows == ["9", "8", "7", "6"], "or there would be a hole that nobody knows of"
    assert server.asked == ["5", "8"]


async def test_what_one_posts_while_a_first_page_without_posts_is_on_its_way_stays() -> None:
    server, timeline = FakeServer(""), Timeline()
    services = cast(FeedServices, None)  # nobody asks for them here
    older: OlderPosts[Named] = OlderPosts(Place.HOME, timeline, server, TakesAll(), services)
    newer: NewerPosts[Named] = NewerPosts(Place.HOME, timeline, server, TakesAll(), older, services)
    loading = asyncio.create_task(newer.load())
    await until(lambda: server.asked == [None], "the first page is asked for")
    for own in ("1", "2"):
        newer.place_own(own)
    server.may_answer.set()
    await loading
    assert timeline.rows == ["2", "1"]
    assert not newer.is_known("1"), "its place is not proven yet"


async def test_what_one_posts_stays_above_what_was_asked_for_before() -> None:
    server, timeline = FakeServer("987654321"), Timeline()
    services = cast(FeedServices, FakeServices())
    older: OlderPosts[Named] = OlderPosts(Place.HOME, timeline, server, TakesAll(), services)
    newer: NewerPosts[Named] = NewerPosts(Place.HOME, timeline, server, TakesAll(), older, services)
    timeline.start(["7", "6"])
    newer.place_own("a")
    loading = asyncio.create_task(newer.load())
    await until(lambda: server.asked, "what is newer is asked for")
    newer.place_own("b")
    newer.place_own("c")
    server.may_answer.set()
    await loading
    assert timeline.rows == ["c", "b", "9", "8", "a", "7", "6"], "the server might have told of the first"
    newer.arrive(["b"])
    assert timeline.rows == ["b", "c", "9", "8", "a", "7", "6"]


async def test_a_policy_that_was_asked_for_before_a_change_does_not_take_it_back(desk: Desk, demo: DemoThread) -> None:
    async with desk.session() as session:
        policy = session.news.policy
        policy.open()
        await until(lambda: policy.state.policy is not None and not policy.state.loading, "the policy")
        demo.fault("/notifications/policy", "late", method="GET", seconds=3600)
        demo.clear_log()
        policy.open()
        await until(demo.log, "it is asked for once more")
        policy.change("for_bots", "drop")
        told: list[object] = []
        policy.observe(lambda: told.append(policy.state.policy and policy.state.policy.for_bots))
        await until(lambda: not policy._is_sending, "it is changed")
        demo.clear_faults()
        await until(lambda: not policy.state.loading, "the old answer has come")
        assert policy.state.policy is not None
        assert policy.state.policy.for_bots == "drop"
        assert set(told) == {"drop"}


async def test_a_page_that_was_asked_for_before_a_favourite_does_not_take_it_back(desk: Desk, demo: DemoThread) -> None:
    [post] = demo.events(post="Looms are the future.", by="ada")
    async with desk.at_home() as session:
        local = session.feed(Place.LOCAL)
        demo.fault("timelines/public", "late", seconds=3600)
        demo.clear_log()
        local.open()
        await until(demo.log, "a page is on its way")
        session.actions.favourite(post)
        await until(lambda: is_favourite(session, post), "it is done")
        demo.clear_faults()
        await until(lambda: post in local.rows, "the page has come")
        await until(lambda: is_favourite(session, post), "it is asked for once more")


async def test_nor_does_a_second_one_that_comes_after_the_first_was_set_right(desk: Desk, demo: DemoThread) -> None:
    [post] = demo.events(post="Looms are the past.", by="ada")
    async with desk.at_home() as session:
        await session.feed(Place.HOME).refresh()
        before = session.store.base_status(post)
        assert before is not None and before.favourited is not True
        session.actions.favourite(post)
        await until(lambda: is_favourite(session, post), "it is done")
        for _ in range(3):
            session.store.put_statuses([before])
            assert not is_favourite(session, post)
            await until(lambda: is_favourite(session, post), "it is asked for once more")


async def test_what_was_undone_elsewhere_is_asked_for_once(desk: Desk, demo: DemoThread) -> None:
    [post] = demo.events(post="Looms are here.", by="ada")
    async with desk.at_home() as session:
        await session.feed(Place.HOME).refresh()
        before = session.store.base_status(post)
        assert before is not None
        session.actions.favourite(post)
        await until(lambda: is_favourite(session, post), "it is done")
        await session._remote.call(lambda client: client.statuses.unfavourite(post))
        demo.clear_log()
        session.store.put_statuses([before])
        await until(lambda: asked_for(demo, post) == 1, "it is asked for once more")
        await until_calm(demo)
        session.store.put_statuses([replace(before, favourited=True)])
        session.store.put_statuses([before])
        await until_calm(demo)
        assert asked_for(demo, post) == 1, "it is known by now that it was undone"
        assert not is_favourite(session, post)


def asked_for(demo: DemoThread, status_id: str) -> int:
    return sum(one["path"] == f"/api/v1/statuses/{status_id}" for one in demo.log())


def is_favourite(session: Session, status_id: str) -> bool:
    """Whether the server says so."""
    base = session.store.base_status(status_id)
    return base is not None and base.favourited is True
