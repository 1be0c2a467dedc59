"""Posts that their server deleted without a word: found out when one has to do with them, and gone everywhere then."""

from __future__ import annotations

import pytest

from tests.support.session import Desk, until
from tootui.demo.thread import DemoThread
from tootui.model.base import StatusId
from tootui.model.places import Place
from tootui.service.session import Session


def some_post(session: Session) -> StatusId:
    """A post of the home timeline that is no boost."""
    statuses = [session.store.status(one) for one in session.feed(Place.HOME).timeline.ids()]
    return next(one.id for one in statuses if one is not None and one.reblog is None)


async def test_a_thread_that_is_gone_takes_its_post_out_of_the_timelines(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        post = some_post(session)
        demo.events(delete=post)
        thread = session.thread(post)
        thread.open()
        await until(lambda: session.store.is_deleted(post), "it is known to be gone")
        await until(lambda: post not in session.feed(Place.HOME).timeline, "it left the timeline")
        await until(lambda: thread.state.error, "and it is said")
        thread.close()


@pytest.mark.parametrize("body", ['{"error": "Record not found"}', "<h1>Not Found</h1>"])
async def test_a_thread_that_cannot_be_had_leaves_a_post_that_can(desk: Desk, demo: DemoThread, body: str) -> None:
    async with desk.at_home() as session:
        post = some_post(session)
        demo.fault("/context", "status", status=404, body=body, count=-1)
        thread = session.thread(post)
        await thread.refresh()
        assert thread.state.error
        assert session.store.status(post) is not None


async def test_a_server_that_is_out_of_order_takes_nothing_away(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        post = some_post(session)
        demo.fault("/statuses/", "status", status=404, body="<h1>Not Found</h1>", count=-1)
        thread = session.thread(post)
        await thread.refresh()
        assert thread.state.error
        assert session.store.status(post) is not None
        demo.clear_faults()


async def test_a_post_that_cannot_be_made_a_favourite_because_it_is_gone_goes(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        post = some_post(session)
        demo.events(delete=post)
        session.actions.favourite(post)
        await until(lambda: session.store.is_deleted(post), "it is known to be gone")
        await until(lambda: post not in session.feed(Place.HOME).timeline, "it left the timeline")
        assert any("Favourite refused" in said for said in desk.said)


async def test_a_post_that_is_there_stays_though_it_may_not_be_a_favourite(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        post = some_post(session)
        demo.fault("/favourite$", "status", status=404, body='{"error": "Record not found"}')
        session.actions.favourite(post)
        await until(lambda: any("refused" in said for said in desk.said), "it is refused")
        await until(
            lambda: any(one["path"].endswith(f"/statuses/{post}") and one["status"] for one in demo.log()),
            "the post is looked for",
        )
        assert session.store.status(post) is not None


async def test_what_was_deleted_a_moment_ago_does_not_come_back_with_older_posts_from_the_cache(
    desk: Desk, demo: DemoThread
) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        feed.want_older()
        await until(lambda: len(feed.rows) > 60, "older posts")
        rows = list(feed.rows)
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        gone = str(next(row for row in reversed(rows) if row not in feed.rows))
        session.store.delete_status(gone)
        while len(feed.rows) < len(rows) - 1:
            feed.want_older()
        assert feed.rows == [row for row in rows if row != gone]
