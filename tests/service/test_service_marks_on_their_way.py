"""Bookmarks and favourites that lose their mark while a page that still lists them is on its way."""

from __future__ import annotations

import asyncio

import pytest

from tests.service.test_service_places import asked_for, listed, opened, press, to_the_end
from tests.support.session import Desk, until
from tootui.demo.thread import DemoThread
from tootui.model.base import StatusId
from tootui.model.places import Place
from tootui.service.session import Session


@pytest.mark.parametrize("is_answered_first", [True, False])
async def test_an_older_page_on_its_way_does_not_bring_back_what_was_unmarked_meanwhile(
    desk: Desk, demo: DemoThread, is_answered_first: bool
) -> None:
    demo.events(old_home_posts=100)
    async with desk.at_home() as session:
        home = session.feed(Place.HOME)
        await to_the_end(home)
        plain = [one for one in home.timeline.ids() if (post := session.store.status(one)) and post.reblog is None]
        for status_id in plain[:60]:
            press(demo, f"/api/v1/statuses/{status_id}/bookmark")
        feed = await opened(session, Place.BOOKMARKS)
        gone = next(one for one in listed(demo, "/api/v1/bookmarks?limit=80")[:60] if one not in feed.rows)
        session.store.put_statuses([await session.standby.ask(lambda client: client.statuses.get(gone))])
        demo.clear_log()
        demo.fault("/api/v1/bookmarks", "late", seconds=3600)
        if not is_answered_first:
            demo.fault("/unbookmark", "late", seconds=3600)
        feed.want_older()
        await until(lambda: asked_for(demo, "/api/v1/bookmarks") == 1, "the page is made")
        session.actions.bookmark(gone)
        await until(lambda: gone not in listed(demo, "/api/v1/bookmarks?limit=80"), "the server knows")
        if is_answered_first:
            await until(lambda: is_unmarked(session, gone), "and has said so")
        demo.clear_faults()
        await until(lambda: not feed.state.loading_older, "the page is here")
        assert gone not in feed.rows
        await until(lambda: is_unmarked(session, gone), "the server has said so")
        await to_the_end(feed)
        assert feed.rows == listed(demo, "/api/v1/bookmarks?limit=80")


async def test_nor_does_a_page_that_is_asked_for_while_the_server_has_not_heard_of_that(
    desk: Desk, demo: DemoThread
) -> None:
    async with desk.at_home() as session:
        feed = await opened(session, Place.BOOKMARKS)
        gone = str(feed.rows[2])
        demo.clear_log()
        demo.fault("/unbookmark", "delay", seconds=0.3)
        demo.fault("/api/v1/bookmarks", "late", seconds=3600)
        session.actions.bookmark(gone)
        await until(lambda: asked_for(demo, f"/api/v1/statuses/{gone}/unbookmark"), "it is on its way")
        refreshing = asyncio.create_task(feed.refresh())
        await until(lambda: asked_for(demo, "/api/v1/bookmarks") == 1, "the page is made")
        await until(lambda: is_unmarked(session, gone), "then the server hears of it")
        demo.clear_faults()
        await refreshing
        assert gone not in feed.rows
        await until(lambda: is_unmarked(session, gone), "what the page said is asked for once more")
        assert gone not in feed.rows


