"""The demo's WebSocket: who may listen, what is told to whom, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tootui.demo.context import Options
from tootui.demo.thread import DemoThread

SECONDS = 10


@contextmanager
def socket_of(demo: DemoThread, query: str = "", **options: Any) -> Iterator[ClientConnection]:
    """A socket of @you."""
    options.setdefault("additional_headers", {"Authorization": f"Bearer {demo.token}"})
    address = demo.url.replace("http", "ws", 1) + "/api/v1/streaming" + query
    with connect(address, proxy=None, **options) as socket:
        yield socket


def heard(socket: ClientConnection) -> dict[str, Any]:
    message: dict[str, Any] = json.loads(socket.recv(timeout=SECONDS))
    return message


def subscribe(socket: ClientConnection, *streams: dict[str, str]) -> None:
    """Subscribe, and wait until the server knows: it answers a mistake, and what came before, in order."""
    for stream in streams:
        socket.send(json.dumps({"type": "subscribe", **stream}))
    socket.send(json.dumps({"type": "subscribe", "stream": "nonsense"}))
    assert heard(socket) == {"error": "Unknown stream type", "status": 400}


def told(socket: ClientConnection, count: int) -> list[tuple[list[str], str, Any]]:
    """The next messages: stream, event, and the payload decoded a second time where it is JSON."""
    messages = [heard(socket) for _ in range(count)]
    return [
        (one["stream"], one["event"], one["payload"] if one["event"] == "delete" else json.loads(one["payload"]))
        for one in messages
    ]


def test_home_hears_posts_boosts_edits_and_deletions(demo: DemoThread) -> None:
    with socket_of(demo, "?stream=user") as socket:
        subscribe(socket)
        [post] = demo.events(post="Look at this.", by="ada")
        [boost] = demo.events(boost=post, by="grace")
        demo.events(edit=post, text="Look at that.")
        demo.events(delete=post)
        messages = told(socket, 5)
    assert {tuple(stream) for stream, _, _ in messages} == {("user",)}
    assert [event for _, event, _ in messages] == ["update", "update", "status.update", "delete", "delete"]
    assert messages[0][2]["id"] == post
    assert messages[1][2]["reblog"]["id"] == post
    assert "that" in messages[2][2]["content"]
    assert {messages[3][2], messages[4][2]} == {post, boost}
    assert messages[0][2]["account"]["url"].startswith(demo.url)


def test_notifications_go_to_whom_they_concern(demo: DemoThread) -> None:
    with socket_of(demo, "?stream=user:notification") as socket:
        subscribe(socket)
        [mine] = demo.events(post="Mine.", by="you")
        demo.events(favourite=mine, by="grace")
        [(stream, event, note)] = told(socket, 1)
    assert (stream, event, note["type"]) == (["user:notification"], "notification", "favourite")
    assert note["status"]["favourites_count"] == 1


def test_public_streams_tell_nothing_about_the_reader(demo: DemoThread) -> None:
    streams: list[dict[str, str]] = [
        {"stream": "public"},
        {"stream": "public:remote"},
        {"stream": "public:local"},
        {"stream": "hashtag", "tag": "Looms"},
    ]
    with socket_of(demo) as socket:
        subscribe(socket, *streams)
        assert demo.streams() == [[["public"], ["public:remote"], ["public:local"], ["hashtag", "looms"]]]
        demo.events(post="Not for everybody.", by="ada", visibility="unlisted")
        demo.events(post="About #looms.", by="ada")
        messages = told(socket, 3)
        socket.send(json.dumps({"type": "unsubscribe", "stream": "public"}))
        subscribe(socket)
        demo.events(post="Here and there.", by="ada")
        assert told(socket, 1)[0][0] == ["public:local"]
    assert [stream for stream, _, _ in messages] == [["public"], ["public:local"], ["hashtag", "looms"]]
    assert all("favourited" not in status for _, _, status in messages)


def test_a_direct_post_is_a_change_of_its_conversation(demo: DemoThread) -> None:
    with socket_of(demo, "?stream=direct") as socket:
        subscribe(socket)
        [post] = demo.events(post="@you Psst.", by="grace", visibility="direct")
        [(stream, event, conversation)] = told(socket, 1)
    assert (stream, event) == (["direct"], "conversation")
    assert conversation["last_status"]["id"] == post
    assert conversation["unread"]
    assert [account["acct"] for account in conversation["accounts"]] == ["grace"]


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        ({"stream": "hashtag"}, {"error": "Missing tag name parameter", "status": 400}),
        ({"stream": "list", "list": "1"}, {"error": "Not authorized to stream this list", "status": 401}),
        ({}, {"error": "Unknown stream type", "status": 400}),
    ],
)
def test_what_cannot_be_subscribed_is_answered(demo: DemoThread, wish: dict[str, str], error: dict[str, Any]) -> None:
    with socket_of(demo) as socket:
        socket.send("junk is not")
        socket.send(json.dumps({"type": "subscribe", **wish}))
        assert heard(socket) == error


def test_a_binary_message_ends_it(demo: DemoThread) -> None:
    with socket_of(demo) as socket:
        socket.send(b"bytes")
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(timeout=SECONDS)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1003


@pytest.mark.parametrize(
    ("headers", "error"),
    [({}, "Missing access token"), ({"Authorization": "Bearer nonsense"}, "Invalid access token")],
)
def test_a_good_token_is_needed(demo: DemoThread, headers: dict[str, str], error: str) -> None:
    with pytest.raises(InvalidStatus) as refused, socket_of(demo, additional_headers=headers):
        pass
    assert refused.value.response.status_code == 401
    assert json.loads(refused.value.response.body or b"") == {"error": error}


def test_the_token_may_come_in_the_query_or_as_subprotocol(demo: DemoThread) -> None:
    with socket_of(demo, f"?stream=user&access_token={demo.token}", additional_headers={}) as socket:
        subscribe(socket)
    with socket_of(demo, "?stream=user", additional_headers={}, subprotocols=[demo.token]) as socket:
        assert socket.subprotocol == demo.token
        subscribe(socket)
    assert demo.token not in json.dumps(demo.log())


def test_sockets_can_be_cut_off_refused_and_told_anything(demo: DemoThread) -> None:
    with socket_of(demo) as socket:
        subscribe(socket)
        demo.say("anything")
        assert socket.recv(timeout=SECONDS) == "anything"
        demo.drop_streams()
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=SECONDS)
    demo.fault("/api/v1/streaming", "status", status=503)
    with pytest.raises(InvalidStatus) as refused, socket_of(demo):
        pass
    assert refused.value.response.status_code == 503
    assert [request["status"] for request in demo.log()] == [101, 503]


def test_events_can_be_delivered_twice(demo: DemoThread) -> None:
    demo.control("streams", repeat=2)
    with socket_of(demo, "?stream=user") as socket:
        subscribe(socket)
        demo.events(home_posts=1)
        first, second = told(socket, 2)
    assert first == second


def test_an_open_socket_does_not_keep_the_server_from_ending() -> None:
    with DemoThread() as demo, socket_of(demo, "?stream=user") as socket:
        subscribe(socket)
        demo.stop()
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=SECONDS)


def test_a_server_may_have_no_streams() -> None:
    with DemoThread(options=Options(frozen=True, streaming=False)) as demo:
        with pytest.raises(InvalidStatus) as refused, socket_of(demo):
            pass
        assert refused.value.response.status_code == 404
        with httpx.Client(base_url=demo.url, trust_env=False, timeout=SECONDS) as client:
            assert client.get("/api/v1/instance").json()["urls"] == {}
            assert "streaming" not in client.get("/api/v2/instance").json()["configuration"]["urls"]
    with DemoThread() as demo, httpx.Client(base_url=demo.url, trust_env=False, timeout=SECONDS) as client:
        address = demo.url.replace("http", "ws", 1)
        assert client.get("/api/v1/instance").json()["urls"] == {"streaming_api": address}
        assert client.get("/api/v2/instance").json()["configuration"]["urls"]["streaming"] == address
        assert client.get("/api/v1/streaming/health").text == "OK"
