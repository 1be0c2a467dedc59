"""What a person keeps and follows: lists, bookmarks, favourites, tags; and what is much talked about."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.demo.clients import client_of
from tests.demo.test_demo_paging import all_ids
from tests.demo.test_demo_statuses import first_of_home, posted
from tests.demo.test_demo_streaming import socket_of, subscribe, told
from tootui.demo.context import Options
from tootui.demo.thread import DemoThread

Json = dict[str, Any]
LISTS = "/api/v1/lists"


def account_id(client: httpx.Client, acct: str) -> str:
    return str(client.get("/api/v1/accounts/lookup", params={"acct": acct}).json()["id"])


def list_named(client: httpx.Client, title: str) -> Json:
    found: Json = next(one for one in client.get(LISTS).json() if one["title"] == title)
    return found


def test_the_lists_of_the_world_show_what_their_members_say(reader: httpx.Client) -> None:
    lists = reader.get(LISTS).json()
    harbour = list_named(reader, "Harbour")
    members = {one["id"] for one in reader.get(f"{LISTS}/{harbour['id']}/accounts").json()}
    authors = {one["account"]["id"] for one in reader.get(f"/api/v1/timelines/list/{harbour['id']}").json()}

    assert len(lists) == 4 and {"list", "followed", "none"} == {one["replies_policy"] for one in lists}
    assert set(harbour) == {"id", "title", "replies_policy", "exclusive"}
    assert authors and authors <= members
    assert len(all_ids(reader, f"/api/v1/timelines/list/{harbour['id']}")) > 40
    assert reader.get(f"/api/v1/timelines/list/{list_named(reader, 'People to thank')['id']}").json() == []


def test_a_list_is_made_filled_changed_and_deleted(you: httpx.Client) -> None:
    ada, newcomer = account_id(you, "ada"), account_id(you, "newcomer")
    made = you.post(LISTS, json={"title": "Two", "replies_policy": "none"}).json()
    path = f"{LISTS}/{made['id']}"

    assert made == {"id": made["id"], "title": "Two", "replies_policy": "none", "exclusive": False}
    assert you.post(f"{path}/accounts", json={"account_ids": [ada]}).json() == {}
    assert you.post(f"{path}/accounts", json={"account_ids": [ada]}).status_code == 422
    assert you.post(f"{path}/accounts", json={"account_ids": [newcomer]}).status_code == 404
    assert [one["acct"] for one in you.get(f"{path}/accounts", params={"limit": 0}).json()] == ["ada"]
    assert "Two" in [one["title"] for one in you.get(f"/api/v1/accounts/{ada}/lists").json()]
    assert you.put(path, json={"title": "Three", "exclusive": True}).json()["exclusive"] is True
    assert you.get("/api/v1/timelines/home").json()[0]["account"]["id"] != ada
    assert you.request("DELETE", f"{path}/accounts", params={"account_ids[]": ada}).json() == {}
    assert you.get(f"{path}/accounts").json() == []
    assert you.delete(path).json() == {}
    assert you.get(path).status_code == you.get(f"/api/v1/timelines/list/{made['id']}").status_code == 404
    assert you.post(LISTS, json={"title": " "}).status_code == 422


def test_a_list_streams_what_its_members_do(demo: DemoThread, you: httpx.Client) -> None:
    identifier = list_named(you, "Harbour")["id"]
    with socket_of(demo) as socket:
        subscribe(socket, {"stream": "list", "list": identifier})
        demo.events(post="Not for the harbour.", by="ada")
        [post] = demo.events(post="Ahoy.", by="wren")
        demo.events(edit=post, text="Ahoy!")
        demo.events(delete=post)
        messages = told(socket, 3)
    assert [event for _, event, _ in messages] == ["update", "status.update", "delete"]
    assert {tuple(stream) for stream, _, _ in messages} == {("list", identifier)}
    assert messages[0][2]["id"] == post == messages[2][2]
    assert messages[0][2]["favourited"] is False


@pytest.mark.parametrize(("name", "verb"), [("bookmarks", "bookmark"), ("favourites", "favourite")])
def test_kept_posts_come_in_the_order_in_which_they_were_kept(you: httpx.Client, name: str, verb: str) -> None:
    path = f"/api/v1/{name}"
    before = all_ids(you, path)
    old = you.get("/api/v1/timelines/home", params={"limit": 40}).json()[-1]
    target = (old["reblog"] or old)["id"]
    you.post(f"/api/v1/statuses/{target}/{verb}")
    page = you.get(path, params={"limit": 2})

    assert len(before) >= 3
    assert before != sorted(before, key=int, reverse=True)
    assert all_ids(you, path) == [target, *before]
    assert page.links["next"]["url"].partition("max_id=")[2] not in [one["id"] for one in page.json()]
    assert [one["id"] for one in you.get(page.links["next"]["url"]).json()] == before[1:3]
    assert you.get(page.links["prev"]["url"]).json() == []
    you.post(f"/api/v1/statuses/{target}/un{verb}")
    assert all_ids(you, path) == before


def test_followed_tags_fill_home_with_what_strangers_say(demo: DemoThread, you: httpx.Client) -> None:
    names = [one["name"] for one in you.get("/api/v1/followed_tags").json()]
    followed = you.post("/api/v1/tags/Knots/follow").json()
    [post] = demo.events(post="Two half hitches. #knots", by="newcomer")

    assert {"caturday", "数学"} < set(names)
    assert (followed["name"], followed["following"]) == ("knots", True)
    assert [int(day["uses"]) >= 0 for day in followed["history"]] == [True] * 7
    assert [one["name"] for one in you.get("/api/v1/followed_tags").json()] == ["knots", *names]
    assert you.get("/api/v1/timelines/home").json()[0]["id"] == post
    assert you.post("/api/v1/tags/knots/unfollow").json()["following"] is False
    assert you.get("/api/v1/timelines/home").json()[0]["id"] != post
    assert you.get("/api/v1/tags/knots").json()["following"] is False
    assert you.get("/api/v1/tags/no tag").status_code == 404


@pytest.mark.parametrize(("kind", "default"), [("tags", 10), ("links", 10), ("statuses", 20)])
def test_trends_are_paged_by_offset(reader: httpx.Client, kind: str, default: int) -> None:
    path = f"/api/v1/trends/{kind}"
    first = reader.get(path)
    second = reader.get(first.links["next"]["url"])

    assert len(first.json()) == default
    assert second.json() and not [one for one in second.json() if one in first.json()]
    assert f"offset={default}" in first.links["next"]["url"]
    assert "prev" not in first.links and "offset=0" in second.links["prev"]["url"]


def test_a_trending_link_has_its_posts_and_its_author(reader: httpx.Client, guest: httpx.Client) -> None:
    link = guest.get("/api/v1/trends/links").json()[0]
    posts = reader.get("/api/v1/timelines/link", params={"url": link["url"]}).json()

    assert len(posts) == 3
    assert {one["card"]["url"] for one in posts} == {link["url"]}
    assert link["authors"][0]["account"]["acct"] == "bertha@longroad.example"
    assert set(link["history"][0]) == {"day", "uses", "accounts"}
    assert reader.get("/api/v1/timelines/link", params={"url": "https://nobody.example"}).status_code == 404


def test_tags_combine(you: httpx.Client) -> None:
    both, one = posted(you, "#knots #rope"), posted(you, "#knots")

    def ids(**conditions: str) -> list[str]:
        answer = you.get("/api/v1/timelines/tag/knots", params={f"{name}[]": tag for name, tag in conditions.items()})
        return [post["id"] for post in answer.json()]

    assert ids() == [one["id"], both["id"]]
    assert ids(all="rope") == [both["id"]]
    assert ids(none="rope") == [one["id"]]
    assert set(ids(any="caturday")) > {one["id"], both["id"]}


def test_two_people_of_one_name_stand_in_one_post(reader: httpx.Client) -> None:
    tagged = reader.get("/api/v1/timelines/tag/caturday", params={"limit": 40}).json()
    mentions = [{one["acct"] for one in post["mentions"]} for post in tagged]

    assert {"pixel", "pixel@cattery.example"} in mentions


def test_cursors_of_kept_posts_are_their_own_whatever_the_ids(demo: DemoThread) -> None:
    with DemoThread(options=Options(frozen=True, ids="uuid")) as other, client_of(other) as you:
        assert len(all_ids(you, "/api/v1/bookmarks")) >= 3
        page = you.get("/api/v1/bookmarks", params={"limit": 1})
        assert page.links["next"]["url"].partition("max_id=")[2].isdigit()
        assert first_of_home(you)["id"] not in page.links["next"]["url"]
