"""The world holds what a client may meet."""

from __future__ import annotations

from collections import Counter
from typing import Any

import httpx
import pytest

from tests.demo.clients import client_of
from tests.demo.test_demo_paging import HOME
from tootui.demo.context import Options
from tootui.demo.thread import DemoThread
from tootui.demo.world.script import parse

Json = dict[str, Any]


@pytest.fixture(scope="module")
def timeline(reader: httpx.Client) -> list[Json]:
    found: list[Json] = []
    answer = reader.get(HOME, params={"limit": 40})
    while True:
        found += answer.json()
        if "next" not in answer.links:
            return found
        answer = reader.get(answer.links["next"]["url"])


def test_everything_a_client_meets_is_there(timeline: list[Json]) -> None:
    posts = [one["reblog"] or one for one in timeline]
    media = [one for post in posts for one in post["media_attachments"]]
    polls = [post["poll"] for post in posts if post["poll"]]
    quoted_posts = [
        post["quote"]["quoted_status"] for post in posts if post["quote"] and post["quote"]["quoted_status"]
    ]

    assert {"public", "unlisted", "private", "direct"} == {post["visibility"] for post in posts}
    assert {"image", "gifv", "video", "audio", "unknown"} == {one["type"] for one in media}
    assert {True, False} == {bool(one["description"]) for one in media}
    assert {True, False} == {poll["expired"] for poll in polls} == {poll["multiple"] for poll in polls}
    assert any(poll["voted"] for poll in polls)
    assert any(poll["options"][0]["votes_count"] is None for poll in polls)
    states = {post["quote"]["state"] for post in posts if post["quote"]}
    assert {"accepted", "pending", "rejected", "revoked", "deleted", "unauthorized"} <= states
    assert any("quoted_status_id" in (inner["quote"] or {}) for inner in quoted_posts)
    assert len([one for one in timeline if one["reblog"]]) > 20
    for key in ("spoiler_text", "card", "edited_at", "filtered", "emojis", "sensitive", "favourited", "bookmarked"):
        assert any(post[key] for post in posts), key
    assert {post["filtered"][0]["filter"]["filter_action"] for post in posts if post["filtered"]} == {
        "warn",
        "hide",
        "blur",
    }
    for tag in ("<pre><code>", "<blockquote>", "<ul>", "<ol>", "<del>", "quote-inline"):
        assert any(tag in post["content"] for post in posts), tag


def test_at_least_twelve_languages(timeline: list[Json]) -> None:
    languages = {(one["reblog"] or one)["language"] for one in timeline}

    assert {"en", "de", "fr", "es", "it", "pt", "ru", "ja", "zh", "ko", "ar", "he", "el", None} <= languages


def test_names_of_all_kinds(reader: httpx.Client) -> None:
    me = reader.get("/api/v1/accounts/verify_credentials").json()
    people = reader.get(f"/api/v1/accounts/{me['id']}/following", params={"limit": 80}).json()
    names = [one["display_name"] for one in people]

    assert len(people) >= 38
    assert any(len(name) == 300 for name in names)
    assert any("\u200d" in name for name in names)
    assert any(one["locked"] for one in people) and any(one["bot"] for one in people)
    assert any("@" in one["acct"] for one in people) and any("@" not in one["acct"] for one in people)
    assert any(one["emojis"] for one in people)


def test_a_long_thread_branches_and_goes_deep(reader: httpx.Client) -> None:
    root = reader.get("/api/v1/timelines/tag/oldestfile").json()[0]
    replies = reader.get(f"/api/v1/statuses/{root['id']}/context").json()["descendants"]
    depth = {root["id"]: 0}
    for reply in replies:
        depth[reply["id"]] = depth[reply["in_reply_to_id"]] + 1
    children = Counter(reply["in_reply_to_id"] for reply in replies)

    assert len(replies) == 200
    assert max(depth.values()) > 20
    assert children[root["id"]] > 10
    assert sum(count > 1 for count in children.values()) > 10


def test_guests_see_less_of_a_thread(reader: httpx.Client, guest: httpx.Client) -> None:
    root = reader.get("/api/v1/timelines/tag/oldestfile").json()[0]

    assert len(guest.get(f"/api/v1/statuses/{root['id']}/context").json()["descendants"]) == 60


def test_direct_posts_between_others_stay_theirs(timeline: list[Json]) -> None:
    direct = [one for one in timeline if one["visibility"] == "direct"]

    assert direct
    for post in direct:
        assert "you" in [post["account"]["acct"], *(mention["acct"] for mention in post["mentions"])]


