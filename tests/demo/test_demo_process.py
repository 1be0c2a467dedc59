"""The demo in a process of its own: how it starts, ends, and keeps its state."""

from __future__ import annotations

import json
import signal
import stat
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.demo.clients import client_of
from tests.support.ports import lasting_port
from tootui.demo.context import Options
from tootui.demo.thread import DemoThread

HOME = "/api/v1/timelines/home"


def spawn(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "error", "-m", "tootui.demo", "--port", "0", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def greeting(process: subprocess.Popen[str]) -> dict[str, str]:
    assert process.stdout is not None
    said: dict[str, str] = json.loads(process.stdout.readline())
    return said


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Exit code and standard error, once it has ended by itself."""
    try:
        _, error = process.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return process.returncode, error


def test_it_ends_when_its_standard_input_closes() -> None:
    process = spawn("--die-with-stdin", "--frozen")
    said = greeting(process)
    headers = {"Authorization": f"Bearer {said['token']}"}
    answer = httpx.get(said["url"] + HOME, headers=headers, trust_env=False, timeout=20)

    assert answer.status_code == 200
    assert ended(process) == (0, "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_at_a_signal_with_a_connection_open(number: signal.Signals) -> None:
    process = spawn()
    said = greeting(process)
    with httpx.Client(base_url=said["url"], trust_env=False, timeout=20) as client:
        assert client.get("/api/v2/instance").status_code == 200
        process.send_signal(number)

        assert ended(process) == (0, "")


def test_a_server_started_again_knows_its_world(tmp_path: Path) -> None:
    state_file = tmp_path / "demo" / "state.json"
    frozen, port = Options(frozen=True), lasting_port()
    with DemoThread(port=port, state_file=state_file, options=frozen) as demo, client_of(demo) as you:
        mine = you.post("/api/v1/statuses", json={"status": "Remember me"}, headers={"Idempotency-Key": "k"}).json()
        you.post(f"/api/v1/statuses/{mine['id']}/bookmark")
        you.post("/api/v1/markers", json={"home": {"last_read_id": mine["id"]}})
        demo.events(home_posts=3)
        token, before = demo.token, you.get(HOME, params={"limit": 40}).content
        notes = you.get("/api/v1/notifications").content
    with DemoThread(port=port, state_file=state_file, options=frozen) as demo, client_of(demo) as you:
        again = you.post("/api/v1/statuses", json={"status": "Remember me"}, headers={"Idempotency-Key": "k"}).json()

        assert demo.token == token
        assert you.get(HOME, params={"limit": 40}).content == before
        assert you.get("/api/v1/notifications").content == notes
        assert again["id"] == mine["id"]
        assert again["bookmarked"] is True
        assert you.get("/api/v1/markers", params={"timeline[]": "home"}).json()["home"]["last_read_id"] == mine["id"]
        assert stat.S_IMODE(state_file.stat().st_mode) == 0o600


def test_new_posts_after_a_restart_are_newer(tmp_path: Path) -> None:
    state_file = tmp_path / "state.json"
    with DemoThread(state_file=state_file) as demo, client_of(demo) as you:
        first = you.post("/api/v1/statuses", json={"status": "first"}).json()
    with DemoThread(state_file=state_file) as demo, client_of(demo) as you:
        second = you.post("/api/v1/statuses", json={"status": "second"}).json()
        page = [one["id"] for one in you.get(HOME).json()]

        assert page.index(second["id"]) < page.index(first["id"])


def test_a_port_in_use_is_one_clear_line(demo: DemoThread) -> None:
    process = spawn("--port", demo.url.rpartition(":")[2])
    code, error = ended(process)

    assert code == 1
    assert error.startswith("The demo server could not start: ")
    assert error.count("\n") == 1


def test_a_file_that_is_no_state_is_not_overwritten(tmp_path: Path) -> None:
    state_file = tmp_path / "state.json"
    state_file.write_text('{"format": 99}')

    with pytest.raises(ValueError, match="not a state file"):
        DemoThread(state_file=state_file)
    assert state_file.read_text() == '{"format": 99}'
