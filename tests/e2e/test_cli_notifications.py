"""`tootui timeline notifications` and `tootui timeline direct`: what came to the reader in person, for pipes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.session import read_json
from tests.support.shell import tootui
from tootui.cli.printing import print_notifications
from tootui.demo.thread import DemoThread


def happened(demo: DemoThread) -> None:
    """Two people like a post, one answers it, and something happens that tootui does not know."""
    [post] = demo.events(post="The engine weaves patterns.", by="you")
    for acct in ("ada", "grace"):
        demo.events(favourite=post, by=acct)
    demo.events(post="@you It does, **prettily**.", by="grace", reply_to=post)
    demo.events(notification="telegram", by="ada", extra={"fallback": {"title": "A <b>telegram</b>\x1b[2J came"}})


def test_notifications_are_printed_in_groups_or_as_the_server_tells_them(person: Path, demo: DemoThread) -> None:
    happened(demo)
    plain = tootui(person, "timeline", "notifications", "-n", "4").stdout
    telegram, answer, favourites = plain.strip().split("\n\n")
    assert telegram.startswith("A telegram[2J came · ")
    assert answer.splitlines()[0].startswith("Mentions you · ")
    assert "Grace Hopper (@grace)" in answer
    assert favourites.splitlines()[0].startswith("Grace Hopper and Ada Lovelace favourited your post · ")
    assert "The engine weaves patterns." in favourites
    assert "\x1b" not in plain
    marked = tootui(person, "timeline", "notifications", "-n", "4", "--markdown").stdout
    assert "It does" in marked

    printed = json.loads(tootui(person, "timeline", "notifications", "-n", "4", "--json").stdout)
    expected = read_json(demo.url, "/api/v1/notifications?limit=4", demo.token)
    assert [one["id"] for one in printed] == [one["id"] for one in expected]
    [follow] = json.loads(tootui(person, "timeline", "notifications:follows", "-n", "1", "--json").stdout)
    assert follow["type"] in ("follow", "follow_request")


def test_direct_messages_are_printed_by_their_last_words(person: Path, demo: DemoThread) -> None:
    talks = read_json(demo.url, "/api/v1/conversations?limit=3", demo.token)
    printed = json.loads(tootui(person, "timeline", "direct", "-n", "3", "--json").stdout)
    assert [one["id"] for one in printed] == [talk["last_status"]["id"] for talk in talks]
    assert tootui(person, "timeline", "direct", "-n", "3").stdout


def test_a_server_without_notifications_is_named(person: Path, demo: DemoThread) -> None:
    demo.switch(off=["notifications"])
    try:
        answer = tootui(person, "timeline", "notifications")
        assert answer.returncode == 1
        assert answer.stderr.startswith("tootui: ")
        assert "Traceback" not in answer.stderr
    finally:
        demo.switch(off=[])


def test_where_nothing_happened_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    print_notifications([], [], None)
    assert capsys.readouterr().out == ""
