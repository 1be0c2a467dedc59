"""Catching up and filling gaps, whatever a server takes ``min_id`` for."""

from __future__ import annotations

import pytest

from tests.support.plain_posts import a_post
from tootui.model.base import StatusId
from tootui.model.pages import Gap, Page
from tootui.model.status import Status
from tootui.service import paging
from tootui.service.paging import Habits
from tootui.store.timeline import Timeline


class FakeServer:
    """A timeline of numbered posts, newest first, on a server of one of two kinds."""

    def __init__(self, count: int, *, min_id_is_adjacent: bool, page_size: int = 40) -> None:
        self.posts = [a_post(str(number), minute=number) for number in range(count, 0, -1)]
        self.requests = 0
        self._adjacent = min_id_is_adjacent
        self._page_size = page_size

    @property
    def ids(self) -> list[StatusId]:
        return [post.id for post in self.posts]

    def publish(self, count: int) -> None:
        newest = int(self.posts[0].id) if self.posts else 0
        self.posts[:0] = [a_post(str(newest + step), minute=newest + step) for step in range(count, 0, -1)]

    async def page(self, *, max_id: StatusId | None = None, min_id: StatusId | None = None) -> Page[Status]:
        self.requests += 1
        found = [
            post
            for post in self.posts
            if (max_id is None or int(post.id) < int(max_id)) and (min_id is None or int(post.id) > int(min_id))
        ]
        forward = min_id is not None and self._adjacent
        return Page(found[-self._page_size :] if forward else found[: self._page_size])

    async def follow(self, link: str) -> Page[Status]:
        raise AssertionError(f"nobody gave the link {link}")


async def catch_up(server: FakeServer, timeline: Timeline, habits: Habits) -> None:
    newest = timeline.newest_id
    assert newest is not None
    async for stretch in paging.newer(server, newest, timeline.__contains__, habits):
        timeline.add_newer([post.id for post in stretch.page.items], complete=stretch.joins)


async def started(server: FakeServer) -> Timeline:
    timeline = Timeline()
    timeline.start([post.id for post in (await server.page()).items])
    return timeline


@pytest.mark.parametrize("adjacent", [True, False])
@pytest.mark.parametrize("count", [0, 1, 19, 20, 39, 40, 41, 80, 81, 395])
async def test_catching_up_leaves_no_hole(count: int, adjacent: bool) -> None:
    server = FakeServer(100, min_id_is_adjacent=adjacent)
    timeline = await started(server)
    server.publish(count)
    await catch_up(server, timeline, Habits())
    assert timeline.rows == server.ids[: count + 40]


@pytest.mark.parametrize("adjacent", [True, False])
async def test_what_min_id_means_is_found_out_once(adjacent: bool) -> None:
    server = FakeServer(100, min_id_is_adjacent=adjacent)
    timeline, habits = await started(server), Habits()
    server.publish(3)
    await catch_up(server, timeline, habits)
    assert habits == Habits()
    server.publish(50)
    await catch_up(server, timeline, habits)
    assert habits == Habits(min_id_is_adjacent=adjacent)
    server.requests = 0
    server.publish(30)
    await catch_up(server, timeline, habits)
    assert server.requests == 2
    assert timeline.rows == server.ids[: len(timeline)]


async def test_a_usual_poll_is_one_request() -> None:
    server = FakeServer(100, min_id_is_adjacent=True)
    timeline = await started(server)
    for count in (0, 1, 12):
        server.requests = 0
        server.publish(count)
        await catch_up(server, timeline, Habits())
        assert server.requests == 1


@pytest.mark.parametrize(("adjacent", "from_above"), [(True, True), (True, False), (False, True)])
async def test_a_long_absence_leaves_one_gap_that_closes_from_either_end(adjacent: bool, from_above: bool) -> None:
    server = FakeServer(100, min_id_is_adjacent=adjacent)
    timeline = await started(server)
    server.publish(700)
    await catch_up(server, timeline, Habits())
    assert timeline.newest_id == server.ids[0]
    assert sum(isinstance(row, Gap) for row in timeline.rows) == 1
    while gaps := [row for row in timeline.rows if isinstance(row, Gap)]:
        before = len(timeline)
        stretch = await paging.into_gap(server, gaps[0], timeline.__contains__, from_above=from_above)
        ids = [post.id for post in stretch.page.items]
        timeline.fill(gaps[0], ids, from_above=from_above, complete=stretch.joins)
        assert len(timeline) > before
    assert timeline.rows == server.ids[:740]


async def test_a_known_post_that_is_gone_from_the_server_does_no_harm() -> None:
    server = FakeServer(100, min_id_is_adjacent=True)
    timeline = await started(server)
    del server.posts[0]
    server.posts[:0] = [a_post(str(number), minute=number) for number in range(190, 100, -1)]
    await catch_up(server, timeline, Habits())
    assert timeline.rows == [*server.ids[:90], "100", *server.ids[90:129]]
