"""Links that lead to posts and people of other servers: opened inside, in the browser on wish or where need be."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.support.pair import THERE, Pair, pair
from tests.support.session import Desk, read_json
from tests.ui.acts import click_on, read
from tests.ui.story import Story, begin
from tests.ui.test_acts_media import program
from tootui.config.credentials import CredentialStore
from tootui.config.settings import General, Settings
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service.guest import guest_at
from tootui.service.session import Session
from tootui.ui.app import TootuiApp
from tootui.ui.keymap import Keymap
from tootui.ui.look import Look
from tootui.ui.screens.help import HelpScreen
from tootui.ui.screens.link_picker import LinkPicker
from tootui.ui.screens.main import MainScreen
from tootui.ui.screens.search_prompt import SearchPrompt
from tootui.ui.widgets.notice_stack import NoticeStack
from tootui.ui.widgets.profile_list import ProfileList
from tootui.ui.widgets.search_list import SearchList

__all__ = ["pair"]


class Browser:
    """A program of the reader's own that notes what it is given."""

    def __init__(self, folder: Path) -> None:
        self._seen = folder / "browsed"
        self._program = program(folder, "browse", f'shift; printf "%s\\n" "$@" >> {self._seen}')

    def settings(self) -> Settings:
        """Settings that name it."""
        return Settings(general=General(browser=f"{self._program} --new"))

    @property
    def given(self) -> list[str]:
        """The addresses so far."""
        return self._seen.read_text(encoding="utf-8").splitlines() if self._seen.exists() else []


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    return Browser(tmp_path)


def reader(pair: Pair, home: Path, browser: Browser) -> AbstractAsyncContextManager[Story]:
    """Somebody at the server of here."""
    desk = Desk(home / "config", pair.here.url, pair.here.token)
    desk.settings = browser.settings()
    return begin(pair.here, home, desk=desk)


@pytest.fixture
def ship(pair: Pair) -> tuple[str, str]:
    """A post of the other server: its address, and a post here that names that."""
    [made] = pair.there.events(post="A ship came in", by="ada")
    page: str = read_json(pair.there.url, f"/api/v1/statuses/{made}", pair.there.token)["uri"]
    [naming] = pair.here.events(post=f"Have you read {page} yet?", by="grace")
    return page, naming


def asked(demo: DemoThread) -> int:
    return sum(entry["path"] == "/api/v2/search" for entry in demo.log())


async def look_up(story: Story, address: str) -> None:
    await story.press("slash")
    await story.until_screen(SearchPrompt)
    story.app.screen.query_one(Input).value = address
    await story.press("enter")
    await story.until_screen(MainScreen)


async def until_thread(story: Story, words: str) -> None:
    await story.until(lambda: story.rows.place.kind == "thread", "a thread")
    await story.until_shown(words)


async def test_a_pasted_address_opens_the_post_inside(
    pair: Pair, home: Path, ship: tuple[str, str], browser: Browser
) -> None:
    page, _ = ship
    async with reader(pair, home, browser) as story:
        await look_up(story, page)
        await until_thread(story, "A ship came in")
        assert f"@ada@{THERE}" in story.shown
        assert [place.kind for place in story.main.column.places] == ["home", "thread"]
        await story.press("escape")
        assert story.rows.place == Place.HOME
        before = asked(pair.here)
        await look_up(story, page)
        await until_thread(story, "A ship came in")
        assert asked(pair.here) == before


async def test_a_full_name_opens_the_profile_inside(pair: Pair, home: Path, browser: Browser) -> None:
    async with reader(pair, home, browser) as story:
        await look_up(story, f"@grace@{THERE}")
        await story.until(lambda: isinstance(story.rows, ProfileList), "a profile")
        await story.until_shown(f"@grace@{THERE}")


async def test_an_address_with_nothing_behind_it_is_said_in_the_list(pair: Pair, home: Path, browser: Browser) -> None:
    nowhere = f"https://{THERE}/@nobodyatall"
    async with reader(pair, home, browser) as story:
        await look_up(story, nowhere)
        await story.until_shown("No post and nobody was found at this address. v opens it in the browser.")
        assert isinstance(story.rows, SearchList)
        await story.press("v")
        await story.until(lambda: browser.given == [nowhere], "the browser")
        await look_up(story, f"@nobodyatall@{THERE}")
        await story.until_shown("Nobody of this name was found")


async def test_a_link_in_a_post_opens_inside(pair: Pair, home: Path, ship: tuple[str, str], browser: Browser) -> None:
    page, naming = ship
    async with reader(pair, home, browser) as story:
        await read(story, naming)
        await story.press("o")
        await story.until_screen(LinkPicker)
        await story.until_shown("post or profile at", "opens here", "v opens it in the browser")
        await story.press("1")
        await until_thread(story, "A ship came in")
        await story.until_shown("opened here ∙ v opens it in the browser")
        status = story.rows.selected_status
        assert status is not None
        assert status.uri == page
        await story.press("v")
        await story.until(lambda: browser.given == [status.url], "the browser")


async def test_a_click_on_a_link_opens_inside(pair: Pair, home: Path, ship: tuple[str, str], browser: Browser) -> None:
    page, naming = ship
    async with reader(pair, home, browser) as story:
        await read(story, naming)
        await click_on(story, page.removeprefix("https://")[:20])
        await until_thread(story, "A ship came in")


