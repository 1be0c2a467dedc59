"""What a server turns out not to have is switched off for the session; what would surprise people is not tried."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tests.api.samples import status_json
from tests.api.servers import Reply, ScriptedServer, json_reply
from tootui.api.client import Client, connect
from tootui.api.features import Feature
from tootui.model.errors import Invalid, Missing, NotOffered, Unavailable
from tootui.model.instance import InstanceInfo
from tootui.model.posting import NewStatus
from tootui.model.scheduled import ScheduledStatus
from tootui.model.status import Status

CHRISTMAS = datetime(2100, 12, 24, 18, tzinfo=UTC)
SCHEDULED = {"id": "3", "scheduled_at": "2100-12-24T18:00:00Z", "params": {"text": "Merry"}, "media_attachments": []}


@pytest.mark.parametrize("status", [404, 405, 501])
async def test_a_list_that_is_not_there_is_asked_for_once(status: int) -> None:
    async with ScriptedServer([Reply(b"<html>", status)]) as server, connect(server.url) as client:
        with pytest.raises(Missing) as first:
            await client.lists.all()
        with pytest.raises(NotOffered) as second:
            await client.lists.get("1")
        with pytest.raises(NotOffered):
            await client.lists.create(title="Cats")

    assert len(server.asked) == 1
    assert not isinstance(first.value, NotOffered)
    assert str(second.value).endswith("does not offer lists.")
    assert not second.value.sent
    assert not client.capabilities.offers(Feature.LISTS)


async def test_other_sessions_ask_for_themselves() -> None:
    async with ScriptedServer([Reply(status=404)]) as server:
        for _ in range(2):
            async with connect(server.url) as client:
                with pytest.raises(Missing):
                    await client.lists.all()

    assert len(server.asked) == 2


async def test_one_thing_that_is_gone_says_nothing_about_the_others() -> None:
    async with ScriptedServer([Reply(status=404), json_reply([])]) as server, connect(server.url) as client:
        with pytest.raises(Missing):
            await client.lists.get("1")
        assert await client.lists.all() == []


async def test_something_that_cannot_be_written_about_says_nothing_either() -> None:
    """Hollo answers 404 to a report of somebody of its own."""
    replies = [Reply(b"Record not found", 404), json_reply({"id": "1"})]
    async with ScriptedServer(replies) as server, connect(server.url) as client:
        with pytest.raises(Missing):
            await client.reports.create(account_id="1")
        assert (await client.reports.create(account_id="2")).id == "1"


async def test_a_verb_that_is_not_known_is_not_tried_again() -> None:
    """Takahe gives an empty list of lists, and 405 for making one."""
    async with ScriptedServer([json_reply([]), Reply(status=405)]) as server, connect(server.url) as client:
        assert await client.lists.all() == []
        for _ in range(2):
            with pytest.raises(Missing):
                await client.lists.create(title="Cats")

    assert len(server.asked) == 2


async def test_what_cannot_be_changed_can_still_be_read() -> None:
    replies = [Reply(status=405), json_reply([{"id": "1", "title": "Cats"}])]
    async with ScriptedServer(replies) as server, connect(server.url) as client:
        with pytest.raises(Missing):
            await client.lists.create(title="Dogs")
        assert [one.title for one in await client.lists.all()] == ["Cats"]
        with pytest.raises(NotOffered):
            await client.lists.delete("1")
        assert not client.capabilities.offers(Feature.LISTS)

    assert len(server.asked) == 2


async def test_trouble_switches_nothing_off() -> None:
    async with ScriptedServer([Reply(status=500), json_reply([])]) as server, connect(server.url) as client:
        with pytest.raises(Unavailable):
            await client.lists.all()
        assert await client.lists.all() == []


async def test_a_page_of_something_that_is_off_is_not_asked_for() -> None:
    async with ScriptedServer([Reply(status=404)]) as server, connect(server.url) as client:
        for _ in range(2):
            with pytest.raises(Missing):
                async for _conversation in client.conversations.list():
                    pass

    assert len(server.asked) == 1


@pytest.mark.parametrize(("api_version", "verb"), [(11, "endorse"), (0, "pin")])
async def test_people_are_featured_in_the_words_of_the_version(api_version: int, verb: str) -> None:
    async with ScriptedServer([json_reply({"id": "1", "endorsed": True})]) as server, connect(server.url) as client:
        info = InstanceInfo(domain="x.example", software="mastodon", version="4.2.0", api_version=api_version)
        client.capabilities.learn(info)
        await client.accounts.endorse("1")
        await client.accounts.unendorse("1")

    assert server.paths == [f"/api/v1/accounts/1/{verb}", f"/api/v1/accounts/1/un{verb}"]


def scheduling(client: Client, software: str = "mastodon") -> Client:
    client.capabilities.learn(InstanceInfo(domain="x.example", software=software, version="4.6.4", api_version=11))
    return client


async def test_a_post_is_left_with_a_server_that_keeps_it() -> None:
    async with ScriptedServer([json_reply(SCHEDULED)]) as server, connect(server.url, "token") as client:
        made = await scheduling(client).statuses.schedule(
            NewStatus(status="Merry"), scheduled_at=CHRISTMAS, idempotency_key="k"
        )

    assert isinstance(made, ScheduledStatus)
    assert made.params.text == "Merry"
    (asked,) = server.asked
    assert json.loads(asked.body) == {"status": "Merry", "scheduled_at": "2100-12-24T18:00:00Z"}
    assert asked.headers["idempotency-key"] == "k"


async def test_a_post_that_went_out_at_once_comes_back_as_such() -> None:
    async with ScriptedServer([json_reply(status_json(1))]) as server, connect(server.url, "token") as client:
        made = await scheduling(client).statuses.schedule(
            NewStatus(status="Merry"), scheduled_at=CHRISTMAS, idempotency_key="k"
        )

    assert isinstance(made, Status)


@pytest.mark.parametrize("software", ["takahe", "hollo", "snac", "unknown"])
async def test_nothing_is_left_with_a_server_that_would_publish_it_at_once(software: str) -> None:
    async with ScriptedServer([json_reply(status_json(1))]) as server, connect(server.url, "token") as client:
        with pytest.raises(NotOffered):
            await scheduling(client, software).statuses.schedule(
                NewStatus(status="Merry"), scheduled_at=CHRISTMAS, idempotency_key="k"
            )

    assert server.asked == []


async def test_a_time_that_is_over_would_publish_at_once_and_is_not_sent() -> None:
    async with ScriptedServer([json_reply(status_json(1))]) as server, connect(server.url, "token") as client:
        with pytest.raises(Invalid, match="five minutes"):
            await scheduling(client).statuses.schedule(
                NewStatus(status="Merry"), scheduled_at=datetime(2020, 1, 1, tzinfo=UTC), idempotency_key="k"
            )

    assert server.asked == []


@pytest.mark.parametrize("answer", [b"{}", b"", b"[]", b"null"])
async def test_a_deleted_post_is_deleted_whatever_the_answer(answer: bytes) -> None:
    async with ScriptedServer([Reply(answer)]) as server, connect(server.url, "token") as client:
        assert await client.statuses.delete("1") is None


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('id="abc:1", retry=3, result_count=2', ("abc:1", 3.0, 2)),
        ('id="abc"', ("abc", 5.0, None)),
        ("id=, retry=x", None),
        ("", None),
    ],
)
async def test_a_thread_tells_what_is_still_to_come(
    header: str, expected: tuple[str, float, int | None] | None
) -> None:
    told = {"ancestors": [], "descendants": [], "refresh": {"id": "not ours", "retry": 1}}
    reply = json_reply(told, Mastodon_Async_Refresh=header)
    async with ScriptedServer([reply]) as server, connect(server.url) as client:
        hint = (await client.statuses.context("1")).refresh

    assert (hint and (hint.id, hint.retry, hint.result_count)) == expected
