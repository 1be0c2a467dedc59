"""Profiles: one for all of their parts, asked for seldom, and parts that hold what they are named for."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec.structs import replace

from tests.support.session import Desk, account_of, read_json, until, until_calm
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service.feeds import Feed
from tootui.service.profile import SECONDS_BETWEEN, SECONDS_FRESH
from tootui.service.session import Session


def all_posts(demo: DemoThread, account_id: str) -> list[dict[str, Any]]:
    posts: list[dict[str, Any]] = read_json(demo.url, f"/api/v1/accounts/{account_id}/statuses?limit=40", demo.token)
    return posts


async def opened(session: Session, place: Place) -> Feed:
    feed = session.feed(place)
    feed.open()
    await until(lambda: feed.state.loaded_once or feed.state.closed, f"{place} is there")
    return feed


def asked(demo: DemoThread, path: str) -> int:
    return sum(entry["path"].endswith(path) for entry in demo.log())


async def test_a_profile_is_one_for_all_its_parts_and_asked_for_seldom(desk: Desk, demo: DemoThread) -> None:
    ada = account_of(demo, "ada")
    path = f"/accounts/{ada['id']}"
    async with desk.at_home() as session:
        profile = session.profile(ada["id"])
        assert session.profile(ada["id"]) is profile
        profile.open()
        await until(lambda: profile.featured_tags and profile.familiar and profile.relationship, "all of it")
        assert asked(demo, path) == 1
        profile.open()
        profile.close()
        profile.close()
        profile.open()
        await until(lambda: not profile.state.loading)
        desk.clock.advance(SECONDS_FRESH - 1)
        profile.close()
        profile.open()
        await profile.poll()
        assert asked(demo, path) == 1

        desk.clock.advance(SECONDS_BETWEEN)
        await until(lambda: asked(demo, path) == 2, "it is kept fresh while it is open")
        await until(lambda: asked(demo, "/relationships") == 2)
        assert asked(demo, "/familiar_followers") == asked(demo, "/featured_tags") == 1
        await profile.refresh()
        await until(lambda: asked(demo, "/featured_tags") == 2, "the reader wants to know")


async def test_what_a_server_does_not_tell_of_profiles_is_asked_once(desk: Desk, demo: DemoThread) -> None:
    demo.switch(off=["relationships", "familiar_followers", "featured_tags"])
    paths = ("/relationships", "/familiar_followers", "/featured_tags")
    async with desk.at_home() as session:
        profiles = [session.profile(account_of(demo, acct)["id"]) for acct in ("ada", "grace", "bram")]
        profiles[0].open()
        await until(lambda: all(asked(demo, path) for path in paths))
        await until_calm(demo)
        await until(lambda: not desk.clock.requests_under_way, "what the server lacks is known")
        for profile in profiles[1:]:
            profile.open()
        await until(lambda: all(profile.state.loaded_once for profile in profiles))
        await until_calm(demo)
        assert [asked(demo, path) for path in paths] == [1, 1, 1]
        assert desk.said == []

        demo.switch(off=[])
        await profiles[0].refresh()
        await until(lambda: profiles[0].relationship is not None, "the reader wants to know")


async def test_another_profile_closes_without_harm_to_one_that_is_still_open(desk: Desk, demo: DemoThread) -> None:
    ada = account_of(demo, "ada")
    async with desk.at_home() as session:
        profile = session.profile(ada["id"])
        profile.open()
        profile.open()
        await until(lambda: profile.state.loaded_once)
        profile.close()
        changes: list[None] = []
        profile.observe(lambda: changes.append(None))
        session.relations.mute(ada["id"])
        await until(lambda: changes, "it still follows what changes")


@pytest.mark.parametrize(
    ("place", "belongs"),
    [
        ("account:ID", lambda post: post["in_reply_to_account_id"] in (None, post["account"]["id"])),
        ("account:ID?media", lambda post: bool((post["reblog"] or post)["media_attachments"])),
        (
            "account:ID?tag=Computing",
            lambda post: "computing" in [tag["name"] for tag in (post["reblog"] or post)["tags"]],
        ),
        ("account:ID?replies", lambda post: True),
    ],
)
async def test_a_server_that_gives_all_posts_does_not_mix_the_parts(
    desk: Desk, demo: DemoThread, place: str, belongs: Any
) -> None:
    ada = account_of(demo, "ada")
    posts = all_posts(demo, ada["id"])
    wanted = [post["id"] for post in posts if belongs(post)]
    assert wanted
    assert len(wanted) < len(posts) or place.endswith("replies")
    demo.fault(f"/{ada['id']}/statuses", "status", status=200, body=json.dumps(posts))
    demo.fault(f"/{ada['id']}/statuses", "status", status=200, body="[]", count=-1)
    async with desk.at_home() as session:
        feed = await opened(session, Place.parse(place.replace("ID", ada["id"])))
        assert feed.rows == wanted
        assert feed.hidden_count == 0, "no view option would show the others"


@pytest.mark.parametrize(
    "answer",
    [
        lambda posts: [*posts, {**posts[0], "id": "1", "reblog": posts[1]}],
        lambda posts: [{**posts[0], "id": str(number)} for number in range(30)],
        lambda posts: [{**posts[0], "pinned": False}],
    ],
    ids=["boosts", "many", "said"],
)
async def test_what_cannot_be_pins_is_not_taken_for_them(desk: Desk, demo: DemoThread, answer: Any) -> None:
    ada = account_of(demo, "ada")
    posts = [post for post in all_posts(demo, ada["id"]) if not post["reblog"]]
    demo.fault(f"/{ada['id']}/statuses", "status", status=200, body=json.dumps(answer(posts[:3])), count=-1)
    async with desk.at_home() as session:
        feed = await opened(session, Place.account(ada["id"], "pinned"))
        assert feed.rows == []
        assert feed.state.closed == "This server does not tell which posts are pinned."


async def test_pins_keep_the_order_of_the_server_and_leave_when_they_are_taken_off(
    desk: Desk, demo: DemoThread
) -> None:
    first, second = (demo.events(post=f"Number {number}", by="ada")[0] for number in (1, 2))
    ada = account_of(demo, "ada")
    posts = {post["id"]: post for post in all_posts(demo, ada["id"])}
    demo.fault("/statuses", "status", status=200, body=json.dumps([posts[first], posts[second]]))
    async with desk.at_home() as session:
        feed = await opened(session, Place.account(ada["id"], "pinned"))
        assert feed.rows == [first, second]
        demo.fault("/statuses", "status", status=200, body=json.dumps([posts[second]]))
        await feed.refresh()
        assert feed.rows == [second]


async def test_what_one_writes_stands_on_ones_own_profile_at_once(desk: Desk, demo: DemoThread) -> None:
    other = demo.events(post="Say something.", by="ada")[0]
    async with desk.at_home() as session:
        me = session.account.account_id
        feed, with_replies = (
            await opened(session, Place.account(me)),
            await opened(session, Place.account(me, "replies")),
        )
        before = asked(demo, f"/{me}/statuses")
        for text, reply_to in (("To everybody", None), ("@ada To you", other)):
            session.outbox.send(replace(session.drafts.new(), text=text, in_reply_to_id=reply_to))
            await until(lambda: not session.outbox.items, "it is sent")
        [answer, post] = with_replies.rows[:2]
        assert isinstance(answer, str)
        assert session.store.status(answer).in_reply_to_id == other  # type: ignore[union-attr]
        assert feed.rows[0] == post
        assert asked(demo, f"/{me}/statuses") == before
