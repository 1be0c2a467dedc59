"""Finding people and tags: suggestions, the directory, featured tags, and searches with many results."""

from __future__ import annotations

import httpx

from tests.demo.test_demo_collections import account_id
from tests.demo.test_demo_paging import all_ids, ids
from tootui.demo.thread import DemoThread


def test_strangers_are_suggested_until_they_are_followed_or_dismissed(you: httpx.Client) -> None:
    first, second = you.get("/api/v2/suggestions", params={"limit": 2}).json()
    you.delete(f"/api/v1/suggestions/{first['account']['id']}")
    you.post(f"/api/v1/accounts/{second['account']['id']}/follow")

    left = [one["account"]["id"] for one in you.get("/api/v2/suggestions").json()]
    assert left and not {first["account"]["id"], second["account"]["id"]} & set(left)
    assert first["sources"] and ids(you.get("/api/v1/suggestions")) == left


def test_the_directory_is_paged_by_offset(you: httpx.Client) -> None:
    everybody = all_ids(you, "/api/v1/directory")
    newest = you.get("/api/v1/directory", params={"order": "new", "local": "true"}).json()

    assert len(everybody) == len(set(everybody)) > 40
    assert newest and not any("@" in one["acct"] for one in newest)
    assert newest[0]["id"] != everybody[0]


def test_a_tag_is_featured_and_no_longer(you: httpx.Client) -> None:
    me = account_id(you, "you")
    assert you.post("/api/v1/tags/tea/feature").json()["featuring"] is True
    made = you.post("/api/v1/featured_tags", data={"name": "#Weaving"}).json()
    names = [one["name"] for one in you.get(f"/api/v1/accounts/{me}/featured_tags").json()]

    assert names[-2:] == ["tea", "weaving"]
    assert you.delete(f"/api/v1/featured_tags/{made['id']}").json() == {}
    assert you.post("/api/v1/tags/tea/unfeature").json()["featuring"] is False
    assert not {"tea", "weaving"} & {one["name"] for one in you.get("/api/v1/featured_tags").json()}
    assert you.delete(f"/api/v1/featured_tags/{made['id']}").status_code == 404
    assert you.post("/api/v1/featured_tags", data={"name": "no tag"}).status_code == 422
    assert isinstance(you.get("/api/v1/featured_tags/suggestions").json(), list)


def test_hundreds_of_results_come_page_by_page(demo: DemoThread, you: httpx.Client) -> None:
    demo.events(many_posts=95, text="A hatbox")
    demo.events(many_people=50, text="hatbox")

    def found(kind: str, offset: int) -> int:
        params: dict[str, str | int] = {"q": "hatbox", "type": kind, "limit": 40, "offset": offset}
        return len(you.get("/api/v2/search", params=params).json()[kind])

    assert [found("statuses", offset) for offset in (0, 40, 80, 120)] == [40, 40, 15, 0]
    assert [found("accounts", offset) for offset in (0, 40, 80)] == [40, 10, 0]


def test_words_find_posts_by_day_and_by_what_one_kept(demo: DemoThread, you: httpx.Client) -> None:
    [today] = demo.events(post="Loom oil.", by="ada")

    def found(query: str) -> list[str]:
        return ids_of(you, query)

    assert found("loom oil during:2026-06-12") == found("loom oil after:2026-06-11") == [today]
    assert found("loom oil before:2026-06-12") == found("loom oil in:library") == []
    you.post(f"/api/v1/statuses/{today}/bookmark")
    assert found("loom oil in:library") == [today]


def ids_of(client: httpx.Client, query: str) -> list[str]:
    answer = client.get("/api/v2/search", params={"q": query, "type": "statuses"})
    return [one["id"] for one in answer.json()["statuses"]]


def test_somebody_else_becomes_what_a_test_needs(demo: DemoThread, you: httpx.Client) -> None:
    demo.events(account="ada", traits={"locked": True, "memorial": True})
    ada = you.get(f"/api/v1/accounts/{account_id(you, 'ada')}").json()
    assert (ada["locked"], ada["memorial"]) == (True, True)
