"""Timelines of any length, made of what the demo world has, and how to get all of one on screen."""

from __future__ import annotations

import copy
import json
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from tests.support.pty import TerminalProcess

Json = dict[str, Any]
"""A status as the server sends it."""

_PAGE = 40
_APART = timedelta(minutes=1)
_ID_STEP = 60_000 << 16
"""One minute in the ids of Mastodon: milliseconds in the upper bits, a counter in the lower 16."""


def home_posts(server: str, token: str) -> list[Json]:
    """The newest page of the home timeline as the server sends it."""
    request = urllib.request.Request(f"{server}/api/v1/timelines/home?limit={_PAGE}")
    request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
        posts: list[Json] = json.load(answer)
    return posts


def long_timeline(patterns: list[Json], count: int) -> Iterator[Json]:
    """So many posts, newest first, the first one with the id of the newest pattern: the server has nothing above it.

    They are the patterns over and over, each with an id, a time and a first line of its own (see `marker`).
    """
    newest = int(patterns[0]["id"])
    written = datetime.fromisoformat(patterns[0]["created_at"])
    for number in range(count):
        post = copy.deepcopy(patterns[number % len(patterns)])
        post["id"] = str(newest - number * _ID_STEP)
        post["created_at"] = (written - number * _APART).isoformat()
        inner = post
        if post["reblog"] is not None:
            inner = post["reblog"]
            inner["id"] = str(newest - number * _ID_STEP - 1)
        inner["spoiler_text"] = ""
        inner["content"] = f"<p>{marker(number)}</p>{inner['content']}"
        yield post


def marker(number: int) -> str:
    """The words by which a post of a long timeline is found on the screen."""
    return f"Post-{number:05d}."


def load_everything(program: TerminalProcess, size: int) -> None:
    """Go to the end again and again until the last of ``size`` posts is on screen, then back to the top."""
    program.wait_for(marker(0))
    program.settle()
    last = marker(size - 1)
    for _ in range(size):
        if last in program.screen.text:
            break
        program.press("G")
        program.settle(quiet=0.02)
    program.wait_for(last)
    program.press("g", "g")
    program.wait_for(marker(0))
    program.settle()
