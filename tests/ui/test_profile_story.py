"""Profiles: opened from posts and mentions, with bio, links and relationship, above what they posted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.session import account_of, read_json
from tests.ui.acts import click_on
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.screens.picker import Picker
from tootui.ui.widgets.profile_head import HEAD, is_head
from tootui.ui.widgets.profile_list import ProfileList


@pytest.fixture(autouse=True)
def as_it_was(demo: DemoThread) -> Iterator[None]:
    yield
    demo.clear_faults()


def profile(story: Story) -> ProfileList:
    assert isinstance(story.rows, ProfileList)
    return story.rows


async def until_loaded(story: Story) -> ProfileList:
    await story.until(lambda: isinstance(story.rows, ProfileList), "a profile")
    opened = profile(story)
    head = opened.profile
    await story.until(lambda: head.state.loaded_once, "it is loaded")
    if head.account is None or head.account.suspended is not True:
        await story.until(lambda: opened.feed.state.loaded_once, "its posts are loaded")
    await story.until(lambda: list(opened.keys) == list(opened.rows()), "all of it is shown")
    await story.settle()
    return opened


async def test_the_author_of_a_post_is_one_key_away(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        await story.press("j", "j")
        cursor = story.rows.cursor
        status = story.rows.selected_status
        assert status is not None
        author = status.inner.account
        await story.press("a")
        opened = await until_loaded(story)
        assert opened.place == Place.account(author.id)
        assert opened.is_at_head
        assert f"@{author.acct}" in story.header
        assert author.display_name in story.shown
        assert "joined" in story.shown
        await story.until(lambda: opened.profile.relationship is not None, "how one relates")
        await story.until(lambda: "follow" in opened.lay_out(HEAD, 80).plain, "in words")
        await story.press("j")
        assert opened.selected_status is not None
        assert opened.selected_status.account.id == author.id
        await story.press("escape")
        assert (story.rows.place, story.rows.cursor) == (Place.HOME, cursor)


async def test_a_mention_of_somebody_never_seen_is_fetched(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        stranger = next(
            account["id"]
            for account in read_json(demo.url, "/api/v1/accounts/search?q=a&limit=80", demo.token)
            if story.session.store.account(account["id"]) is None
        )
        story.main.go(Place.account(stranger))
        assert "Loading" in profile(story).lay_out(story.rows.keys[0], 60).plain
        opened = await until_loaded(story)
        assert is_head(opened.keys[0])
        assert opened.is_at_head
        account = opened.profile.account
        assert account is not None
        await story.until_shown(f"@{account.acct}")


async def test_ones_own(demo: DemoThread, home: Path) -> None:
    before = len(demo.log())
    async with begin(demo, home) as story:
        await story.press("g", "p")
        await until_loaded(story)
        await story.until_shown("This is you.", "@you@")
    asked = [entry["path"] for entry in demo.log()[before:]]
    assert not any("relationships" in path for path in asked)


async def test_links_of_bio_and_fields_can_be_picked_and_clicked(demo: DemoThread, home: Path) -> None:
    ada = account_of(demo, "ada")
    fields = [{"name": "Page", "value": '<a href="https://looms.example/ada">looms.example/ada</a>'}]
    demo.fault(f"/api/v1/accounts/{ada['id']}$", "status", status=200, body=_json({**ada, "fields": fields}), count=-1)
    demo.fault(f"/api/v1/accounts/{ada['id']}/statuses", "status", status=200, body="[]", count=-1)
    async with begin(demo, home) as story:
        story.main.go(Place.account(ada["id"]))
        await until_loaded(story)
        await story.until_shown("looms.example/ada")
        await story.press("o")
        await story.until_screen(Picker)
        await story.until_shown("opens looms.example")
        await story.press("escape")
        await story.press("y")
        assert story.app.clipboard == ada["url"]
        await click_on(story, "looms.example/ada")
        await story.until_shown("https://looms.example/ada")


async def test_nothing_to_follow_is_said(demo: DemoThread, home: Path) -> None:
    shop = account_of(demo, "bargain@spam.example")
    bare = {"id": shop["id"], "acct": "shop", "username": "shop"}
    demo.fault(f"/api/v1/accounts/{shop['id']}$", "status", status=200, body=_json(bare), count=-1)
    demo.fault("/featured_tags", "status", status=404, count=-1)
    demo.fault("/familiar_followers", "status", status=404, count=-1)
    demo.fault(f"/api/v1/accounts/{shop['id']}/statuses", "status", status=200, body="[]", count=-1)
    async with begin(demo, home) as story:
        story.main.go(Place.account(shop["id"]))
        await until_loaded(story)
        await story.press("o")
        await story.until_shown("nothing to follow")


async def test_a_follow_shows_at_once(demo: DemoThread, home: Path) -> None:
    ada = account_of(demo, "ada")
    async with begin(demo, home) as story:
        story.main.go(Place.account(ada["id"]))
        opened = await until_loaded(story)
        await story.until(lambda: opened.profile.relationship is not None, "how one relates")
        words = opened.lay_out(HEAD, 80).plain
        story.session.relations.unfollow(ada["id"])
        await story.until(lambda: opened.lay_out(HEAD, 80).plain != words, "other words")
        story.session.relations.follow(ada["id"])
        await story.until(lambda: opened.lay_out(HEAD, 80).plain == words, "as before")
        await story.carried_out()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"moved": {"id": "999", "acct": "ada@new.example", "username": "ada"}}, "moved to @ada@new.example"),
        ({"suspended": True}, "suspended on your server"),
        ({"limited": True}, "have limited this account"),
        ({"memorial": True}, "In memoriam"),
    ],
    ids=["moved", "suspended", "limited", "memorial"],
)
async def test_what_became_of_an_account(demo: DemoThread, home: Path, told: dict[str, object], words: str) -> None:
    ada = account_of(demo, "ada")
    demo.fault(f"/api/v1/accounts/{ada['id']}$", "status", status=200, body=_json({**ada, **told}), count=-1)
    demo.fault(f"/api/v1/accounts/{ada['id']}/statuses", "status", status=200, body="[]", count=-1)
    async with begin(demo, home, size=(60, 20)) as story:
        story.main.go(Place.account(ada["id"]))
        await until_loaded(story)
        await story.until(lambda: words in " ".join(profile(story).lay_out(HEAD, 58).plain.split()), words)


async def test_of_a_suspended_account_nothing_is_asked_for_or_promised(demo: DemoThread, home: Path) -> None:
    vanished = account_of(demo, "vanished@nowhere.example")
    async with begin(demo, home) as story:
        begun = len(demo.log())
        story.main.go(Place.account(vanished["id"]))
        opened = await until_loaded(story)
        assert all(is_head(key) for key in opened.keys)
        story.main.go(Place.followers(vanished["id"]))
        await story.until_shown("@vanished@nowhere.example")
        asked = {entry["path"] for entry in demo.log()[begun:]}
        assert not [path for path in asked if path.endswith(("/statuses", "/followers"))], asked


async def test_where_posts_of_another_server_are_not_known_here_the_way_to_them_is_named(
    demo: DemoThread, home: Path
) -> None:
    async with begin(demo, home) as story:
        story.main.go(Place.account(account_of(demo, "shy@burrow.example")["id"]))
        await story.until_shown("Your server knows none of their 957 posts", "v opens its page")


async def test_a_profile_with_a_single_post_tells_that_this_is_the_end(demo: DemoThread, home: Path) -> None:
    isaac = account_of(demo, "isaac@woolsthorpe.example")
    async with begin(demo, home) as story:
        story.main.go(Place.account(isaac["id"]))
        await story.until_shown("Sat under the tree", "This is the end.")


async def test_a_profile_that_is_gone_says_so_and_one_that_fails_is_tried_again(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        begun = len(demo.log())
        story.main.go(Place.account("424242"))
        await story.until_shown("This profile is gone, or not shown to you.")
        assert len(story.rows.keys) == 1
        story.main.go(Place.followers("424242"))
        await story.until_shown("This profile is gone, or not shown to you.")
        assert [entry["path"] for entry in demo.log()[begun:] if "424242" in entry["path"]] == [
            "/api/v1/accounts/424242"
        ]
        await story.press("escape")
        ada = account_of(demo, "ada")
        stranger = next(
            account["id"]
            for account in read_json(demo.url, "/api/v1/accounts/search?q=a&limit=80", demo.token)
            if story.session.store.account(account["id"]) is None and account["id"] != ada["id"]
        )
        demo.fault(f"/api/v1/accounts/{stranger}$", "status", status=500, count=-1)
        story.main.go(Place.account(stranger))
        await story.until_shown("has trouble (500)")
        demo.clear_faults()
        await story.press("home")
        for _ in story.rows.keys:
            if "Enter tries again" not in story.selected_row:
                await story.press("j")
        await story.press("enter")
        await story.until(lambda: is_head(story.rows.keys[0]), "the profile is there")


async def test_a_server_that_does_not_tell_how_one_relates_still_shows_profiles(demo: DemoThread, home: Path) -> None:
    demo.fault("/relationships", "status", status=404, count=-1)
    ada = account_of(demo, "ada")
    async with begin(demo, home) as story:
        story.main.go(Place.account(ada["id"]))
        opened = await until_loaded(story)
        assert "follow them" not in opened.lay_out(HEAD, 80).plain
        assert ada["display_name"] in story.shown


async def test_the_place_within_a_profile_is_kept_behind_a_thread(demo: DemoThread, home: Path) -> None:
    ada = account_of(demo, "ada")
    async with begin(demo, home) as story:
        story.main.go(Place.account(ada["id"]))
        opened = await until_loaded(story)
        await story.press("j", "j", "j")
        key = opened.cursor_key
        await story.press("enter")
        await story.until(lambda: story.rows.place.kind == "thread", "a thread")
        await story.press("escape")
        assert story.rows.cursor_key == key


def _json(value: object) -> str:
    return json.dumps(value)


async def test_the_head_of_a_profile_offers_what_can_be_done_to_it_and_nothing_else(
    demo: DemoThread, home: Path
) -> None:
    async with begin(demo, home) as story:
        await story.press("g", "p")
        await story.until_shown("This is you")
        await story.press("space")
        await story.until_screen(Picker)
        await story.until_shown("open in the browser")
        assert "reply to everyone named" not in story.shown
        assert "open the thread" not in story.shown
