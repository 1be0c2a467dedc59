"""Several accounts in one program: each keeps its screen, none leaks into another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.support.pair import Pair, pair
from tests.support.session import Desk, whoami
from tests.ui.story import Story, begin
from tootui.config.credentials import StoredAccount
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.text.addresses import host_of
from tootui.ui.screens.accounts import AccountsDialog
from tootui.ui.screens.main import MainScreen

__all__ = ["pair"]


def _sign_in(desk: Desk, demo: DemoThread, name: str) -> StoredAccount:
    """Have a further account signed in."""
    user = name.partition("@")[0]
    token = demo.token if user == "you" else demo.sign_in(user)
    account = StoredAccount(name=name, server=demo.url, acct=user, account_id=whoami(demo.url, token), username=user)
    return desk.credentials.save(account, token, keyring=False)


@asynccontextmanager
async def _two(pair: Pair, home: Path, *, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Story]:
    """Somebody who is @you here, and @you at the harbour."""
    desk = Desk(home / "config", pair.here.url, pair.here.token)
    _sign_in(desk, pair.there, "you@harbour")
    desk.credentials.touch("you@demo")
    async with begin(pair.here, home, desk=desk, size=size) as story:
        yield story


async def test_switching_keeps_each_account_where_it_was(pair: Pair, home: Path) -> None:
    async with _two(pair, home) as story:
        await story.press("j", "j", "j", "enter")
        await story.until(lambda: story.rows.place.kind == "thread" and len(story.rows.keys) > 1, "a thread")
        place, key = story.rows.place, story.rows.cursor_key
        await story.press("A")
        await story.until_screen(AccountsDialog)
        await story.until_shown("@you@demo", "@you@harbour")
        await story.press("enter")
        await story.until(lambda: story.app.session is not story.session, "the other account")
        await story.until_screen(MainScreen)
        assert story.rows.place == Place.HOME
        await story.until(lambda: host_of(pair.there.url) in story.header, "its name")
        await story.press("A")
        await story.until_screen(AccountsDialog)
        await story.press("enter")
        await story.until(lambda: story.app.session is story.session, "the first account")
        assert (story.rows.place, story.rows.cursor_key) == (place, key)
