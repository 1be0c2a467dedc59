"""A follow request among the notifications that was answered in another session, or by another program."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.session import account_of, read_json
from tests.ui.story import begin
from tests.ui.test_requests_in_notifications_story import select
from tootui.demo.thread import DemoThread
from tootui.model.places import Place


@pytest.fixture
def demo() -> Iterator[DemoThread]:
    """Each story answers the request of @newcomer that a new world begins with."""
    with DemoThread() as demo:
        yield demo


def answer(demo: DemoThread, account_id: str, verb: str) -> None:
    """Answer as another program of the reader's does."""
    request = urllib.request.Request(
        f"{demo.url}/api/v1/follow_requests/{account_id}/{verb}",
        method="POST",
        headers={"Authorization": f"Bearer {demo.token}"},
    )
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10).close()


@pytest.mark.parametrize(
    ("verb", "words"),
    [("authorize", "You let them follow you."), ("reject", "This request is gone")],
)
async def test_a_request_that_has_its_answer_does_not_ask_again(
    demo: DemoThread, tmp_path: Path, verb: str, words: str
) -> None:
    newcomer = str(account_of(demo, "newcomer")["id"])
    answer(demo, newcomer, verb)
    assert newcomer not in [one["id"] for one in read_json(demo.url, "/api/v1/follow_requests", demo.token)]
    async with begin(demo, tmp_path) as story:
        story.main.go(Place.notifications("follows"))
        await story.until_shown("Newcomer", words)
        await select(story, "Newcomer asks")
        offered = ("let them follow", "refuse")
        await story.until(lambda: not any(word in story.footer for word in offered), "there is nothing to answer")
        await story.press("y", "d")
        await story.until(lambda: story.shown.count(words) > 1, "the keys say so, too")
        asked = [one["path"] for one in demo.log() if one["method"] == "POST" and "follow_requests" in one["path"]]
        assert len(asked) == 1  # the answer above


async def test_a_request_that_waits_is_offered_as_ever(demo: DemoThread, tmp_path: Path) -> None:
    async with begin(demo, tmp_path) as story:
        story.main.go(Place.notifications("follows"))
        await story.until_shown("Newcomer")
        await select(story, "Newcomer asks")
        await story.until(lambda: "y let them follow" in story.footer, "it can be answered")
        await story.until(lambda: any("/relationships" in one["path"] for one in demo.log()), "it was asked about")
        await story.press("y")
        await story.until_shown("You let them follow you.")
