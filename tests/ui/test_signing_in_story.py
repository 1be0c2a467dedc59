"""The first minutes: the ways in, signing in, and five keys."""

from __future__ import annotations

import html
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input, Static
from textual.worker import Worker

from tests.support.session import until
from tests.ui.browser import decide
from tootui.config.credentials import CredentialStore, StoredAccount
from tootui.config.settings import Settings
from tootui.demo.thread import DemoThread
from tootui.model.errors import TootuiError
from tootui.model.places import Place
from tootui.service.notices import Notice
from tootui.ui.app import TootuiApp
from tootui.ui.keymap import Keymap
from tootui.ui.look import Look
from tootui.ui.screens.confirm import Confirm
from tootui.ui.screens.main import MainScreen
from tootui.ui.screens.sign_in import SignInScreen
from tootui.ui.screens.visit import VisitScreen
from tootui.ui.screens.welcome import WelcomeScreen
from tootui.ui.widgets.greeting import Greeting


@asynccontextmanager
async def _newcomer(
    home: Path, start_demo: Callable[[], StoredAccount] | None = None
) -> AsyncIterator[tuple[TootuiApp, Pilot[int]]]:
    """tootui as somebody sees it who is not signed in anywhere."""
    settings = Settings()
    app = TootuiApp(
        None,
        settings=settings,
        credentials=CredentialStore(home / "config"),
        look=Look(settings.appearance, environ={"LANG": "C.UTF-8"}),
        keymap=Keymap(),
        start_demo=start_demo,
    )
    try:
        async with app.run_test(size=(90, 30)) as pilot:
            yield app, pilot
    finally:
        await app.close_sessions()


async def _at_home(app: TootuiApp) -> None:
    """Wait for the main screen and the posts on it: nothing is under way when the story ends."""
    await until(lambda: isinstance(app.screen, MainScreen), "the main screen")
    session = app.session
    assert session is not None
    await until(lambda: session.feed(Place.HOME).state.loaded_once, "the home timeline")


async def _offer(app: TootuiApp, pilot: Pilot[int], server: str) -> str:
    """Name a server; gives the address of its page."""
    await pilot.press("s")
    await until(lambda: isinstance(app.screen, SignInScreen) and app.screen.is_mounted)
    await until(lambda: app.focused is app.screen.query_one("#server"), "one can type")
    app.screen.query_one("#server", Input).value = server
    await pilot.press("enter")
    await until(lambda: app.screen.query_one("#offer").display, "the page to open")
    await pilot.pause()
    return html.unescape(app.clipboard)


def _state(app: TootuiApp) -> str:
    return str(app.screen.query_one("#state").render())


def _works(worker: Worker[object]) -> bool:
    return worker.group in ("begin", "finish") and not worker.is_finished


def _is_greeted(main: MainScreen) -> bool:
    return any(greeting.display for greeting in main.query(Greeting))


async def test_the_browser_comes_back_by_itself(demo: DemoThread, home: Path) -> None:
    async with _newcomer(home) as (app, pilot):
        address = await _offer(app, pilot, demo.url)
        assert address.startswith(f"{demo.url}/oauth/authorize?")

        await decide(address)

        await _at_home(app)
        await pilot.pause()
        assert app.session is not None
        assert app.session.acct.startswith("@you@")
        assert [account.username for account in app.credentials.accounts()] == ["you"]


async def test_the_address_the_browser_ended_on_is_pasted(demo: DemoThread, home: Path) -> None:
    async with _newcomer(home) as (app, pilot):
        address = await _offer(app, pilot, demo.url)
        ended_on = await decide(address, follow=False)

        app.screen.query_one("#code", Input).value = ended_on
        await pilot.press("enter")

        await _at_home(app)


async def test_it_comes_back_while_a_question_lies_over_that(demo: DemoThread, home: Path) -> None:
    async with _newcomer(home) as (app, pilot):
        address = await _offer(app, pilot, demo.url)
        await pilot.press("ctrl+q")
        await until(lambda: isinstance(app.screen, Confirm), "the question")
        await decide(address)
        await until(lambda: app.credentials.accounts() and not any(map(_works, app.workers)), "signed in")

        await pilot.press("n")

        await _at_home(app)


@pytest.mark.parametrize("opened", ["s", "l"])
async def test_a_name_typed_in_one_burst_stands_as_it_was_mended(home: Path, opened: str) -> None:
    async with _newcomer(home) as (app, pilot):
        await pilot.press(opened)
        await until(lambda: isinstance(app.focused, Input), "one can type")
        for key in (*"mastodn", "left", "o", "end", *".exm", "backspace", *"ample"):
            app.post_message(Key(key, key if len(key) == 1 else None))
        line = app.screen.query_one("#server", Input)
        await until(lambda: len(line.value) == len("mastodon.example"), "all is typed")
        assert line.value == "mastodon.example"


