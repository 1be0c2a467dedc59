"""Every place while it loads, without a network, refused, unknown to the server, empty; the rest goes on beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.session import Desk, read_json
from tests.ui.live import listening
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.widgets.place_list import Note

LISTS = (
    r"timelines/|bookmarks|favourites|trends|/statuses\?|reblogged_by|favourited_by|/quotes"
    r"|/notifications(\?|$|/requests)|/conversations|/follow(ers|ing|_requests)|/mutes|/(domain_)?blocks|/search"
)
"""Where the pages of all places come from, the profile's own account left out."""
WHY_NOT = ("does not offer", "is gone", "does not have this", "does not gather direct messages")


def every_place(demo: DemoThread) -> list[Place]:
    """One of each kind; home is where the story begins."""
    list_id = read_json(demo.url, "/api/v1/lists", demo.token)[0]["id"]
    link = read_json(demo.url, "/api/v1/trends/links", demo.token)[0]["url"]
    post = read_json(demo.url, "/api/v1/timelines/public?limit=1", demo.token)[0]
    return [
        Place.LOCAL,
        Place.FEDERATED,
        Place.BOOKMARKS,
        Place.FAVOURITES,
        Place.TRENDING,
        Place.TRENDING_TAGS,
        Place.TRENDING_LINKS,
        Place.tag("lighthouse"),
        Place.list(list_id),
        Place.link(link),
        Place.account(post["account"]["id"]),
        Place.parse(f"boosted_by:{post['id']}"),
        Place.parse(f"favourited_by:{post['id']}"),
        Place.quotes(post["id"]),
        Place.NOTIFICATIONS,
        Place.notifications("follows"),
        Place.FILTERED,
        Place.DIRECT,
        Place.account(post["account"]["id"], "media"),
        Place.followers(post["account"]["id"]),
        Place.following(post["account"]["id"]),
        Place.FOLLOW_REQUESTS,
        Place.MUTES,
        Place.BLOCKS,
        Place.DOMAIN_BLOCKS,
        Place("search_people", "grace"),
    ]


def words(story: Story) -> list[str]:
    """What is said in the list in view, but the head of a profile and what leads on from notifications."""
    notes = [key for key in story.rows.keys if isinstance(key, Note) and key.action != "go.filtered"]
    said = [note.text for note in notes if note.text != "profile"]
    return ["Loading" if text.startswith("Asking ") else text for text in said]


def has_answer(story: Story) -> bool:
    """Whether all that was asked for has been answered, in words alone."""
    return bool(said := words(story)) and "Loading" not in said


async def test_every_place_says_that_it_loads_and_then_shows_what_is_there(demo: DemoThread, home: Path) -> None:
    async with begin(demo, home) as story:
        for place in every_place(demo):
            story.main.go(place)
            assert words(story) == ["Loading"], place
            await story.until(lambda: "Loading" not in words(story), f"{place} loads")
            assert not any("Enter tries again" in text for text in words(story)), place


@pytest.mark.parametrize("status", [404, 501])
async def test_what_a_server_lacks_is_said_in_its_place_and_the_rest_goes_on(
    demo: DemoThread, home: Path, status: int
) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    places = every_place(demo)
    async with begin(demo, home, desk=desk) as story:
        demo.fault(LISTS.replace("timelines/", "timelines/(?!home)"), "status", status=status, count=-1)
        try:
            for place in places:
                story.main.go(place)
                await story.until(lambda: has_answer(story), f"words in {place}")
                said = words(story)[-1]
                assert any(part in said for part in WHY_NOT), (place, said)
                assert "Something went wrong" not in said or place.kind in ("account", "boosted_by", "favourited_by")
            assert story.session.connection.state == "polling"
            new = demo.events(post="Home goes on.", by="grace")[0]
            await story.press("g", "h", "ctrl+r")
            await story.until(lambda: new in story.home.timeline, "home goes on")
        finally:
            demo.clear_faults()


