"""Notifications of every type, at once and on the stream, alone and in groups; what a server without them answers."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.demo.clients import client_of
from tests.demo.test_demo_statuses import posted
from tests.demo.test_demo_streaming import heard, socket_of, subscribe
from tootui.demo.thread import DemoThread

Json = dict[str, Any]

PLAIN = ("mention", "status", "reblog", "favourite", "poll", "update", "quote", "quoted_update")


def newest(client: httpx.Client) -> Json:
    found: Json = client.get("/api/v1/notifications", params={"limit": 1}).json()[0]
    return found


def newest_group(client: httpx.Client) -> Json:
    found: Json = client.get("/api/v2/notifications", params={"limit": 1}).json()["notification_groups"][0]
    return found


@pytest.mark.parametrize("kind", PLAIN)
def test_what_is_about_a_post_has_it(demo: DemoThread, you: httpx.Client, kind: str) -> None:
    status = posted(you, "Mine.")
    demo.events(notification=kind, by="grace", about=status["id"])

    note, group = newest(you), newest_group(you)
    assert (note["type"], note["account"]["acct"], note["status"]["id"]) == (kind, "grace", status["id"])
    assert (group["type"], group["status_id"]) == (kind, status["id"])


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("severed_relationships", "event"),
        ("moderation_warning", "moderation_warning"),
        ("admin.report", "report"),
    ],
)
def test_rare_types_bring_what_only_they_have(demo: DemoThread, you: httpx.Client, kind: str, part: str) -> None:
    demo.events(notification=kind)
    assert newest(you)[part]["id"] == newest_group(you)[part]["id"] != ""
    assert "status" not in newest(you)


def test_an_unknown_type_has_words_of_its_own(demo: DemoThread, you: httpx.Client) -> None:
    words = {"title": "A telegram came", "summary": "<p>Stop.</p>"}
    with socket_of(demo, "?stream=user") as socket:
        subscribe(socket)
        demo.events(notification="telegram", by="ada", extra={"fallback": words})
        message = heard(socket)
    assert message["event"] == "notification" and "A telegram came" in message["payload"]
    assert newest(you)["fallback"] == newest_group(you)["fallback"] == words


def test_what_is_kept_back_waits_with_its_sender(demo: DemoThread, you: httpx.Client) -> None:
    status = demo.events(post="@you Psst.", by="shy@burrow.example")[0]
    demo.events(notification="mention", by="shy@burrow.example", about=status, filtered=True)
    asking = {one["account"]["acct"]: one for one in you.get("/api/v1/notifications/requests").json()}

    assert asking["shy@burrow.example"]["last_status"]["id"] == status
    shy = asking["shy@burrow.example"]["account"]["id"]
    waiting = you.get("/api/v1/notifications", params={"account_id": shy, "include_filtered": "true"}).json()
    assert [one.get("filtered", False) for one in waiting] == [True, False, False]


def test_a_severed_server_is_told_with_its_numbers(demo: DemoThread, you: httpx.Client) -> None:
    demo.events(severance="bletchley.example")
    event = newest(you)["event"]
    assert (event["target_name"], event["followers_count"], event["following_count"]) == ("bletchley.example", 1, 1)


def test_somebody_asks_to_follow_and_somebody_else_is_told_at_the_same_server(demo: DemoThread) -> None:
    demo.events(follow_request="tove", by="stranger@elsewhere.example")
    with client_of(demo, token=demo.sign_in("tove")) as tove:
        assert tove.get("/api/v1/accounts/verify_credentials").json()["username"] == "tove"
        assert newest(tove)["type"] == "follow_request"
        assert tove.get("/api/v1/follow_requests").json()[0]["acct"] == "stranger@elsewhere.example"
    with pytest.raises(ValueError, match="Nobody"):
        demo.sign_in("alan@bletchley.example")


@pytest.mark.parametrize(
    ("refusal", "status", "body"),
    [("json", 404, "Not Found"), ("html", 404, "<html>"), ("no_method", 405, ""), ("not_implemented", 501, "error")],
)
def test_a_lack_is_said_as_other_servers_say_it(
    demo: DemoThread, you: httpx.Client, refusal: str, status: int, body: str
) -> None:
    demo.switch(off=["grouped_notifications"], refusal=refusal)
    answer = you.get("/api/v2/notifications")

    assert answer.status_code == status and body in answer.text
    assert you.get("/api/v1/notifications").status_code == 200
    with pytest.raises(ValueError, match="shrug"):
        demo.switch(refusal="shrug")


def test_limited_senders_are_kept_back_where_the_policy_says_so(demo: DemoThread, you: httpx.Client) -> None:
    you.patch("/api/v2/notifications/policy", json={"for_limited_accounts": "filter"})
    demo.events(post="@you LOUD.", by="limelight@loud.example")
    assert newest(you)["account"]["acct"] != "limelight@loud.example"
    waiting = you.get("/api/v1/notifications/requests").json()
    assert "limelight@loud.example" in [one["account"]["acct"] for one in waiting]


def test_a_group_that_has_grown_comes_whole(demo: DemoThread, you: httpx.Client) -> None:
    status = posted(you, "Like me.")
    for name in ("grace", "wren"):
        demo.events(favourite=status["id"], by=name)
    seen = newest_group(you)
    demo.events(favourite=status["id"], by="mary")
    params = {"min_id": seen["page_max_id"]}
    [group] = you.get("/api/v2/notifications", params=params).json()["notification_groups"]

    assert (group["notifications_count"], len(group["sample_account_ids"])) == (3, 3)
    assert group["page_min_id"] == group["page_max_id"] != seen["page_max_id"]
    after = you.get("/api/v2/notifications", params={"min_id": group["page_max_id"]}).json()
    assert after == {"accounts": [], "statuses": [], "notification_groups": []}


def test_the_end_of_a_poll_is_told_to_who_asked_and_who_voted(demo: DemoThread, you: httpx.Client) -> None:
    poll = {"options": ["Yes", "No"], "expires_in": 600}
    mine = posted(you, "Well?", poll=poll)
    with client_of(demo, token=demo.sign_in("grace")) as grace:
        grace.post(f"/api/v1/polls/{mine['poll']['id']}/votes", json={"choices": ["0"]})
        demo.advance(599)
        assert "poll" not in {newest(you)["type"], newest(grace)["type"]}
        demo.advance(2)
        assert [(one["type"], one["status"]["id"]) for one in (newest(you), newest(grace))] == [
            ("poll", mine["id"])
        ] * 2
        demo.advance(2)
        notes = you.get("/api/v1/notifications", params={"types[]": "poll"}).json()
        assert [one["status"]["id"] for one in notes].count(mine["id"]) == 1


def test_people_of_one_server_are_told_who_follows_them(demo: DemoThread, you: httpx.Client) -> None:
    for name, kind in (("newcomer", "follow"), ("tove", "follow_request")):
        other = you.get("/api/v1/accounts/lookup", params={"acct": name}).json()["id"]
        you.post(f"/api/v1/accounts/{other}/unfollow")
        you.post(f"/api/v1/accounts/{other}/follow")
        with client_of(demo, token=demo.sign_in(name)) as them:
            assert (newest(them)["type"], newest(them)["account"]["acct"]) == (kind, "you")