async def test_a_mention_in_a_profile_opens_inside(
    pair: Pair, home: Path, ship: tuple[str, str], browser: Browser
) -> None:
    page = ship[0].partition("/statuses/")[0]
    account = read_json(pair.here.url, "/api/v1/accounts/lookup?acct=tove", pair.here.token)
    note = f'<p>I read <a href="{page}" class="u-url mention">@<span>ada</span></a> every day</p>'
    body = json.dumps(account | {"note": note, "fields": []})
    pair.here.fault(f"/api/v1/accounts/{account['id']}$", "status", status=200, body=body, count=-1)
    pair.here.fault(f"/api/v1/accounts/{account['id']}/statuses", "status", status=200, body="[]", count=-1)
    async with reader(pair, home, browser) as story:
        story.main.go(Place.account(account["id"]))
        await story.until_shown("I read @ada every day")
        await click_on(story, "@ada every day")
        await story.until_shown(f"@ada@{THERE}", "opened here")
        assert isinstance(story.rows, ProfileList)


async def test_the_browser_is_a_key_away_in_the_picker(
    pair: Pair, home: Path, ship: tuple[str, str], browser: Browser
) -> None:
    page, naming = ship
    async with reader(pair, home, browser) as story:
        await read(story, naming)
        before = asked(pair.here)
        await story.press("o")
        await story.until_screen(LinkPicker)
        await story.press("v")
        await story.until_screen(MainScreen)
        await story.until(lambda: browser.given == [page], "the browser")
        assert story.rows.place == Place.thread(naming)
        assert asked(pair.here) == before


async def test_what_is_not_found_goes_to_the_browser_with_a_word(pair: Pair, home: Path, browser: Browser) -> None:
    nowhere = f"https://{THERE}/@nobodyatall"
    [naming] = pair.here.events(post=f"Who is {nowhere} ?", by="grace")
    async with reader(pair, home, browser) as story:
        await read(story, naming)
        await story.press("o", "1")
        await story.until(lambda: browser.given == [nowhere], "the browser")
        await story.until_shown("finds no post and nobody there")
        assert story.rows.place == Place.thread(naming)


async def test_a_server_without_search_leaves_links_to_the_browser(
    pair: Pair, home: Path, ship: tuple[str, str], browser: Browser
) -> None:
    page, naming = ship
    pair.here.switch(off=["search"])
    async with reader(pair, home, browser) as story:
        await read(story, naming)
        await story.press("o", "1")
        await story.until(lambda: browser.given == [page], "the browser")
        await story.until_shown("does not offer search")


async def test_whoever_went_on_is_not_pulled_back(
    pair: Pair, home: Path, ship: tuple[str, str], browser: Browser
) -> None:
    async with reader(pair, home, browser) as story:
        await read(story, ship[1])
        pair.here.fault("/api/v2/search", "delay", seconds=30)
        await story.press("o", "1")
        await story.until_screen(MainScreen)
        await story.press("escape")
        assert story.rows.place == Place.HOME
        pair.here.clear_faults()  # only now the answer comes
        await story.until_shown("It was found: open it again to go there.")
        assert story.rows.place == Place.HOME


async def test_whoever_began_something_else_over_it_stays_there(
    pair: Pair, home: Path, ship: tuple[str, str], browser: Browser
) -> None:
    async with reader(pair, home, browser) as story:
        await read(story, ship[1])
        pair.here.fault("/api/v2/search", "delay", seconds=30)
        await story.press("o", "1")
        await story.until_screen(MainScreen)
        await story.press("question_mark")
        await story.until_screen(HelpScreen)
        pair.here.clear_faults()  # only now the answer comes
        notices = story.main.query_one(NoticeStack)
        await story.until(lambda: "It was found: open it again to go there." in notices.texts, "it says so")
        assert story.rows.place == Place.thread(ship[1])


async def test_other_links_go_to_the_browser_as_ever(pair: Pair, home: Path, browser: Browser) -> None:
    [naming] = pair.here.events(post="Read https://example.org/looms please", by="grace")
    async with reader(pair, home, browser) as story:
        await read(story, naming)
        before = asked(pair.here)
        await story.press("o", "1")
        await story.until(lambda: browser.given == ["https://example.org/looms"], "the browser")
        assert asked(pair.here) == before


@asynccontextmanager
async def _guest(demo: DemoThread, home: Path, browser: Browser) -> AsyncIterator[Story]:
    settings, credentials = browser.settings(), CredentialStore(home / "config")
    session = Session.open(guest_at(demo.url), settings=settings, credentials=credentials)
    look = Look(settings.appearance, environ={"LANG": "C.UTF-8"})
    app = TootuiApp(session, settings=settings, credentials=credentials, look=look, keymap=Keymap())
    try:
        async with app.run_test(size=(100, 30)) as pilot:
            story = Story(app, pilot, session, demo)
            await story.until(lambda: len(story.rows.keys) > 1, "posts")
            await pilot.pause()
            yield story
    finally:
        await app.close_sessions()
        await session.close()


async def test_a_guest_is_told_why_nothing_is_looked_up(
    pair: Pair, home: Path, ship: tuple[str, str], browser: Browser
) -> None:
    page, naming = ship
    async with _guest(pair.here, home, browser) as story:
        await read(story, naming)
        await story.press("o", "1")
        await story.until(lambda: browser.given == [page], "the browser")
        await story.until_shown("as to open it here one has to be signed in")
        await look_up(story, page)
        await story.until_shown("does not know this address.", "Only somebody who is signed")
        await look_up(story, "grace")
        await story.until_shown("People", "Grace Hopper")
        await story.press("end")
        await story.until(lambda: "Posts are searched for people who are signed in." in story.selected_row)
        await story.press("escape")
        await look_up(story, "")
        await story.until_shown("grace", "Searches of before")
    assert [entry for entry in pair.here.log() if "resolve" in entry["query"]] == []
