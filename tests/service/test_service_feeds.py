"""Reading a timeline: what is newer, what is older, and what was left out."""

from __future__ import annotations

from tests.support.session import Desk, until
from tootui.demo.thread import DemoThread
from tootui.model.places import Place


async def test_the_first_page_comes_with_one_request(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        assert len(feed.rows) == 40
        assert feed.new_count == 0
        assert session.connection.state == "polling"
        first = session.store.status(str(feed.rows[0]))
        assert first is not None
        assert [request["path"] for request in demo.log() if "timelines" in request["path"]] == [
            "/api/v1/timelines/home"
        ]
    assert desk.said == []
