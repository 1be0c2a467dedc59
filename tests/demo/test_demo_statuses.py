"""Posting, deleting and what one does to a post."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.demo.clients import client_of
from tootui.demo.formatting import counted_length
from tootui.demo.thread import DemoThread

Json = dict[str, Any]


def posted(client: httpx.Client, text: str, **more: Any) -> Json:
    answer = client.post("/api/v1/statuses", json={"status": text, **more})
    assert answer.status_code == 200, answer.text
    status: Json = answer.json()
    return status


def first_of_home(client: httpx.Client, author: str = "ada") -> Json:
    page = client.get("/api/v1/timelines/home", params={"limit": 40}).json()
    return next(one for one in page if one["account"]["acct"] == author and not one["reblog"])


def test_a_text_becomes_html_as_mastodon_writes_it(you: httpx.Client, demo: DemoThread) -> None:
    status = posted(you, "Hi @ada & @nobody\n<b> #Tea\n\nsee https://www.example.org/a/path/that/is/rather/long.")

    assert status["content"] == (
        f'<p>Hi <span class="h-card" translate="no"><a href="{demo.url}/@ada" class="u-url mention">@<span>ada</span>'
        "</a></span> &amp; @nobody<br />&lt;b&gt; "
        f'<a href="{demo.url}/tags/Tea" class="mention hashtag" rel="tag">#<span>Tea</span></a></p>'
        '<p>see <a href="https://www.example.org/a/path/that/is/rather/long" target="_blank" rel="nofollow noopener" '
        'translate="no"><span class="invisible">https://www.</span>'
        '<span class="ellipsis">example.org/a/path/that/is/rat</span>'
        '<span class="invisible">her/long</span></a>.</p>'
    )
    assert [one["acct"] for one in status["mentions"]] == ["ada"]
    assert [one["name"] for one in status["tags"]] == ["tea"]


def test_a_reply_stands_in_the_thread_at_home_and_counts(you: httpx.Client) -> None:
    parent = first_of_home(you)
    before = you.get(f"/api/v1/statuses/{parent['id']}").json()["replies_count"]
    reply = posted(you, "@ada Quite so.", in_reply_to_id=parent["id"], visibility="unlisted", spoiler_text="praise")
    context = you.get(f"/api/v1/statuses/{parent['id']}/context").json()

    assert reply["in_reply_to_account_id"] == parent["account"]["id"]
    assert reply["visibility"] == "unlisted"
    assert reply["sensitive"] is True
    assert reply["id"] in [one["id"] for one in context["descendants"]]
    assert you.get(f"/api/v1/statuses/{reply['id']}/context").json()["ancestors"][-1]["id"] == parent["id"]
    assert you.get("/api/v1/timelines/home").json()[0]["id"] == reply["id"]
    assert you.get(f"/api/v1/statuses/{parent['id']}").json()["replies_count"] == before + 1


def test_form_and_json_say_the_same(you: httpx.Client) -> None:
    fields = {"status": "Twice", "visibility": "private", "language": "de", "sensitive": "true"}
    as_form = you.post("/api/v1/statuses", data=fields).json()
    as_json = you.post("/api/v1/statuses", json=fields | {"sensitive": True}).json()

    for name in ("content", "visibility", "language", "sensitive"):
        assert as_form[name] == as_json[name]
    assert as_form["id"] != as_json["id"]


def test_the_same_idempotency_key_gives_the_first_post_for_an_hour(demo: DemoThread, you: httpx.Client) -> None:
    def send(key: str) -> str:
        answer = you.post("/api/v1/statuses", json={"status": "Once"}, headers={"Idempotency-Key": key})
        return str(answer.json()["id"])

    first = send("a")
    assert send("a") == first
    assert send("b") != first
    demo.advance(3601)
    assert send("a") != first


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"status": ""}, 422),
        ({"status": "   "}, 422),
        ({"status": "x" * 501}, 422),
        ({"status": "x" * 490, "spoiler_text": "y" * 11}, 422),
        ({"status": "x", "visibility": "cosmic"}, 422),
        ({"status": "x", "in_reply_to_id": "1"}, 404),
    ],
)
def test_what_cannot_be_posted_is_refused_with_a_reason(you: httpx.Client, fields: Json, status: int) -> None:
    newest = you.get("/api/v1/timelines/home").json()[0]["id"]
    answer = you.post("/api/v1/statuses", json=fields)

    assert answer.status_code == status
    assert answer.json()["error"]
    assert you.get("/api/v1/timelines/home").json()[0]["id"] == newest


def test_length_counts_graphemes_links_and_short_mentions() -> None:
    assert counted_length("test (https://example.com). test") == 36
    assert counted_length("http://127.0.0.1:3000/health") == 28
    assert counted_length("http://user:pass@example.com:8080/path") == 38
    assert counted_length("@ada@analytical.example hi") == len("@ada hi")
    assert counted_length("👩🏽‍🚀é", "é") == 3


def test_a_text_of_500_characters_fits(you: httpx.Client) -> None:
    assert posted(you, "https://example.org/" + "a" * 600 + " " + "x" * 476)["id"]


def test_deleting_gives_the_text_back_and_leaves_nothing(you: httpx.Client) -> None:
    status = posted(you, "Gone soon <3")
    deleted = you.delete(f"/api/v1/statuses/{status['id']}").json()

    assert deleted["text"] == "Gone soon <3"
    assert "content" not in deleted
    assert you.get(f"/api/v1/statuses/{status['id']}").status_code == 404
    assert status["id"] not in you.get("/api/v1/timelines/home").text


def test_only_own_posts_can_be_deleted(you: httpx.Client) -> None:
    status = first_of_home(you)

    assert you.delete(f"/api/v1/statuses/{status['id']}").status_code == 404
    assert you.get(f"/api/v1/statuses/{status['id']}").status_code == 200


@pytest.mark.parametrize(
    ("verb", "flag", "count"),
    [
        ("favourite", "favourited", "favourites_count"),
        ("bookmark", "bookmarked", None),
    ],
)
def test_state_verbs_hold_and_can_be_repeated(you: httpx.Client, verb: str, flag: str, count: str | None) -> None:
    before = first_of_home(you, "wren")
    path = f"/api/v1/statuses/{before['id']}"
    you.post(f"{path}/{verb}")
    done = you.post(f"{path}/{verb}").json()
    seen = you.get(path).json()
    undone = you.post(f"{path}/un{verb}").json()

    assert not before[flag]
    assert done[flag] and seen[flag]
    assert not undone[flag]
    if count:
        assert done[count] == before[count] + 1
        assert undone[count] == before[count]


def test_a_boost_is_a_post_of_its_own_around_the_other(you: httpx.Client) -> None:
    before = first_of_home(you, "wren")
    path = f"/api/v1/statuses/{before['id']}"
    boost = you.post(f"{path}/reblog").json()
    again = you.post(f"{path}/reblog").json()
    undone = you.post(f"{path}/unreblog").json()

    assert boost["id"] == again["id"] != before["id"]
    assert boost["reblog"]["id"] == before["id"]
    assert boost["account"]["acct"] == "you"
    assert boost["reblog"]["reblogged"] is True
    assert boost["reblog"]["reblogs_count"] == before["reblogs_count"] + 1
    assert undone["id"] == before["id"]
    assert undone["reblogs_count"] == before["reblogs_count"]
    assert you.get(f"/api/v1/statuses/{boost['id']}").status_code == 404


def test_private_posts_of_others_cannot_be_boosted(you: httpx.Client) -> None:
    private = first_of_home(you, "alan@bletchley.example")

    assert private["visibility"] == "private"
    assert you.post(f"/api/v1/statuses/{private['id']}/reblog").status_code == 403


def test_others_see_what_they_may(demo: DemoThread, you: httpx.Client) -> None:
    direct = posted(you, "@ada only for you", visibility="direct")
    private = posted(you, "only for followers", visibility="private")
    with client_of(demo, signed_in=False) as guest:
        assert guest.get(f"/api/v1/statuses/{direct['id']}").status_code == 404
        assert guest.get(f"/api/v1/statuses/{private['id']}").status_code == 404
        assert private["id"] not in guest.get("/api/v1/timelines/public").text
        assert "favourited" not in guest.get("/api/v1/timelines/public").json()[0]


def test_markers_remember_and_count_their_versions(you: httpx.Client) -> None:
    you.post("/api/v1/markers", json={"home": {"last_read_id": "7"}})
    saved = you.post("/api/v1/markers", data={"home[last_read_id]": "9"}).json()

    assert saved["home"]["last_read_id"] == "9"
    assert saved["home"]["version"] == 2
    assert you.get("/api/v1/markers", params={"timeline[]": "home"}).json() == saved
    assert you.get("/api/v1/markers").json() == {}


def test_bad_json_is_400(you: httpx.Client) -> None:
    answer = you.post("/api/v1/statuses", content="{", headers={"Content-Type": "application/json"})

    assert answer.status_code == 400
