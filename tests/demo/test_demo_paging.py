"""Pages of timelines: what max_id, since_id and min_id mean, and the Link header."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.demo.clients import client_of
from tootui.demo.context import Options
from tootui.demo.thread import DemoThread

HOME = "/api/v1/timelines/home"


def ids(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()]


def all_ids(client: httpx.Client, path: str) -> list[str]:
    """Every id of a list, from its first page to its last by the Link header."""
    found: list[str] = []
    answer = client.get(path, params={"limit": 40})
    while True:
        found += ids(answer)
        if "next" not in answer.links:
            return found
        answer = client.get(answer.links["next"]["url"])


def test_home_is_newest_first_and_without_duplicates(reader: httpx.Client) -> None:
    every = all_ids(reader, HOME)

    assert len(every) > 500
    assert every == sorted(set(every), key=int, reverse=True)


def test_limit_is_twenty_unless_asked_and_never_above_forty(reader: httpx.Client) -> None:
    assert len(ids(reader.get(HOME))) == 20
    assert len(ids(reader.get(HOME, params={"limit": 7}))) == 7
    assert len(ids(reader.get(HOME, params={"limit": 400}))) == 40


def test_max_id_is_strictly_older(reader: httpx.Client) -> None:
    every = all_ids(reader, HOME)

    assert ids(reader.get(HOME, params={"max_id": every[9], "limit": 5})) == every[10:15]


def test_since_id_leaves_a_hole_but_min_id_is_the_page_right_after(reader: httpx.Client) -> None:
    every = all_ids(reader, HOME)

    assert ids(reader.get(HOME, params={"since_id": every[30], "limit": 5})) == every[:5]
    assert ids(reader.get(HOME, params={"min_id": every[30], "limit": 5})) == every[25:30]


def test_min_id_and_max_id_combine(reader: httpx.Client) -> None:
    every = all_ids(reader, HOME)
    window: dict[str, Any] = {"min_id": every[30], "max_id": every[27], "limit": 5}

    assert ids(reader.get(HOME, params=window)) == every[28:30]


def test_links_lead_on_and_keep_the_other_parameters(reader: httpx.Client) -> None:
    first = reader.get("/api/v1/timelines/public", params={"local": "true", "limit": 5})
    second = reader.get(first.links["next"]["url"])

    assert "local=true" in first.links["next"]["url"]
    assert int(ids(second)[0]) < int(ids(first)[-1])
    assert all("@" not in one["account"]["acct"] for one in second.json())
    assert ids(reader.get(second.links["prev"]["url"])) == ids(first)


def test_the_newest_page_has_nothing_newer(reader: httpx.Client) -> None:
    answer = reader.get(reader.get(HOME).links["prev"]["url"])

    assert answer.json() == []
    assert "link" not in answer.headers


def test_a_deleted_post_still_marks_its_place(demo: DemoThread, you: httpx.Client) -> None:
    page = ids(you.get(HOME))
    demo.events(delete=page[5])

    assert ids(you.get(HOME, params={"max_id": page[5], "limit": 3})) == page[6:9]


def test_tag_timeline_holds_the_tag(reader: httpx.Client) -> None:
    posts = reader.get("/api/v1/timelines/tag/LIGHTHOUSE").json()

    assert len(posts) > 2
    assert all("lighthouse" in [tag["name"] for tag in post["tags"]] for post in posts)


def test_followers_page_by_link_only(reader: httpx.Client) -> None:
    me = reader.get("/api/v1/accounts/verify_credentials").json()
    first = reader.get(f"/api/v1/accounts/{me['id']}/followers", params={"limit": 5})
    second = reader.get(first.links["next"]["url"])

    assert len(first.json()) == len(second.json()) == 5
    assert not set(ids(first)) & set(ids(second))
    assert "since_id" in first.links["prev"]["url"]


def test_notifications_filter_by_type_and_page(reader: httpx.Client) -> None:
    params: dict[str, Any] = {"types[]": ["mention", "follow"], "limit": 5}
    first = reader.get("/api/v1/notifications", params=params)
    second = reader.get(first.links["next"]["url"])
    excluded = reader.get("/api/v1/notifications", params={"exclude_types[]": "favourite", "limit": 80})

    assert {note["type"] for note in first.json() + second.json()} <= {"mention", "follow"}
    assert not set(ids(first)) & set(ids(second))
    assert "favourite" not in {note["type"] for note in excluded.json()}


@pytest.mark.parametrize("style", ["ulid", "uuid"])
def test_paging_works_with_ids_that_are_no_numbers(style: str) -> None:
    with DemoThread(options=Options(frozen=True, ids=style)) as demo, client_of(demo) as you:
        every = all_ids(you, HOME)
        times = [one["created_at"] for one in you.get(HOME).json()]

        assert len(every) == len(set(every)) > 500
        assert not any(one.isdigit() for one in every)
        assert times == sorted(times, reverse=True)
        assert ids(you.get(HOME, params={"min_id": every[30], "limit": 5})) == every[25:30]
