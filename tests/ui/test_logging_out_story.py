"""Logging out of one of several accounts: its token is ended, and it is asked about what only this machine has."""

from __future__ import annotations

import asyncio
import urllib.error
from pathlib import Path

import pytest
from textual.dom import DOMNode
from textual.widget import Widget
from textual.widgets import Input

from tests.support.pair import Pair, pair
from tests.support.session import read_json
from tests.ui.accounts import AWAY, HERE, desk_of, open_dialog, switch, two_accounts
from tests.ui.browser import decide
from tests.ui.story import Story, begin
from tootui import paths
from tootui.cache.drafts import Draft
from tootui.cache.unfinished import Unfinished
from tootui.cache.words import Words
from tootui.config.credentials import StoredAccount
from tootui.demo.thread import DemoThread
from tootui.service.signin import SignIn
from tootui.ui.screens.accounts import AccountsDialog
from tootui.ui.screens.confirm import Confirm
from tootui.ui.screens.main import MainScreen
from tootui.ui.screens.picker import Picker
from tootui.ui.screens.visit import VisitScreen
from tootui.ui.screens.welcome import WelcomeScreen

__all__ = ["pair"]


def _words_of(name: str) -> Path:
    return paths.account_dir(paths.data_dir(), name) / "words.db"


def _write(name: str, *drafts: Draft) -> None:
    """Have an account's drafts on disk."""
    paths.ensure(_words_of(name).parent)
    words = Words.open(_words_of(name))
    words.save_drafts(drafts)
    words.close()


def _is_good(demo: DemoThread, token: str) -> bool:
    try:
        read_json(demo.url, "/api/v1/accounts/verify_credentials", token)
    except urllib.error.HTTPError:
        return False
    return True


async def _begin_to_log_out(story: Story, name: str) -> None:
    """Select an account in the dialog and press d."""
    await open_dialog(story)
    names = [state.account.name for state in story.app.accounts.states()]
    await story.press("home")
    for _ in range(names.index(name)):
        await story.press("j")
    await story.press("d")


