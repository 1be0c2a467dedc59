"""Editing, redrafting, quoting: the dialog says what it is, and nothing of a post is lost by it."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import TextArea

from tests.support.session import Desk, published
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.ui.screens.compose import ComposeScreen
from tootui.ui.screens.confirm import Confirm
from tootui.ui.screens.picker import Picker


def _text(story: Story) -> TextArea:
    return next(screen for screen in story.app.screen_stack if isinstance(screen, ComposeScreen)).query_one(TextArea)


async def _edit(story: Story, words: str) -> None:
    await story.select(words)
    await story.press("e")
    await story.until_screen(ComposeScreen)


async def test_an_edit_is_named_and_changes_the_post_where_it_stands(demo: DemoThread, home: Path) -> None:
    demo.events(post="I maed a mistake", by="you")
    async with begin(demo, home) as story:
        await _edit(story, "I maed a mistake")
        assert "Edit" in story.shown.splitlines()[9]
        assert _text(story).text == "I maed a mistake"

        _text(story).text = "I made a mistake"
        await story.press("ctrl+s")
        await story.until(lambda: story.app.screen is story.main)
        await story.until_shown("Changed.", "I made a mistake", "edited")
    assert published(demo, "I made a mistake") == 1


async def test_who_sees_an_edited_post_cannot_be_changed(demo: DemoThread, home: Path) -> None:
    demo.events(post="For few", by="you", visibility="private")
    async with begin(demo, home) as story:
        await _edit(story, "For few")
        assert "followers" in story.shown
        await story.press("ctrl+g", "p")
        await story.until_shown("Who sees a published post cannot be changed.")
        await story.press("escape")
        await story.until_screen(ComposeScreen)
        assert "followers" in story.shown


async def test_an_edit_left_unchanged_leaves_nothing(demo: DemoThread, home: Path) -> None:
    demo.events(post="Fine as it is", by="you")
    async with begin(demo, home) as story:
        await _edit(story, "Fine as it is")
        await story.press("escape")
        await story.until(lambda: story.app.screen is story.main)
        assert story.session.drafts.latest() is None


async def test_an_unfinished_edit_goes_on_and_is_no_reply(demo: DemoThread, home: Path) -> None:
    demo.events(post="To be continued here", by="you")
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await _edit(story, "To be continued here")
        await story.enter("! And")
        await story.press("escape")
        await story.until_shown("Draft kept.")

    async with begin(demo, home, desk=desk, loaded=False) as story:
        await story.until_shown("Not finished yet: the edit: To be continued here! And")
        await story.until_loaded()
        await story.select("To be continued here")
        await story.press("r")
        await story.until_screen(ComposeScreen)
        assert _text(story).text == ""
        await story.press("escape")
        await story.until(lambda: story.app.screen is story.main)
        await story.press("e")
        await story.until_screen(ComposeScreen)
        assert _text(story).text == "To be continued here! And"


async def test_a_refused_edit_comes_back_with_the_reason(demo: DemoThread, home: Path) -> None:
    status_id = demo.events(post="Change me", by="you")[0]
    try:
        async with begin(demo, home) as story:
            await _edit(story, "Change me")
            demo.fault(f"/statuses/{status_id}$", "status", method="PUT", status=422)
            await story.enter(" not")
            await story.press("ctrl+s")
            await story.until(lambda: isinstance(story.app.screen, ComposeScreen) and "Change me not" in story.shown)
            assert "Edit" in story.shown
            await story.press("ctrl+s")
            await story.until(lambda: published(demo, "Change me not") == 1)
    finally:
        demo.clear_faults()


async def test_a_text_that_comes_late_does_not_take_the_keys(demo: DemoThread, home: Path) -> None:
    status_id = demo.events(post="Slowly does it", by="you")[0]
    try:
        async with begin(demo, home) as story:
            await story.select("Slowly does it")
            demo.fault(f"/statuses/{status_id}/source", "delay", seconds=30)
            await story.press("e")
            await story.until_shown("Getting the text")
            await story.press("j")
            demo.clear_faults()  # only now the text comes
            await story.until_shown("The text of your post is here. e on it opens it.")
            assert story.app.screen is story.main
            before = len(demo.log())
            await _edit(story, "Slowly does it")
            assert _text(story).text == "Slowly does it"
            assert not any("/source" in entry["path"] for entry in demo.log()[before:])
    finally:
        demo.clear_faults()


async def test_a_text_that_cannot_be_had_is_not_said_to_be_coming(demo: DemoThread, home: Path) -> None:
    status_id = demo.events(post="Out of reach", by="you")[0]
    try:
        async with begin(demo, home) as story:
            await story.select("Out of reach")
            demo.fault(f"/statuses/{status_id}$", "status", status=403, method="GET")
            await story.press("e")
            await story.until_shown("Not opened for editing.")
            story.main.writing._say_slow(status_id)  # as the timer does, which may come behind the answer
            await story.settle()
            assert "Getting the text" not in story.shown

            demo.fault(f"/statuses/{status_id}$", "delay", method="GET", seconds=3600)
            story.put_notices_away()
            await story.press("e")
            await story.until_shown("Getting the text")
            demo.events(delete=status_id)
            demo.clear_faults()
            await story.until_shown("Not opened for editing.")
            assert "Getting the text" not in story.shown
    finally:
        demo.clear_faults()


async def test_a_redraft_says_what_is_lost_and_keeps_the_words(demo: DemoThread, home: Path) -> None:
    status_id = demo.events(post="Write me anew", by="you")[0]
    demo.events(favourite=status_id, by="ada")
    demo.events(boost=status_id, by="grace")
    async with begin(demo, home) as story:
        await story.select("Write me anew")
        await story.press("D")
        await story.until_screen(Confirm)
        assert "Lost for good: 1 boost, 1 favourite." in story.shown
        await story.press("n")
        await story.until(lambda: story.app.screen is story.main)
        assert published(demo, "Write me anew") == 1

        await story.press("D", "y")
        await story.until_screen(ComposeScreen)
        assert "Redraft" in story.shown
        assert _text(story).text == "Write me anew"
        assert published(demo, "Write me anew") == 0
        await story.press("escape")
        await story.until_shown("Draft kept.")
        await story.press("c")
        await story.until_screen(Picker)
        assert "continue the redraft: Write me anew" in story.shown
        await story.press("enter")
        await story.until_screen(ComposeScreen)
        await story.enter("!")
        await story.press("ctrl+s")
        await story.until(lambda: published(demo, "Write me anew!") == 1)


async def test_a_quote_shows_what_it_quotes_and_names_the_rules(demo: DemoThread, home: Path) -> None:
    demo.events(post="Worth repeating", by="ada")
    async with begin(demo, home) as story:
        await story.select("Worth repeating")
        await story.press("Q")
        await story.until_screen(ComposeScreen)
        assert "Quote of @ada" in story.shown
        assert "Worth repeating" in story.shown
        assert "Everybody may quote this post." in story.shown
        await story.enter("Hear, hear")
        await story.press("ctrl+g", "d", "ctrl+s")
        await story.until_shown("only if it is addressed to them")
        await story.press("ctrl+g", "u", "ctrl+s")
        await story.until(lambda: story.app.screen is story.main)
        await story.until(lambda: published(demo, "Hear, hear") == 1)
        await story.press("home")
        await story.until_shown("Hear, hear", "Worth repeating")


async def test_what_must_not_be_quoted_is_not(demo: DemoThread, home: Path) -> None:
    demo.events(post="Between us", by="ada", visibility="private")
    async with begin(demo, home) as story:
        await story.select("Between us")
        await story.press("Q")
        await story.until_shown("quoted")
        assert story.app.screen is story.main


async def test_a_quote_of_ones_own_private_post_stays_private(demo: DemoThread, home: Path) -> None:
    demo.events(post="To my followers", by="you", visibility="private")
    async with begin(demo, home) as story:
        await story.select("To my followers")
        await story.press("Q")
        await story.until_screen(ComposeScreen)
        assert "followers" in story.shown
        await story.press("ctrl+g", "p")
        await story.until_shown("the quote cannot be for more people")
