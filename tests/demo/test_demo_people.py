"""What people do about each other, what they filter, whom they find, and the talks they have among themselves."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.demo.clients import client_of
from tests.demo.test_demo_collections import account_id
from tests.demo.test_demo_paging import all_ids, ids
from tests.demo.test_demo_statuses import first_of_home, posted
from tests.demo.test_demo_streaming import heard, socket_of, subscribe
from tootui.demo.context import Options
from tootui.demo.thread import DemoThread

Json = dict[str, Any]


def relation(client: httpx.Client, acct: str, verb: str, **fields: object) -> Json:
    answer = client.post(f"/api/v1/accounts/{account_id(client, acct)}/{verb}", json=fields)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def acct_list(client: httpx.Client, path: str) -> list[str]:
    return [one["acct"] for one in client.get(f"/api/v1/{path}").json()]


def test_following_fills_home_and_unfollowing_empties_it(demo: DemoThread, you: httpx.Client) -> None:
    assert relation(you, "newcomer", "follow", notify=True)["notifying"] is True
    demo.events(post="Hello.", by="newcomer")
    assert you.get("/api/v1/timelines/home").json()[0]["account"]["acct"] == "newcomer"
    assert you.get("/api/v1/notifications").json()[0]["type"] == "status"
    assert relation(you, "newcomer", "unfollow")["following"] is False
    assert you.get("/api/v1/timelines/home").json()[0]["account"]["acct"] != "newcomer"
    assert relation(you, "stranger@elsewhere.example", "remove_from_followers")["followed_by"] is False


def test_the_languages_of_a_follow_are_chosen_and_cleared(you: httpx.Client) -> None:
    assert relation(you, "ada", "follow", languages=["en", "de"])["languages"] == ["en", "de"]
    assert relation(you, "ada", "follow", reblogs=False)["languages"] == ["en", "de"]
    assert relation(you, "ada", "follow", languages=[])["languages"] is None


def test_a_locked_account_is_asked_first_and_lets_one_in() -> None:
    with (
        DemoThread(options=Options(pace=1)) as demo,
        client_of(demo) as you,
    ):
        demo.freeze()
        relation(you, "tove", "unfollow")
        asked = relation(you, "tove", "follow")
        demo.advance(15)
        now = you.get("/api/v1/accounts/relationships", params={"id": asked["id"]}).json()[0]
    assert (asked["following"], asked["requested"]) == (False, True)
    assert (now["following"], now["requested"]) == (True, False)


def test_blocks_and_mutes_take_posts_away_and_are_listed(demo: DemoThread, you: httpx.Client) -> None:
    first = first_of_home(you, "ada")["account"]["acct"]
    assert relation(you, first, "mute", duration=60, notifications=False)["muting"] is True
    assert not any(one["account"]["acct"] == first for one in you.get("/api/v1/timelines/home").json())
    muted = you.get("/api/v1/mutes").json()
    assert [one["acct"] for one in muted] == ["ada", "loudhailer@harbour.example"] and muted[0]["mute_expires_at"]
    demo.advance(61)
    assert any(one["account"]["acct"] == first for one in you.get("/api/v1/timelines/home").json())
    blocked = relation(you, "grace", "block")
    assert (blocked["blocking"], blocked["following"], blocked["followed_by"]) == (True, False, False)
    assert acct_list(you, "blocks") == ["grace", "grumble@rant.example"]
    assert relation(you, "grace", "unblock")["blocking"] is False


def test_domains_notes_and_features(you: httpx.Client) -> None:
    assert you.get("/api/v1/domain_blocks").json() == ["spam.example"]
    assert you.post("/api/v1/domain_blocks", data={"domain": "rant.example"}).json() == {}
    assert you.get("/api/v1/domain_blocks").json() == ["rant.example", "spam.example"]
    assert you.request("DELETE", "/api/v1/domain_blocks", params={"domain": "rant.example"}).json() == {}
    assert you.post("/api/v1/domain_blocks", data={"domain": "no"}).status_code == 422
    assert relation(you, "ada", "note", comment="Lent her a loom.")["note"] == "Lent her a loom."
    assert relation(you, "ada", "endorse")["endorsed"] is True
    assert acct_list(you, "endorsements") == ["ada"]
    assert you.post(f"/api/v1/accounts/{account_id(you, 'newcomer')}/endorse").status_code == 422


def test_follow_requests_are_answered(you: httpx.Client) -> None:
    assert acct_list(you, "follow_requests") == ["newcomer", "galileo@padova.example", "marie@radium.example"]
    newcomer = account_id(you, "newcomer")
    assert you.post(f"/api/v1/follow_requests/{newcomer}/authorize").json()["followed_by"] is True
    assert acct_list(you, "follow_requests") == ["galileo@padova.example", "marie@radium.example"]
    assert you.post(f"/api/v1/follow_requests/{newcomer}/reject").status_code == 404


def test_a_report_is_taken(you: httpx.Client) -> None:
    grumble = account_id(you, "grumble@rant.example")
    report = you.post("/api/v1/reports", json={"account_id": grumble, "comment": "Grumbles.", "forward": True}).json()

    assert (report["category"], report["forwarded"]) == ("other", True)
    assert report["target_account"]["acct"] == "grumble@rant.example"
    assert you.post("/api/v1/reports", json={"account_id": "1"}).status_code == 404


def test_a_filter_is_made_matches_and_is_told_of(demo: DemoThread, you: httpx.Client) -> None:
    with socket_of(demo, "?stream=user") as socket:
        subscribe(socket)
        made = you.post(
            "/api/v2/filters",
            json={
                "title": "Knots",
                "context": ["home"],
                "filter_action": "hide",
                "expires_in": 600,
                "keywords_attributes": [{"keyword": "knot", "whole_word": True}, {"keyword": "rope"}],
            },
        ).json()
        assert heard(socket) == {"stream": ["user"], "event": "filters_changed"}
    path = f"/api/v2/filters/{made['id']}"

    def found(text: str) -> list[str]:
        [post] = demo.events(post=text, by="grace")
        return [one["filter"]["title"] for one in you.get(f"/api/v1/statuses/{post}").json()["filtered"]]

    assert [one["keyword"] for one in made["keywords"]] == ["knot", "rope"]
    assert found("A knot.") == found("New rope") == ["Knots"]
    assert found("Knotted.") == []
    changed = {"keywords_attributes": [{"id": made["keywords"][0]["id"], "_destroy": True}], "filter_action": "blur"}
    assert [one["keyword"] for one in you.put(path, json=changed).json()["keywords"]] == ["rope"]
    demo.advance(601)
    assert found("New rope") == []
    [post] = demo.events(post="Nothing in it.", by="grace")
    you.put(path, json={"expires_in": ""})
    part = you.post(f"{path}/statuses", json={"status_id": post}).json()
    assert you.get(f"/api/v1/statuses/{post}").json()["filtered"][0]["status_matches"] == [post]
    assert you.delete(f"/api/v2/filters/statuses/{part['id']}").json() == {}
    assert you.delete(path).json() == {}
    assert you.get(path).status_code == 404
    assert you.post("/api/v2/filters", json={"title": "x", "context": ["kitchen"]}).status_code == 422


def test_conversations_are_read_and_put_away(demo: DemoThread, you: httpx.Client) -> None:
    before = you.get("/api/v1/conversations").json()
    [post] = demo.events(post="@you A word?", by="grace", visibility="direct")
    newest, *rest = you.get("/api/v1/conversations", params={"limit": 2}).json()
    path = f"/api/v1/conversations/{newest['id']}"

    assert len(before) >= 3 and {len(one["accounts"]) for one in before} >= {1, 2}
    assert (newest["unread"], newest["last_status"]["id"]) == (True, post)
    assert [one["acct"] for one in newest["accounts"]] == ["grace"]
    assert rest[0]["id"] == before[0]["id"]
    assert you.post(f"{path}/read").json()["unread"] is False
    assert you.post(f"{path}/unread").json()["unread"] is True
    assert you.delete(path).json() == {}
    assert you.get("/api/v1/conversations").json()[0]["id"] == before[0]["id"]
    demo.events(post="@you Another word?", by="grace", visibility="direct", reply_to=post)
    assert you.get("/api/v1/conversations").json()[0]["id"] == newest["id"]


def test_notifications_form_groups(demo: DemoThread, you: httpx.Client) -> None:
    mine = posted(you, "Mine.")["id"]
    for name in ("ada", "grace", "wren"):
        demo.events(favourite=mine, by=name)
    answer = you.get("/api/v2/notifications", params={"limit": 1})
    results = answer.json()
    [group] = results["notification_groups"]

    assert group["type"] == "favourite" and group["notifications_count"] == 3
    assert isinstance(group["most_recent_notification_id"], int) and isinstance(group["page_max_id"], str)
    assert [one["acct"] for one in results["accounts"]] == ["wren", "grace", "ada"]
    assert results["statuses"][0]["id"] == mine
    assert group["sample_account_ids"] == [one["id"] for one in results["accounts"]]
    alone = you.get("/api/v2/notifications", params={"limit": 2, "grouped_types[]": "reblog"}).json()
    assert [one["notifications_count"] for one in alone["notification_groups"]] == [1, 1]
    faces = you.get("/api/v2/notifications", params={"limit": 1, "expand_accounts": "partial_avatars"}).json()
    assert len(faces["accounts"]) == 1 and len(faces["partial_accounts"]) == 2
    assert len(you.get(f"/api/v2/notifications/{group['group_key']}/accounts").json()) == 3
    assert you.post(f"/api/v2/notifications/{group['group_key']}/dismiss").json() == {}
    assert you.get(f"/api/v2/notifications/{group['group_key']}").status_code == 404


def test_pages_of_groups_leave_nothing_out(reader: httpx.Client) -> None:
    def groups(**conditions: str) -> list[list[Json]]:
        pages: list[list[Json]] = []
        answer = reader.get("/api/v2/notifications", params={"limit": 7, **conditions})
        while True:
            pages.append(answer.json()["notification_groups"])
            if "next" not in answer.links:
                return pages
            answer = reader.get(answer.links["next"]["url"])

    every = all_ids(reader, "/api/v1/notifications")
    alone, together = groups(**{"grouped_types[]": "none"}), groups()

    assert [one["page_max_id"] for page in alone for one in page] == every
    assert all(len(page) == 7 for page in together[:-1])
    assert len(together) < len(alone)
    assert together[0][0]["page_max_id"] == every[0] and together[-1][-1]["page_min_id"] == every[-1]


def test_strangers_are_kept_back_until_they_are_let_in(demo: DemoThread, you: httpx.Client) -> None:
    policy = you.get("/api/v2/notifications/policy").json()
    every = you.get("/api/v1/notifications/requests").json()
    [request] = [one for one in every if one["account"]["acct"] == "stranger@elsewhere.example"]
    path = f"/api/v1/notifications/requests/{request['id']}"

    assert policy["for_private_mentions"] == "filter"
    assert policy["summary"] == {"pending_requests_count": 4, "pending_notifications_count": 7}
    assert request["notifications_count"] == "1" and "brass key" in request["last_status"]["content"]
    assert request["id"] not in all_ids(you, "/api/v1/notifications")
    assert you.post(f"{path}/accept").json() == {}
    assert request["id"] in all_ids(you, "/api/v1/notifications")
    assert request["id"] not in ids(you.get("/api/v1/notifications/requests"))
    changed = you.patch("/api/v2/notifications/policy", json={"for_not_following": "drop"}).json()
    assert changed["for_not_following"] == "drop"
    before = you.get("/api/v1/notifications").json()[0]["id"]
    demo.events(post="@you Hello.", by="newcomer")
    assert you.get("/api/v1/notifications").json()[0]["id"] == before
    assert you.patch("/api/v2/notifications/policy", json={"for_bots": "boil"}).status_code == 422


def test_a_muted_conversation_notifies_no_more(demo: DemoThread, you: httpx.Client) -> None:
    mine = posted(you, "Argue here.")["id"]
    you.post(f"/api/v1/statuses/{mine}/mute")
    demo.events(post="@you No.", by="ada", reply_to=mine)

    assert mine not in json.dumps(you.get("/api/v1/notifications", params={"limit": 5}).json())


@pytest.mark.parametrize(
    ("query", "kind", "found"),
    [
        ("ada", "accounts", "ada"),
        ("@pixel@cattery.example", "accounts", "pixel@cattery.example"),
        ("someone@faraway.example", "accounts", "someone@faraway.example"),
        ("#caturd", "hashtags", "caturday"),
        ('"raspberry jam"', "statuses", None),
        ("from:grace moth", "statuses", "grace"),
        ("language:de has:media", "statuses", None),
    ],
)
def test_search_finds_by_kind(you: httpx.Client, query: str, kind: str, found: str | None) -> None:
    results = you.get("/api/v2/search", params={"q": query, "resolve": "true", "type": kind}).json()
    names = [one.get("acct") or one.get("name") or one["account"]["acct"] for one in results[kind]]

    assert set(results) == {"accounts", "statuses", "hashtags"}
    assert names[:1] == [found] if found else names == []
    assert not any(results[other] for other in results if other != kind)


def test_an_address_leads_to_what_lies_there(you: httpx.Client) -> None:
    post = first_of_home(you, "hypatia@alexandria.example")

    def at(url: str, **more: str) -> Json:
        found: Json = you.get("/api/v2/search", params={"q": url, **more}).json()
        return found

    assert [one["id"] for one in at(post["url"])["statuses"]] == [post["id"]]
    assert [one["id"] for one in at(post["uri"])["statuses"]] == [post["id"]]
    assert [one["id"] for one in at(post["account"]["uri"])["accounts"]] == [post["account"]["id"]]
    assert at("https://faraway.example/@ferdinand/1")["statuses"] == []
    [resolved] = at("https://faraway.example/@ferdinand/1", resolve="true")["statuses"]
    assert resolved["account"]["acct"] == "ferdinand@faraway.example"


def test_search_pages_by_offset_and_guests_get_less(reader: httpx.Client, guest: httpx.Client) -> None:
    first = reader.get("/api/v2/search", params={"q": "the", "type": "statuses", "limit": 5}).json()["statuses"]
    second = reader.get("/api/v2/search?q=the&type=statuses&limit=5&offset=5").json()["statuses"]

    assert len(first) == len(second) == 5
    assert not {one["id"] for one in first} & {one["id"] for one in second}
    assert guest.get("/api/v2/search", params={"q": "ada"}).json()["accounts"]
    assert guest.get("/api/v2/search", params={"q": "ada", "resolve": "true"}).status_code == 401
    assert reader.get("/api/v2/search").status_code == 400


def test_a_profile_has_tags_and_common_friends(reader: httpx.Client, guest: httpx.Client) -> None:
    ada = account_id(reader, "ada")
    friends = reader.get("/api/v1/accounts/familiar_followers", params={"id[]": ada}).json()

    assert "computing" in [one["name"] for one in reader.get(f"/api/v1/accounts/{ada}/featured_tags").json()]
    assert friends[0]["id"] == ada and friends[0]["accounts"]
    assert any(field["verified_at"] for field in reader.get(f"/api/v1/accounts/{ada}").json()["fields"])
    assert guest.get("/api/v1/instance/rules").json()[0]["text"]
    assert "cattery.example" in guest.get("/api/v1/instance/peers").json()


def test_people_in_every_condition(reader: httpx.Client) -> None:
    def person(acct: str) -> Json:
        found: Json = reader.get("/api/v1/accounts/lookup", params={"acct": acct}).json()
        return found

    shy = person("shy@burrow.example")
    assert person("alan@sherborne.example")["moved"]["acct"] == "alan@bletchley.example"
    assert person("limelight@loud.example")["limited"] is True
    assert person("vanished@nowhere.example")["suspended"] is True
    assert person("isaac@woolsthorpe.example")["memorial"] is True
    assert shy["hide_collections"] is True and shy["following_count"] > 0
    assert reader.get(f"/api/v1/accounts/{shy['id']}/following").json() == []


def test_rare_notifications_carry_what_only_they_have(reader: httpx.Client) -> None:
    kinds = ("severed_relationships", "moderation_warning", "invitation")
    notes = {kind: reader.get("/api/v1/notifications", params={"types[]": kind}).json()[0] for kind in kinds}

    assert notes["severed_relationships"]["event"]["target_name"] == "wire.example"
    assert "goose" in notes["moderation_warning"]["moderation_warning"]["text"]
    assert notes["invitation"]["fallback"]["title"]


def test_announcements_are_read_and_answered(you: httpx.Client) -> None:
    first = you.get("/api/v1/announcements").json()[0]
    path = f"/api/v1/announcements/{first['id']}"

    assert first["read"] is False and first["reactions"] == []
    assert you.put(f"{path}/reactions/🫖").json() == {} == you.post(f"{path}/dismiss").json()
    again = you.get("/api/v1/announcements").json()[0]
    assert again["read"] is True and again["reactions"] == [{"name": "🫖", "count": 1, "me": True}]
    assert you.delete(f"{path}/reactions/🫖").json() == {}
    assert you.delete(f"{path}/reactions/🫖").status_code == 404


def test_a_block_takes_what_somebody_sent_away(demo: DemoThread, you: httpx.Client) -> None:
    demo.events(post="@you Hello.", by="stranger@elsewhere.example")
    assert "stranger@elsewhere.example" in [one["account"]["acct"] for one in you.get("/api/v1/notifications").json()]
    relation(you, "stranger@elsewhere.example", "block")
    every = you.get("/api/v1/notifications", params={"limit": 80, "include_filtered": "true"}).json()
    assert "stranger@elsewhere.example" not in [one["account"]["acct"] for one in every]


def test_of_the_suspended_little_is_said(demo: DemoThread, you: httpx.Client) -> None:
    gone = account_id(you, "grace")
    demo.events(account="grace", traits={"suspended": True})
    params = {"id[]": gone}

    assert you.get("/api/v1/accounts/relationships", params=params).json() == []
    assert len(you.get("/api/v1/accounts/relationships", params={**params, "with_suspended": "true"}).json()) == 1
    assert you.get(f"/api/v1/accounts/{gone}/statuses").json() == []
    assert you.get(f"/api/v1/accounts/{gone}/followers").json() == []


def test_nothing_is_told_of_people_from_a_blocked_server(demo: DemoThread, you: httpx.Client) -> None:
    before = ids(you.get("/api/v1/notifications"))
    demo.events(post="@you Wire!", by="bargain@spam.example")
    demo.events(follow="you", by="bargain@spam.example")
    assert ids(you.get("/api/v1/notifications")) == before