async def test_an_account_without_words_is_asked_for_once_and_forgotten(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    async with begin(pair.here, home, desk=desk) as story:
        await switch(story, AWAY)
        await switch(story, HERE)
        await _begin_to_log_out(story, AWAY)
        await story.until_screen(Confirm)
        await story.until_shown("Log out @you@")
        await story.press("escape")
        assert desk.credentials.get(AWAY) is not None
        await _begin_to_log_out(story, AWAY)
        await story.until_screen(Confirm)
        await story.press("enter")
        await story.until(lambda: desk.credentials.get(AWAY) is None, "forgotten")
        await story.until_shown("Logged out: @you@")
        assert not paths.account_dir(paths.cache_dir(), AWAY).exists()
        assert not _words_of(AWAY).parent.exists()
        assert story.app.session is story.session
        assert story.session.connection.usable


@pytest.mark.parametrize("keeps", [True, False])
async def test_it_is_asked_what_becomes_of_drafts(pair: Pair, home: Path, keeps: bool) -> None:
    desk = desk_of(pair, home)
    _write(AWAY, Draft(text="half a thought"), Draft(text="not sent", state="failed", reason="It was refused."))
    async with begin(pair.here, home, desk=desk, size=(120, 30)) as story:
        await _begin_to_log_out(story, AWAY)
        await story.until_screen(Picker)
        await story.until_shown("a draft and a post that waits to be sent", "stay signed in")
        await story.press("e" if keeps else "t")
        await story.until(lambda: desk.credentials.get(AWAY) is None, "forgotten")
        await story.until_shown("Logged out: @you@")
        assert _words_of(AWAY).exists() == keeps
        if keeps:
            words = Words.open(_words_of(AWAY))
            assert {draft.text for draft in words.drafts()} == {"half a thought", "not sent"}
            words.close()


async def test_a_note_that_was_typed_and_not_sent_is_asked_about(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    words = Words.open(_words_of(AWAY))
    Unfinished(words, "note").save("7", "met at the harbour", 1.0)
    words.close()
    async with begin(pair.here, home, desk=desk, size=(120, 30)) as story:
        await _begin_to_log_out(story, AWAY)
        await story.until_screen(Picker)
        await story.until_shown("an unsent note or report", "stay signed in")


async def test_the_token_is_worthless_afterwards(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    desk.credentials.remove(AWAY)
    sign_in = SignIn(pair.there.url, credentials=desk.credentials)
    offer = await sign_in.begin()
    waiting = asyncio.ensure_future(sign_in.wait_for_code())
    await decide(offer.url)
    account = await sign_in.finish(await waiting)
    token = desk.credentials.token_of(account.name)
    desk.credentials.touch(HERE)
    async with begin(pair.here, home, desk=desk) as story:
        assert _is_good(pair.there, token)
        await _begin_to_log_out(story, account.name)
        await story.until_screen(Confirm)
        await story.press("enter")
        await story.until_shown("Logged out:")
        assert "still" not in story.shown
    assert not _is_good(pair.there, token)
    assert _is_good(pair.here, pair.here.token), "the other account is untouched"


async def test_a_token_of_another_program_is_said_to_stay_good(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    async with begin(pair.here, home, desk=desk) as story:
        await _begin_to_log_out(story, AWAY)
        await story.until_screen(Confirm)
        await story.press("enter")
        await story.until(lambda: desk.credentials.get(AWAY) is None, "forgotten")
        await story.until_shown("still good")


async def test_after_the_account_on_the_screen_the_one_before_is_shown(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    async with begin(pair.here, home, desk=desk) as story:
        await switch(story, AWAY)
        await switch(story, HERE)
        await _begin_to_log_out(story, HERE)
        await story.until_screen(Confirm)
        await story.press("enter")
        await story.until(lambda: desk.credentials.get(HERE) is None, "forgotten")
        await story.until_screen(MainScreen)
        assert story.app.session is not None and story.app.session.name == AWAY
        assert len(story.app.account_screens.main_screens) == 1
        await story.until_shown("Logged out: @you@")
        await story.press("j", "k")


@pytest.mark.parametrize(("left", "stays"), [(HERE, AWAY), (AWAY, HERE)])
async def test_what_is_on_the_screen_by_the_time_one_is_left_counts(
    pair: Pair, home: Path, left: str, stays: str
) -> None:
    """An account that was just signed in to may have come there since it was asked."""
    desk = desk_of(pair, home)
    async with begin(pair.here, home, desk=desk) as story:
        asked = {one.account.name: one for one in story.app.accounts.states()}
        await switch(story, AWAY)
        await story.app.account_screens._leave(asked[left], keeps_words=False)
        assert story.app.session is not None
        assert story.app.session.name == stays
        assert story.main.session is story.app.session
        assert desk.credentials.get(left) is None
        assert len(story.app.account_screens.main_screens) == 1
        await story.press("j", "k")


async def test_after_the_last_account_the_ways_in_are_shown(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    desk.credentials.remove(AWAY)
    async with begin(pair.here, home, desk=desk) as story:
        await _begin_to_log_out(story, HERE)
        await story.until_screen(Confirm)
        await story.press("enter")
        await story.until_screen(WelcomeScreen)
        await story.until(lambda: desk.credentials.accounts() == [], "forgotten")
        await story.until(lambda: story.session._closed, "closed")
        await story.press("l")
        await story.until_screen(VisitScreen)


async def test_a_visit_is_one_of_them_and_ends_without_a_question(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home) as story:
        await open_dialog(story)
        await story.press("v")
        await story.until_screen(VisitScreen)
        story.app.screen.query_one(Input).value = pair.there.url
        await story.press("enter")
        await story.until_screen(MainScreen)
        await story.until_shown("without an account")
        await open_dialog(story)
        await story.until_shown("guest at 127.0.0.1")
        await story.press("home", "d")
        await story.until_screen(MainScreen)
        await story.until_shown("Left: guest at")
        assert story.app.session is story.session


async def test_the_demo_is_one_of_them(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    account = desk.credentials.get(AWAY)
    assert account is not None

    def start() -> StoredAccount:
        assert account is not None
        return account

    async with begin(pair.here, home, desk=desk) as story:
        story.app.start_demo = start
        await open_dialog(story)
        await story.until_shown("t demo")
        await story.press("t")
        await story.until(lambda: story.app.session is not None and story.app.session.is_demo, "the demo")
        await switch(story, HERE)
        dialog = await open_dialog(story)
        assert isinstance(dialog, AccountsDialog)
        await story.until_shown("the demo")
        await story.press("t")  # it runs already
        await story.until(lambda: story.app.session is not None and story.app.session.is_demo, "the same demo")
        await _begin_to_log_out(story, AWAY)
        await story.until_screen(Confirm)
        await story.until_shown("Leave @you, the demo?")
        await story.press("enter")
        await story.until(lambda: story.app.session is story.session, "back")
        assert desk.credentials.get(AWAY) is not None, "a demo's account is not what is signed in"


async def test_the_program_may_end_while_an_account_is_closed(
    pair: Pair, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(pair, home)
    async with begin(pair.here, home, desk=desk) as story:
        await switch(story, AWAY)
        away = story.app.session
        assert away is not None
        await switch(story, HERE)
        prune = story.app._prune

        def beside_that(*nodes: Widget, parent: DOMNode | None = None) -> object:
            """The screens of the program are ending one after the other."""
            story.app.run_worker(story.app.accounts.close_one(away))
            return prune(*nodes, parent=parent)

        monkeypatch.setattr(story.app, "_prune", beside_that)
    assert away._closed
