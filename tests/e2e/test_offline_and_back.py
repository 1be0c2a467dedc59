"""The server goes away while one reads and comes back later: nothing stops, and all that was done meanwhile arrives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.e2e.conftest import OpenTerminal
from tests.e2e.reader import Reader
from tests.e2e.test_away_from_the_network import MOST_SECONDS_APART
from tests.support.demo_process import DemoProcess
from tests.support.ports import lasting_port
from tests.support.pty import CEILING
from tests.support.session import read_json, whoami
from tests.support.shell import sign_in, tootui
from tootui.cache.fulltext import has_full_text
from tootui.cache.posts import PostCache


def own_posts(server: DemoProcess) -> list[dict[str, Any]]:
    path = f"/api/v1/accounts/{whoami(server.url, server.token)}/statuses?limit=40"
    posts: list[dict[str, Any]] = read_json(server.url, path, server.token)
    return posts


def test_what_is_done_without_a_server_arrives_when_it_is_back(
    open_tootui: OpenTerminal, home: Path, tmp_path: Path
) -> None:
    state = tmp_path / "world.json"
    port = str(lasting_port())
    with DemoProcess("--state", str(state), "--port", port) as server:
        sign_in(home, server.url, server.token)
        [asked] = server.events(post="Who has seen my umbrella?", by="grace")
        server.events(post="It hangs by the door.", by="ada", reply_to=asked)
        terminal = open_tootui()
        reader = Reader(terminal)
        reader.go_to("Who has seen my umbrella?")
        terminal.press("enter")
        terminal.wait_for("Thread", "It hangs by the door.")
        terminal.wait_until(lambda: _is_kept(home, asked), "the thread in the cache")
        terminal.press("q")
        reader.see_selected("Who has seen my umbrella?")

    terminal.press("ctrl+r")
    terminal.wait_for("offline")
    reader.move("j")
    reader.move("k")
    terminal.press("enter")
    terminal.wait_for("Thread", "It hangs by the door.")
    if has_full_text():
        assert "It hangs by the door." in tootui(home, "search", "--cached", "door hangs").stdout
    terminal.press("f")
    terminal.wait_for("Favourite waits")
    terminal.press("r")
    terminal.wait_for("Reply")
    reader.type("Thank you, found it!")
    terminal.press("ctrl+s")
    terminal.wait_gone("Reply to")
    terminal.wait_for("waiting to be sent")

    with DemoProcess("--state", str(state), "--port", port) as server:
        terminal.wait_gone("offline", seconds=MOST_SECONDS_APART + CEILING)
        terminal.wait_until(lambda: any("found it" in post["content"] for post in own_posts(server)), "the reply")
        terminal.wait_until(lambda: _post(server, asked)["favourited"], "the favourite")
        terminal.wait_gone("waiting to be sent")
        [reply] = [post for post in own_posts(server) if "found it" in post["content"]]
        assert reply["in_reply_to_id"] == asked
        assert _post(server, asked)["favourites_count"] == 1
        orders = [entry["path"] for entry in server.log() if entry["method"] == "POST"]
        assert sorted(path for path in orders if path.startswith("/api/v1/statuses")) == [
            "/api/v1/statuses",
            f"/api/v1/statuses/{asked}/favourite",
        ]
        assert terminal.quit() == 0


def _is_kept(home: Path, status_id: str) -> bool:
    """Whether the replies to a post are on disk, where they are within a second."""
    [path] = home.rglob("cache.db")
    cache = PostCache.open(path)
    try:
        return len(cache.read_context(status_id)) > 0
    finally:
        cache.close()


def _post(server: DemoProcess, status_id: str) -> dict[str, Any]:
    post: dict[str, Any] = read_json(server.url, f"/api/v1/statuses/{status_id}", server.token)
    return post
