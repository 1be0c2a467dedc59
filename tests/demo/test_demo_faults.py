"""Faults on purpose, rate limits and the request log."""

from __future__ import annotations

import contextlib
import logging
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import httpx
import pytest

from tests.demo.clients import client_of
from tootui.demo.thread import DemoThread

HOME = "/api/v1/timelines/home"


def test_a_status_is_answered_so_often_and_then_no_more(demo: DemoThread, you: httpx.Client) -> None:
    demo.fault("timelines/home", "status", status=503, count=2, headers={"Retry-After": "7"})
    answers = [you.get(HOME) for _ in range(3)]

    assert [one.status_code for one in answers] == [503, 503, 200]
    assert answers[0].headers["retry-after"] == "7"
    assert "error" in answers[0].json()


def test_only_the_path_and_method_meant_are_hit(demo: DemoThread, you: httpx.Client) -> None:
    demo.fault(r"timelines/home\?.*max_id", "status", method="GET")

    assert you.post("/api/v1/markers").status_code == 200
    assert you.get(HOME).status_code == 200
    assert you.get(HOME, params={"max_id": "9"}).status_code == 500


def test_bodies_that_are_no_json(demo: DemoThread, you: httpx.Client) -> None:
    demo.fault("home", "html")
    demo.fault("home", "nonjson")
    demo.fault("home", "nonjson", body="[{", status=200)
    page, text, own = (you.get(HOME) for _ in range(3))

    assert page.status_code == 502
    assert page.headers["content-type"].startswith("text/html")
    assert text.status_code == 200
    assert text.headers["content-type"].startswith("text/plain")
    assert own.text == "[{"


def test_being_told_to_wait(demo: DemoThread, you: httpx.Client) -> None:
    demo.fault("home", "ratelimit", seconds=12)
    answer = you.get(HOME)

    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "12"
    assert answer.headers["x-ratelimit-remaining"] == "0"


def test_a_late_answer_is_the_right_one(demo: DemoThread, you: httpx.Client) -> None:
    demo.fault("home", "delay", seconds=0.5)
    with pytest.raises(httpx.ReadTimeout):
        you.get(HOME, timeout=0.1)
    demo.fault("home", "delay", seconds=0.01)

    assert len(you.get(HOME).json()) == 20


def test_what_is_held_back_goes_on_when_faults_are_forgotten(demo: DemoThread, you: httpx.Client) -> None:
    demo.fault("home", "delay", seconds=3600)
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(you.get, HOME)
        while not any(entry["fault"] for entry in demo.log()):
            assert not answer.done()
        demo.clear_faults()
        assert answer.result(timeout=30).status_code == 200


def test_a_server_with_an_answer_in_delay_ends_at_once() -> None:
    with DemoThread() as demo, client_of(demo) as you:
        demo.fault("home", "delay", seconds=3600)
        with pytest.raises(httpx.ReadTimeout):
            you.get(HOME, timeout=0.1)
        demo.stop()
    with pytest.raises(httpx.ConnectError):
        httpx.get(demo.url, trust_env=False)


def test_a_truncated_answer_breaks_off(demo: DemoThread, you: httpx.Client) -> None:
    demo.fault("home", "truncate")
    with pytest.raises(httpx.RemoteProtocolError):
        you.get(HOME)

    assert you.get(HOME).status_code == 200


@pytest.mark.parametrize(("kind", "took_effect"), [("drop_before", False), ("drop_after", True)])
def test_a_dropped_request_has_no_answer(demo: DemoThread, you: httpx.Client, kind: str, took_effect: bool) -> None:
    demo.fault("/api/v1/statuses$", kind, method="POST")
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        you.post("/api/v1/statuses", json={"status": "Did it arrive?"}, headers={"Idempotency-Key": "k"})
    newest = you.get(HOME).json()[0]
    entry = next(one for one in demo.log() if one["method"] == "POST")

    assert ("Did it arrive?" in newest["content"]) is took_effect
    assert entry["status"] is None
    assert entry["fault"] == kind
    again = you.post("/api/v1/statuses", json={"status": "Did it arrive?"}, headers={"Idempotency-Key": "k"})
    assert (again.json()["id"] == newest["id"]) is took_effect


