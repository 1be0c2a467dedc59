"""What was read before, from the shell: found again, counted, forgotten."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from msgspec import to_builtins
from msgspec.structs import replace

from tests.cache.values import account, post
from tests.support.shell import tootui
from tootui import paths
from tootui.cache.batch import CacheBatch
from tootui.cache.fulltext import has_full_text
from tootui.cache.posts import PostCache
from tootui.config.credentials import CredentialStore

needs_full_text = pytest.mark.skipif(not has_full_text(), reason="this SQLite has no FTS5")


def cache_path() -> Path:
    return paths.account_dir(paths.cache_dir(), CredentialStore().accounts()[0].name) / "cache.db"


@pytest.fixture
def reader(person: Path) -> Path:
    """Somebody who has read a little."""
    cache = PostCache.open(cache_path())
    texts = ("Tea in the harbour", "More tea, tea and tea", "東京の夜", "Coffee")
    cache.save(CacheBatch(statuses=[post(n, content=f"<p>{text}</p>") for n, text in enumerate(texts)]))
    cache.close()
    return person


@needs_full_text
def test_posts_seen_before_are_found_without_a_network(reader: Path) -> None:
    done = tootui(reader, "search", "--cached", "tea", http_proxy="http://127.0.0.1:1")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.index("More tea") < done.stdout.index("harbour")
    assert "東京の夜" in tootui(reader, "search", "--cached", "京の").stdout
    found = json.loads(tootui(reader, "search", "--cached", "--best", "--json", "-n", "1", "tea").stdout)
    assert [status["id"] for status in found] == ["s1"]
    assert tootui(reader, "search", "--cached", "zeppelin").stdout == ""


class FakeSearch(BaseHTTPRequestHandler):
    """A server that knows one post, and finds it for whatever is asked."""

    def do_GET(self) -> None:
        found = {"accounts": [], "statuses": [to_builtins(post(99, content="<p>From the server</p>"))], "hashtags": []}
        body = json.dumps(found if self.path.startswith("/api/v2/search?") else {}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def move_to(server: str) -> None:
    """Let the account be one of another server."""
    credentials = CredentialStore()
    (person,) = credentials.accounts()
    credentials.save(replace(person, server=server), "token", keyring=False)


@needs_full_text
def test_what_the_server_finds_comes_first(reader: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), FakeSearch) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        move_to(f"http://127.0.0.1:{server.server_port}")
        done = tootui(reader, "search", "tea")
        server.shutdown()

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.index("From the server") < done.stdout.index("in the harbour")


@needs_full_text
def test_a_server_that_does_not_answer_leaves_what_was_seen(reader: Path) -> None:
    move_to("http://127.0.0.1:1")

    done = tootui(reader, "search", "harbour")

    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert "seen before" in done.stderr
    assert "Tea in the harbour" in done.stdout


def test_the_cache_is_counted_emptied_and_made_small(reader: Path) -> None:
    cache = PostCache.open(cache_path())
    cache.save(
        CacheBatch(statuses=[post(n, content="<p>filling</p>" * 20, account=account(n)) for n in range(9, 3000)])
    )
    cache.save(CacheBatch(deleted=[f"s{n}" for n in range(9, 3000)]))
    cache.close()
    words = paths.account_dir(paths.data_dir(), CredentialStore().accounts()[0].name) / "words.db"
    words.parent.mkdir(parents=True, exist_ok=True)
    words.write_bytes(b"not to be touched")
    size = cache_path().stat().st_size

    assert ": 4 posts (" in tootui(reader, "cache", "stats").stdout
    assert ": 4 posts (" in tootui(reader, "cache", "vacuum").stdout
    assert cache_path().stat().st_size < size
    assert ": 0 posts (" in tootui(reader, "cache", "clear").stdout
    assert words.read_bytes() == b"not to be touched"


def test_there_may_be_nothing_and_nobody(home: Path) -> None:
    assert tootui(home, "cache", "stats").stdout == ""
    done = tootui(home, "--account", "ada@x.example", "cache", "clear")
    assert (done.returncode, "Nobody is signed in as" in done.stderr) == (1, True)


def test_a_cache_of_nobody_yet_is_not_begun_by_looking(person: Path) -> None:
    assert "nothing is kept" in tootui(person, "cache", "stats").stdout
    assert tootui(person, "search", "--cached", "tea").stdout == ""
    assert not cache_path().exists()
