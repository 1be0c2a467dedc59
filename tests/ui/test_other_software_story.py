"""Servers that are no Mastodon: every place shows what there is or says in a word why there is nothing."""

from __future__ import annotations

import logging
from collections import Counter
from pathlib import Path

import pytest

from tests.support.quiet import calm
from tests.support.session import Desk, read_json, whoami
from tests.ui.story import Story, begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.widgets.place_list import Note

PLACES = (
    *("notifications", "notifications:mentions", "notifications:follows", "filtered", "filtered:SENDER", "direct"),
    *("account:ADA", "account:ADA?replies", "account:ADA?media", "account:ADA?pinned", "account:ADA?tag=computing"),
    *("followers:ADA", "following:ADA", "follow_requests", "mutes", "blocks", "domain_blocks"),
    *("search", "search:loom", "search_people:ada", "search_tags:cat", "search_posts:loom"),
)
BROKEN = ("Something went wrong", "Enter tries again", "could not be")


def ids(demo: DemoThread) -> dict[str, str]:
    """The people in the places, by the words that stand for them."""
    names = {"ADA": "ada", "SENDER": "stranger@elsewhere.example"}
    found = {
        word: read_json(demo.url, f"/api/v1/accounts/lookup?acct={name}", demo.token) for word, name in names.items()
    }
    return {word: account["id"] for word, account in found.items()}


def loads(story: Story) -> bool:
    """Whether the list in view waits for its server."""
    notes = [key.text for key in story.rows.keys if isinstance(key, Note)]
    return not story.rows.keys or any(note == "Loading" or note.startswith("Asking ") for note in notes)


@pytest.mark.parametrize("software", ["takahe", "hollo", "snac", "gotosocial", "pleroma"])
async def test_every_place_is_shown_or_explained(home: Path, software: str, caplog: pytest.LogCaptureFixture) -> None:
    with DemoThread() as demo:
        people, me = ids(demo), whoami(demo.url, demo.token)
        demo.switch(like=software)
        desk = Desk(home / "config", demo.url, demo.token, account_id=me)
        async with begin(demo, home, desk=desk) as story:
            for name in [*PLACES, *PLACES]:
                for word, account_id in people.items():
                    name = name.replace(word, account_id)
                story.main.go(Place.parse(name))
                await story.until(lambda: not loads(story), f"{name} is there")
                assert not any(words in story.shown for words in BROKEN), (name, story.shown)
            await calm(story)
        refused = Counter(f"{one['method']} {one['path']}" for one in demo.log() if one["status"] not in (200, 206))
    assert {path: count for path, count in refused.items() if count > 1} == {}
    assert not [one.getMessage() for one in caplog.records if one.exc_info or one.levelno >= logging.ERROR]
