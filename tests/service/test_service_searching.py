"""Searching: what is here at once, what the server finds then, each thing once, page by page, and why not."""

from __future__ import annotations

import json
import logging

import pytest

from tests.support.session import Desk, read_json, until
from tootui.config.settings import Settings
from tootui.demo.thread import DemoThread
from tootui.model.account import Relationship
from tootui.model.places import Place
from tootui.service import searching as searching_module
from tootui.service.guest import guest_at
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


async def settled(search: Search) -> None:
    """Wait until the server has answered, or why it has not is known."""
    await until(lambda: not search.state.loading, "an answer")


def accts(session: Session, search: Search) -> list[str]:
    accounts = [session.store.account(account_id) for account_id in search.results.people]
    return [account.acct for account in accounts if account is not None]


def queries(demo: DemoThread) -> list[str]:
    return [entry["query"] for entry in demo.log() if entry["path"] == "/api/v2/search"]


async def seen(desk: Desk, *posts: str) -> None:
    """Have posts read and kept on this machine."""
    async with desk.at_home() as session:
        await until(lambda: all(session.store.held_status(one) is not None for one in posts), "they are read")


async def test_one_request_brings_people_tags_and_posts(desk: Desk, demo: DemoThread) -> None:
    [made] = demo.events(post="A loom that nobody has seen", by="grace")
    async with desk.session() as session:
        search = await answered(session, "search:loom")
        assert made in search.results.posts
        people = await answered(session, "search:grace")
        assert accts(session, people)[0] == "grace"
        assert len(queries(demo)) == 2


async def test_what_is_known_here_comes_before_the_server_answers_and_once(desk: Desk, demo: DemoThread) -> None:
    [made] = demo.events(post="A loom that came home", by="grace")
    await seen(desk, made)
    async with desk.session() as session:
        demo.fault("/api/v2/search", "delay", seconds=3600)
        search = begun(session, "search:loom came")
        assert search.results.posts == (made,)
        assert search.results.only_here["posts"] == {made}
        assert not search.state.answered
        demo.clear_faults()
        await until(lambda: search.state.answered)
        assert search.results.posts == (made,)
        assert not search.results.only_here["posts"]


async def test_people_and_tags_of_before_are_found_without_the_server(desk: Desk, demo: DemoThread) -> None:
    await seen(desk, *demo.events(post="Here I am #loomwork", by="grace"))
    async with desk.session() as session:
        demo.fault("/api/v2/search", "status", status=503, count=-1)
        people = begun(session, "search_people:hopper")
        await until(lambda: accts(session, people) == ["grace"], "the cache's answer")
        assert people.results.only_here["people"] == set(people.results.people)
        home = session.feed(Place.HOME)
        home.open()
        await until(lambda: len(home.rows) > 1, "posts at hand")
        tags = begun(session, "search_tags:#loomw")
        assert [tag.name for tag in tags.results.tags] == ["loomwork"]


async def test_what_only_this_machine_knows_stands_among_the_rest_by_time(desk: Desk, demo: DemoThread) -> None:
    made = []
    for number in range(3):
        made += demo.events(post=f"A loom of brass, number {number}", by="grace")
        demo.advance(60)
    await seen(desk, *made)
    middle = json.dumps(read_json(demo.url, f"/api/v1/statuses/{made[1]}", demo.token))
    async with desk.session() as session:
        for page, missing in ((middle, {made[0], made[2]}), ("", set(made))):
            body = f'{{"accounts": [], "hashtags": [], "statuses": [{page}]}}'
            demo.fault("/api/v2/search", "status", status=200, body=body)
            search = session.enquiries.search(Place.parse(f"search_posts:{'brass number' if page else 'number brass'}"))
            search.open()
            await settled(search)
            assert search.results.posts == tuple(reversed(made))
            assert search.results.only_here["posts"] == missing
            assert search.server_finds_no_posts == (not page)


@pytest.mark.parametrize(
    ("words", "count"),
    [("brass", 3), ("brass from:grace", 2), ("brass -silk", 2), ("brass has:media", 0), ('"brass loom"', 1)],
)
async def test_operators_hold_for_what_is_here_too(desk: Desk, demo: DemoThread, words: str, count: int) -> None:
    texts = {"A brass loom": "grace", "Brass and silk": "grace", "All brass": "ada"}
    await seen(desk, *(demo.events(post=text, by=by)[0] for text, by in texts.items()))
    async with desk.session() as session:
        demo.fault("/api/v2/search", "delay", seconds=3600)
        assert len(begun(session, f"search_posts:{words}").results.posts) == count


async def test_pages_follow_by_offset_until_there_is_no_more(
    desk: Desk, demo: DemoThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching_module, "PAGE_SIZE", 4)
    made = [demo.events(post=f"Loomwork {number}", by="grace")[0] for number in range(9)]
    async with desk.session() as session:
        search = await answered(session, "search_posts:loomwork")
        while search.state.more:
            search.want_more()
            search.want_more()
            await until(lambda: not search.state.loading, "a page")
        assert search.results.posts == tuple(reversed(made))
        offsets = [query.partition("offset=")[2].partition("&")[0] for query in queries(demo)]
        assert offsets == ["", "4", "8"]


