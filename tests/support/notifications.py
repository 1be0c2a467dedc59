"""Lists of notifications, for tests."""

from __future__ import annotations

from tests.support.session import until
from tootui.model.happening import Happening
from tootui.model.places import Place
from tootui.service.notifications import NotificationFeed
from tootui.service.session import Session


def notifications(session: Session, part: str = "") -> NotificationFeed:
    """The list of a part."""
    feed = session.feed(Place.notifications(part))
    assert isinstance(feed, NotificationFeed)
    return feed


async def opened(session: Session, part: str = "") -> NotificationFeed:
    """The list of a part, open and loaded."""
    feed = notifications(session, part)
    feed.open()
    await until(lambda: feed.state.loaded_once, "notifications are loaded")
    return feed


def shown(feed: NotificationFeed) -> list[Happening]:
    """What its rows are about."""
    return [happening for row in feed.rows if (happening := feed.happening(row)) is not None]


def people(happening: Happening) -> list[str]:
    """Who takes part, the latest first."""
    return [account.acct for account in happening.accounts]


def acts(feed: NotificationFeed) -> list[tuple[str, list[str]]]:
    """What happened and who did it, from the top."""
    return [(one.type, people(one)) for one in shown(feed)]
