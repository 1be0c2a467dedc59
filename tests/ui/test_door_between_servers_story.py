"""Somebody of another server at the door: their request answered, their notifications let in."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from typing import Any

from tests.support.pair import Pair
from tests.support.session import read_json
from tests.ui.story import begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place

STRANGER = "@ada@harbour.tootui"


def act(demo: DemoThread, method: str, path: str, token: str, **body: object) -> Any:
    """Have somebody do something at their server."""
    request = urllib.request.Request(
        demo.url + path,
        json.dumps(body).encode(),
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        method=method,
    )
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(request, timeout=10) as answer:
        return json.load(answer)


def held_back(pair: Pair) -> list[str]:
    """Whose notifications wait for a decision on the server."""
    waiting = read_json(pair.here.url, "/api/v1/notifications/requests", pair.here.token)
    return [one["account"]["acct"] for one in waiting]


async def test_somebody_elsewhere_asks_and_is_let_in(pair: Pair, tmp_path: Path) -> None:
    pair.here.events(account="you", traits={"locked": True})
    token = pair.there.sign_in("ada")
    found = read_json(pair.there.url, "/api/v2/search?q=@you@demo.tootui&resolve=true&type=accounts", token)
    you = found["accounts"][0]["id"]
    act(pair.there, "POST", f"/api/v1/accounts/{you}/follow", token)
    async with begin(pair.here, tmp_path) as story:
        story.main.go(Place.FOLLOW_REQUESTS)
        await story.until_shown(STRANGER)
        await story.press("home")
        assert STRANGER in story.selected_row
        await story.press("y")
        await story.until_shown("You let them follow you.")

        def related() -> tuple[bool, bool]:
            one = read_json(pair.there.url, f"/api/v1/accounts/relationships?id[]={you}", token)[0]
            return one["following"], one["requested"]

        await story.until(lambda: related() == (True, False), "they follow")


async def test_who_was_let_in_comes_through_from_then_on(pair: Pair, tmp_path: Path) -> None:
    act(pair.here, "PATCH", "/api/v2/notifications/policy", pair.here.token, for_not_following="filter")
    token = pair.there.sign_in("ada")
    act(pair.there, "POST", "/api/v1/statuses", token, status="@you@demo.tootui Ahoy, a first time!")
    async with begin(pair.here, tmp_path) as story:
        story.main.go(Place.FILTERED)
        await story.until_shown(STRANGER, "Ahoy, a first time!")
        for _ in story.rows.keys:
            if STRANGER in story.selected_row:
                break
            await story.press("j")
        await story.press("y")
        await story.until_shown(f"{STRANGER} let in.")
        await story.until(lambda: "ada@harbour.tootui" not in held_back(pair), "the server lets them in")
        act(pair.there, "POST", "/api/v1/statuses", token, status="@you@demo.tootui Ahoy, a second time!")
        told = read_json(pair.here.url, "/api/v1/notifications?types[]=mention", pair.here.token)
        assert "a second time" in told[0]["status"]["content"]
        assert "ada@harbour.tootui" not in held_back(pair)
