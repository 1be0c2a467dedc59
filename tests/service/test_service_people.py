"""Lists of people: page by page, once each, and on from where one failed."""

from __future__ import annotations

import pytest

from tests.support.session import Desk, until
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service import people as people_module
from tootui.service.people import People
from tootui.service.session import Session


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
        await until(lambda: any("/relationships" in entry["path"] for entry in demo.log()), "they were asked for")
        assert names(session, people) == ["grace"]
        assert people.state.error is None
        assert desk.said == []
