"""Who waits at the door: found in lists of any length, and counted rightly after answers."""

from __future__ import annotations

import pytest

from tests.support.session import Desk, account_of, read_json, until, until_after
from tootui.demo.thread import DemoThread
from tootui.service import held_back as held_back_module

REQUESTS = "/api/v1/notifications/requests"


async def test_a_sender_far_down_the_list_is_found(
    desk: Desk, demo: DemoThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = read_json(demo.url, REQUESTS, demo.token)[-1]["account"]["id"]
    monkeypatch.setattr(held_back_module, "PAGE_SIZE", 1)
    async with desk.at_home() as session:
        held_back = session.news.held_back
        held_back.seek(last)
        assert held_back.is_seeking(last)
        await until(lambda: not held_back.is_seeking(last), "the list is read as far as that")
        request = held_back.request_of(last)
        assert request is not None
        held_back.open()
        await until(lambda: len(held_back.items) == 1, "its beginning is read anew")
        assert held_back.request_of(last) == request
        held_back.dismiss([request])
        await until(lambda: not held_back.decisions.is_being_sent(request.id), "it is decided")
        assert last not in [one["account"]["id"] for one in read_json(demo.url, REQUESTS, demo.token)]
        assert held_back.why_not(request) == "Cleared away."


async def test_a_sender_of_whom_nothing_is_held_back_is_sought_to_the_end(
    desk: Desk, demo: DemoThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held_back_module, "PAGE_SIZE", 2)
    ada = account_of(demo, "ada")["id"]
    async with desk.at_home() as session:
        held_back = session.news.held_back
        held_back.seek(ada)
        held_back.want_older()  # somebody scrolls in the whole list meanwhile
        await until(lambda: held_back.state.loaded_once, "its beginning")
        held_back.want_older()
        await until(lambda: not held_back.is_seeking(ada), "all is read")
        assert held_back.request_of(ada) is None
        assert held_back.state.at_end
        assert len(held_back.items) == 4


async def test_what_is_wished_for_at_the_end_while_the_list_comes_anew_comes_after_that(
    desk: Desk, demo: DemoThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held_back_module, "PAGE_SIZE", 2)
    async with desk.at_home() as session:
        held_back = session.news.held_back
        held_back.open()
        await until(lambda: held_back.state.loaded_once and not held_back.state.loading_newer, "its beginning")
        demo.fault(REQUESTS, "delay", seconds=3600)
        held_back.open()
        await until(lambda: held_back.state.loading_newer, "it comes anew")
        held_back.want_older()  # nobody says so a second time who stands at the end
        demo.clear_faults()
        await until(lambda: len(held_back.items) == 4, "the rest")


async def test_a_search_that_breaks_off_ends_with_the_reason(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        held_back = session.news.held_back
        demo.fault(REQUESTS, "status", status=500, count=-1)
        held_back.seek("1")
        await until(lambda: not held_back.is_seeking("1"), "it ended")
        assert held_back.state.error
        demo.clear_faults()
        held_back.seek("1")
        await until(lambda: held_back.state.at_end, "once more, and to the end")


async def test_who_came_after_the_count_and_was_answered_leaves_it_as_it_was(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        requests = session.news.follow_requests
        await until_after(desk.clock, lambda: requests.count == 3)
        demo.events(follow_request="you", by="ada")
        assert len(read_json(demo.url, "/api/v1/follow_requests", demo.token)) == 4
        ada = await session.standby.ask(lambda client: client.accounts.lookup(acct="ada"))
        requests.accept(ada)
        await until(lambda: requests.state.loaded_once, "the list is asked for")
        assert requests.count == 3