def test_notifications_of_the_common_types(reader: httpx.Client) -> None:
    wanted = ["mention", "status", "reblog", "follow", "follow_request", "favourite", "poll", "update", "quote"]
    for kind in wanted:
        notes = reader.get("/api/v1/notifications", params={"types[]": kind}).json()
        assert notes, kind
        assert all("status" in note for note in notes) or kind.startswith("follow"), kind


def test_pictures_can_be_fetched(reader: httpx.Client, timeline: list[Json]) -> None:
    media = next(one for post in timeline for one in post["media_attachments"] if one["type"] == "image")
    sound = next(one for post in timeline for one in post["media_attachments"] if one["type"] == "audio")
    addresses = [media["url"], media["preview_url"], timeline[0]["account"]["avatar"], timeline[0]["account"]["header"]]

    for address in addresses:
        assert reader.get(address).content.startswith(b"\x89PNG\r\n\x1a\n")
    assert reader.get(sound["url"]).content.startswith(b"RIFF")


def test_the_server_tells_about_itself(guest: httpx.Client, shared_demo: DemoThread) -> None:
    instance = guest.get("/api/v2/instance").json()
    links = guest.get("/.well-known/nodeinfo").json()["links"]

    assert instance["domain"] == guest.get("/api/v1/instance").json()["uri"] == "demo.tootui"
    assert instance["configuration"]["statuses"]["max_characters"] == 500
    assert links[0]["href"].startswith(shared_demo.url)
    assert guest.get(links[0]["href"]).json()["software"]["name"] == "mastodon"
    assert {one["shortcode"] for one in guest.get("/api/v1/custom_emojis").json()} >= {"blobcat", "tea"}


def test_people_can_be_found(reader: httpx.Client) -> None:
    found = reader.get("/api/v1/accounts/search", params={"q": "hop"}).json()
    looked_up = reader.get("/api/v1/accounts/lookup", params={"acct": "charles@analytical.example"}).json()
    relation = reader.get("/api/v1/accounts/relationships", params={"id[]": [looked_up["id"]]}).json()[0]

    assert [one["acct"] for one in found] == ["grace"]
    assert relation["following"] is True
    assert reader.get("/api/v1/accounts/lookup", params={"acct": "nobody"}).status_code == 404


def test_posts_and_profiles_have_a_page(guest: httpx.Client, timeline: list[Json]) -> None:
    public = next(one for one in timeline if one["visibility"] == "public" and not one["reblog"])

    assert public["account"]["display_name"] in guest.get(public["url"]).text
    assert guest.get(public["account"]["url"]).status_code == 200


def test_attacks_are_there_only_when_wanted(timeline: list[Json]) -> None:
    def attacks(client: httpx.Client) -> list[str]:
        page = client.get(HOME, params={"limit": 40}).json()
        return [one["content"] for one in page if "@click=app" in one["content"] or "\x1b" in one["content"]]

    assert not any("\x1b" in one["content"] for one in timeline)
    with DemoThread(options=Options(frozen=True, world="hostile")) as demo, client_of(demo) as you:
        assert len(attacks(you)) >= 2
        hostile = attacks(you)
    with DemoThread() as demo, client_of(demo) as you:
        assert attacks(you) == []
        demo.events(hostile=True)
        assert attacks(you) == hostile


def test_a_script_tells_who_answers_whom() -> None:
    (root,) = parse("@ada\ncw: tea\nimage:\n\nOne.\n\nTwo.\n\n> @grace\nYes.\n\n>> @ada\nNo.\n\n> @alan\nHm.\n")

    assert root.fields == {"cw": ["tea"], "image": [""]}
    assert root.text == "One.\n\nTwo."
    assert [reply.author for reply in root.replies] == ["grace", "alan"]
    assert root.replies[0].replies[0].text == "No."
    with pytest.raises(ValueError, match="nothing to answer"):
        parse("> @ada\nTo whom?\n")


def test_somebody_else_of_the_server_finds_their_own_news(shared_demo: DemoThread) -> None:
    with client_of(shared_demo, token=shared_demo.sign_in("grace")) as grace:
        notes = grace.get("/api/v1/notifications", params={"limit": 80}).json()
        assert {"mention", "follow", "favourite"} <= {note["type"] for note in notes}
        assert grace.get("/api/v1/notifications/unread_count").json() == {"count": 2}
        assert [one["unread"] for one in grace.get("/api/v1/conversations").json()] == [False]
