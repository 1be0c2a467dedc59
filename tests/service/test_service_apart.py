"""Muted and blocked people leave what is open, and come back when that is taken back."""

from __future__ import annotations

import urllib.request

import pytest
from msgspec.structs import replace

from tests.support.session import Desk, account_of, until
from tootui.demo.thread import DemoThread
from tootui.model.account import Account, Relationship
from tootui.model.base import AccountId
from tootui.model.places import Place
from tootui.service.session import Session


def authors(session: Session, place: Place = Place.HOME) -> set[AccountId]:
    """Whose words stand in a place."""
    rows = (session.store.status(row) for row in session.feed(place).rows if isinstance(row, str))
    return {account_id for row in rows if row is not None for account_id in (row.account.id, row.inner.account.id)}


async def know(session: Session, account_id: AccountId) -> None:
    session.relations.relate(account_id)
    await until(lambda: session.relations.of(account_id) is not None, "how one relates")


@pytest.mark.parametrize("verb", ["mute", "block"])
async def test_posts_and_boosts_of_somebody_go_at_once_and_come_back(desk: Desk, demo: DemoThread, verb: str) -> None:
    grace = account_of(demo, "grace")["id"]
    theirs = demo.events(post="Compilers are easy.", by="grace")[0]
    demo.events(boost=theirs, by="ada")
    demo.events(boost=demo.events(post="Bread is easy.", by="bram")[0], by="grace")
    async with desk.at_home() as session:
        await know(session, grace)
        before = list(session.feed(Place.HOME).rows)
        assert grace in authors(session)
        getattr(session.relations, verb)(grace)
        assert session.apart.holds(grace)
        await until(lambda: grace not in authors(session), "they are gone")
        assert session.feed(Place.HOME).hidden_count == 0, "nobody speaks of them"
        assert session.notices.undo()
        await until(lambda: session.feed(Place.HOME).rows == before, "all is back")


async def test_who_is_refused_to_be_muted_stays(desk: Desk, demo: DemoThread) -> None:
    ada = account_of(demo, "ada")["id"]
    demo.events(post="Not everybody likes looms.", by="ada")
    async with desk.at_home() as session:
        await know(session, ada)
        before = list(session.feed(Place.HOME).rows)
        demo.fault("/mute", "status", status=422, body='{"error": "Not today"}')
        session.relations.mute(ada)
        await until(lambda: session.feed(Place.HOME).rows != before, "gone at once")
        await until(lambda: session.feed(Place.HOME).rows == before, "and back")
        assert desk.said[-1].startswith("Mute refused.") and "Not today" in desk.said[-1]


async def test_what_the_disk_has_of_them_is_not_shown_at_the_next_start(desk: Desk, demo: DemoThread) -> None:
    tove = account_of(demo, "tove")["id"]
    demo.events(post="Here I am.", by="tove")
    async with desk.at_home() as session:
        await know(session, tove)
        assert tove in authors(session)
        session.relations.mute(tove)
        await until(lambda: _is_muted_there(session, tove), "the server knows")
    session = desk.open()
    assert session.feed(Place.HOME).rows
    assert tove not in authors(session)
    await session.close()


async def test_an_answer_that_tells_nothing_of_it_brings_nobody_back(desk: Desk, demo: DemoThread) -> None:
    account_id = account_of(demo, "tove")["id"]
    async with desk.at_home() as session:
        await know(session, account_id)
        session.relations.mute(account_id)
        await until(lambda: _is_muted_there(session, account_id), "the server knows")
    session = desk.open()
    session.store.put_relationships([Relationship(id=account_id, following=True)])
    assert session.apart.holds(account_id)
    session.store.put_relationships([Relationship(id=account_id, muting=False)])
    assert not session.apart.holds(account_id)
    await session.close()


async def test_who_is_muted_no_longer_elsewhere_comes_back_with_their_next_post(desk: Desk, demo: DemoThread) -> None:
    account_id = account_of(demo, "hedy")["id"]
    demo.events(post="Before.", by="hedy")
    async with desk.at_home() as session:
        await know(session, account_id)
        session.relations.mute(account_id)
        await until(lambda: _is_muted_there(session, account_id), "the server answered")
        _post(demo, f"/api/v1/accounts/{account_id}/unmute")
        demo.events(post="After.", by="hedy")
        await session.feed(Place.HOME).refresh()
        await until(lambda: account_id in authors(session), "the server does not hide them, so they are shown")


