"""The sidebar's places: known from the last time, asked for when somebody looks, and then not again."""

from __future__ import annotations

import json

import pytest

from tests.support.session import Desk, until, until_after
from tootui.demo.thread import DemoThread
from tootui.model.account import Account
from tootui.model.errors import UnknownPlace
from tootui.model.places import Place
from tootui.service.session import Session
from tootui.service.shelf import SECONDS_AFTER_FAILURE

LISTS = [{"id": "4", "title": "Friends"}, {"id": "2", "title": "Árbol"}, {"id": "9", "title": ""}]
IN_PERSON = ("Home", "Notifications", "Direct messages")
TAGS = [{"name": "Python", "url": ""}, {"name": "astro"}, {"name": ""}, {"name": "a?any=b"}]


def tell(demo: DemoThread, lists: object = LISTS, tags: object = TAGS) -> None:
    demo.fault("/api/v1/lists$", "status", status=200, body=json.dumps(lists), count=-1)
    demo.fault("/api/v1/followed_tags", "status", status=200, body=json.dumps(tags), count=-1)


def asked(demo: DemoThread) -> int:
    """How often lists were asked for."""
    return sum(entry["path"] == "/api/v1/lists" for entry in demo.log())


def scheduled_asked(demo: DemoThread) -> int:
    return sum(entry["path"] == "/api/v1/scheduled_statuses" for entry in demo.log())


def titles(session: Session) -> dict[str, list[str]]:
    return {section.heading: [title for _, title in section.places] for section in session.shelf.sections()}


async def test_nothing_is_asked_until_somebody_looks(desk: Desk, demo: DemoThread) -> None:
    tell(demo)
    async with desk.at_home() as session:
        assert session.shelf.lists == ()
        assert titles(session) == {"": [*IN_PERSON, "Local", "Federated", "Trending", "Bookmarks", "Favourites"]}
        assert asked(demo) == 0
        session.shelf.want()
        await until(lambda: session.shelf.lists)
        assert titles(session)["Lists"] == ["List", "Friends", "Árbol"]
        assert titles(session)["Tags"] == ["#astro", "#Python"]
        session.shelf.want()
        session.shelf.renew()
        await until(lambda: asked(demo) == 2)
        desk.clock.advance(3600)
        session.shelf.want()
        await until(lambda: asked(demo) == 3)


async def test_the_next_start_knows_them_at_once(desk: Desk, demo: DemoThread) -> None:
    tell(demo)
    async with desk.at_home() as session:
        session.shelf.want()
        await until(lambda: session.shelf.lists)
    session = desk.open()
    assert [one.title for one in session.shelf.lists] == ["", "Friends", "Árbol"]
    assert session.shelf.title_of(Place.list("4")) == "Friends"
    assert session.shelf.followed_tags == ("astro", "Python")
    await session.close()


async def test_what_changed_is_told(desk: Desk, demo: DemoThread) -> None:
    tell(demo)
    changes: list[dict[str, list[str]]] = []
    async with desk.at_home() as session:
        session.shelf.observe(lambda: changes.append(titles(session)))
        session.shelf.want()
        await until(lambda: changes)
        demo.clear_faults()
        tell(demo, lists=[], tags=TAGS[:1])
        session.shelf.renew()
        await until(lambda: len(changes) == 2)
        assert "Lists" not in changes[-1]
        assert changes[-1]["Tags"] == ["#Python"]
        session.shelf.renew()
        await until(lambda: asked(demo) == 3)
    assert len(changes) == 2


@pytest.mark.parametrize("status", [404, 403, 501])
async def test_a_server_without_lists_still_has_tags(desk: Desk, demo: DemoThread, status: int) -> None:
    tell(demo)
    demo.clear_faults()
    demo.fault("/api/v1/lists$", "status", status=status, count=-1)
    demo.fault("/api/v1/followed_tags", "status", status=200, body=json.dumps(TAGS), count=-1)
    async with desk.at_home() as session:
        session.shelf.want()
        await until(lambda: session.shelf.followed_tags)
        assert session.shelf.lists == ()
        assert desk.said == []