async def test_a_page_that_fails_is_asked_for_again_alone(
    desk: Desk, demo: DemoThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching_module, "PAGE_SIZE", 4)
    for number in range(6):
        demo.events(post=f"Loomwork {number}", by="grace")
    async with desk.session() as session:
        search = await answered(session, "search_posts:loomwork")
        demo.fault("offset=4", "status", status=403, body='{"error": "Not now"}')
        search.want_more()
        await until(lambda: search.state.error, "it failed")
        assert len(search.results.posts) == 4
        search.refresh()
        await until(lambda: len(search.results.posts) == 6, "the page that failed")
        assert [query.count("offset") for query in queries(demo)] == [0, 1, 1]


async def test_what_was_read_further_down_stays_when_one_looks_anew(
    desk: Desk, demo: DemoThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching_module, "PAGE_SIZE", 4)
    made = [demo.events(post=f"Loomwork {number}", by="grace")[0] for number in range(6)]
    async with desk.session() as session:
        search = await answered(session, "search_posts:loomwork")
        search.want_more()
        await until(lambda: len(search.results.posts) == 6)
        made += demo.events(post="Loomwork, the newest", by="grace")
        search.refresh()
        await until(lambda: len(search.results.posts) == 7, "the newest too")
        assert search.results.posts == tuple(reversed(made))


async def test_a_server_that_repeats_its_page_is_not_asked_for_ever(
    desk: Desk, demo: DemoThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching_module, "PAGE_SIZE", 2)
    demo.events(post="Loomwork", by="grace")
    demo.events(post="Loomwork again", by="grace")
    async with desk.session() as session:
        search = await answered(session, "search_posts:loomwork")
        same = '{"accounts": [], "hashtags": [], "statuses": []}'
        demo.fault("offset=2", "status", status=200, body=same)
        search.want_more()
        await until(lambda: not search.state.loading, "the same page")
        assert not search.state.more


@pytest.mark.parametrize("refusal", ["json", "html", "text", "no_method", "not_implemented"])
async def test_a_server_without_search_is_asked_once(desk: Desk, demo: DemoThread, refusal: str) -> None:
    demo.switch(off=["search"], refusal=refusal)
    async with desk.session() as session:
        for text in ("search:looms", "search_posts:looms", "search:engines"):
            search = begun(session, text)
            await settled(search)
            assert search.state.closed == "This server does not offer search."
        assert len(queries(demo)) == 1


async def test_whoever_comes_back_finds_it_as_it_was(desk: Desk, demo: DemoThread) -> None:
    async with desk.session() as session:
        first = await answered(session, "search:grace")
        await answered(session, "search_people:grace")
        assert begun(session, "search:grace") is first
        assert len(queries(demo)) == 2


async def test_posts_of_somebody_who_is_blocked_leave_at_once(desk: Desk, demo: DemoThread) -> None:
    made = [demo.events(post="Bargains of brass", by=by)[0] for by in ("grace", "ada")]
    await seen(desk, *made)
    async with desk.session() as session:
        search = await answered(session, "search_posts:bargains brass")
        assert set(search.results.posts) == set(made)
        status = session.store.status(made[0])
        assert status is not None
        relationship = Relationship(id=status.account.id, blocking=True)
        session.store.put_relationships([relationship])
        await until(lambda: search.results.posts == (made[1],), "they are gone")
        search.close()
    async with desk.session() as session:
        demo.fault("/api/v2/search", "delay", seconds=3600)
        assert begun(session, "search_posts:bargains brass").results.posts == (made[1],)


async def test_how_one_relates_is_asked_of_those_in_view(desk: Desk, demo: DemoThread) -> None:
    async with desk.session() as session:
        search = await answered(session, "search_people:a")
        some = search.results.people[:3]
        search.look_at(some)
        search.look_at(some)
        await until(lambda: all(session.store.relationship(one) is not None for one in some), "relationships")
        asked = [entry["query"] for entry in demo.log() if entry["path"].endswith("/relationships")]
        assert len(asked) == 1
        assert asked[0].count("id") == 3


async def test_a_guest_gets_one_page_and_no_posts(desk: Desk, demo: DemoThread) -> None:
    session = Session.open(guest_at(demo.url), settings=Settings(), credentials=desk.credentials, clock=desk.clock)
    await session.start()
    try:
        search = await answered(session, "search_people:a")
        assert search.results.people
        assert not search.state.more
        search.look_at(search.results.people)
        address = await answered(session, "search:https://faraway.example/@nobody")
        assert not address.results.people
    finally:
        await session.close()
    assert not [entry for entry in demo.log() if entry["path"].endswith("/relationships")]
    assert not [query for query in queries(demo) if "resolve" in query]


async def test_the_words_are_never_logged(desk: Desk, demo: DemoThread, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="tootui")
    async with desk.session() as session:
        await answered(session, "search:unmentionable")
        demo.fault("/api/v2/search", "nonjson", count=-1)
        for kind in ("people", "tags", "posts"):
            search = begun(session, f"search_{kind}:unmentionable")
            await settled(search)
            assert search.state.error
            assert "unmentionable" not in search.state.error
        session.enquiries.recent_searches.add("unmentionable")
        session.enquiries.recent_searches.forget("unmentionable")
    assert "unmentionable" not in caplog.text
