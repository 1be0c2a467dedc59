"""Notifications that were read in a session which could not tell the server: they are not counted as unread."""

from __future__ import annotations

import json
import urllib.request

from tests.support.notifications import notifications, opened
from tests.support.session import Desk, read_json, until_after
from tootui.demo.thread import DemoThread
from tootui.service.session import Session

COUNT = "/api/v2/notifications/unread_count"
MARKERS = "/api/v1/markers"


async def read_all(desk: Desk, demo: DemoThread) -> None:
    """Read all notifications, and end without the server knowing of it."""
    async with desk.session() as session:
        feed = await opened(session)
        demo.fault(MARKERS, "status", method="POST", status=503, count=-1)
        assert feed.timeline.newest_id is not None
        feed.mark_seen(feed.timeline.newest_id)
        assert feed.new_count == 0
    demo.clear_faults()
    assert unread(demo) > 0


def unread(demo: DemoThread) -> int:
    count: int = read_json(demo.url, COUNT, demo.token)["count"]
    return count


def read_elsewhere(demo: DemoThread, notification_id: str) -> None:
    """Another client has read up to a notification."""
    request = urllib.request.Request(
        demo.url + MARKERS,
        json.dumps({"notifications": {"last_read_id": notification_id}}).encode(),
        {"Authorization": f"Bearer {demo.token}", "Content-Type": "application/json"},
    )
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10).close()


async def counted(desk: Desk, session: Session) -> int:
    session.news.count()
    await until_after(desk.clock, lambda: session.news.unread_notifications is not None)
    count = session.news.unread_notifications
    assert count is not None
    return count


async def test_what_was_read_here_is_not_counted_though_the_server_was_not_told(desk: Desk, demo: DemoThread) -> None:
    await read_all(desk, demo)
    async with desk.at_home() as session:
        assert await counted(desk, session) == 0
    assert unread(demo) == 0


async def test_what_came_since_is_counted(desk: Desk, demo: DemoThread) -> None:
    await read_all(desk, demo)
    demo.events(notification="mention", by="ada")
    async with desk.at_home() as session:
        assert await counted(desk, session) == 1


async def test_what_was_read_further_elsewhere_stays_read(desk: Desk, demo: DemoThread) -> None:
    await read_all(desk, demo)
    demo.events(notification="mention", by="ada")
    read_elsewhere(demo, read_json(demo.url, "/api/v1/notifications?limit=1", demo.token)[0]["id"])
    demo.clear_log()
    async with desk.at_home() as session:
        assert await counted(desk, session) == 0
    assert not any(one["path"] == MARKERS and one["method"] == "POST" for one in demo.log())


async def test_who_never_looked_at_them_tells_nothing(desk: Desk, demo: DemoThread) -> None:
    before = unread(demo)
    async with desk.at_home() as session:
        assert await counted(desk, session) == before
        assert not notifications(session).rows
    assert not any(one["path"] == MARKERS and one["method"] == "POST" for one in demo.log())
