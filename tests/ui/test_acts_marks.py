"""Pins, muted conversations, boosts for some, copies, and all that cannot be done to a post."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.session import Desk, read_json, until_after
from tests.ui.acts import calls, read
from tests.ui.story import begin
from tootui.demo.thread import DemoThread
from tootui.ui.screens.confirm import Confirm
from tootui.ui.screens.main import MainScreen
from tootui.ui.screens.picker import Picker


@pytest.fixture(autouse=True)
def _as_ever(demo: DemoThread) -> Iterator[None]:
    yield
    demo.clear_faults()
    demo.clear_log()


async def test_an_own_post_is_pinned_and_taken_off_again(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Remember me.", by="you")[0]
    async with begin(demo, home) as story:
        await read(story, made)
        await story.press("p")
        await story.until_shown("Pinned to your profile ∙ u takes it off")
        await story.until(lambda: calls(demo, "/pin") == 1)
        await story.press("u")
        await story.until(lambda: calls(demo, "/unpin") == 1, "taken off")


async def test_a_refused_pin_is_taken_back_with_the_servers_words(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="One pin too many.", by="you")[0]
    demo.fault(f"{made}/pin", "status", status=422, body='{"error": "Five are enough"}')
    async with begin(demo, home) as story:
        await read(story, made)
        await story.press("p")
        await story.until_shown("Pin refused.", "Five are enough")
        status = story.session.store.status(made)
        assert status is not None
        assert not status.pinned


async def test_a_conversation_is_muted_and_heard_again(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="This goes on for ever.", by="grace")[0]
    async with begin(demo, home) as story:
        await read(story, made)
        await story.press("M")
        await story.until_shown("You are told nothing more of this conversation ∙ u undoes")
        await story.until(lambda: calls(demo, "/mute") == 1)
        await story.press("u")
        await story.until(lambda: calls(demo, "/unmute") == 1)


async def test_pressed_twice_at_once_nothing_is_left(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Twice is never.", by="grace")[0]
    async with begin(demo, home) as story:
        await read(story, made)
        demo.fault(f"{made}/", "delay", seconds=3600, count=-1)
        await story.press("B", "B", "M", "M", "f", "f", "f")
        status = story.session.store.status(made)
        assert status is not None
        assert (status.bookmarked, status.favourited, status.muted) == (False, True, False)
        demo.clear_faults()
        await story.until(lambda: (base := story.session.store.base_status(made)) and base.favourited, "on the server")
        assert calls(demo, f"{made}/favourite") == 1


@pytest.mark.parametrize(
    ("made_it", "words"),
    [
        ("private", "Boosted to your followers ∙ u undoes"),
        ("public", "Boosted to everybody, wider than you asked for ∙ u undoes"),
    ],
)
async def test_boosting_for_some(demo: DemoThread, home: Path, made_it: str, words: str) -> None:
    made = demo.events(post="For friends of mine.", by="grace")[0]
    post = read_json(demo.url, f"/api/v1/statuses/{made}", demo.token)
    me = read_json(demo.url, "/api/v1/accounts/verify_credentials", demo.token)
    boost = {**post, "id": f"{made}9", "account": me, "visibility": made_it, "reblog": {**post, "reblogged": True}}
    demo.fault(f"{made}/reblog", "status", status=200, body=json.dumps(boost))
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await read(story, made)
        story.main.dispatcher.run("status.boost_as")
        await story.until_shown("is not known to let you choose who sees a boost.")
        await until_after(desk.clock, lambda: story.session.actions.why_not("boost_as", made) is None)
        story.main.dispatcher.run("status.boost_as")
        await story.until_screen(Picker)
        await story.until_shown("only your followers")
        await story.press("3")
        await story.until_shown(words)
        await story.press("u")
        await story.until(lambda: calls(demo, f"{made}/unreblog") == 1)


async def test_own_followers_only_posts_are_boosted_and_those_of_others_are_not(demo: DemoThread, home: Path) -> None:
    mine = demo.events(post="Between us.", by="you", visibility="private")[0]
    theirs = demo.events(post="Between them.", by="ada", visibility="private")[0]
    async with begin(demo, home) as story:
        await read(story, mine)
        await story.press("b")
        await story.until_shown("Boosted ∙ u undoes")
        await read(story, theirs)
        await story.press("b")
        await story.until_shown("Followers-only posts of others cannot be boosted.")


async def test_what_cannot_be_done_to_a_post_says_why(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="@you Hands off.", by="grace", visibility="direct")[0]
    async with begin(demo, home) as story:
        await read(story, made)
        for key, reason in (
            ("e", "Only your own posts can be edited."),
            ("D", "Only your own posts can be redrafted."),
            ("p", "Only your own posts can be pinned."),
            ("Q", "Direct posts cannot be quoted."),
            ("b", "Direct posts cannot be boosted."),
            ("T", "Only public posts are handed to a translator."),
        ):
            await story.press(key)
            await story.until_shown(reason)


async def test_a_quote_its_author_does_not_want_is_not_begun(demo: DemoThread, home: Path) -> None:
    made = demo.events(
        raw_status={"quote_approval": {"automatic": [], "manual": [], "current_user": "denied"}}, by="grace"
    )[0]
    async with begin(demo, home) as story:
        await read(story, made)
        await story.press("Q")
        await story.until_shown("@grace does not let you quote this post.")
        assert isinstance(story.app.screen, MainScreen)


async def test_a_post_that_is_gone_on_the_server(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Here a moment ago.", by="grace")[0]
    async with begin(demo, home) as story:
        await read(story, made)
        demo.fault(f"statuses/{made}", "status", status=404, body='{"error": "Record not found"}', count=-1)
        await story.press("f")
        await story.until_shown("Favourite refused.", "Record not found")


async def test_deleting_asks_and_a_second_yes_adds_nothing(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Away with it.", by="you")[0]
    demo.fault(f"statuses/{made}", "delay", seconds=3600, method="DELETE")
    async with begin(demo, home) as story:
        await read(story, made)
        await story.press("d")
        await story.until_screen(Confirm)
        await story.press("n")
        await story.until_screen(MainScreen)
        for _ in range(2):
            await story.press("d")
            await story.until_screen(Confirm)
            await story.press("y")
            await story.until_screen(MainScreen)
        demo.clear_faults()
        await story.until_shown("Deleted.")
        assert [entry["method"] for entry in demo.log()].count("DELETE") == 1


async def test_a_post_is_copied_as_markdown(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="See https://example.org/a about #looms", by="grace", cw="weaving")[0]
    async with begin(demo, home) as story:
        await read(story, made)
        await story.press("Y")
        await story.until_shown("Copied: ")
        copied = story.app.clipboard
        assert copied.startswith("**Grace Hopper** (@grace) · 2026-06-12")
        assert "**CW:** weaving" in copied
        assert "https://example.org/a" in copied
        assert copied.endswith(f"/{made}>")


async def test_the_menu_names_everything_and_says_what_cannot_be_done(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="What can I do with you?", by="grace")[0]
    async with begin(demo, home, size=(60, 16)) as story:
        await read(story, made)
        await story.press("space")
        await story.until_screen(Picker)
        await story.until_shown("Post of @grace", "reply to everyone named", "translate")
        await story.press("end")
        await story.until_shown("Only of your own posts the server shows what")
        await story.press("M")
        await story.until_screen(MainScreen)
        await story.until_shown("You are told nothing more of this")


async def test_the_words_behind_a_warning_are_not_named_when_they_are_copied(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Rosebud.", cw="end", by="ada")[0]
    async with begin(demo, home) as story:
        await read(story, made)
        await story.press("Y")
        await story.until_shown("Copied: ")
        assert "Rosebud" in story.app.clipboard
        assert "Copied: the post of @ada" in story.shown
        assert "Rosebud" not in story.shown
