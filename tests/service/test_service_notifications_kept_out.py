"""Whom and what the reader wants to hear nothing of: out of groups with others, and out of all that is known."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator

import pytest

from tests.service.test_service_notifications_live import listening, mine
from tests.support.notifications import people, shown
from tests.support.session import Desk, account_of, until
from tootui.demo.thread import DemoThread
from tootui.model.happening import Happening


@pytest.fixture
def demo() -> Iterator[DemoThread]:
    """A frozen demo server that streams."""
    with DemoThread() as server:
        yield server


@pytest.mark.parametrize("verb", ["mute", "block"])
async def test_who_is_kept_apart_leaves_groups_with_others_and_comes_back(
    desk: Desk, demo: DemoThread, verb: str
) -> None:
    post = mine(demo)
    for acct in ("ada", "grace", "hedy"):
        demo.events(favourite=post, by=acct)
    async with listening(desk, demo) as (session, feed):
        assert people(shown(feed)[0]) == ["hedy", "grace", "ada"]
        told: list[int] = []
        feed.observe(lambda: told.append(shown(feed)[0].count))
        grace = account_of(demo, "grace")["id"]
        relations = session.relations
        (relations.mute if verb == "mute" else relations.block)(grace)
        assert people(shown(feed)[0]) == ["hedy", "ada"]
        await until(lambda: told and told[-1] == 2, "who looks is told")
        kept = [one for one in feed.kept_rows() if isinstance(one, Happening) and one.status_id == post]
        assert people(kept[0]) == ["hedy", "grace", "ada"]
        (relations.unmute if verb == "mute" else relations.unblock)(grace)
        assert people(shown(feed)[0]) == ["hedy", "grace", "ada"]
        await until(lambda: told[-1] == 3, "and again")


async def test_who_is_muted_but_for_notifications_stays_in_groups(desk: Desk, demo: DemoThread) -> None:
    post = mine(demo)
    for acct in ("ada", "grace"):
        demo.events(favourite=post, by=acct)
    async with listening(desk, demo) as (session, feed):
        session.relations.mute(account_of(demo, "grace")["id"], notifications=False)
        assert people(shown(feed)[0]) == ["grace", "ada"]


async def test_a_mute_that_is_changed_holds_for_the_rows_that_are_there(desk: Desk, demo: DemoThread) -> None:
    [post] = demo.events(post="@you Hello?", by="grace")
    grace = account_of(demo, "grace")["id"]
    async with listening(desk, demo) as (session, feed):
        row = feed.rows[0]
        assert shown(feed)[0].status_id == post
        session.relations.mute(grace)
        await until(lambda: row not in feed.rows, "muted, and what they notify of")
        await until(lambda: not session.relations._wishes.waits("mute", grace), "the server knows")
        session.relations.mute(grace, notifications=False)
        await until(lambda: row in feed.rows, "muted, but not what they notify of")
        await until(lambda: not session.relations._wishes.waits("mute", grace), "the server knows")
        session.relations.mute(grace)
        await until(lambda: row not in feed.rows, "muted as before")


async def test_a_new_filter_holds_for_what_is_further_down_too(desk: Desk, demo: DemoThread) -> None:
    demo.events(post="@you Some tea?", by="ada")
    for number in range(60):
        demo.events(post=f"@you Number {number}.", by="ada")
    async with listening(desk, demo) as (session, feed):

        def tea() -> list[str]:
            statuses = [session.store.status(one.status_id) for one in shown(feed) if one.status_id is not None]
            return [one.id for one in statuses if one is not None and "Some tea" in one.content]

        feed.want_older()
        await until(tea, "the second page")
        put_away("tea", demo)
        await until(lambda: not tea(), "it is hidden")


def put_away(word: str, demo: DemoThread) -> None:
    """Filter a word in notifications, in another client."""
    body = {
        "title": word,
        "context": ["notifications"],
        "filter_action": "hide",
        "keywords_attributes": [{"keyword": word, "whole_word": True}],
    }
    request = urllib.request.Request(
        f"{demo.url}/api/v2/filters",
        json.dumps(body).encode(),
        {"Authorization": f"Bearer {demo.token}", "Content-Type": "application/json"},
    )
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10).close()