async def test_nor_does_the_very_first_page_of_the_list(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        gone = listed(demo, "/api/v1/bookmarks?limit=40")[2]
        session.store.put_statuses([await session.standby.ask(lambda client: client.statuses.get(gone))])
        demo.clear_log()
        demo.fault("/unbookmark", "delay", seconds=0.3)
        demo.fault("/api/v1/bookmarks", "late", seconds=3600)
        session.actions.bookmark(gone)
        await until(lambda: asked_for(demo, f"/api/v1/statuses/{gone}/unbookmark"), "it is on its way")
        feed = session.feed(Place.BOOKMARKS)
        feed.open()
        await until(lambda: asked_for(demo, "/api/v1/bookmarks") == 1, "the page is made")
        await until(lambda: is_unmarked(session, gone), "then the server hears of it")
        demo.clear_faults()
        await until(lambda: feed.state.loaded_once, "the page is here")
        assert feed.rows
        assert gone not in feed.rows


async def test_what_waits_for_its_mark_is_on_the_very_first_page_of_the_list(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        known = listed(demo, "/api/v1/bookmarks?limit=40")
        post = next(str(row) for row in session.feed(Place.HOME).rows if row not in known and is_plain(session, row))
        demo.fault("/bookmark$", "delay", seconds=3600)
        session.actions.bookmark(post)
        feed = await opened(session, Place.BOOKMARKS)
        assert feed.rows[0] == post
        assert feed.rows[1:] == known[: len(feed.rows) - 1]
        demo.clear_faults()
        await until(lambda: listed(demo, "/api/v1/bookmarks?limit=40")[0] == post, "the server knows")
        await feed.refresh()
        assert feed.rows[0] == post


async def test_what_waits_for_its_mark_stays_on_top_however_often_the_list_is_asked_for(
    desk: Desk, demo: DemoThread
) -> None:
    async with desk.at_home() as session:
        feed = await opened(session, Place.BOOKMARKS)
        post = next(
            str(row) for row in session.feed(Place.HOME).rows if row not in feed.rows and is_plain(session, row)
        )
        demo.fault("/bookmark$", "delay", seconds=3600)
        session.actions.bookmark(post)
        for _ in range(3):
            await feed.refresh()
            assert feed.rows[0] == post
        demo.clear_faults()
        await until(lambda: listed(demo, "/api/v1/bookmarks?limit=40")[: len(feed.rows)] == feed.rows, "it is there")
        await feed.refresh()
        assert feed.rows[0] == post


async def test_what_is_refused_its_mark_leaves_the_list(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = await opened(session, Place.BOOKMARKS)
        before = list(feed.rows)
        post = next(str(row) for row in session.feed(Place.HOME).rows if row not in before and is_plain(session, row))
        demo.fault("/bookmark$", "status", status=422, body='{"error": "No"}')
        session.actions.bookmark(post)
        assert feed.rows == [post, *before]
        await until(lambda: feed.rows == before, "it is gone again")


@pytest.mark.parametrize("is_deleted", [True, False])
async def test_what_goes_between_two_pages_of_a_list_does_not_come_with_them(
    desk: Desk, demo: DemoThread, is_deleted: bool
) -> None:
    demo.events(old_home_posts=100)
    async with desk.at_home() as session:
        feed = await opened(session, Place.BOOKMARKS)
        home = session.feed(Place.HOME)
        await to_the_end(home)
        plain = [str(row) for row in home.rows if row not in feed.rows and is_plain(session, row)]
        for status_id in plain[:60]:
            press(demo, f"/api/v1/statuses/{status_id}/bookmark")
        demo.clear_log()
        demo.fault("/api/v1/bookmarks[?].*max_id", "late", seconds=3600)
        refreshing = asyncio.create_task(feed.refresh())
        await until(lambda: asked_for(demo, "/api/v1/bookmarks") == 2, "the second page is made")
        gone = plain[59]
        if is_deleted:
            session.store.delete_status(gone)
        else:
            session.actions.bookmark(gone)
            await until(lambda: is_unmarked(session, gone), "the server knows")
        demo.clear_faults()
        await refreshing
        assert plain[58] in feed.rows
        assert gone not in feed.rows


def is_plain(session: Session, row: object) -> bool:
    status = session.store.status(row) if isinstance(row, str) else None
    return status is not None and status.reblog is None and not status.bookmarked


def is_unmarked(session: Session, status_id: StatusId) -> bool:
    status, base = session.store.status(status_id), session.store.base_status(status_id)
    return status is not None and base is not None and not status.bookmarked and not base.bookmarked
