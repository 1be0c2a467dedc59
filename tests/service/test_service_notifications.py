"""Notifications as a list: grouped, growing, kept, told while they happen, whatever the server knows."""

from __future__ import annotations

import pytest

from tests.support.session import Desk, until, until_after
from tootui.demo.thread import DemoThread
from tootui.model.happening import Happening
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.service.notifications import NotificationFeed
from tootui.service.session import Session


def notifications(session: Session, part: str = "") -> NotificationFeed:
    feed = session.feed(Place.notifications(part))
    assert isinstance(feed, NotificationFeed)
    return feed


async def opened(session: Session, part: str = "") -> NotificationFeed:
    feed = notifications(session, part)
    feed.open()
    await until(lambda: feed.state.loaded_once, "notifications are loaded")
    return feed


async def live(desk: Desk, session: Session) -> NotificationFeed:
    """The list, told of what happens."""
    feed = await opened(session)
    await until_after(desk.clock, lambda: feed.is_told)
    return feed


def shown(feed: NotificationFeed) -> list[Happening]:
    return [happening for row in feed.rows if (happening := feed.happening(row)) is not None]


def people(happening: Happening) -> list[str]:
    return [account.acct for account in happening.accounts]


def mine(demo: DemoThread, text: str = "Mine.") -> str:
    [status_id] = demo.events(post=text, by="you")
    return status_id


def asked(demo: DemoThread) -> list[str]:
    return [entry["path"] for entry in demo.log()]


@pytest.mark.parametrize("off", [[], ["grouped_notifications"]])
async def test_several_who_favourite_one_post_are_one_row(desk: Desk, demo: DemoThread, off: list[str]) -> None:
    demo.switch(off=off)
    post = mine(demo)
    for acct in ("ada", "grace", "mary"):
        demo.events(favourite=post, by=acct)
    demo.events(boost=post, by="ada")
    async with desk.session() as session:
        feed = await opened(session)
        boost, favourites = shown(feed)[:2]
        assert (boost.type, people(boost)) == ("reblog", ["ada"])
        assert (favourites.type, favourites.count) == ("favourite", 3)
        assert people(favourites) == ["mary", "grace", "ada"]
        assert session.store.status(post) is not None
        assert favourites.status_id == post
