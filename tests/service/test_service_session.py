"""A session from its opening to its end: what is on disk, and what happens when the disk is not well."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support.session import Desk, until, until_after
from tootui import paths
from tootui.cache.batch import Row
from tootui.cache.posts import PostCache
from tootui.cache.words import Words
from tootui.config.credentials import CredentialStore
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service.session import Session


def cache_path(desk: Desk) -> Path:
    return paths.account_dir(paths.cache_dir(), desk.account.name) / "cache.db"


def kept_rows(desk: Desk) -> list[Row]:
    """What another start of the program would show first."""
    cache = PostCache.open(cache_path(desk))
    try:
        return cache.read_timeline(str(Place.HOME)).rows
    finally:
        cache.close()


async def test_what_was_read_is_on_disk_a_second_later(desk: Desk) -> None:
    async with desk.at_home() as session:
        rows = list(session.feed(Place.HOME).rows)
        await until_after(desk.clock, lambda: kept_rows(desk) == rows[:40], step=1)


async def test_a_damaged_cache_is_begun_anew_with_a_word(desk: Desk) -> None:
    async with desk.at_home():
        pass
    cache_path(desk).write_bytes(b"This is no database. " * 500)
    async with desk.at_home() as session:
        assert len(session.feed(Place.HOME).rows) == 40
        assert len(desk.said) == 1
    async with desk.session() as session:
        assert len(session.feed(Place.HOME).rows) == 40


async def test_without_a_place_to_write_reading_goes_on_with_one_notice(desk: Desk, home: Path) -> None:
    (home / "cache").write_text("a file where the directory should be")
    async with desk.at_home() as session:
        feed = session.feed(Place.HOME)
        feed.want_older()
        await until(lambda: len(feed.rows) > 60)
        desk.clock.advance(5)
        session.actions.favourite(str(feed.rows[0]))
        await until(lambda: desk.said)
    assert len(desk.said) == 1


async def test_a_missing_token_is_a_lost_sign_in(desk: Desk, home: Path) -> None:
    nobody = CredentialStore(home / "elsewhere")
    session = Session.open(desk.account, settings=desk.settings, credentials=nobody, clock=desk.clock)
    session.notices.observe(desk.notices.append)
    await session.start()
    await until(lambda: session.connection.state == "signed_out")
    await until(lambda: desk.said)
    await session.close()


async def test_the_demo_begins_with_an_empty_cache_and_keeps_drafts(desk: Desk) -> None:
    async with desk.at_home() as session:
        draft = session.drafts.save(replace(session.drafts.new(), text="A thought"))
        await session.close()
    demo = Session.open(
        desk.account, settings=desk.settings, credentials=desk.credentials, clock=desk.clock, is_demo=True
    )
    assert demo.feed(Place.HOME).rows == []
    assert demo.drafts.latest() == draft
    await demo.close()


async def test_the_demo_looks_for_news_every_ten_seconds(desk: Desk, demo: DemoThread) -> None:
    session = Session.open(
        desk.account, settings=desk.settings, credentials=desk.credentials, clock=desk.clock, is_demo=True
    )
    await session.start()
    feed = session.feed(Place.HOME)
    feed.open()
    await until(lambda: feed.state.loaded_once)
    new = demo.events(home_posts=1)
    await until(lambda: any(seconds == pytest.approx(10) for seconds in desk.clock.waits))
    desk.clock.advance(10)
    await until(lambda: feed.rows[0] == new[0])
    await session.close()


async def test_what_was_opened_stays_open(desk: Desk, demo: DemoThread) -> None:
    [secret] = demo.events(post="The butler did it", cw="spoilers")
    async with desk.at_home() as session:
        status = session.store.status(secret)
        assert status is not None
        assert not session.reveals.is_open(status)
        session.reveals.toggle(secret)
        assert session.reveals.is_open(status)
    session = desk.open()
    assert session.reveals.is_open(status)
    await session.close()


async def test_closing_twice_or_without_starting_is_harmless(desk: Desk) -> None:
    session = desk.open()
    await session.close()
    await session.close()


async def test_replies_know_the_person_under_their_full_name(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        assert session.acct.startswith("@you@127.0.0.1")
        await until_after(desk.clock, lambda: session.acct == "@you@demo.tootui")
        [mine] = demo.events(post="Talking to myself", by="you")
        feed = session.feed(Place.HOME)
        await feed.refresh()
        status = session.store.status(mine)
        assert status is not None
        assert session.is_mine(status)
        assert session.drafts.reply_to(status).text == ""


async def test_the_own_words_are_opened_once_though_two_threads_ask_for_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, opened, both = desk.open(), list[Path](), threading.Barrier(2)
    open_words = Words.open

    def open_slowly(path: Path, *, now: Callable[[], float] = time.time) -> Words:
        opened.append(path)
        with suppress(threading.BrokenBarrierError):
            both.wait(0.2)
        return open_words(path, now=now)

    monkeypatch.setattr(Words, "open", open_slowly)
    ask = session._storage.words
    first, second = await asyncio.gather(asyncio.to_thread(ask), asyncio.to_thread(ask))
    assert first is second
    assert opened == [desk.words_path]
    await session.close()
