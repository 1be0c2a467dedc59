"""A session with a real demo server, and a way to wait for what it does in the background."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from tests.support.clock import FakeClock, awaits_answers
from tootui import paths
from tootui.cache.words import Words
from tootui.config.credentials import CredentialStore, StoredAccount
from tootui.config.settings import Settings
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service.notices import Notice
from tootui.service.session import Session

PATIENCE_SECONDS = 30.0
LOOKS_PER_STEP = 20
"""So often is looked before time goes on where the answer to a request does not come."""
CALM_LOOKS, PATIENT_LOOKS = 5, 50
"""So often in a row nothing has changed; so often where an answer is still awaited, as it may be held back."""


async def until(condition: Callable[[], object], what: str = "") -> None:
    """Let the loop run until something holds; fails when it does not within reason."""
    deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
    await asyncio.sleep(0)
    while not condition():
        if asyncio.get_running_loop().time() > deadline:
            raise AssertionError(f"never came true: {what or condition}")
        await asyncio.sleep(0.002)


async def until_after(clock: FakeClock, condition: Callable[[], object], *, step: float = 1.0) -> None:
    """Like `until`, while the session's time runs on; it hardly does while an answer is waited for.

    A slow machine must not let an hour pass between a request and its answer.
    """
    deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
    looks = 0
    while not condition():
        if asyncio.get_running_loop().time() > deadline:
            raise AssertionError(f"never came true: {condition}")
        looks += 1
        if not clock.requests_under_way or looks % LOOKS_PER_STEP == 0:
            clock.advance(step)
        await asyncio.sleep(0.005)


async def until_calm(demo: DemoThread) -> None:
    """Let what is on its way to a server arrive there and be answered."""
    deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
    looks, before = 0, -1
    while looks < (PATIENT_LOOKS if awaits_answers() else CALM_LOOKS):
        if asyncio.get_running_loop().time() > deadline:
            raise AssertionError(f"never calm: {demo.log()[-10:]}")
        await asyncio.sleep(0.01)
        log = demo.log()
        is_calm = len(log) == before and all(one["status"] is not None or one["fault"] is not None for one in log)
        looks, before = looks + 1 if is_calm else 0, len(log)


def read_json(url: str, path: str, token: str) -> Any:
    """What a server answers to one plain GET."""
    request = urllib.request.Request(url + path, headers={"Authorization": f"Bearer {token}"})
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(request, timeout=PATIENCE_SECONDS) as answer:
        return json.load(answer)


def whoami(url: str, token: str) -> str:
    """The id of the account a token belongs to."""
    account_id: str = read_json(url, "/api/v1/accounts/verify_credentials", token)["id"]
    return account_id


def account_of(demo: DemoThread, acct: str) -> dict[str, Any]:
    """Somebody as the server has them, by their name."""
    account: dict[str, Any] = read_json(demo.url, f"/api/v1/accounts/lookup?acct={acct}", demo.token)
    return account


def published(demo: DemoThread, text: str) -> int:
    """How many of the account's own posts on the server hold a text."""
    account_id = whoami(demo.url, demo.token)
    posts = read_json(demo.url, f"/api/v1/accounts/{account_id}/statuses?limit=40", demo.token)
    return sum(text in post["content"] for post in posts)


class Desk:
    """What belongs to one person at one machine: credentials, and the notices they saw."""

    def __init__(self, directory: Path, url: str, token: str, *, account_id: str = "") -> None:
        self.clock = FakeClock()
        self.credentials = CredentialStore(directory)
        self.account = self.credentials.save(
            StoredAccount(
                name="you@demo", server=url, acct="you", account_id=account_id or whoami(url, token), username="you"
            ),
            token,
            keyring=False,
        )
        self.settings = Settings()
        self.notices: list[Notice] = []

    def open(self) -> Session:
        """Open the account from disk; its notices are noted down."""
        session = Session.open(self.account, settings=self.settings, credentials=self.credentials, clock=self.clock)
        session.notices.observe(self.notices.append)
        self._count_requests(session)
        return session

    def _count_requests(self, session: Session) -> None:
        """Have the clock know how many requests wait for their answer; all go through one place."""
        remote, clock = session._remote, self.clock
        call = remote.call

        async def counted(*request: Any, **manner: Any) -> Any:
            clock.requests_under_way += 1
            try:
                return await call(*request, **manner)
            finally:
                clock.requests_under_way -= 1

        remote.call = counted  # type: ignore[method-assign]  # on this one object, around its own

    @asynccontextmanager
    async def session(self) -> AsyncIterator[Session]:
        """A session from its start to its end, with nothing open."""
        session = self.open()
        await session.start()
        try:
            yield session
        finally:
            await session.close()
            await session.disk.written()

    @asynccontextmanager
    async def at_home(self) -> AsyncIterator[Session]:
        """A session whose home timeline is open and was answered once."""
        async with self.session() as session:
            feed = session.feed(Place.HOME)
            feed.open()
            await until(lambda: feed.state.loaded_once, "home is loaded")
            yield session

    @contextmanager
    def words(self) -> Iterator[Words]:
        """The account's drafts and wishes, read beside whatever else uses them."""
        words = Words.open(self.words_path)
        try:
            yield words
        finally:
            words.close()

    @property
    def words_path(self) -> Path:
        """Where the account's drafts lie."""
        return paths.account_dir(paths.data_dir(), self.account.name) / "words.db"

    @property
    def said(self) -> list[str]:
        """The texts of the notices."""
        return [notice.text for notice in self.notices]
