"""Somebody with several accounts."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.support.pair import Pair
from tests.support.session import Desk, read_json, whoami
from tests.ui.story import Story, begin
from tootui.config.credentials import StoredAccount
from tootui.demo.thread import DemoThread
from tootui.ui.screens.accounts import AccountsDialog
from tootui.ui.screens.main import MainScreen

HERE, AWAY = "you@demo", "you@harbour"


def signed_in(desk: Desk, demo: DemoThread, name: str) -> StoredAccount:
    """Have a further account signed in."""
    user = name.partition("@")[0]
    token = demo.token if user == "you" else demo.sign_in(user)
    account = StoredAccount(name=name, server=demo.url, acct=user, account_id=whoami(demo.url, token), username=user)
    return desk.credentials.save(account, token, keyring=False)


def desk_of(pair: Pair, home: Path) -> Desk:
    """Somebody who is @you here and @you at the harbour, and was here last."""
    desk = Desk(home / "config", pair.here.url, pair.here.token)
    signed_in(desk, pair.there, AWAY)
    desk.credentials.touch(HERE)
    return desk


@asynccontextmanager
async def two_accounts(pair: Pair, home: Path, *, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Story]:
    """The same person at tootui, reading here."""
    async with begin(pair.here, home, desk=desk_of(pair, home), size=size) as story:
        yield story


async def open_dialog(story: Story) -> AccountsDialog:
    """Look at the accounts."""
    await story.press("A")
    await story.until_screen(AccountsDialog)
    dialog = story.app.screen
    assert isinstance(dialog, AccountsDialog)
    return dialog


async def switch(story: Story, name: str) -> None:
    """Have another account on the screen."""
    await open_dialog(story)
    names = [state.account.name for state in story.app.accounts.states()]
    await story.press(str(names.index(name) + 1))
    await story.until(lambda: story.app.session is not None and story.app.session.name == name, name)
    await story.until_screen(MainScreen)


def send(demo: DemoThread, path: str, token: str = "", **fields: object) -> Any:
    """What a server answers to something written as one of its people."""
    request = urllib.request.Request(
        f"{demo.url}/api/v1/{path}",
        json.dumps(fields).encode(),
        {"Authorization": f"Bearer {token or demo.token}", "Content-Type": "application/json"},
        method="POST",
    )
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
        return json.load(answer)


def resolved(demo: DemoThread, address: str) -> dict[str, Any]:
    """A post as @you sees it on a server that knows it."""
    found = read_json(demo.url, f"/api/v2/search?type=statuses&q={address}", demo.token)["statuses"]
    status: dict[str, Any] = found[0]
    return status


def tokens_seen(demo: DemoThread) -> set[str]:
    """Who asked a server: what it noted of the requests that came with a token."""
    return {entry["method"] + " " + entry["path"] for entry in demo.log() if entry["authorized"]}
