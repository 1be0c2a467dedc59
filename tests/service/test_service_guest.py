"""Looking at a server without an account: what can be read, what is left behind, and who does not let one in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.support.clock import FakeClock
from tests.support.session import until, until_after
from tootui import paths
from tootui.config.credentials import CredentialStore
from tootui.config.settings import Settings
from tootui.demo.thread import DemoThread
from tootui.model.errors import InvalidServer, SignInError, TootuiError, Unreachable
from tootui.model.places import Place
from tootui.service.arrangement import ColumnMemory, Left
from tootui.service.guest import guest_at, visit
from tootui.service.session import Session

PUBLIC = "/api/v1/timelines/public"


@asynccontextmanager
async def looking(demo: DemoThread, home: Path, clock: FakeClock | None = None) -> AsyncIterator[Session]:
    session = Session.open(
        guest_at(demo.url), settings=Settings(), credentials=CredentialStore(home / "config"), clock=clock
    )
    await session.start()
    try:
        yield session
    finally:
        await session.close()


async def test_a_guest_reads_what_is_public_and_sends_no_token(demo: DemoThread, home: Path) -> None:
    async with looking(demo, home) as session:
        feed = session.feed(session.first_place)
        feed.open()
        await until(lambda: feed.state.loaded_once)
        [status_id] = [row for row in feed.rows if isinstance(row, str)][:1]
        thread = session.thread(status_id)
        thread.open()
        await until(lambda: thread.rows and not thread.state.loading)
        assert thread.state.error is None
        assert (session.is_guest, session.acct, session.me) == (True, "", None)
        assert not any(session.is_mine(status) for status in session.store.held_statuses())
    assert [entry["path"] for entry in demo.log() if entry["authorized"]] == []


async def test_a_guest_is_offered_what_a_guest_can_read(demo: DemoThread, home: Path) -> None:
    async with looking(demo, home) as session:
        assert [place for place, _ in session.shelf.places()] == [Place.LOCAL, Place.FEDERATED, Place.TRENDING]
        session.shelf.want()
        session.shelf.pin_tag("python")
        assert [place for place, _ in session.shelf.places()][-1] == Place.tag("python")
    assert not any("list" in entry["path"] for entry in demo.log())


async def test_a_guest_leaves_nothing_behind(demo: DemoThread, home: Path) -> None:
    async with looking(demo, home) as session:
        feed = session.feed(Place.LOCAL)
        feed.open()
        await until(lambda: feed.state.loaded_once)
        feed.want_older()
        await until(lambda: len(feed.rows) > 40)
        session.arrangement.keep_columns((ColumnMemory((Left("local"),)),), 0)
    for folder in (paths.cache_dir(), paths.data_dir(), paths.config_dir()):
        assert not folder.exists() or not list(folder.rglob("*")), folder


async def test_what_changes_something_says_why_not(demo: DemoThread, home: Path) -> None:
    async with looking(demo, home) as session:
        feed = session.feed(Place.LOCAL)
        feed.open()
        await until(lambda: feed.state.loaded_once)
        status_id = next(row for row in feed.rows if isinstance(row, str))
        reason = f"You look at {session.host} without an account. Sign in to do this."
        assert session.why_not_write == reason
        for verb in ("favourite", "reblog", "bookmark", "reply", "vote", "delete", "pin"):
            assert session.actions.why_not(verb, status_id) == reason
        assert session.relations.why_not("follow", "1") == reason
        session.actions.favourite(status_id)
        session.relations.follow("1")
        status = session.store.status(status_id)
        assert status is not None
        assert not status.favourited
    assert [entry["path"] for entry in demo.log() if entry["method"] != "GET"] == []


async def test_a_refusal_is_no_lost_sign_in(demo: DemoThread, home: Path) -> None:
    clock = FakeClock()
    demo.fault(PUBLIC, "status", status=401, count=-1)
    async with looking(demo, home, clock) as session:
        feed = session.feed(Place.LOCAL)
        feed.open()
        await until(lambda: session.connection.state == "polling")
        # The server's description comes all the same, though no timeline does.
        await until_after(clock, lambda: any("instance" in entry["path"] for entry in demo.log()))
    assert not any("verify_credentials" in entry["path"] for entry in demo.log())


# Whether there is anything to see


async def test_a_server_that_lets_one_look(demo: DemoThread) -> None:
    demo.fault("local=true", "status", status=422)
    guest = await visit(f" {demo.url.removeprefix('http://')} ")
    assert (guest.server, guest.name, guest.is_guest) == (demo.url, f"@{demo.url.removeprefix('http://')}", True)


@pytest.mark.parametrize(
    ("kind", "details", "error", "words"),
    [
        ("status", {"status": 401}, SignInError, "only to people who are signed in"),
        ("status", {"status": 422, "body": ""}, SignInError, "only to people who are signed in"),
        ("status", {"status": 403}, SignInError, "only to people who are signed in"),
        ("nonjson", {}, TootuiError, "is no JSON"),
        ("status", {"status": 503}, TootuiError, "has trouble"),
    ],
)
async def test_a_server_that_does_not(
    demo: DemoThread, kind: str, details: dict[str, object], error: type[TootuiError], words: str
) -> None:
    demo.fault(PUBLIC, kind, count=-1, **details)
    with pytest.raises(error) as caught:
        await visit(demo.url)
    assert words in str(caught.value)


async def test_a_server_that_is_none(demo: DemoThread) -> None:
    demo.fault("/", "status", status=404, count=-1)
    with pytest.raises(TootuiError) as caught:
        await visit(demo.url)
    assert "no Mastodon server" in str(caught.value)
    with pytest.raises(InvalidServer):
        await visit("my server")
    with pytest.raises(Unreachable):
        await visit("127.0.0.1:1")
