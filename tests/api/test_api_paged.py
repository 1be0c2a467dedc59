"""Long lists: awaited for a page, iterated for all of it, each item once, whatever a server gives to go on by."""

from __future__ import annotations

from collections.abc import AsyncIterable
from typing import Any

import pytest

from tests.api.samples import account_json, status_json
from tests.api.servers import Asked, Reply, ScriptedServer, json_reply
from tootui.api.client import connect
from tootui.demo.thread import DemoThread
from tootui.model.errors import Missing, Unavailable
from tootui.model.instance import InstanceInfo
from tootui.model.oauth import Access
from tootui.model.status import Status


def numbered(*numbers: int) -> list[dict[str, Any]]:
    return [status_json(1, id=str(number)) for number in numbers]


class Home:
    """A timeline of numbered posts that pages as Mastodon does, with or without links."""

    def __init__(self, newest: int, *, size: int = 3, links: bool = True, min_id_is_since_id: bool = False) -> None:
        self.posts = list(range(newest, 0, -1))
        self.size = size
        self.links = links
        self.min_id_is_since_id = min_id_is_since_id
        self.url = ""

    def __call__(self, asked: Asked) -> Reply:
        bounds = {name: int(value) for name, value in asked.query if name.endswith("_id")}
        below = bounds.get("max_id", len(self.posts) + 1)
        above = max(bounds.get("since_id", 0), bounds.get("min_id", 0))
        within = [post for post in self.posts if above < post < below]
        adjacent = "min_id" in bounds and not self.min_id_is_since_id
        page = within[-self.size :] if adjacent else within[: self.size]
        if not self.links or not page:
            return json_reply(numbered(*page))
        path = f"{self.url}/api/v1/timelines/home"
        link = f'<{path}?max_id={page[-1]}>; rel="next", <{path}?min_id={page[0]}>; rel="prev"'
        return json_reply(numbered(*page), Link=link)


async def ids(statuses: AsyncIterable[Status]) -> list[int]:
    return [int(status.id) async for status in statuses]


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
async def test_iterating_reads_page_after_page_to_the_end(links: bool) -> None:
    home = Home(8, links=links)
    async with ScriptedServer(home) as server, connect(server.url) as client:
        home.url = server.url
        assert await ids(client.timelines.home()) == [8, 7, 6, 5, 4, 3, 2, 1]

    assert [dict(asked.query).get("max_id") for asked in server.asked] == [None, "6", "3", "1"]


async def test_awaiting_reads_one_page_and_nothing_is_asked_before() -> None:
    home = Home(8)
    async with ScriptedServer(home) as server, connect(server.url) as client:
        home.url = server.url
        list_of_posts = client.timelines.home(limit=3)
        assert server.asked == []
        page = await list_of_posts

    assert [status.id for status in page.items] == ["8", "7", "6"]
    assert page.older == f"{server.url}/api/v1/timelines/home?max_id=6"
    assert len(server.asked) == 1


async def test_stopping_early_asks_for_no_more() -> None:
    home = Home(8)
    async with ScriptedServer(home) as server, connect(server.url) as client:
        home.url = server.url
        async for status in client.timelines.home():
            if status.id == "5":
                break

    assert len(server.asked) == 2


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
async def test_with_min_id_everything_newer_comes_oldest_first(links: bool) -> None:
    home = Home(8, links=links)
    async with ScriptedServer(home) as server, connect(server.url) as client:
        home.url = server.url
        assert await ids(client.timelines.home(min_id="1")) == [2, 3, 4, 5, 6, 7, 8]


async def test_where_min_id_is_like_since_id_nothing_is_skipped_either() -> None:
    home = Home(8, links=False, min_id_is_since_id=True)
    async with ScriptedServer(home) as server, connect(server.url) as client:
        client.capabilities.learn(InstanceInfo(domain="x.example", software="snac"))
        assert await ids(client.timelines.home(min_id="1")) == [2, 3, 4, 5, 6, 7, 8]


async def test_a_server_that_always_gives_the_same_page_is_asked_twice() -> None:
    """snac's lists of notifications ignore every bound."""
    async with ScriptedServer([json_reply(numbered(3, 2, 1))]) as server, connect(server.url) as client:
        assert await ids(client.timelines.home()) == [3, 2, 1]

    assert len(server.asked) == 2


async def test_what_moved_from_page_to_page_comes_once() -> None:
    pages = [json_reply(numbered(5, 4)), json_reply(numbered(4, 3)), json_reply([])]
    async with ScriptedServer(pages) as server, connect(server.url) as client:
        assert await ids(client.timelines.home()) == [5, 4, 3]


async def test_a_link_that_leads_in_a_circle_is_followed_once() -> None:
    def answer(asked: Asked) -> Reply:
        return json_reply([{"id": "9"}], Link=f'<{server.url}/api/v1/timelines/home?max_id=9>; rel="next"')

    async with ScriptedServer(answer) as server, connect(server.url) as client:
        assert await ids(client.timelines.home()) == []

    assert len(server.asked) == 2


