"""From a post to people: its author, who boosted it into view, all who boosted or liked it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.session import Desk
from tests.ui.acts import click_on, found, read
from tests.ui.story import begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.widgets.people_list import PeopleList


async def test_who_boosted_and_who_liked(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Everybody likes bread.", by="bram")[0]
    demo.events(boost=made, by="ada")
    demo.events(favourite=made, by="grace")
    demo.events(favourite=made, by="tove")
    async with begin(demo, home) as story:
        await read(story, made)
        story.main.dispatcher.run("status.favouriters")
        await story.until(lambda: isinstance(story.rows, PeopleList), "a list of people")
        await story.until_shown("@grace", "@tove", "you follow")
        first = story.rows.selected_account
        assert first is not None
        await story.press("enter")
        await story.until(lambda: story.rows.place == Place.account(first.id), "the profile")
        await story.press("q")
        await story.until(lambda: isinstance(story.rows, PeopleList), "back at the people")

        await read(story, made)
        story.main.dispatcher.run("status.boosters")
        await story.until_shown("Boosted by", "@ada")
        await story.press("f")
        await story.until_shown("No post is selected.")
        await story.press("full_stop")
        await story.until_shown("Only timelines have newer posts above.")


async def test_nobody_yet(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Nobody likes this.", by="bram")[0]
    async with begin(demo, home) as story:
        await read(story, made)
        story.main.dispatcher.run("status.boosters")
        await story.until_shown("Nobody has boosted this post yet")


@pytest.mark.parametrize(
    ("kind", "details", "words"),
    [
        ("status", {"status": 403, "body": '{"error": "Not now"}'}, "Not now"),
        ("status", {"status": 404, "body": '{"error": "Gone"}'}, "does not show it: Gone"),
        ("status", {"status": 500}, "has trouble (500)"),
    ],
)
async def test_a_list_that_cannot_be_had_is_tried_again(
    demo: DemoThread, home: Path, kind: str, details: dict[str, object], words: str
) -> None:
    made = demo.events(post="Liked once.", by="bram")[0]
    demo.events(favourite=made, by="grace")
    async with begin(demo, home) as story:
        await read(story, made)
        demo.fault("/favourited_by", kind, count=-1, **details)
        story.main.dispatcher.run("status.favouriters")
        await story.until_shown(words, "tries again.")
        demo.clear_faults()
        await story.press("enter")
        await story.until_shown("@grace")


async def test_a_list_comes_by_itself_when_the_server_is_back(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Liked before the cable broke.", by="bram")[0]
    demo.events(favourite=made, by="grace")
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await read(story, made)
        demo.fault("/", "drop_before", count=-1)
        story.main.dispatcher.run("status.favouriters")
        await story.until_shown("Offline, and nothing of this place is kept here.")
        demo.clear_faults()

        def is_shown() -> bool:
            desk.clock.advance(1)
            return "@grace" in story.shown

        await story.until(is_shown, "who made it a favourite")


async def test_a_list_that_broke_off_once_is_asked_for_again(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Liked over a bad cable.", by="bram")[0]
    demo.events(favourite=made, by="grace")
    async with begin(demo, home) as story:
        await read(story, made)
        demo.fault("/favourited_by", "drop_before", count=3)
        story.main.dispatcher.run("status.favouriters")
        await story.until_shown("@grace")


async def test_the_author_of_a_boosted_post_and_the_one_who_boosted(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Boost me into view.", by="bram")[0]
    demo.events(boost=made, by="grace")
    async with begin(demo, home) as story:
        boost = await story.select("Boost me into view")
        assert boost.reblog is not None
        await story.press("a")
        await story.until(lambda: story.rows.place == Place.account(boost.reblog.account.id), "the author")  # type: ignore[union-attr]
        await story.press("q")
        await story.select("Boost me into view")
        story.main.dispatcher.run("booster.open")
        await story.until(lambda: story.rows.place == Place.account(boost.account.id), "who boosted")


async def test_a_mention_leads_to_the_profile(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Ask @ada about it.", by="grace")[0]
    async with begin(demo, home) as story:
        await read(story, made)
        status = story.session.store.status(made)
        assert status is not None
        await story.press("o", "1")
        await story.until(lambda: story.rows.place == Place.account(status.mentions[0].id), "the profile of @ada")


async def test_what_is_drawn_is_clicked(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Ask @ada about #looms", by="grace")[0]
    async with begin(demo, home, size=(90, 30)) as story:
        await read(story, made)
        status = story.session.store.status(made)
        assert status is not None
        for words, place in (
            ("Grace Hopper", Place.account(status.account.id)),
            ("@ada", Place.account(status.mentions[0].id)),
            ("#looms", Place.tag("looms")),
        ):
            await click_on(story, words)
            await story.until(lambda place=place: story.rows.place == place, f"{words} leads to {place}")  # type: ignore[misc]
            await story.press("q")
            await story.until(lambda: story.rows.place == Place.thread(made), "back at the thread")
            await story.pilot.pause()
        await click_on(story, "favourites")
        await story.until(lambda: story.session.store.status(made).favourited, "a clicked count")  # type: ignore[union-attr]


async def test_a_click_on_a_quoted_post_opens_it(demo: DemoThread, home: Path) -> None:
    quoting = found(demo, "hedy", "Spaces between the notes")
    async with begin(demo, home, size=(90, 30)) as story:
        await read(story, quoting["id"])
        await click_on(story, "Settle it before supper")
        quoted = Place.thread(quoting["quote"]["quoted_status"]["id"])
        await story.until(lambda: story.rows.place == quoted, "the quoted post")


async def test_a_link_says_where_it_leads(demo: DemoThread, home: Path) -> None:
    content = (
        '<p><a href="https://evil.example/x">good.example</a> <a href="https://good.example@bad.example/">more</a>'
        ' <a href="http://[broken">odd</a></p>'
    )
    made = demo.events(raw_status={"content": content}, by="grace")[0]
    async with begin(demo, home) as story:
        await read(story, made)
        await story.press("o")
        await story.until_shown("good.example  opens evil.example", "more  opens bad.example", "odd  opens [broken")
