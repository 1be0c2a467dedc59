"""What else there is to a post: its audience, versions, words in other languages, quotes, polls, pins."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.demo.clients import client_of
from tests.demo.test_demo_collections import account_id
from tests.demo.test_demo_paging import all_ids
from tests.demo.test_demo_statuses import first_of_home, posted
from tests.demo.test_demo_streaming import socket_of, subscribe, told
from tootui.demo.context import Options
from tootui.demo.thread import DemoThread

Json = dict[str, Any]


def posts_of(client: httpx.Client, acct: str, **conditions: str) -> list[Json]:
    path = f"/api/v1/accounts/{account_id(client, acct)}/statuses"
    found: list[Json] = client.get(path, params={"limit": 40, **conditions}).json()
    return found


def quote_states(client: httpx.Client) -> dict[str, Json]:
    quotes = [
        post["quote"]
        for acct in (
            "mary",
            "nils@fjord.example",
            "inez@sevilla.example",
            "charles@analytical.example",
            "galileo@padova.example",
            "hedy",
        )
        for post in posts_of(client, acct)
        if post["quote"]
    ]
    return {quote["state"]: quote for quote in quotes}


def test_who_favourited_and_boosted_is_paged_by_rows(demo: DemoThread, you: httpx.Client) -> None:
    status = posted(you, "Do as you like.")
    path = f"/api/v1/statuses/{status['id']}"
    for name in ("ada", "grace", "wren"):
        demo.events(favourite=status["id"], by=name)
        demo.events(boost=status["id"], by=name)

    for kind in ("favourited_by", "reblogged_by"):
        page = you.get(f"{path}/{kind}", params={"limit": 2})
        assert [one["acct"] for one in page.json()] == ["wren", "grace"], kind
        assert [one["acct"] for one in you.get(page.links["next"]["url"]).json()] == ["ada"], kind
        assert "since_id" in page.links["prev"]["url"], kind


def test_quotes_come_in_every_state(reader: httpx.Client) -> None:
    states = quote_states(reader)

    assert {"accepted", "pending", "rejected", "revoked", "deleted", "unauthorized"} < set(states)
    for shown in ("accepted", "blocked_account", "blocked_domain", "muted_account"):
        assert states[shown]["quoted_status"]["content"], shown
    for hidden in ("pending", "rejected", "revoked", "deleted", "unauthorized"):
        assert states[hidden]["quoted_status"] is None, hidden


def test_a_quote_of_a_neighbour_waits_and_one_of_a_local_does_not(demo: DemoThread, you: httpx.Client) -> None:
    local, remote = first_of_home(you, "ada"), first_of_home(you, "hypatia@alexandria.example")
    accepted = posted(you, "Look.", quoted_status_id=local["id"])
    with socket_of(demo, "?stream=user") as socket:
        subscribe(socket)
        pending = posted(you, "Look.", quoted_status_id=remote["id"])
        demo.events(quote_decision=pending["id"], state="accepted")
        messages = told(socket, 2)

    assert accepted["quote"]["state"] == "accepted"
    assert accepted["quote"]["quoted_status"]["id"] == local["id"]
    assert 'class="quote-inline"' in accepted["content"]
    assert you.get(f"/api/v1/statuses/{local['id']}").json()["quotes_count"] == local["quotes_count"] + 1
    assert accepted["id"] in [one["id"] for one in you.get(f"/api/v1/statuses/{local['id']}/quotes").json()]
    assert pending["quote"] == {"state": "pending", "quoted_status": None}
    assert messages[1][1] == "status.update" and messages[1][2]["quote"]["state"] == "accepted"


def test_who_may_quote_is_said_and_kept(you: httpx.Client) -> None:
    denied = next(one for one in posts_of(you, "edsger@austin.example") if not one["quote_approval"]["automatic"])
    friends = next(
        one for one in posts_of(you, "sophie@paris.example") if one["quote_approval"]["automatic"] == ["followers"]
    )
    mine = posted(you, "Mine.", quote_approval_policy="followers")
    path = f"/api/v1/statuses/{mine['id']}/interaction_policy"

    assert denied["quote_approval"]["current_user"] == "denied"
    assert friends["quote_approval"]["current_user"] == "automatic"
    assert you.post("/api/v1/statuses", json={"status": "x", "quoted_status_id": denied["id"]}).status_code == 403
    assert mine["quote_approval"] == {"automatic": ["followers"], "manual": [], "current_user": "automatic"}
    assert you.put(path, json={"quote_approval_policy": "nobody"}).json()["quote_approval"]["automatic"] == []
    assert you.put(path, json={"quote_approval_policy": "geese"}).status_code == 422


def test_one_can_take_oneself_out_of_a_quote(you: httpx.Client) -> None:
    mine = posted(you, "Quote me.")
    quoting = posted(you, "I do.", quoted_status_id=mine["id"])
    answer = you.post(f"/api/v1/statuses/{mine['id']}/quotes/{quoting['id']}/revoke").json()

    assert answer["quote"] == {"state": "revoked", "quoted_status": None}
    assert you.get(f"/api/v1/statuses/{mine['id']}/quotes").json() == []


def test_an_edit_keeps_the_former_versions(demo: DemoThread, you: httpx.Client) -> None:
    status = posted(you, "First", poll={"options": ["Tea", "Cocoa"], "expires_in": 600})
    path = f"/api/v1/statuses/{status['id']}"
    demo.advance(60)
    with socket_of(demo, "?stream=user") as socket:
        subscribe(socket)
        edited = you.put(path, json={"status": "Second", "spoiler_text": "news", "language": "de"}).json()
        [(_, event, update)] = told(socket, 1)
    versions = you.get(f"{path}/history").json()

    assert (event, update["id"]) == ("status.update", status["id"])
    assert edited["edited_at"] and edited["poll"] is None and edited["language"] == "de"
    assert [one["content"] for one in versions] == ["<p>First</p>", "<p>Second</p>"]
    assert versions[0]["poll"] == {"options": [{"title": "Tea"}, {"title": "Cocoa"}]}
    assert [one["spoiler_text"] for one in versions] == ["", "news"]
    assert versions[0]["created_at"] < versions[1]["created_at"] == edited["edited_at"]
    assert you.get(f"{path}/source").json() == {"id": status["id"], "text": "Second", "spoiler_text": "news"}
    assert you.put(path, json={"status": ""}).status_code == 422
    assert you.put(f"/api/v1/statuses/{first_of_home(you)['id']}", json={"status": "x"}).status_code == 404


def test_every_edited_post_of_the_world_has_a_history(reader: httpx.Client) -> None:
    edited = [
        one
        for acct in ("ada", "wren", "you")
        for one in posts_of(reader, acct, exclude_reblogs="true")
        if one["edited_at"]
    ]
    histories = [reader.get(f"/api/v1/statuses/{one['id']}/history").json() for one in edited]

    assert len(edited) >= 3
    assert all(len(versions) >= 2 for versions in histories)
    assert {len(versions) for versions in histories} >= {2, 3}
    assert all(versions[0]["content"] != versions[-1]["content"] for versions in histories)


def test_a_post_is_translated_by_hand_where_the_world_knows_how(reader: httpx.Client) -> None:
    french = next(one for one in posts_of(reader, "marie@radium.example") if one["language"] == "fr")
    english = first_of_home(reader)
    translation = reader.post(f"/api/v1/statuses/{french['id']}/translate").json()

    assert "borrowed my scales" in translation["content"]
    assert (translation["detected_source_language"], translation["language"]) == ("fr", "en")
    assert translation["provider"]
    japanese = next(one for one in posts_of(reader, "seki@wasan.example") if one["language"] == "ja")
    assert "[en]" not in reader.post(f"/api/v1/statuses/{japanese['id']}/translate").json()["content"]
    german = reader.post(f"/api/v1/statuses/{english['id']}/translate", json={"lang": "de"}).json()
    assert german["content"].startswith("<p>[de] ")
    assert german["media_attachments"][0]["id"] == english["media_attachments"][0]["id"]
    assert reader.post(f"/api/v1/statuses/{english['id']}/translate").status_code == 403
    assert "en" in reader.get("/api/v1/instance/translation_languages").json()["fr"]


def test_votes_are_counted_and_refused_with_a_reason(you: httpx.Client) -> None:
    polls = {
        post["poll"]["id"]: post["poll"]
        for acct in ("polly", "claude@juggling.example", "bram")
        for post in posts_of(you, acct)
        if post["poll"]
    }
    single = next(one for one in polls.values() if not (one["multiple"] or one["expired"] or one["voted"]))
    several = next(
        one for one in polls.values() if one["multiple"] and not one["expired"] and one["own_votes"] == [0, 2]
    )
    closed = next(one for one in polls.values() if one["expired"])

    def vote(poll: Json, *choices: int) -> httpx.Response:
        return you.post(f"/api/v1/polls/{poll['id']}/votes", json={"choices": list(choices)})

    assert vote(single, 0, 1).status_code == vote(single, 9).status_code == 422
    voted = vote(single, 1).json()
    assert (voted["voted"], voted["own_votes"]) == (True, [1])
    assert voted["votes_count"] == single["votes_count"] + 1
    assert vote(single, 0).json()["error"] == "Validation failed: You have already voted on this poll"
    assert vote(several, 1).json()["own_votes"] == [0, 1, 2]
    assert vote(closed, 0).json()["error"] == "Validation failed: The poll has already ended"
    assert you.get(f"/api/v1/polls/{single['id']}").json() == voted


def test_pins_stand_on_the_profile_newest_pin_first(you: httpx.Client) -> None:
    before = posts_of(you, "you", pinned="true")
    others = posted(you, "Pinned.")
    pinned = you.post(f"/api/v1/statuses/{others['id']}/pin").json()

    assert len(before) == 1 and pinned["pinned"] is True
    assert [one["id"] for one in posts_of(you, "you", pinned="true")] == [others["id"], before[0]["id"]]
    assert you.post(f"/api/v1/statuses/{others['id']}/unpin").json()["pinned"] is False
    assert you.post(f"/api/v1/statuses/{first_of_home(you)['id']}/pin").status_code == 422
    assert posts_of(you, "ada", pinned="true")


def test_a_muted_conversation_is_muted_in_all_its_posts(you: httpx.Client) -> None:
    root = posted(you, "To begin with.")
    reply = posted(you, "And further.", in_reply_to_id=root["id"])
    muted = you.post(f"/api/v1/statuses/{reply['id']}/mute").json()

    assert muted["muted"] is True
    assert you.get(f"/api/v1/statuses/{root['id']}").json()["muted"] is True
    assert you.post(f"/api/v1/statuses/{root['id']}/unmute").json()["muted"] is False


def test_profiles_can_be_read_in_part(reader: httpx.Client) -> None:
    everything = all_ids(reader, f"/api/v1/accounts/{account_id(reader, 'you')}/statuses")
    alone = posts_of(reader, "you", exclude_replies="true", exclude_reblogs="true")
    media = posts_of(reader, "you", only_media="true")

    assert 0 < len(media) < len(alone) < len(everything)
    assert all(one["media_attachments"] for one in media)
    assert not any(one["reblog"] or one["in_reply_to_id"] for one in alone)


def test_blocked_and_muted_people_are_not_met(reader: httpx.Client, guest: httpx.Client) -> None:
    unwanted = {"grumble@rant.example", "loudhailer@harbour.example", "bargain@spam.example"}

    def authors(client: httpx.Client) -> set[str]:
        pages, answer = set[str](), client.get("/api/v1/timelines/public", params={"limit": 40})
        while "next" in answer.links:
            pages |= {one["account"]["acct"] for one in answer.json()}
            answer = client.get(answer.links["next"]["url"])
        return pages

    assert unwanted <= authors(guest)
    assert not unwanted & authors(reader)


@pytest.mark.parametrize("path", ["lists", "bookmarks", "trends/tags", "followed_tags"])
def test_private_collections_need_a_token_and_trends_none(guest: httpx.Client, path: str) -> None:
    assert guest.get(f"/api/v1/{path}").status_code == (200 if path.startswith("trends") else 401)


def test_the_switches_of_a_server(demo: DemoThread, you: httpx.Client) -> None:
    status = next(one for one in posts_of(you, "marie@radium.example") if one["language"] == "fr")
    path = f"/api/v1/statuses/{status['id']}/translate"
    demo.switch(translation="fails")
    assert you.post(path).status_code == 503
    demo.switch(translation="off")
    assert you.post(path).status_code == 404
    assert you.get("/api/v2/instance").json()["configuration"]["translation"]["enabled"] is False
    demo.switch(off=["lists", "bookmarks"])
    assert you.get("/api/v1/lists").status_code == you.get("/api/v1/bookmarks").status_code == 404
    assert you.post(f"/api/v1/statuses/{status['id']}/bookmark").status_code == 404
    assert you.get("/api/v1/favourites").status_code == 200
    demo.switch(off=[])
    assert you.get("/api/v1/lists").status_code == 200
    with pytest.raises(ValueError, match="geese"):
        demo.switch(off=["geese"])


def test_a_server_may_lack_and_close_things_from_the_start() -> None:
    options = Options(frozen=True, without=frozenset({"trends"}), feeds=(("local", "authenticated"),))
    with DemoThread(options=options) as demo, client_of(demo, signed_in=False) as guest:
        assert guest.get("/api/v1/trends/tags").status_code == 404
        assert guest.get("/api/v1/timelines/public?local=true").status_code == 401
        assert guest.get("/api/v1/timelines/public?remote=true").status_code == 200


def test_being_quoted_is_told(demo: DemoThread, you: httpx.Client) -> None:
    mine = posted(you, "Quote me.")["id"]
    [quoting] = demo.events(post="I do.", by="grace", quote=mine)
    note = you.get("/api/v1/notifications").json()[0]

    assert (note["type"], note["status"]["id"], note["status"]["quote"]["quoted_status"]["id"]) == (
        "quote",
        quoting,
        mine,
    )


def test_closed_public_timelines_answer_as_mastodon_does(demo: DemoThread, you: httpx.Client) -> None:
    demo.switch(feeds={"local": "authenticated", "remote": "disabled", "hashtag": "authenticated"})
    access = you.get("/api/v2/instance").json()["configuration"]["timelines_access"]
    with client_of(demo, signed_in=False) as guest:
        for path in ("public", "public?local=true", "tag/tea"):
            assert guest.get(f"/api/v1/timelines/{path}").status_code == 401
    everybody = you.get("/api/v1/timelines/public").json()

    assert access["live_feeds"] == {"local": "authenticated", "remote": "disabled"}
    assert everybody and not any("@" in one["account"]["acct"] for one in everybody)
    assert you.get("/api/v1/timelines/public", params={"remote": "true"}).json() == []
    assert you.get("/api/v1/timelines/tag/tea").json()