async def test_five_keys_are_named_until_the_first_is_pressed(demo: DemoThread, home: Path) -> None:
    async with _newcomer(home) as (app, pilot):
        await decide(await _offer(app, pilot, demo.url))
        await until(lambda: isinstance(app.screen, MainScreen) and _is_greeted(app.screen), "the greeting")
        main = app.screen
        assert isinstance(main, MainScreen)
        await until(lambda: len(main.column.current.keys) > 1)

        await pilot.press("j")

        await until(lambda: not _is_greeted(main) and main.column.current.cursor == 1, "the first key")


async def test_a_click_ends_them_too(demo: DemoThread, home: Path) -> None:
    async with _newcomer(home) as (app, pilot):
        await decide(await _offer(app, pilot, demo.url))
        await until(lambda: isinstance(app.screen, MainScreen) and _is_greeted(app.screen), "the greeting")
        main = app.screen
        assert isinstance(main, MainScreen)
        await until(lambda: len(main.column.current.keys) > 1)

        await pilot.click(main.column.current, offset=(40, 1))

        await until(lambda: not _is_greeted(main), "the first click")


async def test_a_no_is_said_and_nothing_is_stored(demo: DemoThread, home: Path) -> None:
    async with _newcomer(home) as (app, pilot):
        await decide(await _offer(app, pilot, demo.url), "deny")

        await until(lambda: "did not let tootui in" in _state(app), "the refusal")
        assert app.credentials.accounts() == []
        assert isinstance(app.screen, SignInScreen)


@pytest.mark.parametrize(
    ("server", "words"), [("", "Type the name"), ("not a server!", ""), ("http://127.0.0.1:9", "127.0.0.1:9")]
)
async def test_a_server_that_is_none_is_said(home: Path, server: str, words: str) -> None:
    async with _newcomer(home) as (app, pilot):
        await pilot.press("s")
        await until(lambda: isinstance(app.screen, SignInScreen) and app.screen.is_mounted)
        await until(lambda: app.focused is app.screen.query_one("#server"), "one can type")
        app.screen.query_one("#server", Input).value = server
        await pilot.press("enter")

        await until(lambda: app.screen.query_one("#state").has_class("-problem"), "what is wrong")
        assert words in _state(app)
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, WelcomeScreen))


@pytest.mark.parametrize("opened", ["s", "l"])
async def test_what_is_to_be_said_in_a_dialog_that_is_just_going_hurts_nobody(home: Path, opened: str) -> None:
    async with _newcomer(home) as (app, pilot):
        await pilot.press(opened)
        await until(lambda: isinstance(app.focused, Input), "one can type")
        dialog = app.screen
        assert isinstance(dialog, SignInScreen | VisitScreen)
        await pilot.press("escape")
        await until(lambda: not dialog.query(Static), "its parts are gone")
        dialog._tell("The server answered just now.")
        await until(lambda: isinstance(app.screen, WelcomeScreen))


async def test_the_demo_is_one_key_away(demo: DemoThread, home: Path) -> None:
    def start_demo() -> StoredAccount:
        account = StoredAccount(name="demo", server=demo.url, acct="you", account_id="1", username="you")
        return CredentialStore(home / "config").save(account, demo.token, keyring=False)

    async with _newcomer(home, start_demo) as (app, pilot):
        await pilot.press("d")

        await _at_home(app)
        assert app.session is not None
        assert app.session.is_demo


async def test_a_demo_that_does_not_start_says_why(home: Path) -> None:
    def start_demo() -> StoredAccount:
        raise TootuiError("The demo needs tootui[demo].")

    async with _newcomer(home, start_demo) as (app, pilot):
        await pilot.press("d")

        await until(lambda: "tootui[demo]" in str(app.screen.query_one("#waiting").render()), "the reason")


async def test_what_is_said_while_the_ways_in_are_going_hurts_nobody(home: Path) -> None:
    async with _newcomer(home) as (app, _pilot):
        await until(lambda: isinstance(app.screen, WelcomeScreen), "the ways in")
        observing = list(app.notices._observers)
    assert observing
    for observer in observing:
        observer(Notice("Said just now."))


async def test_without_a_demo_it_is_not_offered(home: Path) -> None:
    async with _newcomer(home) as (app, pilot):
        assert "demo" not in app.export_screenshot()
        await pilot.press("q")
        await until(lambda: not app.is_running)
