"""Searching: what is here at once, what the server finds then, each thing once, page by page, and why not."""

from __future__ import annotations

from tests.support.session import Desk, until
from tootui.demo.thread import DemoThread
from tootui.model.places import Place
from tootui.service.searching import Search
from tootui.service.session import Session


def begun(session: Session, text: str) -> Search:
    search = session.enquiries.search(Place.parse(text))
    search.open()
    return search


async def answered(session: Session, text: str) -> Search:
    search = begun(session, text)
    await until(lambda: search.state.answered, "the server's answer")
    return search


def accts(session: Session, search: Search) -> list[str]:
    accounts = [session.store.account(account_id) for account_id in search.results.people]
    return [account.acct for account in accounts if account is not None]


def searches(demo: DemoThread) -> list[str]:
    return [entry["query"] for entry in demo.log() if entry["path"] == "/api/v2/search"]


async def test_one_request_brings_people_tags_and_posts(desk: Desk, demo: DemoThread) -> None:
    [made] = demo.events(post="A loom that nobody has seen", by="grace")
    async with desk.at_home() as session:
        search = await answered(session, "search:loom")
        assert made in search.results.posts
        people = await answered(session, "search:grace")
        assert accts(session, people)[0] == "grace"
        assert len(searches(demo)) == 2


async def test_what_is_known_here_comes_before_the_server_answers_and_once(desk: Desk, demo: DemoThread) -> None:
    [made] = demo.events(post="A loom that came home", by="grace")
    async with desk.at_home() as session:
        await until(lambda: session.store.held_status(made) is not None)
    async with desk.at_home() as session:
        demo.fault("/api/v2/search", "delay", seconds=0.3)
        search = begun(session, "search:loom came")
        assert search.results.posts == (made,)
        assert search.results.only_here["posts"] == {made}
        assert not search.state.answered
        await until(lambda: search.state.answered)
        assert search.results.posts == (made,)
        assert not search.results.only_here["posts"]
