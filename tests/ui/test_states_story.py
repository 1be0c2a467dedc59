"""Waiting, empty, wrong: each is said where it is looked for, and the rest goes on."""

from __future__ import annotations

import warnings
from pathlib import Path

from tests.support.read_markers import read_elsewhere
from tests.support.session import Desk
from tests.ui.story import begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.screens.main import MainScreen
from tootui.ui.screens.sign_in import SignInScreen
from tootui.ui.widgets.thread_list import ThreadList


async def test_a_dead_server_leaves_what_was_read_and_where(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await story.press("j", "j", "j")
        selected = story.rows.cursor_key
        await story.until(
            lambda: (place := story.home.reading) is not None and place.status_id == selected, "the place is remembered"
        )

    demo.fault("timelines/home", "drop_before", count=-1)
    try:
        async with begin(demo, home, desk=desk, loaded=False) as story:
            assert story.rows.cursor_key == selected
            await story.until(lambda: "offline" in story.header)
            await story.press("j")
            assert story.rows.cursor == 4
    finally:
        demo.clear_faults()


async def test_a_dead_server_and_nothing_kept_is_said_in_the_list(demo: DemoThread, home: Path) -> None:
    demo.fault("timelines/home", "drop_before", count=-1)
    try:
        async with begin(demo, home, loaded=False) as story:
            await story.until_shown("Offline, and nothing of this place is kept here.")
    finally:
        demo.clear_faults()


async def test_a_place_that_fails_says_so_and_enter_tries_again(demo: DemoThread, home: Path) -> None:
    demo.fault("timelines/public", "status", status=422, count=1)
    async with begin(demo, home) as story:
        await story.press("g", "l")
        await story.until_shown("Enter tries again.")
        await story.press("enter")
        await story.until(lambda: story.rows.place == Place.LOCAL and len(story.rows.keys) > 1)


async def test_a_tag_nobody_used_is_empty_and_says_so(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        story.main.go(Place.tag("nobodyeverusedthis"))
        await story.until_shown("No posts with this tag are known here yet.")


async def test_a_thread_that_fails_keeps_its_post_and_says_why(demo: DemoThread, home: Path) -> None:
    demo.events(post="My thread is broken.", by="grace")
    async with begin(demo, home) as story:
        await story.select("My thread is broken")
        demo.fault("/context", "status", status=500, count=-1)
        try:
            await story.press("enter")
            await story.until_shown("My thread is broken.", "Enter tries again.")
            assert isinstance(story.rows, ThreadList)
        finally:
            demo.clear_faults()
        await story.press("G", "enter")
        await story.until(lambda: "Enter tries again." not in story.shown)


async def test_a_lost_sign_in_leaves_reading_and_offers_another(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        demo.fault("/api/", "status", status=401, count=-1)
        try:
            await story.press("ctrl+r")
            await story.until(lambda: "signed out" in story.header)
            await story.press("home")
            await story.until_shown("Your sign-in is no longer valid. Enter signs in again.")
            await story.press("j", "f")
            await story.until_shown("Sign in again first")
            await story.press("k", "enter")
            await story.until_screen(SignInScreen)
            assert demo.url in story.shown
            await story.press("escape")
            await story.until_screen(MainScreen)
            await story.press("j", "enter")
            await story.until(lambda: story.rows.place.kind == "thread", "a thread, where Enter has another meaning")
            assert "signed out: A signs in again" in story.header
            await story.press("A", "enter")
            await story.until_screen(SignInScreen)
        finally:
            demo.clear_faults()


async def test_a_post_that_cannot_be_read_is_one_line(demo: DemoThread, home: Path) -> None:
    body = '[{"id": "1", "created_at": "never", "account": {"id": "1"}, "content": "broken"}]'
    async with begin(demo, home) as story:
        demo.fault("timelines/public", "status", status=200, body=body)
        await story.press("g", "f")
        await story.until_shown("1 post could not be read.")
        demo.clear_faults()


async def test_asking_twice_in_one_moment_is_asking_once(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        places = [
            Place.HOME,
            Place.TRENDING_TAGS,
            Place.DIRECT,
            Place.MUTES,
            Place.account(story.session.account.account_id),
        ]
        for place in places:
            story.main.go(place)
            await story.until(lambda place=place: story.rows.place == place and story.rows.keys)  # type: ignore[misc]  # bound
            with warnings.catch_warnings(record=True) as warned:
                warnings.simplefilter("always")
                story.rows.refresh_rows()
                story.rows.refresh_rows()
                await story.until(lambda: not story.app.workers, "all is answered")
            assert not [one for one in warned if "never awaited" in str(one.message)], place


async def test_the_theme_changes_at_once(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        before = story.app.screen.styles.background
        await story.press("ctrl+p")
        await story.enter("theme light")
        await story.press("enter")
        await story.until(lambda: story.app.screen.styles.background != before)
        assert story.app.theme == "tootui-light"
        assert not story.app.look.theme.dark


async def test_help_names_the_keys_that_work_here(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(120, 50), keys={"status.favourite": ("F",)}) as story:
        await story.press("?")
        await story.until_shown("Keys that work here", "favourite, or take it back", "federated")
        row = next(line for line in story.shown.splitlines() if "favourite, or take it back" in line)
        assert " F " in row
        assert "send" not in story.shown
        await story.press("?")
        await story.until(lambda: story.app.screen is story.main)


async def test_help_goes_on_under_what_it_says_not_under_the_keys(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(120, 44)) as story:
        for width in (120, 60):
            await story.pilot.resize_terminal(width, 60)
            if width == 120:
                await story.press("?")
            goes_on = "quit" if width == 120 else "place: quit"
            await story.until_shown("Keys that work here", "back; from the first", goes_on)
            rows = story.shown.splitlines()
            at = next(number for number, row in enumerate(rows) if "back; from the first" in row)
            assert rows[at + 1].find(goes_on) == rows[at].find("back;"), story.shown


async def test_help_is_looked_through_by_words_and_keys_on_the_smallest_screen(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(60, 16)) as story:
        await story.press("?")
        await story.until_shown("Keys that work here", "Esc, h, Left, Backspace")
        await story.press("slash")
        await story.enter("answers fold")
        await story.until_shown("In a thread", "fold or unfold the answers")
        assert "next post" not in story.shown
        await story.press("enter")
        await story.press("escape")
        await story.until_shown("next post")
        await story.press("slash", "T")
        await story.until_shown("translate, or show the original")
        await story.enter("xyz")
        await story.until_shown("No key here does that.")
        await story.press("escape", "escape")
        await story.until(lambda: story.app.screen is story.main)


async def test_a_long_notice_is_told_to_its_end(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home, size=(60, 16)) as story:
        story.app.say("This one is as long as the reasons of servers can be, and longer, [/] and it ends with a pear.")
        await story.until_shown("This one is as long", "[/]", "a pear.")


async def test_what_was_read_elsewhere_is_one_key_away(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await story.press("j")
    new = demo.events(home_posts=4)
    read_elsewhere(demo, new[1])
    async with begin(demo, home, desk=desk) as story:
        selected = story.rows.cursor_key

        def is_said() -> bool:
            desk.clock.advance(0.1)
            return "You have read further elsewhere ∙ . goes there" in story.shown

        await story.until(is_said, "that one has read further")
        assert story.rows.cursor_key == selected
        await story.press(".")
        assert story.rows.cursor_key == new[1]
        assert story.home.new_count == 2
        await story.press(".")
        assert story.rows.cursor_key == new[3]
