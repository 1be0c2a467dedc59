"""What the main job asks of a server, as it goes over the wire, and what comes back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Awaitable, Callable

import pytest

from tests.api.samples import account_json, status_json
from tests.api.servers import Asked, Reply, ScriptedServer, json_reply
from tootui.api.client import Client, connect
from tootui.demo.thread import DemoThread
from tootui.model.errors import BadAnswer, Missing
from tootui.model.instance import Preferences
from tootui.model.notification import Marker
from tootui.model.posting import NewStatus
from tootui.model.status import Status

Call = Callable[[Client], Awaitable[object]]

ACCOUNT = account_json(1)
STATUS = status_json(1)
NASTY_ID = "2026-11-21T00:39:12.633Z/mention/01a1?#"
NASTY = "2026-11-21T00%3A39%3A12.633Z%2Fmention%2F01a1%3F%23"


@pytest.mark.parametrize(
    ("call", "method", "target", "answer"),
    [
        (lambda c: c.accounts.verify_credentials(), "GET", "/api/v1/accounts/verify_credentials", ACCOUNT),
        (lambda c: c.accounts.get(NASTY_ID), "GET", f"/api/v1/accounts/{NASTY}", ACCOUNT),
        (lambda c: c.accounts.lookup(acct="a@b.example"), "GET", "/api/v1/accounts/lookup?acct=a%40b.example", ACCOUNT),
        (
            lambda c: c.accounts.relationships(id=["1", "2"]),
            "GET",
            "/api/v1/accounts/relationships?id%5B%5D=1&id%5B%5D=2",
            [{"id": "1", "following": True}],
        ),
        (
            lambda c: c.accounts.statuses("1", exclude_replies=True, pinned=False, limit=20),
            "GET",
            "/api/v1/accounts/1/statuses?limit=20&exclude_replies=true&pinned=false",
            [STATUS],
        ),
        (lambda c: c.timelines.home(), "GET", "/api/v1/timelines/home", [STATUS]),
        (lambda c: c.timelines.home(min_id="5", limit=40), "GET", "/api/v1/timelines/home?min_id=5&limit=40", [STATUS]),
        (lambda c: c.timelines.public(local=True), "GET", "/api/v1/timelines/public?local=true", [STATUS]),
        (lambda c: c.timelines.tag("naïve/tag"), "GET", "/api/v1/timelines/tag/na%C3%AFve%2Ftag", [STATUS]),
        (lambda c: c.statuses.get("1"), "GET", "/api/v1/statuses/1", STATUS),
        (lambda c: c.statuses.context("1"), "GET", "/api/v1/statuses/1/context", {"ancestors": [], "descendants": []}),
        (lambda c: c.statuses.delete("1"), "DELETE", "/api/v1/statuses/1", STATUS),
        (lambda c: c.statuses.favourite(NASTY_ID), "POST", f"/api/v1/statuses/{NASTY}/favourite", STATUS),
        (lambda c: c.statuses.unfavourite("1"), "POST", "/api/v1/statuses/1/unfavourite", STATUS),
        (lambda c: c.statuses.reblog("1"), "POST", "/api/v1/statuses/1/reblog", STATUS),
        (lambda c: c.statuses.unreblog("1"), "POST", "/api/v1/statuses/1/unreblog", STATUS),
        (lambda c: c.statuses.bookmark("1"), "POST", "/api/v1/statuses/1/bookmark", STATUS),
        (lambda c: c.statuses.unbookmark("1"), "POST", "/api/v1/statuses/1/unbookmark", STATUS),
        (
            lambda c: c.notifications.list(types=["mention", "poll"], max_id=NASTY_ID),
            "GET",
            f"/api/v1/notifications?max_id={NASTY}&types%5B%5D=mention&types%5B%5D=poll",
            [],
        ),
        (lambda c: c.preferences.get(), "GET", "/api/v1/preferences", {"posting:default:visibility": "unlisted"}),
    ],
)
async def test_each_call_is_one_request(call: Call, method: str, target: str, answer: object) -> None:
    async with ScriptedServer([json_reply(answer)]) as server, connect(server.url, "token") as client:
        await call(client)

    (asked,) = server.asked
    assert (asked.method, asked.target, asked.body) == (method, target, b"")


async def test_a_post_goes_as_json_with_its_key_and_nothing_that_was_not_said() -> None:
    async with ScriptedServer([json_reply(STATUS)]) as server, connect(server.url, "token") as client:
        await client.statuses.post(NewStatus(status="Hello", sensitive=False), idempotency_key="k1")
        await client.statuses.post(
            NewStatus(status="Hi", in_reply_to_id="7", visibility="direct", spoiler_text="x", language="en"),
            idempotency_key="k2",
        )

    first, second = server.asked
    assert (first.target, first.headers["idempotency-key"]) == ("/api/v1/statuses", "k1")
    assert first.headers["content-type"] == "application/json"
    assert json.loads(first.body) == {"status": "Hello", "sensitive": False}
    assert json.loads(second.body) == {
        "status": "Hi",
        "in_reply_to_id": "7",
        "visibility": "direct",
        "spoiler_text": "x",
        "language": "en",
    }


async def test_a_post_whose_answer_is_unreadable_may_have_been_published() -> None:
    async with ScriptedServer([Reply(b"<html>", content_type="text/html")]) as server, connect(server.url) as client:
        with pytest.raises(BadAnswer) as failed:
            await client.statuses.post(NewStatus(status="Hello"), idempotency_key="k")

    assert failed.value.sent


async def test_markers_are_read_and_moved_one_by_one() -> None:
    told = {"home": {"last_read_id": 12, "version": 3}, "notifications": {"version": 1}}
    async with (
        ScriptedServer([json_reply(told), json_reply({}), json_reply([])]) as server,
        connect(server.url) as client,
    ):
        assert await client.markers.get() == {"home": Marker(last_read_id="12", version=3)}
        assert await client.markers.save("home", last_read_id="13") == {}
        assert await client.markers.get() == {}

    assert server.asked[0].query == [("timeline[]", "home"), ("timeline[]", "notifications")]
    assert json.loads(server.asked[1].body) == {"home": {"last_read_id": "13"}}


async def test_a_server_without_preferences_has_none() -> None:
    async with ScriptedServer([json_reply({})]) as server, connect(server.url) as client:
        assert await client.preferences.get() == Preferences()


def linked(links: str) -> Reply:
    return Reply(json.dumps([STATUS]).encode(), headers={"Link": links})


@pytest.mark.parametrize(
    ("header", "older", "newer"),
    [
        (
            '<{url}/a?max_id=1&limit=2>; rel="next", <{url}/a?min_id=9>; rel="prev"',
            "/a?max_id=1&limit=2",
            "/a?min_id=9",
        ),
        ("<{url}/a?before=2026-11-21T00:00:00,000Z>; rel=next", "/a?before=2026-11-21T00:00:00,000Z", None),
        ('</a?x=1>;rel="other prev";title="a, b; c"', None, "/a?x=1"),
        ('<https://evil.example/steal>; rel="next"', None, None),
        ('<{url}1/steal>; rel="next"', None, None),
        ('<http://[>; rel="next", <{url}/b>; rel="next"', "/b", None),
        ("<<<>>>;;;rel", None, None),
        ("", None, None),
    ],
)
async def test_links_are_taken_as_given_but_never_to_another_server(
    header: str, older: str | None, newer: str | None
) -> None:
    async with (
        ScriptedServer(lambda asked: linked(header.replace("{url}", server.url))) as server,
        connect(server.url) as client,
    ):
        page = await client.timelines.home()

    assert page.older == (None if older is None else server.url + older)
    assert page.newer == (None if newer is None else server.url + newer)


async def test_a_link_is_followed_with_all_it_says() -> None:
    async with ScriptedServer([json_reply([STATUS])]) as server, connect(server.url, "token") as client:
        await client.follow_link(f"{server.url}/api/v1/favourites?before=2026-11-21T00:39:12.633Z&x[]=1", Status)
        with pytest.raises(BadAnswer, match="another server"):
            await client.follow_link("https://evil.example/api/v1/favourites?before=1", Status)

    assert [asked.target for asked in server.asked] == ["/api/v1/favourites?before=2026-11-21T00:39:12.633Z&x[]=1"]


async def test_a_status_that_is_gone_is_missing() -> None:
    async with (
        ScriptedServer([json_reply({"error": "Record not found"}, 404)]) as server,
        connect(server.url) as client,
    ):
        with pytest.raises(Missing):
            await client.statuses.context("1")


async def test_takahes_ways_with_tokens_are_known() -> None:
    def answer(asked: Asked) -> Reply:
        if asked.method == "DELETE":
            return json_reply({"error": "Not the author of this status"}, 401)
        return Reply(b"Invalid Bearer token", 400, content_type="text/html")

    async with ScriptedServer(answer) as server, connect(server.url, "token") as client:
        for call, failure in ((client.statuses.delete("1"), "Forbidden"), (client.timelines.home(), "Unauthorized")):
            with pytest.raises(Exception, match=server.url[7:]) as failed:
                await call
            assert type(failed.value).__name__ == failure


async def test_the_documented_example_runs_against_the_demo() -> None:
    with DemoThread() as demo:
        async with connect(demo.url, demo.token) as client:
            page = await client.timelines.home(limit=40)
            assert page.older is not None
            older = await client.follow_link(page.older, Status)
            focus = next(status for status in older.items if status.inner.replies_count)
            context = await client.statuses.context(focus.inner.id)
            info = await client.instance.get()

    assert len({status.id for status in page.items + older.items}) == 80
    assert focus.inner.id in {status.in_reply_to_id for status in context.descendants}
    assert (info.software, info.domain) == ("mastodon", "demo.tootui")
    assert client.rate.remaining is not None


def test_a_client_loads_no_http_library_before_it_is_used() -> None:
    code = (
        "import sys, tootui.api.client; tootui.api.client.connect('https://mastodon.example', 'x');"
        "print(*({'httpx', 'httpcore', 'anyio', 'websockets'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ""


def test_httpx_is_loaded_without_its_command_line() -> None:
    code = (
        "import asyncio, sys, logging; from tootui.api.client import connect\n"
        "async def start():\n"
        "    async with connect('http://127.0.0.1:1') as client: await client.start()\n"
        "asyncio.run(start())\n"
        "print('httpx' in sys.modules, 'httpx._main' in sys.modules, logging.getLogger('httpx').level)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["True", "False", "30"]