async def test_a_place_that_fails_takes_no_other_with_it_and_is_seldom_asked_for(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        await listening(story, desk.clock)
        states: list[str] = []
        story.session.connection.observe(lambda: states.append(story.session.connection.state))
        demo.fault("timelines/public", "status", status=500, count=-1)
        try:
            demo.clear_log()
            await story.press("g", "l")
            await story.until_shown("Enter tries again.")
            for _ in range(20):
                desk.clock.advance(1)
                await story.pilot.pause()
        finally:
            demo.clear_faults()
        assert "offline" not in states
        assert sum(request["path"] == "/api/v1/timelines/public" for request in demo.log()) <= 3
        await story.press("enter")
        await story.until(lambda: story.rows.selected_status is not None, "posts, once it works again")


@pytest.mark.parametrize("trouble", ["html", "nonjson"])
async def test_every_place_in_trouble_says_so_and_is_there_at_the_next_try(
    demo: DemoThread, home: Path, trouble: str
) -> None:
    places = every_place(demo)
    async with begin(demo, home) as story:
        demo.fault(LISTS.replace("timelines/", "timelines/(?!home)"), trouble, count=-1, status=500)
        try:
            for place in places:
                story.main.go(place)
                await story.until(lambda: has_answer(story), f"words in {place}")
                assert words(story)[-1].endswith("Enter tries again."), (place, words(story))
        finally:
            demo.clear_faults()
        for place in places[::-1]:
            story.main.go(place)
            if any("Enter tries again." in text for text in words(story)):
                await story.press("end", "enter")
            await story.until(
                lambda: (
                    story.rows.keys
                    and words(story) != ["Loading"]
                    and not any("tries again" in text for text in words(story))
                ),
                f"{place} is there",
            )


async def test_an_answer_without_anything_is_explained(demo: DemoThread, home: Path) -> None:
    places = every_place(demo)
    async with begin(demo, home) as story:
        demo.fault(LISTS, "status", status=200, body="[]", count=-1)
        try:
            for place in places:
                story.main.go(place)
                await story.until(lambda: has_answer(story), f"words in {place}")
                assert "Nothing here yet" not in words(story)[-1], "words of its own"
                assert len(words(story)) == 1
        finally:
            demo.clear_faults()


async def test_without_a_network_each_place_says_so_and_loads_when_it_is_back(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    places = every_place(demo)
    async with begin(demo, home, desk=desk) as story:
        await story.until(lambda: story.session.shelf.is_told, "the names of lists")
        demo.fault(".", "drop_before", count=-1)
        try:
            await story.press("ctrl+r")
            await story.until(lambda: story.session.connection.state == "offline")
            for place in places:
                story.main.go(place)
                await story.until(lambda: words(story)[-1:] and words(story)[-1].startswith("Offline"), f"{place}")
        finally:
            demo.clear_faults()
        for place in places[::-1]:
            story.main.go(place)

            def is_back() -> bool:
                desk.clock.advance(0.2)
                said = words(story)
                return bool(story.rows.keys) and "Loading" not in said and not any("Offline" in text for text in said)

            await story.until(is_back, f"{place} loads when the server is back")


async def test_the_end_of_what_is_kept_says_why_and_goes_on_when_the_server_is_back(
    demo: DemoThread, home: Path
) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    async with begin(demo, home, desk=desk) as story:
        demo.fault(".", "drop_before", count=-1)
        try:
            await story.press("G")
            await story.until(lambda: words(story), "words below the last post")
            await story.press("G")
            await story.until_shown("Offline. Older posts load when the server answers again.")
            count = len(story.home.rows)
        finally:
            demo.clear_faults()

        def goes_on() -> bool:
            desk.clock.advance(0.2)
            return len(story.home.rows) > count

        await story.until(goes_on, "older posts come by themselves")
        await story.until(lambda: "Offline" not in story.shown)


async def test_a_thread_without_a_network_says_so_and_is_whole_when_it_is_back(demo: DemoThread, home: Path) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    opened = demo.events(post="Read me where there is no network.", by="grace")[0]
    async with begin(demo, home, desk=desk) as story:
        await story.press("|", "g", "l")
        demo.fault(".", "drop_before", count=-1)
        try:
            await story.press("ctrl+r")
            await story.until(lambda: story.session.connection.state == "offline")
            story.main.open_thread(opened)
            await story.until_shown("Read me where there is no network.", "Offline. What has been answered since")
        finally:
            demo.clear_faults()
        demo.events(post="And yet I answer.", by="ada", reply_to=opened)

        def is_back() -> bool:
            desk.clock.advance(0.2)
            return "And yet I answer." in story.shown

        await story.until(is_back, "the thread is whole")
        await story.until(lambda: not any("Offline" in text for text in words(story)), "and says nothing else")