async def test_lists_in_an_order_of_their_own_go_on_by_links_only() -> None:
    """Hollo pages bookmarks by time, and links no followers at all: an id made up here would be wrong."""
    async with ScriptedServer([json_reply([account_json(1)])]) as server, connect(server.url) as client:
        assert [account.username async for account in client.accounts.followers("1")] == ["ada1"]
        assert len(server.asked) == 1

    def bookmarks(asked: Asked) -> Reply:
        if asked.query:
            assert asked.query == [("before", "2026-11-21T00:36:38.000Z")]
            return json_reply(numbered(1))
        link = f'<{server.url}/api/v1/bookmarks?before=2026-11-21T00%3A36%3A38.000Z>; rel="next"'
        return json_reply(numbered(2), Link=link)

    async with ScriptedServer(bookmarks) as server, connect(server.url) as client:
        assert await ids(client.bookmarks.list()) == [2, 1]


async def test_trends_go_on_by_offset() -> None:
    tags = [{"name": f"tag{number}"} for number in range(5)]

    def answer(asked: Asked) -> Reply:
        offset = int(dict(asked.query).get("offset", "0"))
        return json_reply(tags[offset : offset + 2])

    async with ScriptedServer(answer) as server, connect(server.url) as client:
        found = [tag.name async for tag in client.trends.tags(limit=2, offset=1)]

    assert found == ["tag1", "tag2", "tag3", "tag4"]
    assert [dict(asked.query)["offset"] for asked in server.asked] == ["1", "3", "5"]


async def test_a_page_of_posts_that_cannot_be_read_is_not_the_end() -> None:
    def answer(asked: Asked) -> Reply:
        if asked.query:
            return json_reply(numbered(1))
        return json_reply([{"id": "9"}], Link=f'<{server.url}/api/v1/timelines/home?max_id=9>; rel="next"')

    async with ScriptedServer(answer) as server, connect(server.url) as client:
        pages = [page async for page in client.timelines.home().pages()]

    assert [len(page.items) for page in pages] == [0, 1]
    assert [problem.id for problem in pages[0].problems] == ["9"]


async def test_a_list_that_is_being_put_together_says_so() -> None:
    async with ScriptedServer([json_reply([], 206)]) as server, connect(server.url) as client:
        assert (await client.timelines.home()).rebuilding


async def test_an_error_on_the_way_is_raised_after_what_came_before() -> None:
    home = Home(4)
    seen = []
    async with (
        ScriptedServer(lambda asked: Reply(status=500) if asked.query else home(asked)) as server,
        connect(server.url) as client,
    ):
        home.url = server.url
        with pytest.raises(Unavailable):
            async for status in client.timelines.home():
                seen.append(status.id)

    assert seen == ["4", "3", "2"]


def groups(*page_min_ids: str) -> list[dict[str, Any]]:
    return [{"group_key": f"g{id}", "type": "follow", "page_min_id": id} for id in page_min_ids]


async def test_groups_go_on_below_the_smallest_id_of_the_page() -> None:
    pages = [
        json_reply({"notification_groups": groups("1001", "999")}),
        json_reply({"notification_groups": groups("7")}),
        json_reply({"notification_groups": []}),
    ]
    async with ScriptedServer(pages) as server, connect(server.url) as client:
        found = [page async for page in client.grouped_notifications.pages(types=["follow"])]

    assert [group.group_key for page in found for group in page.notification_groups] == ["g1001", "g999", "g7"]
    kind = ("types[]", "follow")
    assert [asked.query for asked in server.asked] == [[kind], [kind, ("max_id", "999")], [kind, ("max_id", "7")]]


async def test_groups_follow_links_and_know_their_last_page() -> None:
    def answer(asked: Asked) -> Reply:
        path = f"{server.url}/api/v2/notifications"
        if asked.query:
            return json_reply({"notification_groups": groups("1")}, Link=f'<{path}?min_id=1>; rel="prev"')
        return json_reply({"notification_groups": groups("2")}, Link=f'<{path}?before=x>; rel="next"')

    async with ScriptedServer(answer) as server, connect(server.url) as client:
        assert len([page async for page in client.grouped_notifications.pages()]) == 2

    assert [asked.query for asked in server.asked] == [[], [("before", "x")]]


async def test_a_broken_group_costs_only_itself() -> None:
    told = {"notification_groups": [*groups("1"), {"type": "follow"}], "accounts": [account_json(1), {"acct": "x"}]}
    async with ScriptedServer([json_reply(told)]) as server, connect(server.url) as client:
        page = await client.grouped_notifications.list()

    assert (len(page.notification_groups), len(page.accounts)) == (1, 1)
    assert [(problem.entity, problem.field) for problem in page.problems] == [
        ("account", "id"),
        ("notificationgroup", "group_key"),
    ]


async def test_the_documented_example_runs() -> None:
    found = []
    with DemoThread() as demo:
        account = Access(server=demo.url, token=demo.token)
        async with connect(account) as client:
            async for status in client.timelines.home():
                found.append(status.id)
                if len(found) == 100:
                    break
        assert len([one for one in demo.log() if "timelines/home" in one["path"]]) == 5

    assert len(set(found)) == 100
    assert demo.token not in repr(account)


async def test_what_is_missing_of_a_single_thing_raises_as_it_is() -> None:
    async with ScriptedServer([Reply(status=404)]) as server, connect(server.url) as client:
        with pytest.raises(Missing):
            await client.timelines.link(url="https://a.example")
