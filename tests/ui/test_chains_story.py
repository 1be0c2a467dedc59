"""Chains in the dialog that writes posts: one sees which post of how many it is, and all of them arrive in order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.widgets import Input, TextArea

from tests.support.clock import NOON, FakeClock
from tests.support.session import Desk, published, read_json, whoami
from tests.ui.story import Story, begin
from tootui.cache.drafts import Draft
from tootui.demo.thread import DemoThread
from tootui.ui.screens.compose import ComposeScreen
from tootui.ui.screens.picker import Picker
from tootui.ui.screens.poll_editor import PollEditor
from tootui.ui.widgets.completion import CompletionList


def kept(home: Path, demo: DemoThread) -> list[Draft]:
    """What is on disk."""
    with Desk(home / "config", demo.url, demo.token).words() as words:
        return sorted(words.drafts(), key=lambda draft: draft.position)


def on_server(demo: DemoThread, words: str) -> dict[str, Any]:
    """The one own post that holds some words."""
    account_id = whoami(demo.url, demo.token)
    posts = read_json(demo.url, f"/api/v1/accounts/{account_id}/statuses?limit=40", demo.token)
    [found] = [post for post in posts if words in post["content"]]
    return dict(found)


def text_of(story: Story) -> str:
    """What stands in the dialog."""
    return story.app.screen.query_one(TextArea).text


async def compose(story: Story, *texts: str) -> None:
    """Write posts that follow each other; the last one stays in view."""
    await story.press("c")
    await story.until_screen(ComposeScreen)
    for number, text in enumerate(texts):
        if number:
            await story.press("ctrl+n")
            await story.until_shown(f"{number + 1}/{number + 1}")
        await story.enter(text)


async def test_a_chain_is_written_looked_through_and_sent_in_order(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await compose(story, "first of the chain", "second of the chain", "third of the chain")
        await story.until_shown("New post 3/3")
        assert story.shown.count("second of the chain") == 1, "the post before stands above"
        await story.press("alt+up", "alt+up")
        await story.until_shown("New post 1/3")
        assert text_of(story) == "first of the chain"
        await story.press("alt+up")
        await story.until_shown("This is the first post of the chain.")
        await story.enter(" indeed")
        await story.press("alt+down")
        await story.until_shown("New post 2/3")
        assert text_of(story) == "second of the chain"
        await story.until(lambda: kept(home, demo)[0].text == "first of the chain indeed", "it is on disk")
        await story.press("ctrl+s")
        await story.until(lambda: story.app.screen is story.main)
        await story.until(lambda: published(demo, "third of the chain") == 1)
        await story.until(lambda: not story.session.outbox.items)
    first, second, third = (on_server(demo, f"{word} of the chain") for word in ("first", "second", "third"))
    assert (first["in_reply_to_id"], second["in_reply_to_id"]) == (None, first["id"])
    assert third["in_reply_to_id"] == second["id"]
    assert kept(home, demo) == []


async def test_each_post_has_its_own_parts_and_the_first_says_who_sees_them(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("c")
        await story.until_screen(ComposeScreen)
        story.app.screen.query_one("#spoiler", Input).value = "a warning"
        await story.enter("question one")
        await story.press("ctrl+g", "f")
        await story.until_shown("followers")
        await story.press("ctrl+n")
        await story.until_shown("2/2")
        assert story.app.screen.query_one("#spoiler", Input).value == "a warning"
        assert "followers" in story.shown
        await story.press("ctrl+g")
        await story.until_screen(Picker)
        await story.press("p")
        await story.until_shown("Who sees a chain is chosen on its first post.")
        await story.press("escape")
        await story.until_screen(ComposeScreen)
        story.app.screen.query_one("#spoiler", Input).value = ""
        await story.enter("question two")
        await story.press("ctrl+l")
        await story.until_screen(PollEditor)
        await story.enter("yes")
        await story.press("tab")
        await story.enter("no")
        await story.press("escape")
        await story.until_shown("Poll: yes / no")
        await story.press("alt+up")
        await story.until_shown("1/2")
        assert "Poll:" not in story.shown
        await story.press("ctrl+s")
        await story.until(lambda: published(demo, "question two") == 1)
    first, second = on_server(demo, "question one"), on_server(demo, "question two")
    assert (first["visibility"], second["visibility"]) == ("private", "private")
    assert (first["spoiler_text"], second["spoiler_text"]) == ("a warning", "")
    assert first["poll"] is None
    assert [option["title"] for option in second["poll"]["options"]] == ["yes", "no"]
    assert second["in_reply_to_id"] == first["id"]


async def test_a_blank_last_post_is_left_out_and_a_wrong_one_is_shown(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await compose(story, "quite fine", "far too long", "last words")
        await story.press("alt+up")
        await story.until_shown("2/3")
        story.app.screen.query_one(TextArea).text = "x" * 501
        await story.press("alt+down")
        await story.until_shown("3/3")
        await story.press("ctrl+n")
        await story.until_shown("4/4")
        await story.press("ctrl+s")
        await story.until_shown("Post 2 of 3: Too long by 1", "2/3")
        assert published(demo, "quite fine") == 0
        story.app.screen.query_one(TextArea).text = "short enough"
        await story.press("ctrl+s")
        await story.until(lambda: published(demo, "last words") == 1)
        await story.until(lambda: not story.session.outbox.items)
    assert on_server(demo, "last words")["in_reply_to_id"] == on_server(demo, "short enough")["id"]
    assert kept(home, demo) == []


async def test_a_chain_is_kept_and_taken_up_where_one_was(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await compose(story, "kept one", "kept two")
        await story.press("escape")
        await story.until(lambda: story.app.screen is story.main)
    async with begin(demo, home) as story:
        await story.press("g", "r")
        await story.until_shown("kept one", "kept two", "post 2 of a chain")
        assert story.shown.index("kept one") < story.shown.index("kept two")
        await story.press("enter")
        await story.until_screen(ComposeScreen)
        await story.until_shown("/2")
        await story.press("escape")
        await story.until(lambda: story.app.screen is story.main)
    assert [draft.text for draft in kept(home, demo)] == ["kept one", "kept two"]


async def test_a_first_post_that_is_emptied_leaves_its_place_to_the_next(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await compose(story, "to be emptied", "now the first", "still the last")
        await story.press("alt+up", "alt+up")
        await story.until_shown("1/3")
        story.app.screen.query_one(TextArea).text = ""
        await story.press("alt+down")
        await story.until_shown("1/2")
        assert text_of(story) == "now the first"
        await story.press("ctrl+g", "f")
        await story.until_shown("followers")
        await story.press("ctrl+s")
        await story.until(lambda: published(demo, "still the last") == 1)
        await story.until(lambda: not story.session.outbox.items)
    first, last = on_server(demo, "now the first"), on_server(demo, "still the last")
    assert (first["in_reply_to_id"], last["in_reply_to_id"]) == (None, first["id"])
    assert (first["visibility"], last["visibility"]) == ("private", "private")
    assert kept(home, demo) == []


async def test_of_an_undecided_post_a_later_version_leads_the_chain_on(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    with desk.words() as words:
        long_ago = NOON.timestamp() - 7200
        words.save_draft(Draft(text="nobody knows", state="undecided", attempted_at=long_ago, chain="c"))
        words.save_draft(Draft(text="comes after", state="queued", chain="c", position=1))
    async with begin(demo, home, desk=desk) as story:
        clock = story.session.clock
        assert isinstance(clock, FakeClock)

        def after_a_while(condition: Callable[[], object]) -> Callable[[], object]:
            def holds() -> object:
                clock.advance(1)
                return condition()

            return holds

        await story.until(after_a_while(lambda: any(item.reason for item in story.session.outbox.items)))
        await story.press("g", "o")
        await story.until_shown("nobody knows", "comes after", "Waits until the post before it")
        await story.press("home", "enter")
        await story.until_screen(Picker)
        await story.press("c")
        await story.until_screen(ComposeScreen)
        await story.until_shown("1/2")
        await story.enter(" better")
        await story.press("ctrl+s")
        await story.until(after_a_while(lambda: published(demo, "comes after") == 1))
        await story.until(lambda: not story.session.outbox.items)
    assert published(demo, "nobody knows") == 1
    assert on_server(demo, "comes after")["in_reply_to_id"] == on_server(demo, "nobody knows better")["id"]
    assert kept(home, demo) == []


async def test_what_was_offered_in_one_post_does_not_lie_over_the_next(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await compose(story, "for @gra")
        await story.until(lambda: story.app.screen.query_one(CompletionList).is_open, "a name is offered")
        await story.press("ctrl+n")
        await story.until_shown("2/2")
        await story.until(lambda: len(story.app.screen.query(CompletionList)) == 1, "the list is gone")
        await story.enter("@ad")
        await story.until_shown("@ada  Ada Lovelace")
        assert "@grace  Grace Hopper" not in story.shown


async def test_what_cannot_be_a_chain_says_why(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("c")
        await story.until_screen(ComposeScreen)
        await story.press("ctrl+n")
        await story.until_shown("Write this post first, then add the next one.")
        await story.press("alt+down")
        await story.until_shown("This post stands alone. ctrl+n adds one that follows it.")
        await story.enter("one")
        await story.press("ctrl+n")
        await story.until_shown("2/2")
        await story.press("ctrl+t")
        await story.until_shown("A chain is sent at once")


async def test_a_chain_that_fails_in_the_middle_comes_back_there(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await compose(story, "middle 1", "middle 2", "middle 3")
        demo.fault("/api/v1/statuses$", "status", status=422, method="POST", count=1)
        await story.press("ctrl+s")
        await story.until_screen(ComposeScreen)
        await story.until_shown("1/3")
        assert published(demo, "middle") == 0
        await story.press("ctrl+s")
        await story.until(lambda: published(demo, "middle 3") == 1)
    assert on_server(demo, "middle 3")["in_reply_to_id"] == on_server(demo, "middle 2")["id"]
    assert on_server(demo, "middle 2")["in_reply_to_id"] == on_server(demo, "middle 1")["id"]
