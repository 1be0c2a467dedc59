"""Looking at a server without an account: reading what is public, being told what one cannot do, signing in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.ui.browser import decide
from tests.ui.story import Story
from tootui import paths
from tootui.cli.entry import main
from tootui.config.credentials import CredentialStore
from tootui.config.settings import Settings
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service.guest import guest_at
from tootui.service.session import Session
from tootui.ui.app import TootuiApp
from tootui.ui.commands import ACCOUNT_ONLY, BY_ID
from tootui.ui.keymap import Keymap
from tootui.ui.look import Look
from tootui.ui.screens.accounts import AccountsDialog
from tootui.ui.screens.main import MainScreen
from tootui.ui.screens.person_menu import PersonMenu
from tootui.ui.screens.sign_in import SignInScreen
from tootui.ui.screens.visit import VisitScreen
from tootui.ui.screens.welcome import WelcomeScreen


@pytest.fixture(autouse=True)
def as_it_was(demo: DemoThread) -> Iterator[None]:
    yield
    demo.clear_faults()


@asynccontextmanager
async def _stranger(demo: DemoThread, home: Path, *, as_guest: bool = True) -> AsyncIterator[Story]:
    """Somebody without an account: already looking at the demo server, or before the ways in."""
    settings, credentials = Settings(), CredentialStore(home / "config")
    session = Session.open(guest_at(demo.url), settings=settings, credentials=credentials)
    app = TootuiApp(
        session if as_guest else None,
        settings=settings,
        credentials=credentials,
        look=Look(settings.appearance, environ={"LANG": "C.UTF-8"}),
        keymap=Keymap(),
    )
    try:
        async with app.run_test(size=(100, 30)) as pilot:
            story = Story(app, pilot, session, demo)
            if as_guest:
                await story.until(lambda: len(story.rows.keys) > 1, "posts")
                await pilot.pause()
            yield story
    finally:
        await app.close_sessions()
        await session.close()


async def test_the_menu_about_people_says_what_needs_an_account(demo: DemoThread, home: Path) -> None:
    async with _stranger(demo, home) as story:
        await story.press("space", "1")
        await story.until_screen(PersonMenu)
        await story.until_shown("their profile", "follow, mute, block, report", "without an account.")
        await story.press("m")
        await story.until_screen(PersonMenu)
        await story.press("escape", "F")
        await story.until_shown("without an account. Sign in")


async def test_the_way_from_the_first_screen(demo: DemoThread, home: Path) -> None:
    async with _stranger(demo, home, as_guest=False) as story:
        await story.until_screen(WelcomeScreen)
        assert "Look around" in story.shown
        await story.press("l")
        await story.until_screen(VisitScreen)
        await story.press("enter")
        await story.until_shown("Type the name of a server")
        story.app.screen.query_one(Input).value = "no server"
        await story.press("enter")
        await story.until_shown("is not the name of a server")
        story.app.screen.query_one(Input).value = demo.url
        await story.press("enter")
        await story.until_screen(MainScreen)
        await story.until_shown("Local", "without an account")
        await story.until(lambda: len(story.rows.keys) > 1, "posts")


async def test_a_server_that_shows_nothing_to_strangers(demo: DemoThread, home: Path) -> None:
    demo.fault("/api/v1/timelines/public", "status", status=422, body="", count=-1)
    async with _stranger(demo, home, as_guest=False) as story:
        await story.press("l")
        await story.until_screen(VisitScreen)
        story.app.screen.query_one(Input).value = demo.url
        await story.press("enter")
        await story.until_shown("only to people who are signed in")
        await story.press("escape")
        await story.until_screen(WelcomeScreen)


async def test_threads_tags_and_other_timelines_can_be_read(demo: DemoThread, home: Path) -> None:
    before = len(demo.log())
    async with _stranger(demo, home) as story:
        assert story.rows.place == Place.LOCAL
        await story.press("enter")
        await story.until(lambda: story.rows.place.kind == "thread" and len(story.rows.keys) > 1, "a thread")
        await story.until(lambda: "thread" in story.footer and "compose" not in story.footer)
        await story.press("escape", "g", "f")
        await story.until(lambda: story.rows.place == Place.FEDERATED and len(story.rows.keys) > 1, "federated")
        story.main.go(Place.tag("computing"))
        await story.until(lambda: story.rows.place.kind == "tag" and len(story.rows.keys) > 1, "a tag")
    assert [entry["path"] for entry in demo.log()[before:] if entry["authorized"]] == []


async def test_a_thread_that_is_not_shown_whole_says_so(demo: DemoThread, home: Path) -> None:
    long, short = demo.events(thread=80, by="ada")[0], demo.events(thread=3, by="ada")[0]
    async with _stranger(demo, home) as story:
        story.main.open_thread(short)
        await story.until(lambda: len(story.rows.keys) == 4, "the short thread")
        await story.press("G")
        assert "shows only part" not in story.shown
        story.main.open_thread(long)
        await story.until(lambda: len(story.rows.keys) > 60, "the long thread")
        await story.press("G")
        await story.until_shown("shows only part of a long thread")


@pytest.mark.parametrize("keys", ["f", "b", "B", "r", "R", "c", "g h", "g b", "g v", "g L", "g p", "g r", "g s", "g o"])
async def test_what_needs_an_account_says_so(demo: DemoThread, home: Path, keys: str) -> None:
    before = len(demo.log())
    async with _stranger(demo, home) as story:
        await story.press(*keys.split())
        await story.until_shown("without an account. Sign in to do this. A leads there.")
        assert isinstance(story.app.screen, MainScreen)
        assert story.rows.place == Place.LOCAL
    assert [entry["path"] for entry in demo.log()[before:] if entry["method"] != "GET"] == []


async def test_the_letters_after_g_are_those_that_lead_somewhere(demo: DemoThread, home: Path) -> None:
    async with _stranger(demo, home) as story:
        await story.press("g")
        await story.until_shown("g l  local", "g t  trending", "g #  a tag")
        assert "bookmarks" not in story.shown
        assert "home" not in story.shown


async def test_the_keys_that_work_here_are_those_of_a_guest(demo: DemoThread, home: Path) -> None:
    async with _stranger(demo, home) as story:
        await story.press("question_mark")
        await story.until_shown("Keys that work here", "copy the link")
        assert "boost, or take it back" not in story.shown
        assert "reply to everyone named" not in story.shown


async def test_a_click_on_a_star_says_it_too(demo: DemoThread, home: Path) -> None:
    async with _stranger(demo, home) as story:
        status = story.rows.selected_status
        assert status is not None
        star = story.main.look.glyphs.favourite
        line = next(y for y, text in enumerate(story.shown.splitlines()) if star in text)
        await story.pilot.click(offset=(story.shown.splitlines()[line].index(star), line))
        await story.until_shown("without an account")


async def test_signing_in_from_there(demo: DemoThread, home: Path) -> None:
    async with _stranger(demo, home) as story:
        await story.press("A")
        await story.until_screen(AccountsDialog)
        await story.until_shown("guest at 127.0.0.1")
        await story.press("a")
        await story.until_screen(SignInScreen)
        assert story.app.screen.query_one("#server", Input).value == demo.url
        await story.press("enter")
        await story.until(lambda: story.app.screen.query_one("#offer").display, "the page to open")
        await decide(story.app.clipboard)
        await story.until(lambda: story.app.session is not None and not story.app.session.is_guest, "an account")
        await story.until_screen(MainScreen)
        await story.until_shown("Home")
        await story.until(lambda: "@you@" in story.header, "the account in the header")


async def test_nothing_of_a_look_around_stays(demo: DemoThread, home: Path) -> None:
    async with _stranger(demo, home) as story:
        await story.press("j", "j", "enter")
        await story.until(lambda: story.rows.place.kind == "thread", "a thread")
    for folder in (paths.cache_dir(), paths.data_dir()):
        assert not folder.exists() or not [path for path in folder.rglob("*") if path.is_file()]


async def test_a_closed_timeline_says_why(demo: DemoThread, home: Path) -> None:
    async with _stranger(demo, home) as story:
        demo.fault("/api/v1/timelines/public", "status", status=401, count=-1)
        await story.press("g", "f")
        await story.until_shown("only to people who are signed in")
        assert "offline" not in story.header


def test_every_command_for_accounts_exists() -> None:
    assert BY_ID.keys() >= ACCOUNT_ONLY


def test_from_the_shell(demo: DemoThread, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--server", demo.url, "timeline", "local", "-n", "3"]) == 0
    assert capsys.readouterr().out.strip()
    assert main(["--server", "no server", "timeline", "local"]) == 1
    assert "is not the name of a server" in capsys.readouterr().err
    assert main(["--server", demo.url, "search", "a"]) == 2
    assert main(["--server", demo.url, "--account", "me", "timeline", "local"]) == 2


async def test_a_guest_reads_profiles_in_all_their_parts(demo: DemoThread, home: Path) -> None:
    async with _stranger(demo, home) as story:
        account = story.rows.selected_account
        assert account is not None
        begun = len(demo.log())
        await story.press("a")
        await story.until(lambda: story.rows.place == Place.account(account.id), "a profile")
        await story.until_shown("joined", "Followers")
        assert "You follow" not in story.shown
        story.main.go(Place.followers(account.id))
        await story.until(lambda: len(story.rows.keys) > 2, "who follows them")
        story.main.go(Place.account(account.id, "media"))
        await story.until(lambda: any("only_media" in entry["query"] for entry in demo.log()[begun:]), "media")
        paths = [entry["path"] for entry in demo.log()[begun:]]
        assert not any(word in path for path in paths for word in ("relationships", "familiar_followers"))
        assert not any(entry["authorized"] for entry in demo.log()[begun:])

        demo.fault("/following", "status", status=401, body='{"error": "This method requires an authenticated user"}')
        story.main.go(Place.following(account.id))
        await story.until_shown("This server shows this only to people who are signed in.")
