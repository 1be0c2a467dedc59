"""Doing something as another account: found on its server, done with its token, without leaving one's place."""

from __future__ import annotations

import asyncio
import json
import urllib.error
from pathlib import Path

import pytest
from msgspec import structs
from textual.events import Key

from tests.support.pair import HERE as HERE_DOMAIN
from tests.support.pair import Pair, pair
from tests.support.session import read_json, until
from tests.ui.accounts import AWAY, desk_of, resolved, signed_in, switch, two_accounts
from tests.ui.story import Story, begin
from tootui.model.status import Status
from tootui.service.accounts import Accounts
from tootui.service.guest import guest_at
from tootui.service.session import Session
from tootui.ui.screens.compose import ComposeScreen
from tootui.ui.screens.main import MainScreen
from tootui.ui.screens.picker import Picker

__all__ = ["pair"]


async def _at_post(story: Story, pair: Pair, text: str = "A ship came in.", **more: object) -> Status:
    """Have somebody say something here, and select it."""
    [post] = pair.here.events(post=text, by="ada", **more)
    await story.refresh()
    await story.until(lambda: post in story.home.timeline, "it is there")
    return await story.select(text)


async def _as_other(story: Story, key: str) -> None:
    """Do something as the only other account, by the menu."""
    story.main.dispatcher.run("status.as_other")
    await story.until_screen(Picker)
    await story.until_shown("As @you@")
    await story.press(key)


def _other(story: Story) -> Session:
    accounts: Accounts = story.app.accounts
    session = accounts.session_of(AWAY)
    assert session is not None
    return session


def _follows_author(pair: Pair) -> bool:
    """Whether the author is followed from there, where one may not even know of them yet."""
    try:
        name = f"ada@{HERE_DOMAIN}"
        account = read_json(pair.there.url, f"/api/v1/accounts/lookup?acct={name}", pair.there.token)
    except urllib.error.HTTPError as error:
        error.close()
        return False
    path = f"/api/v1/accounts/relationships?id[]={account['id']}"
    return bool(read_json(pair.there.url, path, pair.there.token)[0]["following"])


async def test_favourite_and_take_it_back(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home) as story:
        post = await _at_post(story, pair)
        await _as_other(story, "f")
        await story.until_shown("@you@127.0.0.1", "Favourited", "u takes it back")
        assert post.url is not None
        await story.until(lambda: resolved(pair.there, post.url or "")["favourited"], "a favourite there")
        status = story.session.store.status(post.id)
        assert status is not None and not status.favourited, "not of the account on the screen"
        assert story.rows.selected_status == status
        await story.press("u")
        await story.until(lambda: not resolved(pair.there, post.url or "")["favourited"], "taken back")


async def test_boost_once(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home) as story:
        post = await _at_post(story, pair)
        await _as_other(story, "b")
        await story.until_shown("Boosted", "u undoes")
        await story.until(lambda: resolved(pair.there, post.url or "")["reblogged"], "a boost there")
        await _as_other(story, "b")
        await story.until_shown("has boosted this already")
        assert resolved(pair.there, post.url or "")["reblogged"]


async def test_follow_the_author(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home) as story:
        await _at_post(story, pair)
        await _as_other(story, "w")
        await story.until_shown("@you@127.0.0.1")
        await story.until(lambda: _follows_author(pair), "followed there")
        await _as_other(story, "w")
        await story.until_shown("already")


