"""Addresses anywhere become threads and profiles here: known ones at once, others by asking the server."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.pair import THERE, Pair, pair
from tests.support.session import Desk, read_json, until
from tootui.demo.thread import DemoThread
from tootui.model.errors import Missing
from tootui.model.places import Place

__all__ = ["pair"]


def queries(demo: DemoThread) -> int:
    return sum(entry["path"] == "/api/v2/search" for entry in demo.log())


def page_of(demo: DemoThread, path: str) -> str:
    """The page of a post or a person as its own server gives it."""
    url: str = read_json(demo.url, f"/api/v1/{path}", demo.token)["url"]
    return url


@pytest.fixture
def here(home: Path, pair: Pair) -> Desk:
    return Desk(home / "config", pair.here.url, pair.here.token)


async def test_a_post_of_another_server_is_fetched_once(here: Desk, pair: Pair) -> None:
    [made] = pair.there.events(post="A ship came in", by="ada")
    async with here.session() as session:
        resolving = session.enquiries.resolving
        address = page_of(pair.there, f"statuses/{made}")
        assert resolving.known(address) is None
        place = await resolving.find(address)
        assert place is not None
        assert place.kind == "thread"
        status = session.store.status(place.argument)
        assert status is not None
        assert "A ship came in" in status.content
        asked = queries(pair.here)
        assert await resolving.find(address) == place
        assert resolving.known(address) == place
        assert queries(pair.here) == asked


async def test_somebody_is_found_by_page_and_by_full_name(here: Desk, pair: Pair) -> None:
    page = page_of(pair.there, "accounts/lookup?acct=grace")
    async with here.session() as session:
        resolving = session.enquiries.resolving
        by_name = await resolving.find(f"@grace@{THERE}")
        by_page = await resolving.find(page)
        assert by_name == by_page
        assert by_name is not None
        account = session.store.account(by_name.argument)
        assert account is not None
        assert account.acct == f"grace@{THERE}"


async def test_what_is_in_memory_needs_no_request(desk: Desk, demo: DemoThread) -> None:
    [made] = demo.events(post="Already read", by="grace")
    async with desk.at_home() as session:
        await until(lambda: session.store.held_status(made) is not None)
        status = session.store.held_status(made)
        assert status is not None
        assert status.url
        resolving = session.enquiries.resolving
        assert resolving.known(status.url) == Place.thread(made)
        assert resolving.known(status.uri) == Place.thread(made)
        assert resolving.known(status.account.url or "") == Place.account(status.account.id)
        assert resolving.known(f"@grace@{session.host}") == Place.account(status.account.id)
        assert queries(demo) == 0


async def test_a_page_of_the_own_server_is_that_post(desk: Desk, demo: DemoThread) -> None:
    [made] = demo.events(post="In the web pages of my server", by="grace")
    async with desk.session() as session:
        place = await session.enquiries.resolving.find(f"{demo.url}/@grace/{made}")
        assert place == Place.thread(made)
        assert queries(demo) == 0


async def test_where_there_is_nothing_nobody_asks_twice_in_a_row(here: Desk, pair: Pair) -> None:
    nowhere = f"{pair.there.url}/@nobodyatall"
    async with here.session() as session:
        resolving = session.enquiries.resolving
        for _ in range(3):
            assert await resolving.find(nowhere) is None
        assert queries(pair.here) == 1
        here.clock.advance(61)
        await resolving.find(nowhere)
        assert queries(pair.here) == 2


async def test_a_server_without_search_says_so(desk: Desk, demo: DemoThread) -> None:
    demo.switch(off=["search"])
    async with desk.session() as session:
        for _ in range(2):
            with pytest.raises(Missing):
                await session.enquiries.resolving.find("https://faraway.example/@somebody")
        assert queries(demo) == 1
