"""What one does about people: from a post, a row of people, a profile; by key, menu and palette."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.session import Desk, account_of, read_json
from tests.ui.acts import calls
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.account import Relationship
from tootui.model.places import Place
from tootui.ui.screens.compose import ComposeScreen
from tootui.ui.screens.confirm import Confirm
from tootui.ui.screens.follow_options import FollowOptions
from tootui.ui.screens.main import MainScreen
from tootui.ui.screens.mute_options import MuteOptions
from tootui.ui.screens.person_lists import PersonLists
from tootui.ui.screens.person_menu import PersonMenu
from tootui.ui.screens.picker import Picker


@pytest.fixture(autouse=True)
def as_it_was(demo: DemoThread) -> Iterator[None]:
    yield
    demo.clear_faults()
    demo.switch(off=[])


def relationship(demo: DemoThread, account_id: str) -> dict[str, Any]:
    """How @you and somebody relate, as the server has it."""
    found: list[dict[str, Any]] = read_json(demo.url, f"/api/v1/accounts/relationships?id[]={account_id}", demo.token)
    return found[0]


def known(story: Story, account_id: str) -> Relationship:
    return story.session.relations.of(account_id) or Relationship(id=account_id)


async def at_profile(story: Story, account_id: str) -> None:
    """Open a profile and wait until it is known how one relates."""
    story.main.go(Place.account(account_id))
    await story.until(lambda: story.session.relations.of(account_id) is not None, "how one relates")
    await story.until(lambda: story.rows.selected_account is not None, "it is selected")
    await story.pilot.pause()


async def test_follow_and_unfollow_with_one_key(demo: DemoThread, home: Path) -> None:
    stranger = account_of(demo, "marie@radium.example")["id"]
    async with begin(demo, home) as story:
        await at_profile(story, stranger)
        await story.press("F")
        await story.until_shown("You follow @marie@radium.example")
        await story.until(lambda: relationship(demo, stranger)["following"], "the server knows")
        await story.press("F")
        await story.until_screen(Confirm)
        await story.until_shown("Unfollow @marie@radium.example?")
        await story.press("escape")
        assert known(story, stranger).following is True
        await story.press("F", "enter")
        await story.until_shown("You follow @marie@radium.example no longer")
        await story.until(lambda: not relationship(demo, stranger)["following"], "the server knows")
        await story.press("u")
        await story.until(lambda: relationship(demo, stranger)["following"], "undone")
        demo.clear_log()
        await story.press("F", "enter")
        await story.until(lambda: not relationship(demo, stranger)["following"], "as before")


async def test_the_author_of_a_post_is_followed_though_nothing_was_known(demo: DemoThread, home: Path) -> None:
    author = account_of(demo, "isaac@woolsthorpe.example")["id"]
    made = demo.events(post="Nobody reads this.", by="isaac@woolsthorpe.example")[0]
    async with begin(demo, home) as story:
        story.main.open_thread(made)
        await story.until(lambda: story.rows.selected_status is not None, "the post")
        assert story.session.relations.of(author) is None
        await story.press("F")
        await story.until(lambda: relationship(demo, author)["following"], "followed")


async def test_a_post_of_ones_own_says_that_one_is_oneself(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="It is me.", by="you")[0]
    async with begin(demo, home) as story:
        story.main.open_thread(made)
        await story.until(lambda: story.rows.selected_status is not None, "the post")
        await story.press("F")
        await story.until_shown("That is you.")


async def test_the_menu_of_a_boost_has_author_and_booster(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Look at this loom.", by="bram")[0]
    demo.events(boost=made, by="hedy")
    async with begin(demo, home) as story:
        await story.select("Look at this loom")
        await story.press("space")
        await story.until_screen(Picker)
        await story.until_shown("@bram, who wrote this", "@hedy, who boosted this")
        await story.press("2")
        await story.until_screen(PersonMenu)
        await story.until_shown("@hedy, who boosted this", "unfollow", "mute", "report to your moderators")
        await story.press("m")
        await story.until_screen(MuteOptions)
        await story.until_shown("Mute @hedy")


async def test_muting_for_an_hour_without_notifications_and_back(demo: DemoThread, home: Path) -> None:
    odile = account_of(demo, "odile")["id"]
    demo.events(post="Constraints set free.", by="odile")
    async with begin(demo, home) as story:
        await story.select("Constraints set free")
        await story.press("space", "1")
        await story.until_screen(PersonMenu)
        await story.press("m")
        await story.until_screen(MuteOptions)
        await story.press("n", "3")
        await story.until_shown("@odile muted for 1 hour, but not what they notify you of")
        await story.until(lambda: "Constraints set free" not in story.shown, "the post is gone")
        await story.until(lambda: relationship(demo, odile)["muting"], "the server knows")
        assert relationship(demo, odile)["muting_notifications"] is False
        [muted] = [one for one in read_json(demo.url, "/api/v1/mutes", demo.token) if one["id"] == odile]
        assert muted["mute_expires_at"] is not None
        await story.press("u")
        await story.until_shown("Constraints set free", "@odile unmuted")
        await story.until(lambda: not relationship(demo, odile)["muting"], "the server knows")
        await story.press("u")
        await story.until_shown("@odile muted for 1 hour, but not what they notify you of")
        await story.press("u")
        await story.until(lambda: known(story, odile).muting is False, "as it was")
        await story.until(lambda: not relationship(demo, odile)["muting"], "the server knows")


async def test_what_is_picked_before_it_is_known_how_one_relates_is_done_then(demo: DemoThread, home: Path) -> None:
    odile = account_of(demo, "odile")["id"]
    demo.events(post="Who am I to you?", by="odile")
    async with begin(demo, home) as story:
        await story.select("Who am I to you")
        demo.fault("/relationships", "delay", seconds=30, count=-1)
        await story.press("space", "1")
        await story.until_screen(PersonMenu)
        await story.press("m")
        await story.until_screen(MainScreen)
        demo.clear_faults()  # only now it is told
        await story.until_screen(MuteOptions)
        await story.press("1")
        await story.until_shown("@odile muted")
        await story.until(lambda: relationship(demo, odile)["muting"], "the server knows")
        await story.press("u")
        await story.until(lambda: not relationship(demo, odile)["muting"], "as it was")


async def test_a_block_asks_and_says_what_follows(demo: DemoThread, home: Path) -> None:
    wren = account_of(demo, "wren")["id"]
    async with begin(demo, home, size=(60, 16)) as story:
        await at_profile(story, wren)
        await story.press("space")
        await story.until_screen(PersonMenu)
        assert "their profile" not in story.shown, "one is there"
        await story.press("b")
        await story.until_screen(Confirm)
        await story.until_shown("Block @wren?", "follow each other no longer")
        await story.press("enter")
        await story.until_shown("@wren blocked")
        await story.until(lambda: relationship(demo, wren)["blocking"], "the server knows")
        await story.press("F")
        await story.until_shown("You block @wren. Unblock them first.")
        await story.press("space", "b")
        await story.until(lambda: not relationship(demo, wren)["blocking"], "unblocked")


async def test_blocking_a_server_counts_what_is_lost(demo: DemoThread, home: Path) -> None:
    sofya = account_of(demo, "sofya@stockholm.example")["id"]
    async with begin(demo, home, size=(60, 16)) as story:
        await at_profile(story, sofya)
        await story.press("space", "s")
        await story.until_screen(Confirm)
        await story.until_shown("Block all of stockholm.example?", "You follow 1 person there: that ends.")
        await story.press("enter")
        await story.until_shown("stockholm.example blocked")
        await story.until(
            lambda: "stockholm.example" in read_json(demo.url, "/api/v1/domain_blocks", demo.token), "the server knows"
        )
        await story.press("space", "s")
        await story.until(
            lambda: "stockholm.example" not in read_json(demo.url, "/api/v1/domain_blocks", demo.token), "and back"
        )


async def test_what_a_question_says_may_be_known_before_it_is_asked(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        question = Confirm("Really?", "Counting.")
        story.app.push_screen(question)
        question.tell("Three of them.")
        await story.until_shown("Really?", "Three of them.")
        await story.press("escape")
        question.tell("Four.")
        assert "Really?" not in story.shown


async def test_people_of_ones_own_server_have_no_other_server(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await at_profile(story, account_of(demo, "ada")["id"])
        story.main.dispatcher.run("person.block_server")
        await story.until_shown("@ada is on your own server.")


async def test_a_follower_is_removed_after_a_yes(demo: DemoThread, home: Path) -> None:
    polly = account_of(demo, "polly")["id"]
    async with begin(demo, home) as story:
        await at_profile(story, polly)
        await story.press("space", "x")
        await story.until_screen(Confirm)
        await story.press("y")
        await story.until(lambda: not relationship(demo, polly)["followed_by"], "removed")
        await story.press("space")
        await story.until_screen(PersonMenu)
        await story.until_shown("@polly does not follow you.")


async def test_how_one_follows(demo: DemoThread, home: Path) -> None:
    nils = account_of(demo, "nils@fjord.example")["id"]
    async with begin(demo, home) as story:
        await at_profile(story, nils)
        story.main.dispatcher.run("person.follow_options")
        await story.until_screen(FollowOptions)
        await story.press("b", "n", "l")
        await story.until_shown("Languages of the posts")
        await story.press("ctrl+u")
        await story.enter("xx")
        await story.press("enter")
        await story.until_shown("is no code of a language")
        await story.press("l", "ctrl+u")
        await story.enter("de, en")
        await story.press("enter")
        await story.until_shown("German, English")
        await story.press("enter")
        await story.until_shown("Changed how you follow @nils@fjord.example.")
        await story.until(lambda: relationship(demo, nils)["notifying"], "the server knows")
        told = relationship(demo, nils)
        assert (told["showing_reblogs"], told["languages"], told["following"]) == (False, ["de", "en"], True)
        story.main.dispatcher.run("person.follow_options")
        await story.until_screen(FollowOptions)
        await story.press("b", "n", "l", "ctrl+u")
        await story.enter("all")
        await story.press("enter", "enter")
        await story.until(lambda: not relationship(demo, nils)["notifying"], "the server knows")
        assert not relationship(demo, nils)["languages"]


async def test_who_is_locked_is_asked_and_the_request_taken_back(demo: DemoThread, home: Path) -> None:
    kurt = account_of(demo, "kurt@vienna.example")["id"]
    async with begin(demo, home) as story:
        await at_profile(story, kurt)
        await story.press("F", "enter")
        await story.until(lambda: not relationship(demo, kurt)["following"], "unfollowed")
        await story.press("F")
        await story.until_shown("Asked @kurt@vienna.example to let you follow")
        assert known(story, kurt).requested is True
        await story.until(lambda: relationship(demo, kurt)["requested"], "the server knows")
        await story.press("F")
        await story.until_screen(Confirm)
        await story.until_shown("Take back your request")
        await story.press("enter")
        await story.until(lambda: not relationship(demo, kurt)["requested"], "taken back")


async def test_one_whom_one_follows_is_featured(demo: DemoThread, home: Path) -> None:
    emmy = account_of(demo, "emmy@goettingen.example")["id"]
    async with begin(demo, home) as story:
        await at_profile(story, emmy)
        story.main.dispatcher.run("person.endorse")
        await story.until(lambda: relationship(demo, emmy)["endorsed"], "featured")
        await story.press("u")
        await story.until(lambda: not relationship(demo, emmy)["endorsed"], "undone")


async def test_what_the_server_lacks_is_said(demo: DemoThread, home: Path) -> None:
    ada = account_of(demo, "ada")["id"]
    async with begin(demo, home) as story:
        await at_profile(story, ada)
        demo.fault("/endorse", "status", status=405, body='{"error": "Method not allowed"}')
        story.main.dispatcher.run("person.endorse")
        await story.until(lambda: re.search("Featuring (refused|taken back)", story.shown), "it is said")
        demo.clear_log()
        story.main.dispatcher.run("person.endorse")
        await story.until_shown("features nobody on profiles.")
        assert calls(demo, "/endorse") == 0


async def test_without_a_network_a_mute_waits_and_is_done_by_the_next_start(demo: DemoThread, home: Path) -> None:
    bram = account_of(demo, "bram")["id"]
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await at_profile(story, bram)
        demo.fault("/", "drop_before", count=-1)
        story.main.dispatcher.run("person.mute")
        await story.until_screen(MuteOptions)
        await story.press("5")
        await story.until(lambda: known(story, bram).muting is True, "shown at once")
        await story.until_shown("Mute waits")
    with desk.words() as words:
        assert [(one.verb, one.wanted, one.terms) for one in words.mutations()] == [("mute", True, '{"seconds":86400}')]
    demo.clear_faults()
    async with begin(demo, home, desk=desk, loaded=False) as story:
        await story.until(lambda: relationship(demo, bram)["muting"], "done")
        [muted] = [one for one in read_json(demo.url, "/api/v1/mutes", demo.token) if one["id"] == bram]
        assert muted["mute_expires_at"] is not None
        await at_profile(story, bram)
        await story.press("space", "m")
        await story.until_shown("@bram is muted. Change that")
        await story.press("u")
        await story.until(lambda: not relationship(demo, bram)["muting"], "unmuted")


async def test_a_direct_post_and_a_mention_begin_with_their_name(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await at_profile(story, account_of(demo, "grace")["id"])
        await story.press("space", "c")
        await story.until_screen(ComposeScreen)
        await story.until_shown("@grace", "direct")
        await story.press("escape")
        await story.until(lambda: story.app.screen is story.main, "it is left")
        await at_profile(story, account_of(demo, "ada")["id"])
        await story.press("space", "at")
        await story.until_screen(ComposeScreen)
        await story.until_shown("@ada")
        await story.press("escape")


@pytest.mark.parametrize("refusal", ["json", "html", "no_method", "not_implemented"])
async def test_a_server_that_does_not_tell_how_one_relates_is_no_hindrance(
    demo: DemoThread, home: Path, refusal: str
) -> None:
    account_id = account_of(demo, "bertha@longroad.example")["id"]
    demo.switch(off=["relationships"], refusal=refusal)
    async with begin(demo, home) as story:
        story.main.go(Place.account(account_id))
        await story.until(lambda: story.rows.selected_account is not None, "it is selected")
        await story.press("F")
        await story.until_shown("You follow @bertha@longroad.example")
        await story.until(lambda: calls(demo, f"{account_id}/follow") >= 1, "the server was told")
        await story.press("F")
        await story.until_screen(Confirm)
        await story.press("enter")
        await story.until(lambda: calls(demo, f"{account_id}/unfollow") >= 1, "the server was told")


@pytest.mark.parametrize(
    ("off", "command", "keys", "words"),
    [
        ("mutes", "mute", ("1",), "Mute (refused|taken back)"),
        ("remove_followers", "remove_follower", ("y",), "Removing the follower (refused|taken back)"),
        ("domain_blocks", "block_server", ("y",), "Block of alexandria.example (refused|taken back)"),
        ("endorsements", "endorse", (), "Featuring (refused|taken back)"),
        ("notes", "note", ("x", "ctrl+s"), "is not on the server"),
        ("lists", "lists", (), "has no lists."),
        ("reports", "report", ("space", "ctrl+s"), "was not reported"),
    ],
)
async def test_what_is_missing_is_said_and_nothing_stays_of_it(
    demo: DemoThread, home: Path, off: str, command: str, keys: tuple[str, ...], words: str
) -> None:
    account_id = account_of(demo, "hypatia@alexandria.example")["id"]
    before = relationship(demo, account_id)
    demo.switch(off=[off])
    async with begin(demo, home) as story:
        await at_profile(story, account_id)
        base = story.session.store.base_relationship(account_id)
        await story.until(lambda: command != "lists" or story.session.shelf.is_told, "what lists there are")
        story.main.dispatcher.run(f"person.{command}")
        for key in keys:
            await story.until(lambda: story.app.screen is not story.main, "it asks")
            await story.settle()
            await story.press(key)
        await story.until(lambda: re.search(words, story.shown), "it is said")
        await story.until(lambda: story.session.relations.of(account_id) == base, "as it was")
    demo.switch(off=[])
    assert relationship(demo, account_id) == before


async def test_where_lists_turn_out_to_be_missing_nobody_is_asked_to_try_again(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await at_profile(story, account_of(demo, "ada")["id"])
        await story.until(lambda: story.session.shelf.is_told, "what lists there are")
        demo.switch(off=["lists"])
        story.main.dispatcher.run("person.lists")
        await story.until_screen(PersonLists)
        await story.until_shown("does not have this")
        assert "tries again" not in story.shown
        await story.press("enter", "plus", "escape")
        story.main.dispatcher.run("person.lists")
        await story.until_shown("has no lists.")
