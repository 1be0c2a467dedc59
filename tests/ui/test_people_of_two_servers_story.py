"""What is done about people of another server, with that server there: they hear of it, or see nothing any more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.support.pair import Pair
from tests.support.session import read_json
from tests.ui.story import begin
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.ui.screens.confirm import Confirm

GRACE = "@grace@harbour.tootui"


def found(demo: DemoThread, address: str) -> dict[str, Any]:
    """Somebody as a server knows them, looked for where they are."""
    answer = read_json(demo.url, f"/api/v2/search?q={address}&resolve=true&type=accounts", demo.token)
    account: dict[str, Any] = answer["accounts"][0]
    return account


async def test_a_follow_arrives_and_a_block_ends_it(pair: Pair, tmp_path: Path) -> None:
    grace = found(pair.here, GRACE)["id"]
    there = pair.there.sign_in("grace")

    def follows_there() -> set[str]:
        me = read_json(pair.there.url, "/api/v1/accounts/verify_credentials", there)["id"]
        people = read_json(pair.there.url, f"/api/v1/accounts/{me}/followers?limit=80", there)
        return {one["acct"] for one in people}

    async with begin(pair.here, tmp_path) as story:
        story.main.go(Place.account(grace))
        await story.until(lambda: story.session.relations.of(grace) is not None, "how one relates")
        await story.until(lambda: story.rows.selected_account is not None, "it is selected")
        await story.press("F")
        await story.until(lambda: "you@demo.tootui" in follows_there(), "the other server knows")
        await story.press("space", "b")
        await story.until_screen(Confirm)
        await story.press("enter")
        await story.until(lambda: "you@demo.tootui" not in follows_there(), "it is over there as well")
        relationship = story.session.relations.of(grace)
        assert relationship is not None
        assert (relationship.blocking, relationship.following) == (True, False)
