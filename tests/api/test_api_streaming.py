"""Listening to servers: what is heard, and how a socket that breaks comes back."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager

import pytest

from tests.api.fakes import FakeTime
from tests.support.session import until
from tootui.api.backoff import Backoff
from tootui.api.client import Client, connect
from tootui.api.streaming import LASTING_SECONDS, PING_SECONDS, EventStream
from tootui.demo.thread import DemoThread
from tootui.model.errors import StreamUnavailable, Unauthorized
from tootui.model.events import (
    Connected,
    ConversationChanged,
    Disconnected,
    Event,
    NotificationArrived,
    StatusArrived,
    StatusDeleted,
    StatusEdited,
    Stream,
    SubscriptionRefused,
    Unreadable,
)

PATH = "/api/v1/streaming"
USER = Stream("user")


@pytest.fixture
def demo() -> Iterator[DemoThread]:
    """A frozen demo server."""
    with DemoThread() as server:
        yield server


class Hearing:
    """Who listens, and what was heard; pauses take no time, but are remembered."""

    def __init__(self) -> None:
        self.time = FakeTime()
        self.heard: list[Event] = []
        self.failure: Exception | None = None
        self.socket: EventStream | None = None

    def of(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.heard if isinstance(event, kind)]

    def told(self) -> list[Event]:
        """Everything but how the socket is doing."""
        return [event for event in self.heard if not isinstance(event, Connected | Disconnected)]

    async def listen(
        self, client: Client, base: str, streams: tuple[Stream, ...], *, software: str, ping_seconds: float
    ) -> None:
        self.socket = client.streaming.open(
            base,
            streams,
            pauses=Backoff(chance=lambda: 0.0),
            sleep=self.time.sleep,
            now=self.time.time,
            software=software,
            ping_seconds=ping_seconds,
        )
        try:
            async with aclosing(self.socket.events()) as events:
                async for event in events:
                    self.heard.append(event)
        except (Unauthorized, StreamUnavailable) as error:
            self.failure = error


def websocket_base(url: str) -> str:
    return url.replace("http", "ws", 1)


@asynccontextmanager
async def hearing(
    url: str, token: str, *streams: Stream, software: str = "unknown", ping_seconds: float = PING_SECONDS
) -> AsyncIterator[Hearing]:
    """Listen until the end of the block."""
    listener = Hearing()
    async with connect(url, token) as client:
        listening = listener.listen(client, websocket_base(url), streams, software=software, ping_seconds=ping_seconds)
        task = asyncio.create_task(listening)
        try:
            yield listener
        finally:
            task.cancel()
            await asyncio.wait([task])
            if not task.cancelled():
                task.result()


@asynccontextmanager
async def at_demo(demo: DemoThread, *streams: Stream, software: str = "mastodon") -> AsyncIterator[Hearing]:
    """Listen to a demo server, from the moment on at which it knows."""
    async with hearing(demo.url, demo.token, *streams, software=software) as listener:
        await until(lambda: len(demo.streams()) == 1 and len(demo.streams()[0]) == len(streams), "subscribed")
        yield listener


def connects(demo: DemoThread) -> int:
    return sum(request["path"] == PATH for request in demo.log())


async def test_the_world_is_heard_through_one_socket_as_typed_events(demo: DemoThread) -> None:
    async with at_demo(demo, USER, Stream("public:local"), Stream("hashtag", "looms"), Stream("direct")) as listener:
        [post] = demo.events(post="About #looms.")
        demo.events(edit=post, text="Nothing about them.")
        demo.events(delete=post)
        demo.events(post="@you Psst.", by="grace", visibility="direct")
        await until(lambda: listener.of(ConversationChanged) and listener.of(NotificationArrived), "the last of them")
        arrived = [event for event in listener.heard if isinstance(event, StatusArrived) and event.status.id == post]
        assert {event.stream for event in arrived} == {USER, Stream("public:local"), Stream("hashtag", "looms")}
        personal = {event.stream: event.status.favourited for event in arrived}
        assert personal[USER] is False
        assert personal[Stream("public:local")] is not False
        edited = [event for event in listener.heard if isinstance(event, StatusEdited)]
        assert {event.status.edited_at is not None for event in edited} == {True}
        assert [event.status_id for event in listener.heard if isinstance(event, StatusDeleted)] == [post]
        [mention] = [event for event in listener.heard if isinstance(event, NotificationArrived)]
        assert mention.notification.type == "mention"
        [changed] = [event for event in listener.heard if isinstance(event, ConversationChanged)]
        assert [account.acct for account in changed.conversation.accounts] == ["grace"]
        assert connects(demo) == 1


async def test_the_token_goes_in_the_header(demo: DemoThread) -> None:
    async with at_demo(demo, USER):
        [upgrade] = [request for request in demo.log() if request["path"] == PATH]
        assert upgrade["authorized"]
        assert upgrade["query"] == "stream=user"
        assert upgrade["headers"]["user-agent"].startswith("tootui/")


async def test_gotosocial_takes_the_token_from_the_address_only(demo: DemoThread) -> None:
    async with at_demo(demo, USER, software="gotosocial"):
        [upgrade] = [request for request in demo.log() if request["path"] == PATH]
        assert not upgrade["authorized"]
        assert "access_token=" in upgrade["query"]


async def test_subscriptions_change_at_any_time_and_outlive_the_socket(demo: DemoThread) -> None:
    async with at_demo(demo, USER) as listener:
        assert listener.socket is not None
        await listener.socket.subscribe(Stream("hashtag", "looms"))
        await listener.socket.subscribe(Stream("public"))
        await until(lambda: demo.streams() == [[["user"], ["hashtag", "looms"], ["public"]]])
        await listener.socket.unsubscribe(Stream("public"))
        await until(lambda: demo.streams() == [[["user"], ["hashtag", "looms"]]])
        demo.drop_streams()
        await until(lambda: connects(demo) == 2, "a new socket")
        await until(lambda: demo.streams() == [[["user"], ["hashtag", "looms"]]], "with the same streams")


async def test_what_is_left_while_the_socket_opens_is_not_listened_to(demo: DemoThread) -> None:
    async with hearing(demo.url, demo.token, USER, Stream("public"), software="mastodon") as listener:
        await until(lambda: listener.socket is not None, "it connects")
        assert listener.socket is not None
        await listener.socket.unsubscribe(USER)
        await listener.socket.subscribe(Stream("hashtag", "looms"))
        await until(lambda: demo.streams() == [[["public"], ["hashtag", "looms"]]], "what is still wanted")


async def test_what_is_delivered_twice_is_told_once(demo: DemoThread) -> None:
    demo.control("streams", repeat=3)
    async with at_demo(demo, USER) as listener:
        posts = demo.events(home_posts=20)
        demo.events(delete=posts[0])
        demo.events(post="@you Hello.", by="grace")
        [last] = demo.events(home_posts=1)

        def arrived() -> list[str]:
            return [event.status.id for event in listener.heard if isinstance(event, StatusArrived)]

        await until(lambda: last in arrived(), "the last of them")
        assert arrived()[:20] == posts
        assert len(arrived()) == len(set(arrived())) == 22
        assert len(listener.of(StatusDeleted)) == len(listener.of(NotificationArrived)) == 1


async def test_a_refused_subscription_is_told_with_the_servers_words(demo: DemoThread) -> None:
    async with at_demo(demo, USER) as listener:
        assert listener.socket is not None
        await listener.socket.subscribe(Stream("list", "42"))
        await until(listener.told, "the refusal")
        assert listener.told() == [SubscriptionRefused(code=401, words="Not authorized to stream this list")]


async def test_junk_is_passed_over_and_what_is_unreadable_is_named(demo: DemoThread) -> None:
    async with at_demo(demo, USER) as listener:
        for junk in ("", "junk", "[]", '"text"', '{"event": "pleroma:gift", "payload": "{}"}', '{"stream": 5}'):
            demo.say(junk)
        demo.say(json.dumps({"stream": ["user"], "event": "update", "payload": '{"id": "77", "content": "no author"}'}))
        await until(listener.told, "the unreadable post")
        [event] = listener.told()
        assert isinstance(event, Unreadable)
        assert (event.problem.entity, event.problem.id, event.problem.field) == ("status", "77", "account")
        assert listener.of(Disconnected) == []


async def test_a_broken_socket_comes_back_with_growing_pauses_and_is_quick_again_after_a_lasting_one(
    demo: DemoThread,
) -> None:
    async with at_demo(demo, USER) as listener:
        demo.fault(PATH, "status", status=503, count=4)
        demo.fault(PATH, "drop_before", count=3)
        demo.clear_log()
        demo.drop_streams()
        await until(lambda: len(listener.of(Connected)) == 2, "it is back")
        assert listener.time.slept == [1, 2, 4, 8, 16, 32, 60, 60]
        assert connects(demo) == 8
        assert len(listener.of(Disconnected)) == 8
        listener.time.now += LASTING_SECONDS
        demo.drop_streams()
        await until(lambda: len(listener.of(Connected)) == 3, "it is back")
        assert listener.time.slept[8:] == [1]


async def test_a_busy_server_is_left_alone_until_the_time_it_named(demo: DemoThread) -> None:
    demo.fault(PATH, "ratelimit", seconds=300)
    async with at_demo(demo, USER) as listener:
        [pause] = listener.time.slept
        assert pause >= 300
        assert connects(demo) == 2


async def test_a_bad_token_is_told_and_not_tried_again(demo: DemoThread) -> None:
    async with hearing(demo.url, "nonsense", USER) as listener:
        await until(lambda: listener.failure, "the refusal")
        assert isinstance(listener.failure, Unauthorized)
        assert listener.heard == []
        assert connects(demo) == 1


@pytest.mark.parametrize("status", [200, 301, 400, 403, 404, 405, 410, 501])
async def test_a_server_that_does_not_stream_is_not_tried_again(demo: DemoThread, status: int) -> None:
    demo.fault(PATH, "html", status=status)
    async with hearing(demo.url, demo.token, USER) as listener:
        await until(lambda: listener.failure, "the refusal")
        assert isinstance(listener.failure, StreamUnavailable)
        assert listener.time.slept == []
        assert connects(demo) == 1


@pytest.mark.parametrize("base", ["ws://streams.example", "http://127.0.0.1:1", "wss:/", ""])
async def test_the_token_never_goes_out_in_the_clear(base: str) -> None:
    async with connect("https://tootui.example", "secret") as client:
        with pytest.raises(StreamUnavailable):
            stream = client.streaming.open(base, [USER])
            async with aclosing(stream.events()) as events:
                await anext(events)


async def test_a_strangers_server_cannot_send_us_to_our_own_machine(demo: DemoThread) -> None:
    async with connect("https://tootui.example", "secret") as client:
        with pytest.raises(StreamUnavailable):
            client.streaming.open(websocket_base(demo.url), [USER])
    assert connects(demo) == 0


async def test_who_stops_listening_leaves_nothing_behind(demo: DemoThread) -> None:
    async with at_demo(demo, USER):
        pass
    await until(lambda: demo.streams() == [], "the server sees it go")


async def test_nobody_there_is_tried_again() -> None:
    with socket.socket() as taken:  # so that nobody else listens there, who does not answer either
        taken.bind(("127.0.0.1", 0))
        async with hearing(f"http://127.0.0.1:{taken.getsockname()[1]}", "token", USER) as listener:
            await until(lambda: len(listener.time.slept) >= 3, "three attempts")
    assert listener.time.slept[:3] == [1, 2, 4]
    assert listener.of(Connected) == []


async def test_a_server_that_falls_silent_is_noticed() -> None:
    """It shakes hands, then neither says anything nor answers pings, as behind a connection that died."""
    upgraded: list[str] = []
    forever = asyncio.Event()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        key = next(
            line.partition(": ")[2] for line in head.splitlines() if line.lower().startswith("sec-websocket-key")
        )
        accept = base64.b64encode(hashlib.sha1(f"{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11".encode()).digest())
        writer.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
        )
        upgraded.append(head)
        await forever.wait()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with hearing(url, "token", USER, ping_seconds=0.05) as listener:
        await until(lambda: len(upgraded) >= 2, "a new socket")
        assert isinstance(listener.heard[0], Connected)
        assert isinstance(listener.heard[1], Disconnected)
    forever.set()
    server.close()


def test_nothing_that_speaks_websocket_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys, tootui.api.client, tootui.api.streaming, tootui.model.events\n"
        "tootui.api.client.connect('https://mastodon.example', 'token').streaming\n"
        "sys.exit(any(name.split('.')[0] in ('websockets', 'httpx') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
