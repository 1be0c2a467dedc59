"""Several accounts in one program: each keeps its screen, and those behind keep quiet."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.support.pair import Pair, pair
from tests.support.session import until_calm
from tests.ui.accounts import AWAY, HERE, desk_of, open_dialog, signed_in, switch, two_accounts
from tests.ui.live import listening
from tests.ui.story import Story, begin
from tootui.model.places import Place
from tootui.service.accounts import MOST_OPEN, SECONDS_BEFORE_COUNTING
from tootui.service.standby import LINGER_SECONDS
from tootui.text.addresses import host_of
from tootui.ui.screens.accounts import AccountsDialog
from tootui.ui.screens.main import MainScreen
from tootui.ui.screens.picker import Picker
from tootui.ui.screens.sign_in import SignInScreen

__all__ = ["pair"]


async def test_switching_keeps_each_account_where_it_was(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home) as story:
        await story.press("j", "j", "j", "enter")
        await story.until(lambda: story.rows.place.kind == "thread" and len(story.rows.keys) > 1, "a thread")
        place, key, first = story.rows.place, story.rows.cursor_key, story.main

        await open_dialog(story)
        await story.until_shown("shown", "@you@harbour")
        await story.press("enter")  # the other one is marked: A and Enter go to and fro
        await story.until_screen(MainScreen)
        await story.until(lambda: host_of(pair.there.url) in story.header, "its name")
        assert story.rows.place == Place.HOME
        await story.until(lambda: len(story.rows.keys) > 5, "its home")
        await story.press("j", "j", "g", "l")
        await story.until(lambda: story.rows.place == Place.LOCAL and len(story.rows.keys) > 1, "its local timeline")
        there = story.rows.cursor_key

        await story.press("A", "enter")
        await story.until(lambda: story.main is first and story.app.screen is first, "the first account")
        assert (story.rows.place, story.rows.cursor_key) == (place, key)
        await story.press("escape")
        assert story.rows.place == Place.HOME
        await story.press("A", "enter")
        await story.until(lambda: story.main is not first, "the other account")
        assert (story.rows.place, story.rows.cursor_key) == (Place.LOCAL, there)
        assert story.main.focused is story.rows


async def test_the_account_used_last_is_taken_at_the_next_start(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    async with begin(pair.here, home, desk=desk) as story:
        assert desk.credentials.last_used() == desk.credentials.get(HERE)
        await switch(story, AWAY)
        await story.until(lambda: desk.credentials.last_used() == desk.credentials.get(AWAY), "noted")


async def test_an_account_behind_keeps_quiet_and_misses_nothing(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    async with begin(pair.here, home, desk=desk) as story:
        await listening(story, desk.clock)
        key = story.rows.cursor_key
        await switch(story, AWAY)
        assert pair.here.streams() != [], "one may only have had a look"
        desk.clock.advance(LINGER_SECONDS + 1)
        await story.until(lambda: pair.here.streams() == [], "it listens no more")
        for _ in range(3):  # what is asked or told once, some time after the start
            desk.clock.advance(20)
            await story.settle()
            await until_calm(pair.here)
        pair.here.clear_log()
        [missed] = pair.here.events(post="Said meanwhile.", by="ada")
        for _ in range(4):
            desk.clock.advance(60)
            await story.settle()
        await until_calm(pair.here)
        asked = {entry["path"] for entry in pair.here.log()}
        assert asked <= {"/api/v2/notifications/unread_count"}

        await switch(story, HERE)
        await story.until(lambda: missed in story.home.timeline, "what was said meanwhile")
        assert story.rows.cursor_key == key


async def test_accounts_are_called_what_the_header_calls_them(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    async with begin(pair.here, home, desk=desk) as story:
        await listening(story, desk.clock)
        await story.until(lambda: "@you@demo.tootui" in story.header)
        await open_dialog(story)
        await story.until(lambda: any("@you@demo.tootui" in row and "shown" in row for row in story.shown.splitlines()))


async def test_going_to_and_fro_quickly_keeps_the_connection(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    async with begin(pair.here, home, desk=desk) as story:
        await listening(story, desk.clock)
        await switch(story, AWAY)
        await switch(story, HERE)
        desk.clock.advance(LINGER_SECONDS + 1)
        await story.pilot.pause()
        assert pair.here.streams() != []
        assert not story.session.standby.is_behind


async def test_what_is_unread_elsewhere_is_shown(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home, size=(110, 30)) as story:
        assert "/api/v2/notifications/unread_count" not in [entry["path"] for entry in pair.there.log()]
        pair.there.events(notification="mention", by="ada")
        await open_dialog(story)
        await story.until_shown("unread")
        count = story.app.unread_elsewhere
        assert count > 0
        await story.press("escape")
        await story.until_shown(f"{story.main.look.glyphs.new}{count} {story.main.look.glyphs.more}")
        await switch(story, AWAY)
        assert story.app.unread_elsewhere == 0


async def test_it_is_counted_patiently_and_not_in_the_first_seconds(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    pair.there.events(notification="mention", by="ada")
    pair.there.clear_log()
    async with begin(pair.here, home, desk=desk, size=(110, 30)) as story:
        await story.until(lambda: "accounts" in vars(story.app), "the others are thought of")
        await story.until(lambda: SECONDS_BEFORE_COUNTING in desk.clock.waits, "it waits")
        assert pair.there.log() == []
        desk.clock.advance(SECONDS_BEFORE_COUNTING)
        await story.until(lambda: story.app.unread_elsewhere > 0, "counted")
        paths = [entry["path"] for entry in pair.there.log()]
        assert paths == ["/api/v2/notifications/unread_count"]


async def test_a_server_that_counts_nothing_is_not_asked_again(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    pair.there.clear_log()
    pair.there.fault("unread_count|/markers", "status", status=404, body="", count=-1)
    async with begin(pair.here, home, desk=desk) as story:
        await open_dialog(story)
        await story.until(lambda: len(pair.there.log()) == 3, "all ways were tried")
        await until_calm(pair.there)
        await story.press("escape")
        desk.clock.advance(20)
        await open_dialog(story)
        await story.until_shown("@you@harbour")
        await until_calm(pair.there)
        assert len(pair.there.log()) == 3
        assert "unread" not in story.shown


async def test_a_lost_sign_in_of_another_account_is_named(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home) as story:
        pair.there.fault("/api/v", "status", status=401, body='{"error": "The access token was revoked"}', count=-1)
        await open_dialog(story)
        await story.until_shown("signed out: Enter signs in again")
        await story.press("enter")
        await story.until_screen(SignInScreen)
        await story.until(lambda: "polling" in story.header or "live" in story.header, "this one is well")


async def test_only_so_many_accounts_stay_open_and_the_rest_is_on_disk(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    people = ["ada@demo", "grace@demo", "wren@demo", "hedy@demo"]
    for name in people:
        signed_in(desk, pair.here, name)
    desk.credentials.touch(HERE)
    async with begin(pair.here, home, desk=desk) as story:
        await story.press("g", "f")
        await story.until(lambda: story.rows.place == Place.FEDERATED and len(story.rows.keys) > 4, "federated")
        await story.press("j", "j", "j")
        left = story.rows.cursor_key
        for name in people:
            await switch(story, name)
        await story.until(lambda: story.app.accounts.session_of(HERE) is None, "the one shown longest ago is closed")
        opened = [state for state in story.app.accounts.states() if story.app.accounts.session_of(state.account.name)]
        assert len(opened) == MOST_OPEN
        await story.until(lambda: len(story.app.account_screens.main_screens) == MOST_OPEN, "its screens are gone")
        await switch(story, HERE)
        assert story.rows.place == Place.FEDERATED
        await story.until(lambda: story.rows.cursor_key == left, "the row that was left")


async def test_from_the_sidebar(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home, size=(110, 30)) as story:
        await story.press("backslash", "g", "g")
        sidebar = story.main.columns.sidebar
        assert sidebar is not None and sidebar.is_at_account
        await story.press("enter")
        await story.until_screen(AccountsDialog)
        await story.press("q")
        await story.until_screen(MainScreen)
        await story.pilot.click(sidebar, offset=(3, 0))
        await story.until_screen(AccountsDialog)
        await story.press("9")
        await story.until_shown("There is no account 9 here.")


async def test_a_theme_is_put_on_in_all_accounts(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home) as story:
        await switch(story, AWAY)
        story.app.wear("light")
        await switch(story, HERE)
        styles = story.main.look.styles
        assert all(opened._styles is styles for opened in story.main.columns.lists)


async def test_a_count_that_comes_when_the_dialog_is_closed_hurts_nobody(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home) as story:
        for _ in range(5):
            dialog = await open_dialog(story)
            story.app.accounts._signal.emit()
            dialog.call_next(dialog._changed)
            dialog.call_next(dialog.close)
            await story.until_screen(MainScreen)
            dialog._changed()
            dialog._draw()
            await story.pilot.pause()
        await story.press("j")


async def test_lists_of_people_are_found_from_there(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home) as story:
        await open_dialog(story)
        await story.press("m")
        await story.until_screen(Picker)
        await story.until_shown("people you mute", "people you block", "servers you block")
        await story.press("3")
        await story.until_screen(MainScreen)
        await story.until(lambda: story.rows.place == Place.MUTES, "people you mute")


async def test_a_screen_that_changed_its_size_meanwhile(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home, size=(120, 30)) as story:
        await switch(story, AWAY)
        await story.until(lambda: len(story.rows.keys) > 1, "posts")
        await story.pilot.resize_terminal(70, 20)
        await story.until(lambda: story.rows.size.width == 70, "one narrow column")
        await switch(story, HERE)
        await story.until(lambda: story.rows.size.width == 70, "the other follows")
        key = story.rows.cursor_key
        assert "Bookmarks" not in story.shown
        await story.press("j")
        assert story.rows.cursor_key != key
        assert len(story.shown.splitlines()) == 20


async def test_an_account_that_is_closed_before_its_screen_is_made(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    async with begin(pair.here, home, desk=desk) as story:
        away = desk.credentials.get(AWAY)
        assert away is not None
        story.app.account_screens.show(away)
        session = story.app.session
        assert session is not None
        await story.app.accounts.close_one(session)
        story.app.account_screens.show(story.session.account)
        await story.until(lambda: len(story.app.account_screens.main_screens) == 1, "its screen is gone")
        await story.until_screen(MainScreen)
        await story.press("j", "k")
        assert story.main.session is story.session


def _is_shown(story: Story, name: str) -> bool:
    return story.app.session is not None and story.app.session.name == name


async def test_typed_ahead_it_goes_to_and_fro(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home) as story:
        for name in (AWAY, HERE, AWAY, HERE):
            await story.press("A", "enter", "j", "k")
            await story.until(partial(_is_shown, story, name), name)
            await story.until_screen(MainScreen)
        assert len(story.app.account_screens.main_screens) == 2
