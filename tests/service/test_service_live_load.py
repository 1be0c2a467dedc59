"""A busy evening over one socket: what comes, comes twice, changes, goes or is missed, ends as the server has it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator

import pytest

from tests.service.test_service_places import listed, some_list
from tests.support.session import Desk, until, until_after
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service.feeds import Feed
from tootui.service.session import Session
from tootui.service.sieve import ViewOptions

ROUNDS = 30
BREAKS = (10, 20)
POSTS, EDITS, DELETIONS, BOOSTS = 55, 20, 15, 10
"""Events per round, told twice each."""


@pytest.fixture
def demo() -> Iterator[DemoThread]:
    """A frozen demo server that streams."""
    with DemoThread() as server:
        yield server


async def test_three_thousand_events_end_in_exactly_the_lists_of_the_server(desk: Desk, demo: DemoThread) -> None:
    demo.control("limits", limit=100_000)
    list_id = some_list(demo)
    paths = {
        Place.HOME: "/api/v1/timelines/home?",
        Place.LOCAL: "/api/v1/timelines/public?local=true&",
        Place.tag("load"): "/api/v1/timelines/tag/load?",
        Place.list(list_id): f"/api/v1/timelines/list/{list_id}?",
    }
    async with desk.session() as session:
        for place in paths:
            session.feed(place).open()
        session.feed(Place.HOME).set_options(ViewOptions(hide_boosts=True))
        await until_after(desk.clock, lambda: session.connection.state == "live")
        await until_after(desk.clock, lambda: demo.streams() and len(demo.streams()[0]) == len(paths))
        for _ in range(20):
            desk.clock.advance(0.25)
            await until(lambda: True)
        demo.control("streams", repeat=2)
        edited = await _evening(session, desk, demo)
        await until_after(desk.clock, lambda: session.connection.state == "live", step=0.25)
        [last] = demo.events(post="That was all. #load", by="ada")
        for place, path in paths.items():
            feed = session.feed(place)
            expected = await asyncio.to_thread(listed, demo, f"{path}limit=40")

            def is_as_on_the_server(feed: Feed = feed, expected: list[str] = expected) -> bool:
                return last in feed.timeline and feed.timeline.rows == expected[: len(feed.timeline)]

            await until_after(desk.clock, is_as_on_the_server, step=0.25)
        home = session.feed(Place.HOME)
        assert len(home.timeline) > ROUNDS * (POSTS - DELETIONS)
        assert home.rows == [row for row in home.timeline.ids() if session.store.status(row).reblog is None]  # type: ignore[union-attr]  # it is known
        assert home.hidden_count > ROUNDS
        for status_id, text in edited.items():
            status = session.store.status(status_id)
            assert status is not None
            assert text in status.content
    assert desk.said == []


async def _evening(session: Session, desk: Desk, demo: DemoThread) -> dict[str, str]:
    """Let it all happen, with two breaks of the socket; what the edited posts say in the end."""
    chance = random.Random(7)
    alive: list[str] = []
    edited: dict[str, str] = {}
    untouched: set[str] = set()
    for at in range(ROUNDS):
        if at in BREAKS:
            demo.drop_streams()
            await until(lambda: session.connection.state == "polling", "the socket is broken")
        alive += await asyncio.to_thread(demo.events, home_posts=POSTS - 1)
        tagged = await asyncio.to_thread(demo.events, post=f"Round {at}. #load", by="ada")
        alive += tagged
        untouched.update(tagged)  # an edit without the tag would take it out of the tag's list
        for number in range(EDITS):
            chosen = chance.choice([one for one in alive[-200:] if one not in untouched])
            edited[chosen] = f"Edit {at}/{number}"
            await asyncio.to_thread(demo.events, edit=chosen, text=edited[chosen])
        for _ in range(DELETIONS):
            gone = alive.pop(chance.randrange(max(len(alive) - 200, 0), len(alive)))
            edited.pop(gone, None)
            await asyncio.to_thread(demo.events, delete=gone)
        for boosted in chance.sample(alive, BOOSTS):
            await asyncio.to_thread(demo.events, boost=boosted, by="grace")
        home, newest = session.feed(Place.HOME).timeline, alive[-1]
        await until_after(desk.clock, lambda seen=home, one=newest: one in seen, step=0.25)  # type: ignore[misc]  # bound now
    return edited
