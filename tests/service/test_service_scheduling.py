"""Posts for later: left with a server that keeps them, never published at once by mistake."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from tests.service.test_service_outbox import acquainted, all_sent, kept_drafts, posts_tried
from tests.support.session import Desk, published, read_json, until
from tootui.cache.drafts import Draft, DraftPoll
from tootui.demo.thread import DemoThread
from tootui.service.session import Session


def waiting(demo: DemoThread) -> list[Any]:
    posts: list[Any] = read_json(demo.url, "/api/v1/scheduled_statuses", demo.token)
    return posts


def later(session: Session, text: str, *, hours: float = 24) -> Draft:
    """A post for some hours from now, by the clock of this machine: the server is told a moment, not a distance."""
    moment = datetime.now(UTC) + timedelta(hours=hours)
    return replace(session.drafts.new(), text=text, scheduled_at=moment.timestamp())


@pytest.fixture
def demo_of_today(demo: DemoThread) -> DemoThread:
    """The demo, at the time that it is here."""
    demo.freeze(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.000Z}")
    return demo


async def test_a_post_is_left_with_the_server_until_its_time(desk: Desk, demo_of_today: DemoThread) -> None:
    demo = demo_of_today
    async with desk.at_home() as session:
        await acquainted(desk, session)
        draft = later(session, "See you tomorrow")
        poll = DraftPoll(options=("yes", "no"), expires_in=3600)
        session.outbox.send(replace(draft, poll=poll, visibility="unlisted", spoiler_text="plans"))
        await until(lambda: not session.outbox.items and desk.said, "it is sent")
        assert desk.said[-1].startswith("Your server publishes it on ")
        assert published(demo, "See you tomorrow") == 0
        [one] = waiting(demo)
        assert (one["params"]["text"], one["params"]["visibility"]) == ("See you tomorrow", "unlisted")
        assert one["params"]["poll"]["options"] == ["yes", "no"]
        assert draft.scheduled_at is not None
        assert abs(datetime.fromisoformat(one["scheduled_at"]).timestamp() - draft.scheduled_at) < 1
    assert kept_drafts(desk) == []


async def test_what_the_server_runs_on_is_asked_again_where_it_could_not_be_told(
    desk: Desk, demo_of_today: DemoThread
) -> None:
    demo = demo_of_today
    demo.fault("nodeinfo", "status", status=503, count=-1)
    async with desk.at_home() as session:
        await acquainted(desk, session)
        demo.clear_faults()
        session.outbox.send(later(session, "See you tomorrow"))
        await until(lambda: not session.outbox.items and desk.said, "it is sent")
        assert len(waiting(demo)) == 1
        assert published(demo, "See you tomorrow") == 0


@pytest.mark.parametrize("kind", ["drop_after", "drop_before"])
async def test_without_an_answer_it_is_looked_for_among_what_waits(
    desk: Desk, demo_of_today: DemoThread, kind: str
) -> None:
    demo = demo_of_today
    async with desk.at_home() as session:
        await acquainted(desk, session)
        demo.fault("/api/v1/statuses$", kind, method="POST")
        session.outbox.send(later(session, "Once, tomorrow"))
        await all_sent(desk, session)
        assert len(waiting(demo)) == 1
        assert posts_tried(demo) == (1 if kind == "drop_after" else 2)
        assert published(demo, "Once, tomorrow") == 0


@pytest.mark.parametrize("fault", ["/nodeinfo/", "/api/v1/scheduled_statuses"])
async def test_where_the_server_is_not_known_to_keep_it_nothing_is_sent(
    desk: Desk, demo_of_today: DemoThread, fault: str
) -> None:
    demo = demo_of_today
    takahe = {"version": "2.0", "software": {"name": "takahe", "version": "0.11.0"}}
    if fault == "/nodeinfo/":
        demo.fault(fault, "status", status=200, body=json.dumps(takahe), count=-1)
    else:
        demo.fault(fault, "status", status=404, count=-1)
    async with desk.at_home() as session:
        await acquainted(desk, session)
        session.outbox.send(later(session, "Not now"))
        await until(lambda: any(said.startswith("Not sent.") for said in desk.said), "why not")
        assert "not known to keep posts" in session.outbox.items[0].reason
        assert posts_tried(demo) == 0
    assert published(demo, "Not now") == 0


async def test_a_time_that_came_too_near_meanwhile_is_not_sent(desk: Desk, demo_of_today: DemoThread) -> None:
    demo = demo_of_today
    async with desk.at_home() as session:
        await acquainted(desk, session)
        session.outbox.send(later(session, "Too late", hours=0.05))
        await until(lambda: any(said.startswith("Not sent.") for said in desk.said), "why not")
        assert "more than five minutes" in session.outbox.items[0].reason
        assert posts_tried(demo) == 0
    assert published(demo, "Too late") == 0


async def test_a_post_that_was_published_at_once_all_the_same_is_said_loudly(
    desk: Desk, demo_of_today: DemoThread
) -> None:
    demo = demo_of_today
    async with desk.at_home() as session:
        await acquainted(desk, session)
        draft = later(session, "Surprise")
        assert draft.scheduled_at is not None
        demo.freeze(f"{datetime.fromtimestamp(draft.scheduled_at + 60, UTC):%Y-%m-%dT%H:%M:%S.000Z}")
        session.outbox.send(draft)
        await until(lambda: not session.outbox.items and desk.said, "it is sent")
        assert "IT IS PUBLISHED NOW" in desk.said[-1]
        assert desk.notices[-1].level == "error"
