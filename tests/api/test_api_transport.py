"""Requests over real connections: what is sent, how often, and what each failure is called."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl

import pytest

from tests.api.fakes import FakeTime, patient
from tests.api.samples import encoded, page_json, status_json
from tests.api.servers import Asked, Reply, ScriptedServer, json_reply
from tootui.api.client import Client, connect
from tootui.api.rate import RateBudget
from tootui.api.transport import Timeouts, Transport
from tootui.model.errors import (
    BadAnswer,
    ConnectionLost,
    Forbidden,
    InsecureConnection,
    Invalid,
    Missing,
    RateLimited,
    Refused,
    ServerError,
    TimedOut,
    Unauthorized,
    Unavailable,
    Unreachable,
)

TOKEN = "t0ken-that-nobody-else-may-see"


def client_for(server: ScriptedServer, time: FakeTime, *, timeouts: Timeouts | None = None) -> Client:
    return Client(Transport(server.url, TOKEN, retry=patient(time), timeouts=timeouts, now=time.time))


async def test_a_read_says_who_asks_and_takes_gzip() -> None:
    packed = Reply(gzip.compress(encoded(page_json(3))), headers={"Content-Encoding": "gzip"})
    async with ScriptedServer([packed]) as server, connect(server.url, TOKEN, user_agent_extra="test") as client:
        page = await client.timelines.home(limit=3, max_id="9")

    (asked,) = server.asked
    assert len(page.items) == 3
    assert (asked.method, asked.path) == ("GET", "/api/v1/timelines/home")
    assert asked.query == [("max_id", "9"), ("limit", "3")]
    assert asked.headers["authorization"] == f"Bearer {TOKEN}"
    assert asked.headers["user-agent"].startswith("tootui/") and asked.headers["user-agent"].endswith(") test")
    assert "+https://" in asked.headers["user-agent"]
    assert (asked.headers["accept"], asked.headers["accept-encoding"]) == ("application/json", "gzip")


async def test_one_connection_serves_request_after_request_and_keeps_no_cookies() -> None:
    answers = [json_reply(status_json(1), Set_Cookie="session=1; Path=/")]
    async with ScriptedServer(answers) as server, connect(server.url) as client:
        for _ in range(3):
            await client.statuses.get("1")

    assert server.connections == 1
    assert all("cookie" not in asked.headers and "authorization" not in asked.headers for asked in server.asked)


async def test_a_connection_closed_between_requests_is_no_error_for_a_read() -> None:
    time = FakeTime()
    async with (
        ScriptedServer([Reply(encoded(status_json(1)), closes=True)]) as server,
        client_for(server, time) as client,
    ):
        for _ in range(3):
            await client.statuses.get("1")

    assert len(server.asked) == 3
    assert time.slept == []


async def test_a_read_whose_connection_breaks_is_tried_again_at_once() -> None:
    time = FakeTime()
    async with (
        ScriptedServer([Reply(drops=True), json_reply(status_json(1))]) as server,
        client_for(server, time) as client,
    ):
        await client.statuses.get("1")

    assert (len(server.asked), time.slept) == (2, [])


async def test_reads_give_up_after_three_requests() -> None:
    time = FakeTime()
    for reply, failure in [(Reply(drops=True), ConnectionLost), (Reply(status=503), Unavailable)]:
        async with ScriptedServer([reply]) as server, client_for(server, time) as client:
            with pytest.raises(failure):
                await client.timelines.home()
        assert len(server.asked) == 3
    assert time.slept == [1.0, 0.5, 1.0]


@pytest.mark.parametrize("reply", [Reply(drops=True), Reply(status=503), Reply(status=500), json_reply({}, 429)])
async def test_a_write_is_sent_once(reply: Reply) -> None:
    time = FakeTime()
    async with ScriptedServer([reply]) as server, client_for(server, time) as client:
        with pytest.raises(ServerError) as failed:
            await client.statuses.favourite("1")

    assert (len(server.asked), time.slept) == (1, [])
    assert failed.value.sent is (reply.status != 429)


@pytest.mark.parametrize(
    ("status", "failure", "requests", "words"),
    [
        (400, Invalid, 1, "does not accept this (400)"),
        (401, Unauthorized, 1, "Sign in again"),
        (403, Forbidden, 1, "does not allow this"),
        (404, Missing, 1, "does not have this"),
        (405, Missing, 1, "does not have this"),
        (410, Missing, 1, "does not have this"),
        (413, Invalid, 1, "too large"),
        (418, Invalid, 1, "does not accept this (418)"),
        (422, Invalid, 1, "does not accept this (422)"),
        (429, RateLimited, 1, "asked too often"),
        (500, Unavailable, 1, "has trouble (500)"),
        (501, Missing, 1, "does not have this"),
        (502, Unavailable, 3, "has trouble (502)"),
        (504, Unavailable, 3, "Try again later"),
    ],
)
async def test_each_status_is_an_error_with_a_sentence(
    status: int, failure: type[Refused], requests: int, words: str
) -> None:
    time = FakeTime()
    async with ScriptedServer([json_reply({"error": "Nö"}, status)]) as server, client_for(server, time) as client:
        with pytest.raises(failure) as failed:
            await client.timelines.home()

    assert type(failed.value) is failure
    assert (failed.value.code, failed.value.words) == (status, "Nö")
    assert words in str(failed.value) and ": Nö." in str(failed.value) and client.server[7:] in str(failed.value)
    assert len(server.asked) == requests


@pytest.mark.parametrize(
    ("body", "content_type", "words"),
    [
        (b'{"error":"Record not found"}', "application/json", "Record not found"),
        (b'{"error":"invalid_grant","error_description":"Too old."}', "application/json", "Too old."),
        (b'{"success":false,"error":{"name":"ZodError","message":"limit"}}', "application/json", "limit"),
        (b'{"error":"invalid_input","error_details":[{"loc":"x"}]}', "application/json", "invalid_input"),
        (b'{"error":null}', "application/json", ""),
        (b'{"errors":["x"]}', "application/json", ""),
        (b'"gone"', "application/json", "gone"),
        (b"[1]", "application/json", ""),
        (b"404 Not Found", "text/plain", "404 Not Found"),
        (b"<h1>404 Not Found</h1>", "text/html", ""),
        (b"<!DOCTYPE html><html><title>x</title>", "", ""),
        (b"Invalid Bearer token", "text/html", "Invalid Bearer token"),
        (b"", "", ""),
        (b"\xff\x1b[31mred\x1b[0m\x9b", "text/plain", "\ufffd[31mred[0m\ufffd"),
        (b'{"error":"\\u001b]0;x\\u0007\\u202e"}', "application/json", "]0;x"),
        (b"x" * 5000, "text/plain", "x" * 300),
    ],
)
async def test_an_error_body_is_read_defensively(body: bytes, content_type: str, words: str) -> None:
    reply = Reply(body, 404, content_type=content_type)
    async with ScriptedServer([reply]) as server, connect(server.url) as client:
        with pytest.raises(Missing) as failed:
            await client.statuses.get("1")

    assert failed.value.words == words
    assert str(failed.value).isprintable()


async def test_a_server_that_says_when_is_waited_for_if_it_is_soon() -> None:
    time = FakeTime()
    answers = [json_reply({}, 503, Retry_After="3"), json_reply(page_json(1))]
    async with ScriptedServer(answers) as server, client_for(server, time) as client:
        await client.timelines.home()

    assert time.slept == [3.0]


async def test_after_a_refusal_no_read_is_sent_until_the_server_wants_to_hear_from_us() -> None:
    time = FakeTime()
    answers = [json_reply({}, 429, Retry_After="130"), json_reply(status_json(1))]
    async with ScriptedServer(answers) as server, client_for(server, time) as client:
        for _ in range(3):
            with pytest.raises(RateLimited, match="2 minutes") as failed:
                await client.timelines.home()
        assert failed.value.retry_at == time.now + 130
        assert len(server.asked) == 1

        await client.statuses.favourite("1")
        time.now += 131
        await client.statuses.get("1")

    assert [asked.method for asked in server.asked] == ["GET", "POST", "GET"]


@pytest.mark.parametrize(
    ("reset", "at"),
    [
        ("2026-11-21T00:05:00.123456Z", 1_795_219_500.123456),
        ("1795219500", 1_795_219_500.0),
        ("soon", None),
        ("", None),
    ],
)
async def test_the_servers_budget_is_known(reset: str, at: float | None) -> None:
    limits = {"X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "299", "X-RateLimit-Reset": reset}
    async with ScriptedServer([Reply(b"[]", headers=limits)]) as server, connect(server.url) as client:
        assert client.rate == RateBudget()
        await client.timelines.home()
        assert client.rate == RateBudget(300, 299, at)


async def test_a_server_without_such_headers_has_no_budget() -> None:
    async with ScriptedServer([json_reply([])]) as server, connect(server.url) as client:
        await client.timelines.home()
        assert client.rate.remaining is None


async def test_redirects_of_reads_are_followed_and_the_token_stays_at_home() -> None:
    async with ScriptedServer([json_reply(status_json(7))]) as elsewhere:

        def answer(asked: Asked) -> Reply:
            if asked.path.endswith("/1"):
                return json_reply({}, 302, Location="/api/v1/statuses/2")
            return json_reply({}, 301, Location=f"{elsewhere.url}/x?y=1")

        async with ScriptedServer(answer) as server, connect(server.url, TOKEN) as client:
            assert (await client.statuses.get("1")).id == status_json(7)["id"]

    assert server.paths == ["/api/v1/statuses/1", "/api/v1/statuses/2"]
    assert all(asked.headers["authorization"] for asked in server.asked)
    assert [asked.target for asked in elsewhere.asked] == ["/x?y=1"]
    assert "authorization" not in elsewhere.asked[0].headers


@pytest.mark.parametrize(
    ("location", "failure", "requests"),
    [
        ("http://mastodon.example/", InsecureConnection, 1),
        ("ftp://mastodon.example/", InsecureConnection, 1),
        ("/api/v1/timelines/home", BadAnswer, 6),
        ("http://[", BadAnswer, 1),
    ],
)
async def test_a_redirect_that_leads_nowhere_good_is_not_followed(
    location: str, failure: type[ServerError], requests: int
) -> None:
    async with ScriptedServer([json_reply({}, 302, Location=location)]) as server, connect(server.url) as client:
        with pytest.raises(failure):
            await client.timelines.home()

    assert len(server.asked) == requests


async def test_a_write_is_never_redirected() -> None:
    async with ScriptedServer([json_reply({}, 308, Location="/other")]) as server, connect(server.url) as client:
        with pytest.raises(BadAnswer, match="/other") as failed:
            await client.statuses.favourite("1")

    assert (len(server.asked), failed.value.sent) == (1, False)


async def test_a_body_that_breaks_off_is_a_lost_connection() -> None:
    time = FakeTime()
    reply = Reply(encoded(page_json(2)), breaks_after=100)
    async with ScriptedServer([reply, json_reply([])]) as server, client_for(server, time) as client:
        assert (await client.timelines.home()).items == []

    assert len(server.asked) == 2


async def test_a_damaged_packing_is_a_bad_answer() -> None:
    reply = Reply(b"no gzip at all", headers={"Content-Encoding": "gzip"})
    async with ScriptedServer([reply]) as server, connect(server.url) as client:
        with pytest.raises(BadAnswer, match="damaged"):
            await client.timelines.home()


async def test_an_answer_without_end_is_cut_short() -> None:
    packed = gzip.compress(b" " * (40 << 20))
    async with (
        ScriptedServer([Reply(packed, headers={"Content-Encoding": "gzip"})]) as server,
        connect(server.url) as client,
    ):
        with pytest.raises(BadAnswer, match="more than can be meant"):
            await client.timelines.home()


async def test_silence_is_a_time_out() -> None:
    never = asyncio.Event()
    for timeouts in (Timeouts(read=0.05), Timeouts(whole=0.05)):
        async with ScriptedServer([Reply(waits_for=never)]) as server:
            transport = Transport(server.url, retry=patient(FakeTime(), attempts=1), timeouts=timeouts)
            async with Client(transport) as client:
                with pytest.raises(TimedOut, match="takes too long") as failed:
                    await client.statuses.favourite("1")
        assert failed.value.sent


async def test_nobody_there_is_said_at_once_and_nothing_was_sent() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        time = FakeTime()
        async with Client(Transport(f"http://127.0.0.1:{taken.getsockname()[1]}", retry=patient(time))) as client:
            with pytest.raises(Unreachable, match="refuses connections") as failed:
                await client.timelines.home()

    assert (failed.value.sent, time.slept) == (False, [])


async def test_a_proxy_in_the_environment_does_not_swallow_a_server_on_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    async with ScriptedServer([json_reply([])]) as server, connect(server.url) as client:
        await client.timelines.home()


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "nonsense://x", "http://127.0.0.1:1"])
async def test_a_proxy_that_is_no_use_is_named(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    async with Client(Transport("https://mastodon.example", retry=patient(FakeTime(), attempts=1))) as client:
        with pytest.raises(Unreachable) as failed:
            await client.timelines.home()

    assert not failed.value.sent


async def test_a_server_that_speaks_no_tls_is_not_trusted() -> None:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example ESMTP\r\n")
        writer.close()

    time = FakeTime()
    async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
        url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with Client(Transport(url, TOKEN, retry=patient(time))) as client:
            with pytest.raises(InsecureConnection, match="Nothing was sent") as failed:
                await client.timelines.home()

    assert (time.slept, failed.value.sent, failed.value.retryable) == ([], False, False)


async def test_cancelling_a_read_ends_it_and_the_client_goes_on() -> None:
    answering = asyncio.Event()
    async with (
        ScriptedServer([Reply(waits_for=answering), json_reply([])]) as server,
        connect(server.url, TOKEN) as client,
    ):
        reading = asyncio.ensure_future(client.timelines.home())
        await server.was_asked.wait()
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        answering.set()
        assert (await client.timelines.home()).items == []


def test_the_shared_tls_context_checks_who_it_talks_to() -> None:
    from tootui.api import tls

    shared = tls.shared_context()

    assert shared is tls.shared_context()
    assert (shared.verify_mode, shared.check_hostname) == (ssl.CERT_REQUIRED, True)
