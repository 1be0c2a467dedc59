"""Direct messages by who takes part: asked for, told of, kept, marked read and put away."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.support.session import Desk, read_json, until, until_after, until_calm
from tootui.api.features import Feature
from tootui.demo.thread import DemoThread
from tootui.model.account import Relationship
from tootui.model.errors import ServerError
from tootui.model.places import Place
from tootui.service.conversations import NOT_FOR_YOU, NOT_HERE, Conversations
from tootui.service.session import Session

PATH = "/api/v1/conversations"


def reads(demo: DemoThread) -> int:
    """How often the list was asked for."""
    return sum(entry["path"] == PATH for entry in demo.log())


def writes(demo: DemoThread) -> list[tuple[str, str]]:
    return [
        (entry["method"], entry["path"].removeprefix(PATH))
        for entry in demo.log()
        if entry["path"].startswith(PATH) and entry["method"] != "GET"
    ]


def told(demo: DemoThread) -> dict[str, Any]:
    """The conversations as the server has them, by their ids."""
    return {one["id"]: one for one in read_json(demo.url, f"{PATH}?limit=40", demo.token)}


@asynccontextmanager
async def looking(desk: Desk) -> AsyncIterator[tuple[Session, Conversations]]:
    """Somebody looks at their direct messages, which were asked for once."""
    async with desk.at_home() as session:
        conversations = session.news.conversations
        conversations.open()
        await until(lambda: conversations.state.loaded_once, "direct messages")
        yield session, conversations


async def test_unread_ones_come_first_then_the_newest(desk: Desk, demo: DemoThread) -> None:
    async with looking(desk) as (_, conversations):
        items = conversations.items
        assert [one.unread for one in items] == sorted((one.unread for one in items), reverse=True)
        moments = [one.last_status.created_at for one in items if one.last_status is not None and not one.unread]
        assert moments == sorted(moments, reverse=True)
        assert {one.id: one.unread for one in items} == {key: one["unread"] for key, one in told(demo).items()}
        assert conversations.unread_count == sum(one["unread"] for one in told(demo).values()) > 0


async def test_nothing_is_asked_until_somebody_looks_or_counts(desk: Desk, demo: DemoThread) -> None:
    async with desk.at_home() as session:
        assert session.news.unread_conversations is None
        session.news.count()
        session.news.count()
        desk.clock.advance(1.9)
        await until_calm(demo)
        assert reads(demo) == 0
        await until_after(desk.clock, lambda: session.news.unread_conversations, step=0.05)
        assert reads(demo) == 1
        assert session.news.unread_conversations == sum(one["unread"] for one in told(demo).values())


async def test_without_a_stream_they_are_asked_for_patiently(desk: Desk, demo: DemoThread) -> None:
    async with looking(desk) as (_, conversations):
        before = len(conversations.items)
        demo.clear_log()
        desk.clock.advance(60)
        await until_calm(demo)
        assert reads(demo) == 0
        demo.events(post="@you Come over.", by="grace", visibility="direct")
        await until_after(desk.clock, lambda: len(conversations.items) == before + 1, step=5)
        assert conversations.items[0].unread
        assert [account.acct for account in conversations.items[0].accounts] == ["grace"]


async def test_marked_read_counts_at_once_and_is_told_once(desk: Desk, demo: DemoThread) -> None:
    async with looking(desk) as (session, conversations):
        unread = next(one for one in conversations.items if one.unread)
        order = [one.id for one in conversations.items]
        count = conversations.unread_count or 0
        conversations.mark_read(unread.id)
        conversations.mark_read(unread.id)
        assert session.news.unread_conversations == count - 1
        assert [one.id for one in conversations.items] == order, "nothing moves under the eyes"
        await until(lambda: writes(demo) == [("POST", f"/{unread.id}/read")])
        await until(lambda: not told(demo)[unread.id]["unread"])
        await conversations.poll()
        assert conversations.unread_count == count - 1


async def test_a_page_that_was_on_its_way_makes_nothing_unread_again(desk: Desk, demo: DemoThread) -> None:
    async with looking(desk) as (_, conversations):
        unread = next(one for one in conversations.items if one.unread)
        old = json.dumps(list(told(demo).values()))
        conversations.mark_read(unread.id)
        await until(lambda: not told(demo)[unread.id]["unread"])
        demo.fault(f"{PATH}\\?", "status", status=200, body=old)
        await conversations.poll()
        assert not conversations.items[[one.id for one in conversations.items].index(unread.id)].unread


async def test_where_marking_is_refused_it_is_unread_again(desk: Desk, demo: DemoThread) -> None:
    demo.fault("/read$", "status", status=500, count=-1)
    async with looking(desk) as (_, conversations):
        unread = next(one for one in conversations.items if one.unread)
        conversations.mark_read(unread.id)
        assert not (conversations.get(unread.id) or unread).unread
        await until_after(desk.clock, lambda: any(text.startswith("It is not marked as read.") for text in desk.said))
        assert (one := conversations.get(unread.id)) is not None
        assert one.unread


async def test_what_is_read_while_the_server_is_away_is_told_later(desk: Desk, demo: DemoThread) -> None:
    async with looking(desk) as (session, conversations):
        unread = next(one for one in conversations.items if one.unread)
        demo.fault("/read$", "drop_before", count=1)
        conversations.mark_read(unread.id)
        await until(lambda: session.connection.state == "offline")
        assert (one := conversations.get(unread.id)) is not None
        assert not one.unread
        await until_after(desk.clock, lambda: not told(demo)[unread.id]["unread"])
        assert not any("not marked" in text for text in desk.said)


async def test_one_is_taken_off_the_list_until_somebody_writes_in_it(desk: Desk, demo: DemoThread) -> None:
    async with looking(desk) as (_, conversations):
        one = conversations.items[0]
        assert one.last_status is not None
        conversations.remove(one.id)
        assert conversations.get(one.id) is None
        await until(lambda: one.id not in told(demo))
        await until(lambda: any("off the list" in text for text in desk.said))
        await conversations.poll()
        assert conversations.get(one.id) is None
        author = one.last_status.account.acct
        demo.events(post="@you Still there?", by=author, visibility="direct", reply_to=one.last_status.id)
        await conversations.poll()
        assert conversations.get(one.id) is not None


async def test_where_that_is_refused_it_is_there_again(desk: Desk, demo: DemoThread) -> None:
    async with looking(desk) as (_, conversations):
        order = [one.id for one in conversations.items]
        demo.fault(f"{PATH}/", "status", status=422, body=json.dumps({"error": "Not today"}))
        conversations.remove(order[1])
        await until(lambda: any(text.startswith("The conversation stays on the list.") for text in desk.said))
        assert [one.id for one in conversations.items] == order
        assert writes(demo) == [("DELETE", f"/{order[1]}")]


async def test_what_was_put_away_elsewhere_goes(desk: Desk, demo: DemoThread) -> None:
    async with looking(desk) as (_, conversations):
        first, *others = told(demo).values()
        demo.fault(f"{PATH}\\?", "status", status=200, body=json.dumps(others))
        await conversations.poll()
        assert conversations.get(first["id"]) is None
        assert len(conversations.items) == len(others)


async def test_the_next_start_shows_them_before_it_asks(desk: Desk, demo: DemoThread) -> None:
    async with looking(desk) as (_, conversations):
        expected = [(one.id, one.unread) for one in conversations.items]
        words = [one.last_status.content for one in conversations.items if one.last_status is not None]
    session = desk.open()
    session.news.conversations.restore()
    items = session.news.conversations.items
    assert [(one.id, one.unread) for one in items] == expected
    assert [one.last_status.content for one in items if one.last_status is not None] == words
    assert session.news.unread_conversations == sum(unread for _, unread in expected)
    await session.close()


@pytest.mark.parametrize("status", [404, 405, 501])
async def test_a_server_without_them_is_not_asked_again(desk: Desk, demo: DemoThread, status: int) -> None:
    demo.fault(PATH, "status", status=status, count=-1)
    async with desk.at_home() as session:
        assert Place.DIRECT in [place for place, _ in session.shelf.places()]
        session.news.count()
        conversations = session.news.conversations
        await until_after(desk.clock, lambda: conversations.state.closed == NOT_HERE)
        await until(lambda: Place.DIRECT not in [place for place, _ in session.shelf.places()])
        asked = reads(demo)
        assert session.news.unread_conversations is None
        conversations.open()
        desk.clock.advance(1000)
        await until_calm(demo)
        assert reads(demo) == asked
        assert desk.said == []
    async with desk.session() as session:
        assert Place.DIRECT not in [place for place, _ in session.shelf.places()]


async def test_a_server_in_trouble_keeps_what_is_there(desk: Desk, demo: DemoThread) -> None:
    async with looking(desk) as (_, conversations):
        before = conversations.items
        demo.fault(f"{PATH}\\?", "status", status=500, count=-1)
        with pytest.raises(ServerError):
            await conversations.poll()
        assert conversations.items == before
        assert conversations.state.error
        demo.clear_faults()
        await conversations.poll()
        assert conversations.state.error is None


async def test_long_lists_are_read_on_by_the_links_of_the_server(desk: Desk, demo: DemoThread) -> None:
    for number in range(45):
        demo.events(post=f"@you Letter {number}", by="grace", visibility="direct")
    async with looking(desk) as (_, conversations):
        assert len(conversations.items) == 40
        conversations.want_older()
        conversations.want_older()
        await until(lambda: conversations.state.at_end)
        assert {one.id for one in conversations.items} >= set(told(demo))
        assert len(conversations.items) > 45
        count = len(conversations.items)
        await conversations.poll()
        assert len(conversations.items) == count, "what is further down stays"
        first, *others = told(demo).values()
        older = {"Link": f'<{demo.url}{PATH}?max_id={others[-1]["last_status"]["id"]}>; rel="next"'}
        body = json.dumps([first | {"last_status": None}, *others])
        demo.fault(f"{PATH}\\?", "status", status=200, body=body, headers=older)
        await conversations.poll()
        assert len(conversations.items) == count, "whatever became of the newest post of one"


async def test_a_direct_post_from_anywhere_has_them_asked_for(desk: Desk, demo: DemoThread) -> None:
    async with looking(desk) as (session, conversations):
        (made,) = demo.events(post="@you By the way", by="mary", visibility="direct")
        thread = session.thread(made)
        thread.open()
        await until_after(desk.clock, lambda: conversations.items[0].accounts[0].acct == "mary", step=0.2)
        await until(lambda: session.news.unread_conversations == sum(one["unread"] for one in told(demo).values()))


async def test_the_stream_tells_of_them(home: Path) -> None:
    with DemoThread() as demo:
        desk = Desk(home / "config", demo.url, demo.token)
        async with looking(desk) as (session, conversations):
            await until_after(desk.clock, lambda: ["direct"] in [one for socket in demo.streams() for one in socket])
            await until_after(desk.clock, lambda: session.connection.state == "live")
            await until_after(
                desk.clock,
                lambda: desk.clock.waits and desk.clock.waits[0] > 3 and not conversations.state.loading_newer,
            )
            order, count = [one.id for one in conversations.items], conversations.unread_count or 0
            demo.clear_log()
            demo.events(post="@you Something new", by="grace", visibility="direct")
            await until(lambda: len(conversations.items) == len(order) + 1)
            assert [one.id for one in conversations.items][1:] == order
            assert session.news.unread_conversations == count + 1
            last = conversations.items[-1].last_status
            assert last is not None
            stop = conversations.watch(lambda: [order[-1]])
            (made,) = demo.events(post="@you And again", by=last.account.acct, visibility="direct", reply_to=last.id)
            await until(lambda: session.news.unread_conversations == count + 2)
            assert [one.id for one in conversations.items][1:] == order, "somebody sees it where it stands"
            stop()
            demo.events(post="@you And now?", by=last.account.acct, visibility="direct", reply_to=made)
            await until(lambda: conversations.items[0].id == order[-1])
            assert [one.id for one in conversations.items][2:] == order[:-1]
            later = desk.clock.time() + 300
            await until_after(desk.clock, lambda: desk.clock.time() > later, step=10)
            assert reads(demo) == 0


async def test_an_answer_takes_nothing_away_that_was_told_while_it_was_on_its_way(home: Path) -> None:
    with DemoThread() as demo:
        desk = Desk(home / "config", demo.url, demo.token)
        async with looking(desk) as (_, conversations):
            await until_after(desk.clock, lambda: ["direct"] in [one for socket in demo.streams() for one in socket])
            before = [one.id for one in conversations.items]
            demo.fault(PATH, "late", seconds=3600)
            demo.clear_log()
            asking = asyncio.create_task(conversations.poll())
            await until(lambda: reads(demo))
            demo.events(post="@you Something new", by="grace", visibility="direct")
            await until(lambda: len(conversations.items) == len(before) + 1, "it is told")
            demo.clear_faults()
            await asking
            assert [one.id for one in conversations.items][1:] == before


async def test_those_with_nobody_but_blocked_people_go_and_come_back(desk: Desk, demo: DemoThread) -> None:
    async with looking(desk) as (session, conversations):
        alone = next(one for one in conversations.items if len(one.accounts) == 1)
        count = len(conversations.items)
        person = alone.accounts[0].id
        session.store.put_relationships([Relationship(id=person, blocking=True)])
        assert alone.id not in [one.id for one in conversations.items]
        assert len(conversations.items) == count - 1
        session.store.put_relationships([Relationship(id=person, blocking=False)])
        assert len(conversations.items) == count
        session.store.put_relationships([Relationship(id=person, muting=True)])
        assert len(conversations.items) == count, "who is muted may still write"


@pytest.mark.parametrize("software", ["takahe", "hollo", "snac"])
async def test_software_known_to_have_none_is_not_asked(desk: Desk, demo: DemoThread, software: str) -> None:
    nodeinfo = {"version": "2.0", "software": {"name": software, "version": "1.0"}}
    demo.fault("/nodeinfo/", "status", status=200, body=json.dumps(nodeinfo), count=-1)
    async with desk.at_home() as session:
        await until_after(desk.clock, lambda: not session.offers(Feature.CONVERSATIONS))
        demo.clear_log()
        conversations = session.news.conversations
        conversations.open()
        assert conversations.state.closed == NOT_HERE
        assert Place.DIRECT not in [place for place, _ in session.shelf.places()]
        desk.clock.advance(1000)
        await until_calm(demo)
        assert reads(demo) == 0


async def test_an_empty_answer_is_believed_only_until_the_software_is_known(desk: Desk, demo: DemoThread) -> None:
    takahe = {"version": "2.0", "software": {"name": "takahe", "version": "0.11.0"}}
    demo.fault("/nodeinfo/", "status", status=200, body=json.dumps(takahe), count=-1)
    demo.fault(PATH, "status", status=200, body="[]", count=-1)
    async with looking(desk) as (session, conversations):
        assert conversations.state.closed is None
        await until_after(desk.clock, lambda: conversations.state.closed == NOT_HERE, step=5)
        assert Place.DIRECT not in [place for place, _ in session.shelf.places()]
        assert session.news.unread_conversations is None


async def test_a_sign_in_that_does_not_allow_it_is_said_and_the_place_stays(desk: Desk, demo: DemoThread) -> None:
    demo.fault(PATH, "status", status=403, count=-1)
    async with desk.at_home() as session:
        conversations = session.news.conversations
        conversations.open()
        await until(lambda: conversations.state.closed == NOT_FOR_YOU)
        assert Place.DIRECT in [place for place, _ in session.shelf.places()]
        demo.clear_faults()
        await conversations.refresh()
        assert conversations.state.closed is None
        before = len(conversations.items)
        demo.events(post="@you Allowed again?", by="grace", visibility="direct")
        await until_after(desk.clock, lambda: len(conversations.items) == before + 1, step=5)


async def test_a_lost_sign_in_closes_nothing(desk: Desk, demo: DemoThread) -> None:
    async with looking(desk) as (session, conversations):
        before = conversations.items
        demo.fault("", "status", status=401, count=-1)
        with pytest.raises(ServerError):
            await conversations.poll()
        assert session.connection.state == "signed_out"
        assert conversations.state.closed is None
        assert conversations.items == before


async def test_an_edit_is_kept_for_the_next_start(desk: Desk, demo: DemoThread) -> None:
    async with looking(desk) as (session, conversations):
        one = conversations.items[-1]
        assert one.last_status is not None
        changed = replace(one.last_status, content="<p>What it says now</p>", edited_at=desk.clock.now())
        session.store.put_statuses([changed])
        session.store.take_dirty()  # as if it had been written already
        conversations.mark_read(next(each.id for each in conversations.items if each.unread))
        await until(lambda: writes(demo))
        await conversations.poll()
    session = desk.open()
    session.news.conversations.restore()
    kept = session.news.conversations.get(one.id)
    assert kept is not None
    assert kept.last_status is not None
    assert "What it says now" in kept.last_status.content
    await session.close()
