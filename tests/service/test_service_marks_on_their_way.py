"""Bookmarks and favourites that lose their mark while a page that still lists them is on its way."""

from __future__ import annotations

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


def is_unmarked(session: Session, status_id: StatusId) -> bool:
    status, base = session.store.status(status_id), session.store.base_status(status_id)
    return status is not None and base is not None and not status.bookmarked and not base.bookmarked