def connected(demo: DemoThread, port: int = 0) -> socket.socket:
    """A connection from a port of this machine that others may have connections from as well."""
    client = socket.socket()
    client.settimeout(20)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    client.bind(("127.0.0.1", port))
    client.connect(("127.0.0.1", int(demo.url.rpartition(":")[2])))
    return client


def answer_to(client: socket.socket, path: str) -> bytes:
    """The body of what comes back; nothing where the server hangs up."""
    client.send(f"GET {path} HTTP/1.1\r\nHost: here\r\n\r\n".encode())
    answer = b""
    with contextlib.suppress(ConnectionResetError):
        while not answer.endswith(b"\r\n\r\nOK") and (part := client.recv(4096)):
            answer += part
    return answer[-2:]


def test_a_client_that_hangs_up_before_all_of_its_request_is_read_is_no_mistake_of_the_servers(
    demo: DemoThread, caplog: pytest.LogCaptureFixture
) -> None:
    with connected(demo) as client:
        client.send(b"POST /api/v1/apps HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\n{")
    while not any(entry["status"] for entry in demo.log()):
        time.sleep(0.001)
    assert [entry["status"] for entry in demo.log()] == [499]
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_the_client_of_another_server_keeps_its_connection_though_it_comes_from_the_same_port(
    demo: DemoThread,
) -> None:
    health = "/api/v1/streaming/health"
    demo.fault("health", "drop_before")
    with DemoThread() as other, connected(demo) as mine, connected(other, mine.getsockname()[1]) as theirs:
        assert answer_to(theirs, health) == b"OK"
        assert answer_to(mine, health) == b""
        assert answer_to(theirs, health) == b"OK"


def test_faults_can_be_forgotten(demo: DemoThread, you: httpx.Client) -> None:
    demo.fault(".", "status", count=-1)
    assert you.get(HOME).status_code == 500
    demo.clear_faults()
    assert you.get(HOME).status_code == 200


def test_a_fault_of_no_known_kind_is_refused(demo: DemoThread) -> None:
    with pytest.raises(ValueError, match="kind"):
        demo.fault(".", "gremlin")


def test_limits_count_down_to_a_refusal(demo: DemoThread, you: httpx.Client) -> None:
    demo.control("limits", limit=3)
    answers = [you.get(HOME) for _ in range(4)]
    reset = datetime.strptime(answers[0].headers["x-ratelimit-reset"], "%Y-%m-%dT%H:%M:%S.%f%z")
    demo.advance(300)

    assert [one.headers["x-ratelimit-remaining"] for one in answers] == ["2", "1", "0", "0"]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert reset.minute % 5 == 0
    assert you.get(HOME).status_code == 200


def test_the_log_tells_what_was_asked_but_no_secret(demo: DemoThread, you: httpx.Client) -> None:
    you.get(HOME, params={"limit": 3}, headers={"User-Agent": "tester/1"})
    you.post("/api/v1/statuses", json={"status": "x"}, headers={"Idempotency-Key": "key-1"})
    you.get("/oauth/authorize/native", params={"code": "hush"})
    home, post, native = demo.log()

    assert (home["method"], home["path"], home["query"], home["status"]) == ("GET", HOME, "limit=3", 200)
    assert home["headers"]["user-agent"] == "tester/1"
    assert home["authorized"] is True
    assert post["headers"]["idempotency-key"] == "key-1"
    assert demo.token not in str(demo.log())
    assert "hush" not in native["query"]
    demo.clear_log()
    assert demo.log() == []


def test_unknown_endpoints_and_methods_are_404_json(you: httpx.Client) -> None:
    for answer in (you.get("/api/v1/streaming/user"), you.delete(HOME), you.get("/api/v1/statuses/1")):
        assert answer.status_code == 404
        assert answer.json()["error"]


def test_answers_are_zipped_when_asked(you: httpx.Client) -> None:
    assert you.get(HOME, headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in you.get(HOME, headers={"Accept-Encoding": "identity"}).headers
