"""`tootui timeline` for every place: what it prints is what the server has there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.session import read_json
from tests.support.shell import tootui
from tootui.demo.thread import DemoThread


def marked(demo: DemoThread) -> str:
    """A post that somebody boosted, quoted and likes."""
    status_id: str = read_json(demo.url, "/api/v1/timelines/home", demo.token)[0]["id"]
    for event in ("boost", "favourite"):
        demo.events(**{event: status_id}, by="grace")
    demo.events(post="Look at this.", quote=status_id, by="grace")
    return status_id


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ("bookmarks", "/api/v1/bookmarks"),
        ("tag:computing?none=history", "/api/v1/timelines/tag/computing?none[]=history"),
        ("list:LIST", "/api/v1/timelines/list/LIST"),
        ("link:LINK", "/api/v1/timelines/link?url=LINK"),
        ("trending:tags", "/api/v1/trends/tags"),
        ("trending:links", "/api/v1/trends/links"),
        ("boosted_by:POST", "/api/v1/statuses/POST/reblogged_by"),
        ("quotes:POST", "/api/v1/statuses/POST/quotes"),
        ("account:ADA", "/api/v1/accounts/ADA/statuses?exclude_replies=true"),
        ("account:ADA?replies", "/api/v1/accounts/ADA/statuses"),
        ("account:@ada?media", "/api/v1/accounts/ADA/statuses?only_media=true"),
        ("account:@ada?pinned", "/api/v1/accounts/ADA/statuses?pinned=true"),
        ("account:ADA?tag=computing", "/api/v1/accounts/ADA/statuses?tagged=computing"),
        ("followers:@ada", "/api/v1/accounts/ADA/followers"),
        ("following:ADA", "/api/v1/accounts/ADA/following"),
        ("follow_requests", "/api/v1/follow_requests"),
        ("mutes", "/api/v1/mutes"),
        ("blocks", "/api/v1/blocks"),
    ],
)
def test_every_place_is_printed(person: Path, demo: DemoThread, place: str, path: str) -> None:
    def read(path: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = read_json(demo.url, path, demo.token)
        return found

    known: dict[str, Callable[[], str]] = {
        "LIST": lambda: read("/api/v1/lists")[0]["id"],
        "LINK": lambda: read("/api/v1/trends/links")[0]["url"],
        "POST": lambda: marked(demo),
        "ADA": lambda: read("/api/v1/accounts/search?q=ada")[0]["id"],
    }
    for name, value in known.items():
        if name in path:
            found = value()
            place, path = place.replace(name, found), path.replace(name, found)
    expected = read(path)[:5]
    assert expected

    printed = json.loads(tootui(person, "timeline", place, "-n", "5", "--json").stdout)
    plain = tootui(person, "timeline", place, "-n", "5")

    name = "id" if "id" in expected[0] and place != "trending:tags" else "url"
    assert [item[name] for item in printed] == [item[name] for item in expected][: len(printed)]
    assert len(printed) == len(expected)
    assert (plain.returncode, plain.stderr) == (0, "")
    assert plain.stdout.count("\n") >= len(expected)


def test_blocked_servers_are_printed_by_their_names(person: Path) -> None:
    assert tootui(person, "timeline", "domain_blocks").stdout.split() == ["spam.example"]
