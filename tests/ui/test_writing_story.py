"""Writing: no word is lost, nobody is surprised in public."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Input, TextArea

from tests.support.quiet import calm
from tests.support.session import PATIENCE_SECONDS, Desk, published
from tests.ui.story import Story, begin
from tootui.cache.drafts import Draft
from tootui.cache.words import Words
from tootui.demo.thread import DemoThread
from tootui.model.errors import StorageError, Unreachable
from tootui.model.status import Status
from tootui.ui.screens.compose import ComposeScreen
from tootui.ui.screens.confirm import Confirm
from tootui.ui.screens.palette import Palette
from tootui.ui.screens.picker import Picker
from tootui.ui.screens.poll_editor import PollEditor
from tootui.ui.widgets.post_area import PostArea
from tootui.ui.widgets.thread_list import ThreadList


def _compose(story: Story) -> ComposeScreen:
    return next(screen for screen in story.app.screen_stack if isinstance(screen, ComposeScreen))


def _kept(story: Story) -> str:
    """The text of the draft that would be offered."""
    draft = story.session.drafts.latest()
    return draft.text if draft is not None else ""


async def _reply_to(story: Story, words: str, key: str = "r") -> ComposeScreen:
    await story.select(words)
    await story.press(key)
    await story.until_screen(ComposeScreen)
    return _compose(story)


async def test_a_reply_stands_in_the_thread_and_on_the_server(demo: DemoThread, home: Path) -> None:
    question = demo.events(post="Does anybody answer here?", by="grace")[0]
    demo.clear_log()
    async with begin(demo, home) as story:
        await story.select("Does anybody answer")
        await story.press("enter")
        await story.until(lambda: isinstance(story.rows, ThreadList))
        await story.press("r")
        await story.until_screen(ComposeScreen)
        assert "Reply to @grace" in story.shown
        assert "Does anybody answer here?" in story.shown
        assert _compose(story).query_one(TextArea).text == "@grace "

        await story.enter("I do, gladly.")
        await story.press("ctrl+s")
        await story.until(lambda: story.app.screen is story.main)
        await story.until_shown("I do, gladly.")
        await story.until(lambda: not story.session.outbox.items, "nothing is left to send")
        sent = [entry for entry in demo.log() if entry["method"] == "POST" and entry["path"] == "/api/v1/statuses"]
        assert len(sent) == 1
        await story.until(lambda: len([row for row in story.rows.keys if row != question]) == 1, "the draft has gone")


async def test_words_typed_ahead_of_the_dialog_are_its_text(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        for key in "chi":
            story.app.post_message(Key(key, key))
        await story.until_screen(ComposeScreen)
        await story.until(lambda: story.app.screen.query_one(TextArea).text == "hi")
        assert story.app.screen.query_one(Input).value == ""
        await story.press("backspace", "backspace", "escape")
        demo.events(post="Anybody?", by="grace")
        await story.refresh()
        await story.select("Anybody?")
        for key in "rhi":
            story.app.post_message(Key(key, key))
        await story.until_screen(ComposeScreen)
        area = story.app.screen.query_one(PostArea)
        await story.until(lambda: area.text == "@grace hi")
        area.move_cursor((0, 0))
        assert area.takes_early(Key("!", "!")), "the screen hands over what the area had no focus for"
        assert area.text == "@grace hi!"
        unseen = PostArea("@grace ")
        unseen.begin_at_end()
        assert unseen.cursor_location == (0, 7)


async def test_what_is_typed_is_on_disk_before_it_is_said_so(demo: DemoThread, home: Path) -> None:
    demo.events(post="Ask me about drafts.", by="grace")
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await _reply_to(story, "Ask me about drafts")
        assert "saved" not in story.shown
        await story.enter("What happens when")
        await story.until_shown("draft saved 12:00:00")
        await story.until(lambda: _kept(story) == "@grace What happens when", "all of it on disk")
        # No goodbye: the session ends as it stands, as a crash would leave it.

    async with begin(demo, home, desk=desk, loaded=False) as story:
        await story.until_shown("Not finished yet: the reply to @grace")
        await story.until_loaded()
        await story.press("c")
        await story.until_screen(Picker)
        assert "What happens when" in story.shown
        await story.press("enter")
        await story.until_screen(ComposeScreen)
        assert _compose(story).query_one(TextArea).text == "@grace What happens when"


async def test_esc_keeps_and_the_same_reply_goes_on(demo: DemoThread, home: Path) -> None:
    demo.events(post="Interrupt yourself.", by="grace")
    async with begin(demo, home) as story:
        await _reply_to(story, "Interrupt yourself")
        await story.enter("One moment")
        await story.press("escape")
        await story.until_shown("Draft kept. c continues it.")

        again = await _reply_to(story, "Interrupt yourself")
        assert again.query_one(TextArea).text == "@grace One moment"


async def test_a_draft_that_is_opened_before_its_list_is_read_anew_has_its_last_words(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, go_on = Words.drafts, threading.Event()

    def read_slowly(words: Words) -> list[Draft]:
        drafts = read(words)
        if threading.current_thread() is not threading.main_thread():
            go_on.wait(PATIENCE_SECONDS)
        return drafts

    async with begin(demo, home) as story:
        await story.press("c")
        await story.until_screen(ComposeScreen)
        await story.enter("One word")
        await story.press("escape", "g", "r")
        await story.until(lambda: "One word" in story.listed, "it is listed")
        monkeypatch.setattr(Words, "drafts", read_slowly)
        await story.press("enter")
        await story.until_screen(ComposeScreen)
        await story.enter(" and another")
        await story.press("escape", "enter")
        await story.until_screen(ComposeScreen)
        assert _compose(story).query_one(TextArea).text == "One word and another"
        go_on.set()
        await story.press("escape")
        await story.until(lambda: "One word and another" in story.listed, "what was written last is listed")


async def test_a_reply_without_a_word_leaves_no_draft(demo: DemoThread, home: Path) -> None:
    demo.events(post="Look at me and say nothing.", by="grace")
    async with begin(demo, home) as story:
        await _reply_to(story, "say nothing")
        await story.press("escape")
        await story.until(lambda: story.app.screen is story.main)
        assert story.session.drafts.latest() is None
        assert "Draft kept" not in story.shown


async def test_a_reply_is_no_wider_than_its_parent_unless_one_says_so(demo: DemoThread, home: Path) -> None:
    demo.events(post="Among us only.", by="grace", visibility="private", cw="gossip")
    async with begin(demo, home) as story:
        compose = await _reply_to(story, "Among us only")
        assert "followers (as the post you answer)" in story.shown
        assert compose.query_one("#spoiler", Input).value == "gossip"

        await story.press("ctrl+g")
        await story.until_screen(Picker)
        await story.press("p")
        await story.until_screen(Confirm)
        await story.press("n")
        await story.until_screen(ComposeScreen)
        assert compose.words.visibility == "private"

        await story.press("ctrl+g", "p")
        await story.until_screen(Confirm)
        await story.press("y")
        await story.until(lambda: compose.words.visibility == "public")

        await story.press("ctrl+g", "d")
        await story.until_shown("direct: only @grace")


async def test_what_cannot_be_sent_says_why_and_stays(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("c")
        await story.until_screen(ComposeScreen)
        await story.press("ctrl+s")
        await story.until_shown("There is nothing to send yet: the text is empty.")

        _compose(story).query_one(TextArea).text = "x" * 501
        await story.until_shown("-1 left")
        await story.press("ctrl+s")
        await story.until_shown("Too long by 1")
        assert isinstance(story.app.screen, ComposeScreen)


async def test_a_post_the_server_refuses_comes_back_with_the_reason(demo: DemoThread, home: Path) -> None:
    demo.fault("/api/v1/statuses$", "status", method="POST", status=422)
    try:
        async with begin(demo, home) as story:
            await story.press("c")
            await story.until_screen(ComposeScreen)
            await story.enter("Refuse me")
            await story.press("ctrl+s")
            await story.until(
                lambda: isinstance(story.app.screen, ComposeScreen) and _compose(story).query_one("#problem").display
            )
            assert _compose(story).query_one(TextArea).text == "Refuse me"
            demo.clear_faults()
            await story.press("ctrl+s")
            await story.until(lambda: not story.session.outbox.items and story.app.screen is story.main, "sent at last")
            await story.press("home")
            await story.until_shown("Refuse me")
    finally:
        demo.clear_faults()


async def test_what_was_refused_before_anybody_looked_does_not_open_when_something_else_is_sent(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tootui.ui.screens.main.READY_SECONDS", 3600)
    desk = Desk(home / "config", demo.url, demo.token)
    with desk.words() as words:
        words.save_draft(Draft(text="Refused long ago", state="failed", reason="No."))
    async with begin(demo, home, desk=desk) as story:
        await story.until(lambda: story.session.outbox.items, "it is taken up")
        story.main._make_ready()
        await story.press("c")
        await story.until_screen(Picker)
        await story.press("n")
        await story.until_screen(ComposeScreen)
        await story.enter("Something else")
        await story.press("ctrl+s")
        await story.until(lambda: published(demo, "Something else") == 1)
        await story.until(lambda: len(story.session.outbox.items) == 1, "it is sent")
        await story.settle()
        assert story.app.screen is story.main


async def test_a_refusal_does_not_take_the_keys_of_who_reads_on(demo: DemoThread, home: Path) -> None:
    demo.fault("/api/v1/statuses$", "status", method="POST", status=422)
    try:
        async with begin(demo, home) as story:
            await story.press("c")
            await story.until_screen(ComposeScreen)
            await story.enter("Refuse me later")
            await calm(story)
            story.session.connection.failed(Unreachable("There is no network."))
            await story.press("ctrl+s")
            await story.until(lambda: story.app.screen is story.main)
            await story.press("j")
            story.session.connection.answered()
            await story.until_shown("not sent")
            assert story.app.screen is story.main
            await story.press("c")
            await story.until_screen(Picker)
            await story.press("c")
            await story.until_screen(ComposeScreen)
            assert _compose(story).query_one(TextArea).text == "Refuse me later"
            await story.until(lambda: "not sent" not in story.footer, "it is being written again")
    finally:
        demo.clear_faults()


async def test_the_dialog_is_thrown_away_only_after_a_yes(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("c")
        await story.until_screen(ComposeScreen)
        await story.enter("Throw me away")
        await story.until_shown("draft saved")
        await story.press("ctrl+p")
        await story.enter("throw this draft")
        await story.press("enter")
        await story.until_screen(Confirm)
        await story.press("y")
        await story.until(lambda: story.app.screen is story.main)
        assert story.session.drafts.latest() is None


async def test_alt_moves_in_the_text_and_does_nothing_behind_it(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("c")
        await story.until_screen(ComposeScreen)
        await story.enter("words")
        await story.press("alt+b")
        assert isinstance(story.app.screen, ComposeScreen)
        assert not story.session.notices.undoable()


async def test_the_last_letters_are_kept_when_it_ends_at_once(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await story.press("c")
        await story.until_screen(ComposeScreen)
        await story.enter("To the last letter")
        story.app.end(143)

    async with begin(demo, home, desk=desk) as story:
        assert _kept(story) == "To the last letter"


async def test_a_disk_that_is_full_is_said_and_nothing_is_closed(
    demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_draft: Draft) -> Draft:
        raise StorageError("The disk is full.")

    async with begin(demo, home) as story:
        await story.press("c")
        await story.until_screen(ComposeScreen)
        with monkeypatch.context() as disk:
            disk.setattr(story.session.drafts, "save", full)
            await story.enter("Where to put me")
            await story.until_shown("NOT SAVED: The disk is full.")
            for key in ("escape", "ctrl+s"):
                await story.press(key)
                await story.until_shown("saved")
                assert isinstance(story.app.screen, ComposeScreen)

        await story.press("escape")
        await story.until(lambda: story.app.screen is story.main)
        assert _kept(story) == "Where to put me"


async def test_all_of_the_answered_post_is_shown_on_demand(demo: DemoThread, home: Path) -> None:
    demo.events(post="First line.\nSecond line.\nThird line.", by="grace")
    async with begin(demo, home) as story:
        compose = await _reply_to(story, "First line")
        assert compose.query_one("#parent").size.height == 1
        assert "First line. Second line. Third line." in story.shown
        await story.press("alt+o")
        await story.until(lambda: compose.query_one("#parent").size.height > 1)
        assert "Second line." in story.shown


async def test_a_long_answered_post_is_cropped_where_one_sees_it(demo: DemoThread, home: Path) -> None:
    demo.events(post="A post that goes on " + "and on " * 30 + "and ends.", by="grace")
    async with begin(demo, home, size=(60, 20)) as story:
        await _reply_to(story, "A post that goes on")
        [answered] = [row for row in story.shown.splitlines() if "A post that goes on and" in row]
        assert "⋯" in answered


async def test_ctrl_c_copies_what_is_selected_in_the_text(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("c")
        await story.until_screen(ComposeScreen)
        await story.enter("copy me")
        await story.press("shift+left", "shift+left", "ctrl+c")
        assert story.app.clipboard == "me"
        await story.press("right", "ctrl+c", "ctrl+c")
        await story.until(lambda: not story.app.is_running, "the end")


async def test_language_and_who_may_quote_are_chosen_and_sent(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("c")
        await story.until_screen(ComposeScreen)
        await story.enter("Bonjour")
        await story.press("ctrl+g", "l")
        await story.until_screen(Palette)
        await story.enter("french")
        await story.press("enter")
        await story.until_shown("French")
        await story.press("ctrl+g", "q", "f")
        await story.until_shown("quotes: your followers")
        await story.press("ctrl+g", "s")
        await story.until_shown("sensitive")
        await story.until(lambda: (draft := story.session.drafts.latest()) is not None and draft.sensitive, "on disk")
        await story.press("ctrl+s")
        await story.until(lambda: published(demo, "Bonjour") == 1)

        def written() -> list[Status]:
            statuses = (story.session.store.status(str(key)) for key in story.home.rows)
            return [status for status in statuses if status is not None and "Bonjour" in status.content]

        await story.until(lambda: len(written()) == 1, "it is at home")
        [row] = written()
        assert (row.language, row.sensitive) == ("fr", True)
        assert row.quote_approval is not None
        assert row.quote_approval.automatic == ["followers"]


async def test_a_poll_is_made_changed_and_sent(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("c")
        await story.until_screen(ComposeScreen)
        await story.enter("Tea?")
        await story.press("ctrl+l")
        await story.until_screen(PollEditor)
        await story.enter("yes")
        await story.until_shown("A poll needs 2 answers at least.")
        await story.press("enter")
        await story.enter("no")
        await story.press("tab")
        await story.enter("no")
        await story.until_shown("Answer 3 of the poll is there twice.", "answer 4")
        await story.press("backspace", "backspace", "down", "down", "down", "enter")
        await story.until_shown("choose several answers")
        await story.press("escape")
        await story.until_screen(ComposeScreen)
        await story.until_shown("Poll: yes / no  (1 day, several answers)")
        await story.until(lambda: (draft := story.session.drafts.latest()) is not None and draft.poll, "on disk")
        await story.press("ctrl+s")
        await story.until(lambda: published(demo, "Tea?") == 1)
        await story.press("home")
        await story.until_shown("Tea?", "yes", "no")


async def test_a_poll_alone_is_kept_and_can_be_removed(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("c")
        await story.until_screen(ComposeScreen)
        await story.press("ctrl+l")
        await story.until_screen(PollEditor)
        await story.enter("left")
        await story.press("escape", "escape")
        await story.until_shown("Draft kept.")
        await story.press("c")
        await story.until_screen(Picker)
        await story.press("enter")
        await story.until_screen(ComposeScreen)
        await story.until_shown("Poll: left")
        await story.press("ctrl+s")
        await story.until_shown("the text is empty")
        await story.press("ctrl+l")
        await story.until_screen(PollEditor)
        await story.press("tab", "end", "enter")
        await story.until_screen(ComposeScreen)
        assert "Poll:" not in story.shown


async def test_who_would_be_added_to_a_direct_conversation_is_asked_about(demo: DemoThread, home: Path) -> None:
    demo.events(post="@you Between you and me", by="grace", visibility="direct")
    async with begin(demo, home) as story:
        await _reply_to(story, "Between you and me")
        await story.enter("and @ada")
        await story.until_shown("direct: only @grace @ada")
        await story.press("ctrl+s")
        await story.until_screen(Confirm)
        assert "Send this to @ada too?" in story.shown
        await story.press("n")
        await story.until_screen(ComposeScreen)
        demo.clear_log()
        await story.press("ctrl+s")
        await story.until_screen(Confirm)

        def is_sent() -> bool:
            return any((entry["method"], entry["path"]) == ("POST", "/api/v1/statuses") for entry in demo.log())

        assert not is_sent()
        await story.press("y")
        await story.until(is_sent, "it is sent")
        await story.until(lambda: not story.session.outbox.items)