async def test_reply_is_written_in_place_and_kept_with_the_other_account(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    async with begin(pair.here, home, desk=desk) as story:
        post = await _at_post(story, pair)
        await _as_other(story, "r")
        await story.until(lambda: story.app.accounts.session_of(AWAY), "it is opened")

        def is_begun() -> bool:
            desk.clock.advance(0.1)
            return isinstance(story.app.screen, ComposeScreen)

        await story.until(is_begun, "that account's defaults are known")
        await story.until_screen(ComposeScreen)
        await story.until_shown(f"@ada@{HERE_DOMAIN}", "as @you@")
        await story.enter("half a thought")
        await story.press("escape")
        await story.until_screen(MainScreen)
        assert story.session.drafts.latest() is None, "no draft of the account on the screen"
        await story.until(lambda: _other(story).drafts.latest() is not None, "a draft of the other")

        await _as_other(story, "r")
        await story.until_screen(ComposeScreen)
        await story.until_shown("half a thought")
        await story.press("ctrl+s")
        await story.until_screen(MainScreen)

        def answers() -> list[str]:
            context = read_json(pair.here.url, f"/api/v1/statuses/{post.id}/context", pair.here.token)
            return [one["content"] for one in context["descendants"]]

        await story.until(lambda: any("half a thought" in content for content in answers()), "the answer, here too")
        mine = read_json(
            pair.here.url, f"/api/v1/accounts/{story.session.account.account_id}/statuses", pair.here.token
        )
        assert not any("half a thought" in one["content"] for one in mine)


@pytest.mark.parametrize("visibility", ["private", "direct"])
async def test_what_only_some_may_see_does_not_cross(pair: Pair, home: Path, visibility: str) -> None:
    async with two_accounts(pair, home) as story:
        [post] = pair.here.events(post="@you Only for some.", by="ada", visibility=visibility)
        await story.refresh()
        await story.until(lambda: story.session.store.status(post) is not None, "it is there")
        story.main.open_thread(post)
        await story.until(lambda: story.rows.selected_status is not None, "its thread")
        pair.there.clear_log()
        story.main.dispatcher.run("status.as_other")
        await story.until_shown("it cannot cross to")
        await story.press("1")
        await story.pilot.pause()
        await story.press("escape")
        assert isinstance(story.app.screen, MainScreen)
        assert pair.there.log() == []


async def test_on_the_same_server_nothing_has_to_cross(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    desk.credentials.remove(AWAY)
    signed_in(desk, pair.here, "grace@demo")
    desk.credentials.touch("you@demo")
    async with begin(pair.here, home, desk=desk) as story:
        post = await _at_post(story, pair)
        pair.here.clear_log()
        story.main.dispatcher.run("status.as_other")
        await story.until_shown("As @grace@demo")
        await story.press("f")
        await story.until_shown("Favourited")

        def favourites() -> tuple[int, bool]:
            status = read_json(pair.here.url, f"/api/v1/statuses/{post.id}", pair.here.token)
            return status["favourites_count"], status["favourited"]

        await story.until(lambda: favourites() == (1, False), "a favourite, not of the account on the screen")
        assert [one["path"] for one in pair.here.log() if "search" in one["path"]] == []


async def test_a_server_that_finds_another_post_is_not_believed(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home) as story:
        post = await _at_post(story, pair)
        [wrong] = pair.there.events(post=f"Look at this: {post.url}", by="ada")
        body = read_json(pair.there.url, f"/api/v1/statuses/{wrong}", pair.there.token)
        answer = json.dumps({"accounts": [], "statuses": [body], "hashtags": []})
        pair.there.fault("/api/v2/search", "status", status=200, body=answer, count=-1)
        await _as_other(story, "f")
        await story.until_shown("cannot find this post")
        pair.there.clear_faults()
        assert not read_json(pair.there.url, f"/api/v1/statuses/{wrong}", pair.there.token)["favourited"]


async def test_without_another_account_it_says_so(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    desk.credentials.remove(AWAY)
    async with begin(pair.here, home, desk=desk) as story:
        await _at_post(story, pair)
        story.main.dispatcher.run("status.as_other")
        await story.until_shown("You are signed in to no other account. A adds one.")


async def test_from_the_menu_of_a_post(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home, size=(100, 60)) as story:
        await _at_post(story, pair)
        await story.press("space")
        await story.until_screen(Picker)
        await story.until_shown("favourite, boost, reply, follow as another account")


async def test_a_failure_there_is_told_here_by_name(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home) as story:
        post = await _at_post(story, pair)
        pair.there.fault("/favourite", "status", status=422, body='{"error": "No more stars today"}', count=1)
        await _as_other(story, "f")
        await story.until_shown("@you@127.0.0.1", "Favourite refused", "(422)")
        await story.press("u")
        await story.until_shown("There is nothing to undo.")
        assert not resolved(pair.there, post.url or "")["favourited"]
        await switch(story, AWAY)


async def test_a_visitor_favourites_as_somebody(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home) as story:
        [post] = pair.there.events(post="Said at the harbour.", by="ada")
        url = read_json(pair.there.url, f"/api/v1/statuses/{post}", pair.there.token)["url"]
        story.app.account_screens.show(guest_at(pair.there.url))
        await story.until_shown("Said at the harbour.")
        await story.select("Said at the harbour.")
        story.main.dispatcher.run("status.as_other")
        await story.until_screen(Picker)
        await story.until_shown("@you@127", "@you@harbour")
        await story.press("1")
        await story.until_shown("As @you@127")
        await story.press("f")
        await story.until_shown("Favourited")
        await story.until(lambda: resolved(pair.here, url)["favourited"], "a favourite of the account")


@pytest.mark.parametrize("status", [404, 405, 501])
async def test_a_server_that_looks_nothing_up_says_so(pair: Pair, home: Path, status: int) -> None:
    async with two_accounts(pair, home) as story:
        await _at_post(story, pair)
        pair.there.fault("/api/v2/search", "status", status=status, body="", count=-1)
        await _as_other(story, "f")
        await story.until_shown("does not look up")
        asked = len([one for one in pair.there.log() if "search" in one["path"]])
        said: list[str] = []
        story.session.notices.observe(lambda notice: said.append(notice.text))
        await _as_other(story, "b")
        await story.until(lambda: any("does not look up" in text for text in said), "the same again")
        assert len([one for one in pair.there.log() if "search" in one["path"]]) == asked, "it is not asked again"


async def test_that_it_takes_long_does_not_take_the_place_of_what_came_of_it(
    pair: Pair, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tootui.ui.screens.as_other.SLOW_SECONDS", 0.001)
    async with two_accounts(pair, home) as story:
        await _at_post(story, pair)
        pair.there.fault("/api/v2/search", "status", status=404, body="", count=-1)
        said: list[str] = []
        story.session.notices.observe(lambda notice: said.append(notice.text))
        story.main.dispatcher.run("status.as_other")
        await story.until_screen(Picker)
        began, end = asyncio.Event(), asyncio.Event()

        async def be_busy() -> None:
            began.set()
            await end.wait()

        story.main.call_later(be_busy)
        await began.wait()
        story.app.post_message(Key("f", "f"))
        await until(lambda: any("does not look up" in text for text in said), "what came of it")
        end.set()
        await story.until_screen(MainScreen)
        assert "does not look up" in said[-1]


async def test_a_person_of_a_list_is_followed_as_somebody_else(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home) as story:
        await _at_post(story, pair)
        await story.press("a")
        await story.until(lambda: story.rows.place.kind == "account" and story.rows.selected_account, "a profile")
        story.main.dispatcher.run("person.as_other")
        await story.until_shown("As @you@", "follow @ada@")
        await story.press("f")
        await story.until_shown("@you@127.0.0.1")
        await story.until(lambda: _follows_author(pair), "followed there")


async def test_a_lost_sign_in_is_told_rather_than_waited_for(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    async with begin(pair.here, home, desk=desk) as story:
        await _at_post(story, pair)
        pair.there.fault("/api/v", "status", status=401, body='{"error": "The access token was revoked"}', count=-1)
        await _as_other(story, "f")
        await story.until_shown("127.0.0.1", "ign in again")
        story.main.dispatcher.run("status.as_other")
        await story.until_shown("As which account?", "It is signed out.")
        assert story.session.connection.usable


async def test_a_token_that_cannot_be_had_is_told(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    async with begin(pair.here, home, desk=desk) as story:
        await _at_post(story, pair)
        account = desk.credentials.get(AWAY)
        assert account is not None
        desk.credentials.save(structs.replace(account, keeps="command", token_command="false"), "", keyring=False)
        await _as_other(story, "f")
        await story.until_shown("is signed out: sign in again first")
