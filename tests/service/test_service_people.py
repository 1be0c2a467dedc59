"""Lists of people: page by page, once each, and on from where one failed; asked about only while they are in view."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from tests.support.session import Desk, until, until_calm
from tootui.config.settings import Network, Settings
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service import people as people_module
from tootui.service.people import SECONDS_FRESH, People
from tootui.service.session import Session

SECONDS_OF_PATIENCE = 1.0
"""Of a session whose server is to be too slow for it: the rest of what it asks must be answered in that time."""


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_module, "PAGE_SIZE", 2)


def liked(demo: DemoThread) -> str:
    """A post that five people like."""
    [made] = demo.events(post="Five like me", by="bram")
    for acct in ("ada", "grace", "tove", "hedy", "odile"):
        demo.events(favourite=made, by=acct)
    return made


def names(session: Session, people: People) -> list[str]:
    accounts = [session.store.account(account_id) for account_id in people.ids]
    return [account.acct for account in accounts if account is not None]


async def test_pages_follow_until_the_end_with_how_one_relates(desk: Desk, demo: DemoThread) -> None:
    place = Place("favourited_by", liked(demo))
    async with desk.at_home() as session:
        people = session.enquiries.people(place)
        people.open()
        await until(lambda: people.state.loaded_once)
        assert len(people.ids) == 2
        while not people.state.at_end:
            before = len(people.ids)
            people.want_older()
            people.want_older()
            await until(lambda: not people.state.loading, "a page")
            assert len(people.ids) > before or people.state.at_end
        assert sorted(names(session, people)) == ["ada", "grace", "hedy", "odile", "tove"]
        people.look_at(people.ids)
        await until(lambda: all(session.store.relationship(each) is not None for each in people.ids), "relationships")
        people.want_older()
        assert not people.state.loading


async def test_a_page_that_fails_is_asked_for_again_alone(desk: Desk, demo: DemoThread) -> None:
    place = Place("favourited_by", liked(demo))
    async with desk.at_home() as session:
        people = session.enquiries.people(place)
        people.open()
        await until(lambda: people.state.loaded_once)
        first = list(people.ids)
        demo.fault("/favourited_by", "status", status=403, body='{"error": "Not now"}')
        people.want_older()
        await until(lambda: people.state.error, "it failed")
        assert people.ids == first
        people.refresh()
        await until(lambda: len(people.ids) > 2, "the page that failed")
        assert people.ids[:2] == first
        assert people.state.error is None


async def test_relationships_that_cannot_be_had_leave_the_list(desk: Desk, demo: DemoThread) -> None:
    place = Place("boosted_by", demo.events(post="Boost me", by="bram")[0])
    demo.events(boost=place.argument, by="grace")
    async with desk.at_home() as session:
        demo.fault("/relationships", "status", status=403)
        people = session.enquiries.people(place)
        people.open()
        await until(lambda: people.state.loaded_once)
        people.look_at(people.ids)
        await until(lambda: any("/relationships" in entry["path"] for entry in demo.log()), "they were asked for")
        await until_calm(demo)
        assert names(session, people) == ["grace"]
        assert people.state.error is None
        assert desk.said == []


def asked_about(demo: DemoThread) -> list[str]:
    """The ids in the requests for how one relates, in their order."""
    queries = [entry["query"] for entry in demo.log() if entry["path"].endswith("/relationships")]
    return [value for query in queries for name, value in parse_qsl(query) if name == "id[]"]


async def test_only_those_in_view_are_asked_about_and_each_once(desk: Desk, demo: DemoThread) -> None:
    place = Place("favourited_by", liked(demo))
    async with desk.at_home() as session:
        people = session.enquiries.people(place)
        people.open()
        await until(lambda: people.state.loaded_once)
        people.want_older()
        await until(lambda: len(people.ids) == 4 and not people.state.loading)
        assert not asked_about(demo)
        people.look_at(people.ids[:1])
        people.look_at(people.ids[1:3])
        people.look_at(people.ids[1:3])
        await until(lambda: session.store.relationship(people.ids[2]) is not None, "how one relates")
        people.look_at(people.ids[1:3])
        await until(lambda: session.store.relationship(people.ids[1]) is not None)
        assert asked_about(demo) == people.ids[1:3]


async def test_who_comes_back_finds_the_list_as_it_was_and_asks_again_only_after_a_while(
    desk: Desk, demo: DemoThread
) -> None:
    place = Place("favourited_by", liked(demo))

    def asked() -> int:
        return sum(entry["path"].endswith("/favourited_by") for entry in demo.log())

    async with desk.at_home() as session:
        people = session.enquiries.people(place)
        people.open()
        await until(lambda: people.state.loaded_once)
        people.want_older()
        await until(lambda: len(people.ids) == 4 and not people.state.loading)
        before, ids = asked(), list(people.ids)

        again = session.enquiries.people(place)
        again.open()
        assert again is people
        assert not people.state.loading
        assert asked() == before

        demo.events(favourite=place.argument, by="wren")
        desk.clock.advance(SECONDS_FRESH + 1)
        again.open()
        await until(lambda: not people.state.loading and asked() > before)
        assert names(session, people)[0] == "wren"
        assert people.ids[1:] == ids, "what was read further down stays"


async def test_a_list_from_another_beginning_takes_the_place_of_what_was_known(desk: Desk, demo: DemoThread) -> None:
    place = Place("favourited_by", liked(demo))
    async with desk.at_home() as session:
        people = session.enquiries.people(place)
        people.open()
        await until(lambda: people.state.loaded_once)
        for acct in ("wren", "bram", "mary"):
            demo.events(favourite=place.argument, by=acct)
        edition = people.edition
        people.refresh()
        await until(lambda: people.edition != edition)
        assert len(people.ids) == 2
        people.want_older()
        await until(lambda: len(people.ids) == 4)
        assert len(set(people.ids)) == 4


@pytest.mark.parametrize("failure", ["delay", "truncate"])
async def test_a_list_for_which_the_server_is_too_slow_is_no_loss_of_the_server(
    desk: Desk, demo: DemoThread, failure: str
) -> None:
    desk.settings = Settings(network=Network(timeout_seconds=SECONDS_OF_PATIENCE if failure == "delay" else 10.0))
    place = Place("favourited_by", liked(demo))
    async with desk.at_home() as session:
        states: list[str] = []
        session.connection.observe(lambda: states.append(session.connection.state))
        demo.fault("/favourited_by", failure, seconds=30, count=-1)
        people = session.enquiries.people(place)
        people.open()
        await until(lambda: people.state.error, "it is said")
        assert "offline" not in states

        def asked() -> int:
            return sum("favourited_by" in one["path"] for one in demo.log())

        await until_calm(demo)
        before = asked()
        desk.clock.advance(120)
        await session.feed(Place.HOME).refresh()
        assert asked() == before, "it is not asked for again by itself"
        demo.clear_faults()
        people.refresh()
        await until(lambda: people.state.loaded_once, "the list")


async def test_who_is_gone_says_nothing_about_the_server(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        gone = session.enquiries.people(Place.followers("404404"))
        gone.open()
        await until(lambda: gone.state.closed, "it is said")
        assert "followers" not in session.enquiries.lacking
        demo.switch(off=["followers"])
        here = session.enquiries.people(Place.followers(desk.account.account_id))
        here.open()
        await until(lambda: here.state.closed, "it is said")
        assert "followers" in session.enquiries.lacking
