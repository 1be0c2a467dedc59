"""Listening to a server that streams: news without asking, and no holes when the socket breaks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support.session import Desk, until, until_after
from tootui.demo.context import Options
from tootui.demo.thread import DemoThread
from tootui.model.events import Event, StatusArrived
from tootui.model.places import Place
from tootui.service.session import Session
from tootui.service.streams import HOUR, stream_of


@pytest.fixture
def demo() -> Iterator[DemoThread]:
    """A frozen demo server that streams."""
    with DemoThread() as server:
        yield server


@asynccontextmanager
async def listening(desk: Desk) -> AsyncIterator[Session]:
    """A session whose home is live, and which has asked for all that it asks for at its start."""
    async with desk.at_home() as session:
        await until_after(desk.clock, lambda: session.connection.state == "live")
        await calm(desk)
        yield session


async def calm(desk: Desk) -> None:
    """Let what is under way between a session and its server come to its end."""
    for _ in range(50):  # those whose time has come ask what they ask
        await asyncio.sleep(0)
    await until(lambda: not desk.clock.requests_under_way, "no answer is waited for")


def asked(demo: DemoThread) -> list[str]:
    return [request["path"] for request in demo.log()]


def connects(demo: DemoThread) -> int:
    return asked(demo).count("/api/v1/streaming")


async def test_new_posts_come_without_being_asked_for(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk) as session:
        feed = session.feed(Place.HOME)
        before = list(feed.rows)
        demo.clear_log()
        new = demo.events(home_posts=3)
        await until(lambda: feed.new_count == 3, "three new posts")
        assert feed.rows == [*new[::-1], *before]
        assert asked(demo) == []
    assert desk.said == []
    await until(lambda: demo.streams() == [], "the socket is closed")


async def test_a_mistake_of_one_who_listens_is_said_and_the_others_go_on(desk: Desk, demo: DemoThread) -> None:
    def stumbles(event: Event) -> None:
        if isinstance(event, StatusArrived):
            raise KeyError(event.status.id)

    async with listening(desk) as session:
        feed = session.feed(Place.HOME)
        session._network.streams.hear(stumbles)
        demo.events(home_posts=1)
        await until(lambda: feed.new_count == 1, "the first post")
        demo.events(home_posts=1)
        await until(lambda: feed.new_count == 2, "another: it goes on listening")
        assert session.connection.state == "live"
    assert set(desk.said) == {"Something went wrong while listening to the server. The log has the details."}


async def test_four_places_open_at_the_start_ask_for_little_at_a_time(desk: Desk, demo: DemoThread) -> None:
    places = (Place.HOME, Place.LOCAL, Place.FEDERATED, Place.tag("lighthouse"))
    async with listening(desk):
        pass  # who the server is and who one is, is known from now on
    demo.clear_log()
    async with desk.session() as session:
        feeds = [session.feed(place) for place in places]
        for feed in feeds:
            feed.open()
        await until(lambda: all(feed.state.loaded_once for feed in feeds))
        await until(demo.streams, "the socket")
        for _ in range(19):
            desk.clock.advance(0.1)
            await calm(desk)
        assert len(asked(demo)) <= 5

        def pages() -> int:
            return sum("timelines" in path for path in asked(demo))

        seen = pages()
        while seen < 8:  # each once more, for what came before the socket
            desk.clock.advance(0.1)
            await calm(desk)
            assert pages() <= seen + 1
            seen = pages()
        await until_after(desk.clock, lambda: session.connection.state == "live")


async def test_nothing_is_asked_while_nothing_happens(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk) as session:
        demo.clear_log()
        for _ in range(40):  # ten minutes
            desk.clock.advance(15)
            await until(lambda: True)
        await calm(desk)
        assert asked(demo) == []
        assert session.connection.state == "live"


async def test_edits_deletions_and_counts_reach_the_posts_on_screen(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk) as session:
        feed = session.feed(Place.HOME)
        edited, deleted, kept = demo.events(home_posts=3)
        await until(lambda: len(feed.rows) == 43)
        session.actions.favourite(edited)
        await until(lambda: getattr(session.store.base_status(edited), "favourited", False) is True, "it is done")
        demo.clear_log()
        demo.events(edit=edited, text="It reads differently now.")
        demo.events(delete=deleted)
        await until(lambda: deleted not in feed.rows, "the deleted post goes, told after the edit")
        status = session.store.status(edited)
        assert status is not None
        assert "differently" in status.content
        assert status.favourited is True
        assert feed.rows[:2] == [kept, edited]
        assert asked(demo) == []


async def test_a_thread_is_told_of_answers_though_home_is_closed(desk: Desk, demo: DemoThread) -> None:
    [root] = demo.events(post="How do you take your tea?", by="ada")
    async with desk.at_home() as session:
        session.feed(Place.HOME).close()
        thread = session.thread(root)
        thread.open()
        await until_after(desk.clock, lambda: demo.streams() == [[["user"]]])
        await until(lambda: not thread.state.from_cache, "the thread is there")
        await until(lambda: session.connection.state == "live", "the header says that it is told")
        await calm(desk)
        demo.clear_log()
        milk, lemon = [demo.events(post=text, by="grace", reply_to=root)[0] for text in ("Milk", "Lemon")]
        await until(lambda: [row.status_id for row in thread.rows] == [root, milk, lemon], "the answers")
        demo.events(delete=milk)
        await until(lambda: [row.status_id for row in thread.rows] == [root, lemon], "the deleted one goes")
        assert asked(demo) == []
        thread.close()
        await until(lambda: demo.streams() == [], "nothing is listened to")


async def test_a_favourite_of_ones_own_post_counts_at_once(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk) as session:
        feed = session.feed(Place.HOME)
        [mine] = demo.events(post="Mine.", by="you")
        await until(lambda: mine in feed.rows, "the own post arrives")
        demo.events(favourite=mine, by="ada")
        await until(lambda: getattr(session.store.status(mine), "favourites_count", 0) == 1, "the count")


async def test_the_burst_of_a_busy_evening_keeps_its_order(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk) as session:
        feed = session.feed(Place.HOME)
        before = list(feed.rows)
        demo.clear_log()
        demo.control("streams", repeat=2)
        new = demo.events(home_posts=500)
        await until(lambda: len(feed.rows) >= 540, "five hundred posts")
        assert feed.rows == [*new[::-1], *before]
        assert feed.new_count == 500
        assert asked(demo) == []


async def test_a_place_found_closed_while_it_catches_up_is_listened_to_no_more(desk: Desk, demo: DemoThread) -> None:
    demo.control("switches", feeds={"local": "disabled"})
    async with desk.at_home() as session:
        local = session.feed(Place.LOCAL)
        local.open()  # when it is asked for first, nobody knows yet why there is nothing
        await until_after(desk.clock, lambda: local.state.closed)
        await until_after(desk.clock, lambda: session.connection.state == "live")
        await until(lambda: demo.streams() == [[["user"]]], "one stream less")
    assert desk.said == []


async def test_what_was_posted_while_the_socket_was_broken_leaves_no_hole(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk) as session:
        feed = session.feed(Place.HOME)
        before = list(feed.rows)
        demo.clear_log()
        demo.drop_streams()
        await until(lambda: session.connection.state == "polling", "the header says so")
        missed = demo.events(home_posts=60)
        await until_after(desk.clock, lambda: session.connection.state == "live", step=0.25)
        told = demo.events(home_posts=2)
        await until(lambda: feed.new_count == 62, "all of them")
        assert feed.rows == [*told[::-1], *missed[::-1], *before]
        assert connects(demo) == 1
        assert set(asked(demo)) == {"/api/v1/streaming", "/api/v1/timelines/home"}


async def test_what_arrives_before_it_has_caught_up_waits_for_what_is_beneath(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk) as session:
        feed = session.feed(Place.HOME)
        before = list(feed.rows)
        demo.drop_streams()
        await until(lambda: session.connection.state == "polling", "the header says so")
        missed = demo.events(home_posts=3)
        desk.clock.advance(1)  # no pause before the first attempt is longer
        await until(demo.streams, "a new socket")
        early = demo.events(home_posts=2)
        await until(lambda: session.store.status(early[-1]) is not None, "they have arrived")
        assert feed.rows == before
        await until_after(desk.clock, lambda: session.connection.state == "live", step=0.25)
        assert feed.rows == [*early[::-1], *missed[::-1], *before]


async def test_while_streams_are_refused_it_asks_and_tries_again_ever_more_rarely(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk) as session:
        feed = session.feed(Place.HOME)
        demo.fault("/api/v1/streaming", "status", status=503, count=-1)
        demo.clear_log()
        demo.drop_streams()
        new = demo.events(home_posts=1)
        await until_after(desk.clock, lambda: feed.rows[0] == new[0])
        assert session.connection.state == "polling"
        begun = desk.clock.time()
        first = connects(demo)
        await until_after(desk.clock, lambda: connects(demo) >= first + 6, step=10)
        assert desk.clock.time() - begun > 60
        demo.clear_faults()
        await until_after(desk.clock, lambda: session.connection.state == "live", step=10)


async def test_a_server_without_streams_is_asked(home: Path) -> None:
    with DemoThread(options=Options(frozen=True, streaming=False)) as demo:
        desk = Desk(home / "config", demo.url, demo.token)
        async with desk.at_home() as session:
            feed = session.feed(Place.HOME)
            await until_after(desk.clock, lambda: "/api/v2/instance" in asked(demo))
            new = demo.events(home_posts=1)
            await until_after(desk.clock, lambda: feed.rows[0] == new[0], step=10)
            assert session.connection.state == "polling"
            assert connects(demo) == 0


async def test_a_server_that_promised_streams_but_has_none_is_tried_again_after_an_hour(
    desk: Desk, demo: DemoThread
) -> None:
    demo.fault("/api/v1/streaming", "status", status=404, count=1)
    async with desk.at_home() as session:
        await until_after(desk.clock, lambda: connects(demo) == 1)
        await until(lambda: HOUR in desk.clock.waits, "it waits for an hour")
        for _ in range(50):
            desk.clock.advance(60)
            await until(lambda: True)
        assert connects(demo) == 1
        assert session.connection.state == "polling"
        desk.clock.advance(HOUR - 50 * 60)
        await until_after(desk.clock, lambda: session.connection.state == "live")


async def test_only_what_is_open_is_subscribed(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk) as session:
        assert demo.streams() == [[["user"]]]
        tag = session.feed(Place.tag("Looms"))
        tag.open()
        await until(lambda: demo.streams() == [[["user"], ["hashtag", "looms"]]], "one more stream on the same socket")
        await until_after(desk.clock, lambda: tag.state.loaded_once)
        [post] = demo.events(post="About #looms.")
        await until_after(desk.clock, lambda: tag.rows and tag.rows[0] == post)
        await until(lambda: session.feed(Place.HOME).rows[0] == post, "home has it too")
        tag.close()
        await until(lambda: demo.streams() == [[["user"]]], "one stream less")
        session.feed(Place.HOME).close()
        await until(lambda: demo.streams() == [], "nobody listens")
        await until(lambda: session.connection.state == "polling", "the header says so")


async def test_a_refused_stream_is_asked_for_while_the_others_are_listened_to(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk) as session:
        home, tag = session.feed(Place.HOME), session.feed(Place.tag("looms"))
        first = demo.events(home_posts=1)
        await until(lambda: home.rows[0] == first[0])
        demo.say(json.dumps({"error": "Not authorized", "status": 401}))
        tag.open()
        path = "/api/v1/timelines/tag/looms"
        await until_after(desk.clock, lambda: asked(demo).count(path) == 2)  # the second time to catch up
        await calm(desk)
        demo.clear_log()
        await until_after(desk.clock, lambda: asked(demo).count(path) == 2, step=10)
        assert set(asked(demo)) == {path}
        assert session.connection.state == "live"


async def test_a_machine_that_was_asleep_connects_anew_and_catches_up(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk) as session:
        demo.clear_log()
        desk.clock.advance(8 * 3600)
        await until(lambda: connects(demo) == 1, "a new socket")
        await until_after(desk.clock, lambda: session.connection.state == "live", step=0.25)
        assert "/api/v1/timelines/home" in asked(demo)
        await until(lambda: len(demo.streams()) == 1, "the former socket is closed")


async def test_junk_and_unknown_events_are_passed_over_and_an_unreadable_post_is_told_once(
    desk: Desk, demo: DemoThread
) -> None:
    async with listening(desk) as session:
        feed = session.feed(Place.HOME)
        for junk in ("", "null", "[1, 2]", "{", '{"event": 5}', '{"stream": ["user"], "event": "pleroma:gift"}'):
            demo.say(junk)
        for _ in range(2):
            demo.say(json.dumps({"stream": ["user"], "event": "update", "payload": '{"id": "77"}'}))
        new = demo.events(home_posts=1)
        await until(lambda: feed.rows[0] == new[0], "the good one")
        assert session.connection.state == "live"
    assert desk.said == ["1 post could not be read."]


async def test_a_revoked_token_ends_it_all(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk) as session:
        demo.fault("/api/v1/", "status", status=401, count=-1, body='{"error": "The access token was revoked"}')
        demo.drop_streams()
        await until_after(desk.clock, lambda: session.connection.state == "signed_out", step=0.25)
        await calm(desk)
        demo.clear_log()
        for _ in range(20):
            desk.clock.advance(60)
            await until(lambda: True)
        await calm(desk)
        assert asked(demo) == []


async def test_ones_own_post_arrives_twice_and_stands_there_once(desk: Desk, demo: DemoThread) -> None:
    async with listening(desk) as session:
        feed = session.feed(Place.HOME)
        before = list(feed.rows)
        session.outbox.send(replace(session.drafts.new(), text="Hello."))
        await until(lambda: len(feed.rows) == len(before) + 1, "the own post")
        await until(lambda: not session.outbox.items, "it is known to be the own one")
        new = demo.events(home_posts=1)
        await until(lambda: feed.rows[0] == new[0], "the next one")
        assert len(feed.rows) == len(before) + 2
        assert feed.new_count == 1


def test_every_timeline_has_its_stream() -> None:
    names = {text: stream_of(Place.parse(text)) for text in ("home", "local", "federated", "tag:Cats", "thread:1")}
    assert {text: stream and (stream.name, stream.argument) for text, stream in names.items()} == {
        "home": ("user", ""),
        "local": ("public:local", ""),
        "federated": ("public", ""),
        "tag:Cats": ("hashtag", "cats"),
        "thread:1": None,
    }
