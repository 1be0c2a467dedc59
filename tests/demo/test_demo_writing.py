"""What goes with a post: files, polls, a moment in the future, replies that come from elsewhere; and great numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.demo.clients import client_of
from tests.demo.test_demo_collections import account_id
from tests.demo.test_demo_paging import ids
from tests.demo.test_demo_posts import posts_of
from tests.demo.test_demo_statuses import first_of_home, posted
from tests.demo.test_demo_streaming import socket_of, subscribe, told
from tootui.demo.context import Options
from tootui.demo.pictures import landscape
from tootui.demo.thread import DemoThread

Json = dict[str, Any]
PICTURE = landscape("test", 60, 45)


def upload(client: httpx.Client, data: bytes = PICTURE, mime: str = "image/png", **fields: str) -> httpx.Response:
    return client.post("/api/v2/media", files={"file": ("a.bin", data, mime)}, data=fields)


def test_a_picture_is_ready_at_once_and_hangs_on_the_post(you: httpx.Client) -> None:
    answer = upload(you, description="A hill", focus="0.5,-0.25")
    picture = answer.json()
    changed = you.put(f"/api/v1/media/{picture['id']}", json={"description": "Two hills"}).json()
    status = posted(you, "", media_ids=[picture["id"]])

    assert answer.status_code == 200
    assert picture["type"] == "image" and picture["meta"]["original"]["size"] == "60x45"
    assert picture["meta"]["focus"] == {"x": 0.5, "y": -0.25}
    assert changed["description"] == "Two hills"
    assert status["media_attachments"][0]["id"] == picture["id"]
    assert you.get(status["media_attachments"][0]["url"]).content == PICTURE
    assert you.post("/api/v1/statuses", json={"status": "x", "media_ids": [picture["id"]]}).status_code == 422
    assert you.delete(f"/api/v1/media/{picture['id']}").status_code == 422


def test_a_film_takes_its_time(demo: DemoThread, you: httpx.Client) -> None:
    demo.switch(media_asks=2)
    answer = upload(you, b"film", "video/mp4")
    path = f"/api/v1/media/{answer.json()['id']}"

    assert (answer.status_code, answer.json()["url"]) == (202, None)
    assert you.post("/api/v1/statuses", json={"media_ids": [answer.json()["id"]]}).status_code == 422
    assert [you.get(path).status_code for _ in range(3)] == [206, 206, 200]
    assert you.get(path).json()["url"]
    assert you.delete(path).json() == {}
    assert you.get(path).status_code == 404


def test_what_cannot_be_taken_is_refused(demo: DemoThread, you: httpx.Client) -> None:
    demo.switch(media_fails=True)
    broken = upload(you)
    demo.switch(media_fails=False)
    film, picture = upload(you, b"film", "video/mp4").json(), upload(you).json()
    you.get(f"/api/v1/media/{film['id']}")
    together = {"status": "x", "media_ids": [film["id"], picture["id"]]}
    poll = {"options": ["a", "b"], "expires_in": 600}

    assert broken.status_code == 202
    assert you.get(f"/api/v1/media/{broken.json()['id']}").status_code == 422
    assert upload(you, b"text", "text/plain").status_code == 422
    assert you.post("/api/v2/media").status_code == 422
    assert you.post("/api/v1/statuses", json=together).status_code == 422
    assert you.post("/api/v1/statuses", json={"media_ids": [picture["id"]], "poll": poll}).status_code == 422


def test_an_edit_keeps_drops_and_describes_files(you: httpx.Client) -> None:
    first, second = upload(you).json()["id"], upload(you).json()["id"]
    status = posted(you, "Two", media_ids=[first, second])
    path = f"/api/v1/statuses/{status['id']}"
    edited = you.put(
        path,
        json={"status": "One", "media_ids": [second], "media_attributes": [{"id": second, "description": "The other"}]},
    ).json()

    assert [(one["id"], one["description"]) for one in edited["media_attachments"]] == [(second, "The other")]
    assert you.put(path, json={"status": "None"}).json()["media_attachments"] == []


def test_files_of_a_deleted_post_can_be_used_again(you: httpx.Client) -> None:
    status = next(one for one in posts_of(you, "you", only_media="true") if one["visibility"] == "public")
    files = [one["id"] for one in status["media_attachments"]]
    deleted = you.delete(f"/api/v1/statuses/{status['id']}").json()
    again = posted(you, deleted["text"], media_ids=files)
    you.delete(f"/api/v1/statuses/{again['id']}", params={"delete_media": "true"})

    assert [one["id"] for one in deleted["media_attachments"]] == files
    assert [one["id"] for one in again["media_attachments"]] == files
    assert you.post("/api/v1/statuses", json={"status": "x", "media_ids": files}).status_code == 422


@pytest.mark.parametrize(
    "poll",
    [
        {"options": ["a"], "expires_in": 600},
        {"options": ["a", "a"], "expires_in": 600},
        {"options": list("abcde"), "expires_in": 600},
        {"options": ["a", "x" * 51], "expires_in": 600},
        {"options": ["a", "b"], "expires_in": 299},
        {"options": ["a", "b"], "expires_in": 99_999_999},
    ],
)
def test_polls_that_make_no_sense_are_refused(you: httpx.Client, poll: Json) -> None:
    assert you.post("/api/v1/statuses", json={"status": "?", "poll": poll}).status_code == 422


def test_a_poll_in_a_post_ends_and_hides_until_then(demo: DemoThread, you: httpx.Client) -> None:
    poll = {"options": ["Tea", "Cocoa"], "expires_in": 600, "multiple": True, "hide_totals": True}
    status = posted(you, "Cup?", poll=poll)
    form = {"status": "Cup?", "poll[options][]": ["Tea", "Cocoa"], "poll[expires_in]": "600"}
    by_form = you.post("/api/v1/statuses", data=form).json()
    demo.advance(601)
    ended = you.get(f"/api/v1/polls/{status['poll']['id']}").json()

    assert status["poll"]["multiple"] is True and status["poll"]["options"][0]["votes_count"] is None
    assert [one["title"] for one in by_form["poll"]["options"]] == ["Tea", "Cocoa"]
    assert ended["expired"] is True and ended["options"][0]["votes_count"] == 0


def test_a_scheduled_post_waits_can_be_moved_and_appears(demo: DemoThread, you: httpx.Client) -> None:
    picture = upload(you).json()["id"]
    fields = {"status": "Later", "visibility": "unlisted", "media_ids": [picture]}
    made = you.post(
        "/api/v1/statuses",
        json={**fields, "scheduled_at": "2026-06-12T13:00:00Z"},
        headers={"Idempotency-Key": "later"},
    ).json()
    again = you.post("/api/v1/statuses", json=fields, headers={"Idempotency-Key": "later"}).json()
    path = f"/api/v1/scheduled_statuses/{made['id']}"

    assert "content" not in made and made["params"]["text"] == "Later" and made["params"]["visibility"] == "unlisted"
    assert made["media_attachments"][0]["id"] == picture and again == made
    assert you.get("/api/v1/scheduled_statuses").json() == [made] and you.get(path).json() == made
    assert you.put(path, json={"scheduled_at": "2026-06-12T12:04:00Z"}).status_code == 422
    assert (
        you.put(path, json={"scheduled_at": "2026-06-12T12:30:00Z"})
        .json()["scheduled_at"]
        .startswith("2026-06-12T12:30")
    )
    demo.advance(1801)
    newest = you.get("/api/v1/timelines/home").json()[0]
    assert (newest["content"], newest["media_attachments"][0]["id"]) == ("<p>Later</p>", picture)
    assert you.get("/api/v1/scheduled_statuses").json() == []


def test_a_time_that_is_past_is_at_once_and_one_too_soon_is_refused(you: httpx.Client) -> None:
    now = you.post("/api/v1/statuses", json={"status": "x", "scheduled_at": "2026-06-01T00:00:00Z"}).json()
    soon = you.post("/api/v1/statuses", json={"status": "x", "scheduled_at": "2026-06-12T12:04:59Z"})
    kept = you.post("/api/v1/statuses", json={"status": "x", "scheduled_at": "2026-06-12T12:06:00Z"}).json()

    assert now["content"] == "<p>x</p>"
    assert soon.status_code == 422
    assert you.delete(f"/api/v1/scheduled_statuses/{kept['id']}").json() == {}
    assert you.get(f"/api/v1/scheduled_statuses/{kept['id']}").status_code == 404


def test_replies_from_elsewhere_come_when_somebody_looks(demo: DemoThread, you: httpx.Client) -> None:
    demo.switch(refresh_replies=3, refresh_asks=1)
    remote, local = first_of_home(you, "hypatia@alexandria.example"), first_of_home(you, "ada")
    path = f"/api/v1/statuses/{remote['id']}/context"
    first = you.get(path)
    hint = first.headers["Mastodon-Async-Refresh"]
    refresh = "/api/v1_alpha/async_refreshes/" + hint.split('"')[1]

    assert hint.endswith(", retry=2, result_count=0")
    assert you.get(refresh).json()["async_refresh"]["status"] == "running"
    assert you.get(refresh).json()["async_refresh"]["status"] == "finished"
    again = you.get(path)
    assert len(again.json()["descendants"]) == len(first.json()["descendants"]) + 3
    assert "Mastodon-Async-Refresh" not in again.headers
    assert "Mastodon-Async-Refresh" not in you.get(f"/api/v1/statuses/{local['id']}/context").headers
    assert you.get("/api/v1_alpha/async_refreshes/none").status_code == 404


def test_a_crowd_of_followers_is_made_page_by_page(demo: DemoThread, you: httpx.Client) -> None:
    demo.events(crowd=50_000, by="ada")
    path = f"/api/v1/accounts/{account_id(you, 'ada')}/followers"
    first = you.get(path, params={"limit": 80})
    second = you.get(first.links["next"]["url"])

    assert you.get(path.removesuffix("/followers")).json()["followers_count"] > 50_000
    assert len(first.json()) == len(second.json()) == 80
    assert not set(ids(first)) & set(ids(second))
    last = second.json()[-1]
    assert you.get(f"/api/v1/accounts/{last['id']}").json() == last
    assert "next" in second.links


def test_a_thread_of_a_thousand_posts(demo: DemoThread, you: httpx.Client) -> None:
    root, *replies = demo.events(thread=1000, by="ada")
    context = you.get(f"/api/v1/statuses/{root}/context").json()

    assert {one["id"] for one in context["descendants"]} == set(replies)
    assert len(replies) == 1000


def test_a_busy_while_is_told_as_it_happens(demo: DemoThread, you: httpx.Client) -> None:
    posted(you, "Like me.")
    with socket_of(demo, "?stream=user") as socket:
        subscribe(socket)
        demo.play(arrivals=20, edits=5, deletes=5, likes=3, per_second=0)
        events = [event for _, event, _ in told(socket, 33)]

    assert [events.count(one) for one in ("update", "status.update", "delete", "notification")] == [20, 5, 5, 3]
    with pytest.raises(ValueError, match="geese"):
        demo.play(geese=1)


def test_what_was_kept_and_made_survives_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "world.json"
    with DemoThread(state_file=file) as demo, client_of(demo) as you:
        you.post("/api/v1/statuses", json={"status": "Later", "scheduled_at": "2026-06-12T13:00:00Z"})
        before = [you.get(f"/api/v1/{name}").json() for name in ("lists", "followed_tags", "scheduled_statuses")]
        bookmarks = ids(you.get("/api/v1/bookmarks"))
        edited = next(one for one in posts_of(you, "you") if one["edited_at"])["id"]
        versions = len(you.get(f"/api/v1/statuses/{edited}/history").json())
    assert json.loads(file.read_text())["lists"]
    with DemoThread(state_file=file, options=Options(frozen=True)) as demo, client_of(demo) as you:
        after = [you.get(f"/api/v1/{name}").json() for name in ("lists", "followed_tags", "scheduled_statuses")]
        assert [[one.get("id", one.get("name")) for one in page] for page in after] == [
            [one.get("id", one.get("name")) for one in page] for page in before
        ]
        assert ids(you.get("/api/v1/bookmarks")) == bookmarks
        assert len(you.get(f"/api/v1/statuses/{edited}/history").json()) == versions