async def test_a_server_in_trouble_takes_nothing_away(desk: Desk, demo: DemoThread) -> None:
    tell(demo)
    async with desk.at_home() as session:
        session.shelf.want()
        await until(lambda: session.shelf.lists)
        demo.clear_faults()
        demo.fault("/api/v1/lists$", "status", status=500, count=-1)
        session.shelf.renew()
        await until_after(desk.clock, lambda: asked(demo) > 1)
        demo.clear_faults()
        tell(demo, lists=LISTS[:1])

        def renewed() -> bool:
            session.shelf.renew()
            return len(session.shelf.lists) == 1

        await until_after(desk.clock, renewed)
        assert desk.said == []


async def test_lists_are_asked_for_even_where_no_post_arrives(desk: Desk, demo: DemoThread) -> None:
    tell(demo)
    async with desk.session() as session:
        session.shelf.want()
        await until_after(desk.clock, lambda: session.shelf.lists)


async def test_pinned_tags_stand_beside_followed_ones(desk: Desk, demo: DemoThread) -> None:
    tell(demo)
    async with desk.at_home() as session:
        session.shelf.want()
        await until(lambda: session.shelf.followed_tags)
        session.shelf.pin_tag("web?any=html")
        session.shelf.pin_tag("#PYTHON")
        session.shelf.pin_tag("python")
        assert titles(session)["Tags"] == ["#astro", "#Python", "#web or #html"]
        session.shelf.unpin_tag("python")
        session.shelf.unpin_tag("web?any=html")
        assert titles(session)["Tags"] == ["#astro", "#Python"]
        with pytest.raises(UnknownPlace):
            session.shelf.pin_tag("#")


async def test_every_place_has_a_title(desk: Desk) -> None:
    async with desk.session() as session:
        session.store.put_accounts([Account(id="7", acct="ada@analytical.engine")])
        titles = {
            Place.HOME: "Home",
            Place.tag("python"): "#python",
            Place.list("77"): "List",
            Place.account("7"): "@ada@analytical.engine",
            Place.account("8"): "Profile",
            Place.thread("3"): "Thread",
            Place.link("https://news.example/2026/a?b=c"): "About a page of news.example",
            Place.link("https://you@[cut.example"): "About a page of [cut.example",
            Place.link("nonsense"): "About a link",
            Place.TRENDING_LINKS: "Trending links",
        }
        assert {place: session.shelf.title_of(place) for place in titles} == titles


async def test_lists_in_trouble_leave_the_tags_and_are_not_asked_for_with_every_look(
    desk: Desk, demo: DemoThread
) -> None:
    demo.fault("/api/v1/lists$", "status", status=500, count=-1)
    async with desk.at_home() as session:
        session.shelf.want()
        await until(lambda: session.shelf.followed_tags, "tags")
        assert session.shelf.failure is not None
        assert not session.shelf.is_told
        session.shelf.want()
        local = session.feed(Place.LOCAL)
        local.open()
        await until(lambda: local.state.loaded_once, "what is asked for after that")
        assert asked(demo) == 1
        desk.clock.advance(SECONDS_AFTER_FAILURE)
        demo.clear_faults()
        session.shelf.want()
        await until(lambda: session.shelf.is_told)
        assert session.shelf.failure is None


async def test_a_count_from_before_does_not_take_the_place_of_one_told_since(desk: Desk, demo: DemoThread) -> None:
    demo.fault("/api/v1/scheduled_statuses", "late", seconds=3600)
    async with desk.at_home() as session:
        session.shelf.want()
        await until_after(desk.clock, lambda: scheduled_asked(demo) == 1)
        session.shelf.count_unsent(Place.SCHEDULED, 2)
        demo.clear_faults()
        await until(lambda: desk.clock.requests_under_way == 0, "the answer")
        assert session.shelf.unsent_counts[Place.SCHEDULED] == 2