async def test_who_is_asked_about_while_the_server_has_not_heard_of_the_mute_stays_away(
    desk: Desk, demo: DemoThread
) -> None:
    account_id = account_of(demo, "odile")["id"]
    demo.events(post="Constraints set free.", by="odile")
    async with desk.at_home() as session:
        await know(session, account_id)
        demo.fault("/mute$", "delay", seconds=30)
        session.relations.mute(account_id)
        await until(lambda: account_id not in authors(session), "gone at once")
        await session.apart._ask([account_id])  # as for a page with their posts that was on its way
        assert not _is_muted_there(session, account_id)
        assert session.apart.holds(account_id)
        demo.clear_faults()
        await until(lambda: _is_muted_there(session, account_id), "the server knows")
        assert session.apart.holds(account_id)
        assert account_id not in authors(session)


async def test_a_blocked_server_takes_all_its_people_along(desk: Desk, demo: DemoThread) -> None:
    one = account_of(demo, "alan@bletchley.example")["id"]
    async with desk.at_home() as session:
        federated = session.feed(Place.FEDERATED)
        federated.open()
        demo.events(post="Buy this.", by="alan@bletchley.example")
        await federated.refresh()
        await until(lambda: one in authors(session, Place.FEDERATED), "it is there")
        await know(session, one)
        session.relations.block_server(one, on=True)
        await until(lambda: one not in authors(session, Place.FEDERATED), "it is gone")
        federated.close()


@pytest.mark.parametrize("is_known", [True, False])
async def test_a_blocked_server_stays_so_whatever_was_told_before_of_others_on_it(
    desk: Desk, demo: DemoThread, is_known: bool
) -> None:
    """Of some it was known how the reader relates to them, of others an answer was on its way."""
    alan = account_of(demo, "alan@bletchley.example")["id"]
    told = Relationship(id="999", muting=False, blocking=False, domain_blocking=False)
    async with desk.at_home() as session:
        session.store.put_accounts([Account(id="999", acct="joan@bletchley.example")])
        if is_known:
            session.store.put_relationships([told])
        await know(session, alan)
        demo.fault("/domain_blocks", "delay", seconds=3600, method="POST")
        session.relations.block_server(alan, on=True)
        assert session.apart.holds("999"), "gone at once"
        if is_known:
            session.relations.mute("999")
            session.relations.unmute("999")
        session.store.put_relationships([told])
        assert session.apart.holds("999")
        demo.clear_faults()
        await until(lambda: _is_server_blocked_there(session, alan), "the server knows")
        session.store.put_relationships([replace(told, note="a colleague of his")])
        assert session.apart.holds(alan) and session.apart.holds("999")
        session.relations.block_server(alan, on=False)
        assert not session.apart.holds("999"), "and back"


async def test_those_on_a_server_that_was_unblocked_elsewhere_come_back(desk: Desk, demo: DemoThread) -> None:
    alan = account_of(demo, "alan@bletchley.example")["id"]
    async with desk.at_home() as session:
        session.store.put_accounts([Account(id="999", acct="joan@bletchley.example")])
        session.store.put_relationships([Relationship(id="999", domain_blocking=False)])
        await know(session, alan)
        session.relations.block_server(alan, on=True)
        await until(lambda: _is_server_blocked_there(session, alan), "the server knows")
        request = urllib.request.Request(
            f"{demo.url}/api/v1/domain_blocks?domain=bletchley.example",
            method="DELETE",
            headers={"Authorization": f"Bearer {demo.token}"},
        )
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10).close()
        desk.clock.advance(60)
        await session.apart._ask([alan])
        assert not session.apart.holds("999")


def _is_server_blocked_there(session: Session, account_id: AccountId) -> bool:
    told = session.store.base_relationship(account_id)
    return told is not None and told.domain_blocking is True


def _is_muted_there(session: Session, account_id: AccountId) -> bool:
    told = session.store.base_relationship(account_id)
    return told is not None and told.muting is True


def _post(demo: DemoThread, path: str) -> None:
    request = urllib.request.Request(demo.url + path, headers={"Authorization": f"Bearer {demo.token}"}, data=b"")
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10).close()
