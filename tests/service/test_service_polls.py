"""Which polls a server takes."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.support.session import Desk, read_json, until, whoami
from tootui.cache.drafts import DraftPoll
from tootui.demo.thread import DemoThread
from tootui.model.instance import Limits
from tootui.service.polls import durations, usual_duration, why_not_poll

POLL = DraftPoll(options=("yes", "no"))


@pytest.mark.parametrize(
    ("poll", "words"),
    [
        (POLL, None),
        (replace(POLL, options=("yes",)), "needs 2 answers"),
        (replace(POLL, options=()), "needs 2 answers"),
        (replace(POLL, options=("a", "b", "c", "d")), None),
        (replace(POLL, options=("a", "b", "c", "d", "e")), "takes 4 answers at the most"),
        (replace(POLL, options=("yes", " ")), "Answer 2 of the poll is empty"),
        (replace(POLL, options=("yes", "no", "yes ")), "Answer 3 of the poll is there twice"),
        (replace(POLL, options=("x" * 50, "y")), None),
        (replace(POLL, options=("y", "x" * 53)), "Answer 2 of the poll is too long by 3"),
        (replace(POLL, options=("👨‍👩‍👧‍👦" * 50, "y")), None),
        (replace(POLL, options=("https://example.com/" + "a" * 31, "y")), "too long by 1"),
        (replace(POLL, expires_in=299), "open from 5 minutes to 30 days"),
        (replace(POLL, expires_in=300), None),
        (replace(POLL, expires_in=2_629_747), "open from 5 minutes to 30 days"),
        (replace(POLL, expires_in=1, closes_at=5.0), None),
    ],
)
def test_what_the_server_would_refuse_is_said_before(poll: DraftPoll, words: str | None) -> None:
    reason = why_not_poll(poll, Limits())
    assert (reason is None) if words is None else (reason is not None and words in reason)


def test_only_times_that_the_server_takes_are_offered() -> None:
    assert durations(Limits())[0] == 300
    assert durations(Limits(poll_min_expiration=3600, poll_max_expiration=86_400)) == [3600, 21_600, 43_200, 86_400]
    assert durations(Limits(poll_min_expiration=10, poll_max_expiration=20)) == [10]
    assert usual_duration(Limits()) == 86_400
    assert usual_duration(Limits(poll_max_expiration=7200)) == 3600


async def test_a_poll_is_published_once_with_all_that_was_chosen(desk: Desk, demo: DemoThread) -> None:
    poll = DraftPoll(options=("yes", "no", "maybe"), expires_in=3600, multiple=True, hide_totals=True)
    async with desk.at_home() as session:
        demo.fault("/api/v1/statuses$", "drop_after", method="POST")
        session.outbox.send(replace(session.drafts.new(), text="Well?", poll=poll))
        await until(lambda: session.outbox.items[0].state == "undecided", "nobody knows")
        desk.clock.advance(60)
        await until(lambda: desk.said == ["Sent."], "it was found")
    posts = read_json(demo.url, f"/api/v1/accounts/{whoami(demo.url, demo.token)}/statuses", demo.token)
    [asked] = [post["poll"] for post in posts if "Well?" in post["content"]]
    assert [option["title"] for option in asked["options"]] == ["yes", "no", "maybe"]
    assert asked["multiple"] is True
    assert [option["votes_count"] for option in asked["options"]] == [None] * 3
