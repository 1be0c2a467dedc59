"""Being called: for what is wanted, once each, not too often, and never with words that are not for everybody."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from tests.support.session import Desk, until_after
from tootui.demo.thread import DemoThread
from tootui.model.account import Account
from tootui.model.notification import Notification
from tootui.model.status import Status
from tootui.service.alerts import Alert, Occasion, alert_for

NOW = datetime(2026, 5, 4, tzinfo=UTC)
ADA = Account(id="1", acct="ada@example.org", username="ada", display_name="Ada")
BOTH: frozenset[Occasion] = frozenset({"mention", "direct"})


def mention(**changes: object) -> Notification:
    status = Status(id="9", created_at=NOW, account=ADA, content="<p>A secret plan</p>", visibility="public")
    return Notification(id="5", type="mention", created_at=NOW, account=ADA, status=replace(status, **changes))


def test_the_first_words_of_a_public_post_are_told() -> None:
    assert alert_for(mention()) == Alert("mention", "Ada mentioned you: A secret plan")


@pytest.mark.parametrize("visibility", ["private", "direct", "list", "limited"])
def test_words_of_other_posts_are_not(visibility: str) -> None:
    alert = alert_for(mention(visibility=visibility))
    assert alert is not None
    assert "secret" not in alert.words
    assert alert.occasion == ("direct" if visibility == "direct" else "mention")


def test_words_behind_a_warning_are_not() -> None:
    alert = alert_for(mention(spoiler_text="the plan"))
    assert alert == Alert("mention", "Ada mentioned you")


def test_a_hostile_name_is_cleaned_and_cut() -> None:
    name = "\x1b]0;x\x07\u202e" + "Ada " * 100
    alert = alert_for(replace(mention(), account=replace(ADA, display_name=name)))
    assert alert is not None
    assert alert.words.isprintable()
    assert len(alert.words) < 120


@pytest.mark.parametrize("kind", ["favourite", "reblog", "follow", "poll", "something.new"])
def test_nobody_is_called_for_anything_else(kind: str) -> None:
    assert alert_for(replace(mention(), type=kind)) is None


def has_looked(demo: DemoThread) -> bool:
    """Whether it was asked and answered what is there already, of which nobody is told."""
    looks = (one for one in demo.log() if one["path"] == "/api/v1/notifications" and "types" in one["query"])
    return any(one["status"] for one in looks)


async def test_mentions_are_asked_for_where_no_stream_tells(desk: Desk, demo: DemoThread) -> None:
    calls: list[Alert] = []

    def call(alert: Alert) -> bool:
        calls.append(alert)
        return True

    async with desk.at_home() as session:
        session.news.call_for(BOTH, call)
        await until_after(desk.clock, lambda: has_looked(demo))
        demo.events(post="@you Look at this", by="ada")
        demo.events(post="@you For your eyes", by="grace", visibility="direct")
        await until_after(desk.clock, lambda: len(calls) == 2, step=20.0)
    assert calls[0].words.endswith("mentioned you: @you Look at this")
    assert "eyes" not in calls[1].words


async def test_what_comes_at_once_is_told_together(desk: Desk, demo: DemoThread) -> None:
    calls: list[Alert] = []

    def call(alert: Alert) -> bool:
        calls.append(alert)
        return True

    async with desk.at_home() as session:
        session.news.call_for(BOTH, call)
        await until_after(desk.clock, lambda: has_looked(demo))
        for number in range(4):
            demo.events(post=f"@you Number {number}", by="ada")
        demo.events(post="@you Psst", by="ada", visibility="direct")
        await until_after(desk.clock, lambda: len(calls) == 2, step=5.0)
    assert calls[1].words == "3 more mentions and 1 more direct post"


async def test_only_what_is_wanted_calls(desk: Desk, demo: DemoThread) -> None:
    calls: list[Alert] = []

    def call(alert: Alert) -> bool:
        calls.append(alert)
        return True

    async with desk.at_home() as session:
        session.news.call_for(frozenset[Occasion]({"direct"}), call)
        await until_after(desk.clock, lambda: has_looked(demo))
        demo.events(post="@you Everybody may read this", by="ada")
        demo.events(post="@you For your eyes", by="grace", visibility="direct")
        await until_after(desk.clock, lambda: calls, step=20.0)
    assert [alert.occasion for alert in calls] == ["direct"]


async def test_without_such_a_wish_nothing_is_asked(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home():
        asked = demo.log
        await until_after(desk.clock, lambda: sum("/timelines/home" in one["path"] for one in asked()) > 4, step=20.0)
        assert not has_looked(demo)
