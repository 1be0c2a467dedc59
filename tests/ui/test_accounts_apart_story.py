"""Nothing of one account gets into another: words, notices, requests, tokens."""

from __future__ import annotations

from pathlib import Path

from tests.support.pair import Pair, pair
from tests.support.session import published, until_after
from tests.ui.accounts import AWAY, HERE, desk_of, switch, two_accounts
from tests.ui.story import begin
from tootui import paths
from tootui.cache.drafts import Draft
from tootui.cache.words import Words
from tootui.model.places import Place
from tootui.service.accounts import SECONDS_BEFORE_COUNTING
from tootui.service.standby import LINGER_SECONDS
from tootui.ui.screens.compose import ComposeScreen
from tootui.ui.screens.main import MainScreen
from tootui.ui.screens.picker import Picker

__all__ = ["pair"]

HERE_WORDS, AWAY_WORDS = "written at home", "written at the harbour"


def _on_disk(name: str) -> bytes:
    """All that is kept of an account."""
    folders = (paths.account_dir(base, name) for base in (paths.data_dir(), paths.cache_dir()))
    return b"".join(file.read_bytes() for folder in folders for file in folder.rglob("*") if file.is_file())


async def test_drafts_stay_with_their_account(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home) as story:
        for name, words in ((HERE, HERE_WORDS), (AWAY, AWAY_WORDS)):
            if name != HERE:
                await switch(story, name)
            await story.press("c")
            await story.until_screen(ComposeScreen)
            await story.enter(words)
            await story.press("escape")
            await story.until_screen(MainScreen)
        for name, own, other in ((AWAY, AWAY_WORDS, HERE_WORDS), (HERE, HERE_WORDS, AWAY_WORDS)):
            await switch(story, name)
            await story.press("c")
            await story.until_screen(Picker)
            await story.until_shown(own)
            assert other not in story.shown
            await story.press("escape")
            await story.until_screen(MainScreen)
            await story.press("g", "r")
            await story.until(lambda: story.rows.place == Place.DRAFTS, "drafts")
            await story.until_shown(own)
            assert other not in story.shown
    for name, own, other in ((AWAY, AWAY_WORDS, HERE_WORDS), (HERE, HERE_WORDS, AWAY_WORDS)):
        assert own.encode() in _on_disk(name)
        assert other.encode() not in _on_disk(name)


async def test_what_waits_is_sent_by_its_own_account_while_another_is_shown(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    async with begin(pair.here, home, desk=desk) as story:
        pair.here.fault("/api/", "drop_before", count=-1)
        await story.press("ctrl+r")
        await story.until(lambda: story.session.connection.state == "offline", "the server is away")
        await story.press("c")
        await story.until_screen(ComposeScreen)
        await story.enter(HERE_WORDS)
        await story.press("ctrl+s")
        await story.until_screen(MainScreen)
        await switch(story, AWAY)
        desk.clock.advance(LINGER_SECONDS + 1)
        assert story.app.session is not None and story.app.session.outbox.items == []
        pair.here.clear_faults()
        await until_after(desk.clock, lambda: not story.session.outbox.items)
        assert published(pair.here, HERE_WORDS) == 1
        assert published(pair.there, HERE_WORDS) == 0


async def test_what_another_account_says_is_said_by_its_name(pair: Pair, home: Path) -> None:
    async with two_accounts(pair, home) as story:
        await switch(story, AWAY)
        story.session.notices.post("Something came of what you did.")
        await story.until_shown("@you@127.0.0.1", "Something came of what you did.")
        shown = story.app.session
        assert shown is not None
        undone: list[str] = []
        story.session.notices.post("Boosted", undo=lambda: undone.append("here"), undo_label="undoes")
        await story.until_shown("Boosted")
        await story.press("u")
        assert undone == ["here"]
        await switch(story, HERE)
        shown.notices.post("Said at the harbour.")
        await story.until_shown("Said at the harbour.")
        story.session.notices.post("Said at home.")
        await story.until_shown("Said at home.")
        assert story.shown.count("Said at home.") == 1
        assert f"{story.session.acct}: Said at home." not in story.shown


async def test_each_server_sees_its_own_token_alone(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    async with begin(pair.here, home, desk=desk) as story:
        for name in (AWAY, HERE, AWAY):
            await switch(story, name)
            await story.press("j", "f", "g", "l")
            await story.until(lambda: story.rows.place == Place.LOCAL and len(story.rows.keys) > 1, "local")
    for demo in (pair.here, pair.there):
        asked = [one for one in demo.log() if one["authorized"]]
        assert asked
        assert [one for one in asked if one["status"] == 401] == [], "the token of another server is refused"


async def test_what_was_read_stays_with_its_account(pair: Pair, home: Path) -> None:
    pair.here.events(post="Only said at home.", by="ada")
    pair.there.events(post="Only said at the harbour.", by="ada")
    async with two_accounts(pair, home) as story:
        await story.until_shown("Only said at home.")
        await switch(story, AWAY)
        await story.until_shown("Only said at the harbour.")
        assert "Only said at home." not in story.shown
    assert b"Only said at home." in _on_disk(HERE)
    assert b"Only said at home." not in _on_disk(AWAY)
    assert b"Only said at the harbour." in _on_disk(AWAY)
    assert b"Only said at the harbour." not in _on_disk(HERE)


async def test_what_was_left_to_be_sent_in_another_account_goes_out_there(pair: Pair, home: Path) -> None:
    desk = desk_of(pair, home)
    paths.ensure(paths.account_dir(paths.data_dir(), AWAY))
    words = Words.open(paths.account_dir(paths.data_dir(), AWAY) / "words.db")
    words.save_draft(Draft(text=AWAY_WORDS, state="queued"))
    words.close()
    async with begin(pair.here, home, desk=desk) as story:
        await story.until(lambda: SECONDS_BEFORE_COUNTING in desk.clock.waits, "it is thought of later")
        assert story.app.accounts.session_of(AWAY) is None
        desk.clock.advance(SECONDS_BEFORE_COUNTING)
        await story.until(lambda: story.app.accounts.session_of(AWAY) is not None, "it is opened for that")
        await until_after(desk.clock, lambda: published(pair.there, AWAY_WORDS) == 1)
        assert published(pair.here, AWAY_WORDS) == 0
        assert story.app.session is story.session
