"""The clock of the demo, and what happens by itself."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.demo.clients import client_of
from tootui.demo.context import Options
from tootui.demo.thread import DemoThread

HOME = "/api/v1/timelines/home"


def home_bytes(options: Options, seconds: float = 0) -> bytes:
    """A whole home of a fresh server, its own address aside, after some time."""
    with DemoThread(options=options) as demo, client_of(demo) as you:
        if seconds:
            demo.advance(seconds)
        pages = [you.get(HOME, params={"limit": 40})]
        while "next" in pages[-1].links:
            pages.append(you.get(pages[-1].links["next"]["url"]))
        return re.sub(rb"127\.0\.0\.1:\d+", b"here", b"".join(page.content for page in pages))


def test_the_same_seed_and_instant_give_the_same_bytes() -> None:
    frozen = Options(frozen=True)

    assert home_bytes(frozen) == home_bytes(frozen)
    assert home_bytes(frozen, 600) == home_bytes(frozen, 600)


def test_another_seed_gives_another_world() -> None:
    assert home_bytes(Options(frozen=True, seed=1)) != home_bytes(Options(frozen=True, seed=2))


def test_a_frozen_world_is_still_until_time_is_moved(demo: DemoThread, you: httpx.Client) -> None:
    before = you.get(HOME, params={"limit": 40}).json()
    assert you.get(HOME, params={"limit": 40}).json() == before
    demo.advance(300)
    newer = you.get(HOME, params={"min_id": before[0]["id"], "limit": 40}).json()

    assert len(newer) >= 5
    assert newer[-1]["created_at"] > before[0]["created_at"]
    assert newer[0]["created_at"] <= "2026-06-12T12:05:00.000Z"


def test_somebody_answers_and_likes_a_reply(demo: DemoThread, you: httpx.Client) -> None:
    parent = next(one for one in you.get(HOME).json() if one["account"]["acct"] == "ada")
    wanted = {"status": "@ada I have a question.", "in_reply_to_id": parent["id"], "spoiler_text": "curious"}
    mine = you.post("/api/v1/statuses", json=wanted).json()
    demo.advance(15)
    seen = you.get(f"/api/v1/statuses/{mine['id']}").json()
    answer = you.get(f"/api/v1/statuses/{mine['id']}/context").json()["descendants"][0]
    kinds = {
        note["type"] for note in you.get("/api/v1/notifications").json() if note["created_at"] >= mine["created_at"]
    }

    assert seen["favourites_count"] >= 1
    assert answer["account"]["acct"] == "ada"
    assert answer["spoiler_text"] == "curious"
    assert answer["mentions"][0]["acct"] == "you"
    assert {"favourite", "mention"} <= kinds


def test_a_direct_post_is_answered_by_its_recipient_only(demo: DemoThread, you: httpx.Client) -> None:
    mine = you.post("/api/v1/statuses", json={"status": "@wren psst", "visibility": "direct"}).json()
    alone = you.post("/api/v1/statuses", json={"status": "note to self", "visibility": "direct"}).json()
    demo.advance(30)
    answers = you.get(f"/api/v1/statuses/{mine['id']}/context").json()["descendants"]

    assert [(one["account"]["acct"], one["visibility"]) for one in answers] == [("wren", "direct")]
    assert you.get(f"/api/v1/statuses/{alone['id']}/context").json()["descendants"] == []


def test_at_no_pace_nothing_happens() -> None:
    with DemoThread(options=Options(frozen=True, pace=0)) as demo, client_of(demo) as you:
        newest = you.get(HOME).json()[0]["id"]
        demo.advance(86_400)

        assert you.get(HOME).json()[0]["id"] == newest


def test_a_running_world_goes_on_by_itself() -> None:
    with DemoThread(options=Options(pace=400)) as demo, client_of(demo) as you:
        newest = you.get(HOME).json()[0]["id"]
        for _ in range(2_000):
            if you.get(HOME).json()[0]["id"] != newest:
                break

        assert you.get(HOME).json()[0]["id"] != newest


def test_freezing_there_and_running_again(demo: DemoThread, you: httpx.Client) -> None:
    demo.freeze("2030-01-01T00:00:00Z")
    post = you.post("/api/v1/statuses", json={"status": "from the future"}).json()

    assert post["created_at"] == "2030-01-01T00:00:00.000Z"
    assert demo.control("freeze", frozen=False)["frozen"] is False
    later = demo.control("advance", seconds=0)["now"]
    while later == post["created_at"]:
        later = demo.control("advance", seconds=0)["now"]
    assert "2030-01-01T00:00:00.000Z" < later < "2030-01-01T01:00:00.000Z"


def test_events_happen_when_told(demo: DemoThread, you: httpx.Client) -> None:
    before = you.get(HOME).json()
    new = demo.events(home_posts=20)
    page = you.get(HOME, params={"min_id": before[0]["id"], "limit": 40}).json()
    (reply,) = demo.events(post="@you Well?", by="grace", reply_to=before[0]["id"])
    demo.events(edit=reply, text="@you Well, well?")
    demo.events(favourite=reply, by="wren")
    edited = you.get(f"/api/v1/statuses/{reply}").json()
    demo.events(delete=reply)

    assert [one["id"] for one in page] == new[::-1]
    assert "Well, well?" in edited["content"]
    assert edited["edited_at"]
    assert edited["favourites_count"] == 1
    assert you.get(f"/api/v1/statuses/{reply}").status_code == 404


def test_people_boost_and_follow_when_told(demo: DemoThread, you: httpx.Client) -> None:
    mine = you.post("/api/v1/statuses", json={"status": "boost me"}).json()
    (boost,) = demo.events(boost=mine["id"], by="wren")
    demo.events(follow="you", by="newcomer")
    follow, reblog = you.get("/api/v1/notifications", params={"limit": 2}).json()

    assert you.get(HOME).json()[0]["id"] == boost
    assert (reblog["type"], reblog["account"]["acct"], reblog["status"]["id"]) == ("reblog", "wren", mine["id"])
    assert (follow["type"], follow["account"]["acct"]) == ("follow", "newcomer")


def test_a_wrong_order_is_refused_with_its_reason(demo: DemoThread) -> None:
    with pytest.raises(ValueError, match="Unknown event: dance"):
        demo.events(dance=True)
    with pytest.raises(ValueError, match="There is no post 1"):
        demo.events(delete="1")


def test_a_long_past_can_be_added(demo: DemoThread, you: httpx.Client) -> None:
    old = demo.events(old_home_posts=1000)
    newest_of_them = you.get(f"/api/v1/statuses/{old[-1]}").json()
    older = you.get(HOME, params={"max_id": old[-1], "limit": 3}).json()

    assert len(set(old)) == 1000
    assert newest_of_them["created_at"] < "2026-05-23"
    assert [one["id"] for one in older] == old[-4:-1][::-1]


def test_any_json_can_be_put_into_a_timeline(demo: DemoThread, you: httpx.Client) -> None:
    place = you.get(HOME).json()[3]["id"]
    (odd,) = demo.events(raw_status={"visibility": "cosmic", "content": None}, missing=["account"], older_than=place)
    demo.events(raw_status=["not", "a", "status"], whole=True)
    page = you.get(HOME).json()
    found = next(one for one in page if isinstance(one, dict) and one["id"] == odd)

    assert page[0] == ["not", "a", "status"]
    assert found["visibility"] == "cosmic"
    assert found["content"] is None
    assert "account" not in found
    assert page.index(found) > page.index(next(one for one in page if isinstance(one, dict) and one["id"] == place))


def test_while_time_goes_on_people_write_to_the_reader_quote_them_and_ask(demo: DemoThread, you: httpx.Client) -> None:
    before = {note["id"] for note in you.get("/api/v1/notifications", params={"limit": 80}).json()}
    letters = {one["last_status"]["id"] for one in you.get("/api/v1/conversations").json()}
    for _ in range(4):
        demo.advance(900)
    fresh = [note for note in you.get("/api/v1/notifications", params={"limit": 80}).json() if note["id"] not in before]

    assert {"mention", "quote", "follow_request"} <= {note["type"] for note in fresh}
    assert {one["last_status"]["id"] for one in you.get("/api/v1/conversations").json() if one["unread"]} - letters
