"""Two servers that know each other: what is found there, and what is told."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.demo.clients import client_of
from tests.support.pair import HERE, THERE, Pair
from tootui.demo.thread import DemoThread

Json = dict[str, Any]


@dataclass(frozen=True)
class Readers:
    """@you at both."""

    here: httpx.Client
    there: httpx.Client


@pytest.fixture
def you(pair: Pair) -> Iterator[Readers]:
    with client_of(pair.here) as here, client_of(pair.there) as there:
        yield Readers(here, there)


def found(client: httpx.Client, query: str, kind: str = "statuses", **more: str) -> list[Json]:
    answer = client.get("/api/v2/search", params={"q": query, "type": kind, "resolve": "true"} | more)
    assert answer.status_code == 200, answer.text
    results: list[Json] = answer.json()[kind]
    return results


def posted(demo: DemoThread, client: httpx.Client, text: str = "A ship came in.", **more: object) -> Json:
    [made] = demo.events(post=text, **more)
    status: Json = client.get(f"/api/v1/statuses/{made}").json()
    return status


def context(client: httpx.Client, status: Json) -> Json:
    answer: Json = client.get(f"/api/v1/statuses/{status['id']}/context").json()
    return answer


def notified(client: httpx.Client) -> list[tuple[str, str]]:
    """Type and sender, newest first."""
    return [(one["type"], one["account"]["acct"]) for one in client.get("/api/v1/notifications").json()[:3]]


def written(client: httpx.Client, text: str, **fields: object) -> Json:
    answer = client.post("/api/v1/statuses", json={"status": text, **fields})
    assert answer.status_code == 200, answer.text
    status: Json = answer.json()
    return status


def relation(client: httpx.Client, account: Json, verb: str) -> Json:
    answer = client.post(f"/api/v1/accounts/{account['id']}/{verb}")
    assert answer.status_code == 200, answer.text
    known: Json = answer.json()
    return known


def test_a_post_of_the_other_server_is_found_by_address_and_keeps_its_name(pair: Pair, you: Readers) -> None:
    there = posted(pair.there, you.there, "A ship came in. #harbour", by="ada")
    assert found(you.here, there["url"], resolve="false") == []

    [copy] = found(you.here, there["url"])
    by_uri, [again] = found(you.here, there["uri"]), found(you.here, there["url"], resolve="false")

    assert copy["id"] == again["id"] == by_uri[0]["id"] and copy["id"] != there["id"]
    assert (copy["uri"], copy["url"], copy["content"]) == (there["uri"], there["url"], there["content"])
    assert copy["account"]["acct"] == f"ada@{THERE}"
    assert copy["account"]["url"] == there["account"]["url"]


def test_a_person_of_the_other_server_is_found_by_name_and_by_address(pair: Pair, you: Readers) -> None:
    [named] = found(you.here, f"@grace@{THERE}", "accounts")
    [grace] = found(you.there, "@grace", "accounts")
    [addressed] = found(you.here, grace["url"], "accounts")

    assert named["id"] == addressed["id"] != grace["id"]
    assert named["acct"] == f"grace@{THERE}" and named["followers_count"] == grace["followers_count"]
    assert found(you.here, f"nobody@{THERE}", "accounts") == []


def test_a_reply_to_a_copy_stands_in_the_thread_of_its_server(pair: Pair, you: Readers) -> None:
    mine = written(you.there, "Who is there?")
    parent = posted(pair.there, you.there, "I am.", by="wren", reply_to=mine["id"])
    [copy] = found(you.here, parent["url"])
    assert [one["uri"] for one in context(you.here, copy)["ancestors"]] == [mine["uri"]]

    answer = written(you.here, f"@wren@{THERE} @you@{THERE} Me too.", in_reply_to_id=copy["id"])

    below = context(you.there, mine)["descendants"]
    assert [one["uri"] for one in below] == [parent["uri"], answer["uri"]]
    assert below[1]["account"]["acct"] == f"you@{HERE}"
    assert notified(you.there)[0] == ("mention", f"you@{HERE}")


def test_favourites_and_boosts_of_a_copy_are_told_and_taken_back(pair: Pair, you: Readers) -> None:
    mine = written(you.there, "Look, a whale.")
    [copy] = found(you.here, mine["url"])

    def counts() -> tuple[int, int]:
        status = you.there.get(f"/api/v1/statuses/{mine['id']}").json()
        return status["favourites_count"], status["reblogs_count"]

    for verb in ("favourite", "reblog"):
        assert you.here.post(f"/api/v1/statuses/{copy['id']}/{verb}").status_code == 200
    assert counts() == (1, 1)
    assert notified(you.there)[:2] == [("reblog", f"you@{HERE}"), ("favourite", f"you@{HERE}")]
    for verb in ("unfavourite", "unreblog"):
        assert you.here.post(f"/api/v1/statuses/{copy['id']}/{verb}").status_code == 200
    assert counts() == (0, 0)


def test_who_follows_over_there_gets_posts_changes_and_boosts(pair: Pair, you: Readers) -> None:
    [grace] = found(you.here, f"grace@{THERE}", "accounts")
    assert relation(you.here, grace, "follow")["following"] is True
    [reader] = you.there.get("/api/v1/accounts/search", params={"q": f"you@{HERE}"}).json()
    status = posted(pair.there, you.there, "A telegram.", by="grace", visibility="private")

    def newest() -> Json:
        post: Json = you.here.get("/api/v1/timelines/home").json()[0]
        return post

    assert reader["acct"] == f"you@{HERE}"
    assert (newest()["uri"], newest()["visibility"]) == (status["uri"], "private")
    pair.there.events(edit=status["id"], text="A longer telegram.")
    assert "longer" in newest()["content"]
    other = posted(pair.there, you.there, "A kite.", by="wren")
    pair.there.events(boost=other["id"], by="grace")
    assert newest()["reblog"]["uri"] == other["uri"]
    pair.there.events(delete=status["id"])
    assert status["uri"] not in [one["uri"] for one in you.here.get("/api/v1/timelines/home").json()]
    assert relation(you.here, grace, "unfollow")["following"] is False
    posted(pair.there, you.there, "Nobody hears this.", by="grace")
    assert "Nobody" not in newest()["content"]


def test_a_follower_is_told_of_and_a_locked_account_decides(pair: Pair, you: Readers) -> None:
    [me] = found(you.here, f"you@{THERE}", "accounts")
    relation(you.here, me, "follow")
    assert notified(you.there)[0] == ("follow", f"you@{HERE}")

    [tove] = found(you.here, f"tove@{THERE}", "accounts")
    assert relation(you.here, tove, "follow")["requested"] is True
    with client_of(pair.there, token=pair.there.sign_in("tove")) as artist:
        [asking] = artist.get("/api/v1/follow_requests").json()
        assert asking["acct"] == f"you@{HERE}"
        artist.post(f"/api/v1/follow_requests/{asking['id']}/authorize")
    [known] = you.here.get("/api/v1/accounts/relationships", params={"id[]": tove["id"]}).json()
    assert (known["following"], known["requested"]) == (True, False)


def test_a_block_ends_what_there_was_on_both_sides(pair: Pair, you: Readers) -> None:
    [there] = found(you.here, f"you@{THERE}", "accounts")
    [here] = found(you.there, f"you@{HERE}", "accounts")
    relation(you.here, there, "follow")
    assert relation(you.there, here, "block")["followed_by"] is False

    [known] = you.here.get("/api/v1/accounts/relationships", params={"id[]": there["id"]}).json()
    assert (known["following"], known["blocked_by"]) == (False, True)


def test_who_comes_from_a_blocked_server_does_not_get_in(pair: Pair, you: Readers) -> None:
    you.there.post("/api/v1/domain_blocks", data={"domain": HERE})
    [there] = found(you.here, f"you@{THERE}", "accounts")
    before = notified(you.there)
    relation(you.here, there, "follow")

    [known] = you.here.get("/api/v1/accounts/relationships", params={"id[]": there["id"]}).json()
    assert known["following"] is False
    assert notified(you.there) == before


def test_a_quote_is_put_to_the_server_of_the_quoted(pair: Pair, you: Readers) -> None:
    mine = written(you.there, "Quote me.")
    [copy] = found(you.here, mine["url"])
    quote = written(you.here, "Indeed.", quoted_status_id=copy["id"])

    assert you.here.get(f"/api/v1/statuses/{quote['id']}").json()["quote"]["state"] == "accepted"
    assert notified(you.there)[0] == ("quote", f"you@{HERE}")


def test_a_direct_post_reaches_whom_it_names_alone(pair: Pair, you: Readers) -> None:
    sent = written(you.here, f"@you@{THERE} Between us.", visibility="direct")
    written(you.here, "Among ourselves.", visibility="private")

    with client_of(pair.there, signed_in=False) as guest:
        [talk] = you.there.get("/api/v1/conversations?limit=1").json()
        assert guest.get(f"/api/v1/statuses/{talk['last_status']['id']}").status_code == 404
    assert talk["last_status"]["uri"] == sent["uri"] and talk["unread"] is True


def test_a_server_that_is_gone_stops_nothing(pair: Pair, you: Readers) -> None:
    [copy] = found(you.here, written(you.there, "Soon gone.")["url"])
    pair.there.stop()

    assert you.here.post(f"/api/v1/statuses/{copy['id']}/favourite").json()["favourited"] is True
    assert found(you.here, f"ada@{THERE}", "accounts") == []


def test_two_that_speak_at_once_do_not_wait_for_each_other(pair: Pair, you: Readers) -> None:
    relation(you.here, found(you.here, f"grace@{THERE}", "accounts")[0], "follow")
    relation(you.there, found(you.there, f"grace@{HERE}", "accounts")[0], "follow")
    [here], [there] = pair.here.events(post="Ping.", by="grace"), pair.there.events(post="Pong.", by="grace")
    copies = [
        found(you.here, f"{pair.there.url}/@grace/{there}")[0],
        found(you.there, f"{pair.here.url}/@grace/{here}")[0],
    ]

    def argue(client: httpx.Client, copy: Json) -> None:
        for number in range(8):
            verb = "unfavourite" if number % 2 else "favourite"
            assert client.post(f"/api/v1/statuses/{copy['id']}/{verb}").status_code == 200
            written(client, f"No {number}", in_reply_to_id=copy["id"])

    with ThreadPoolExecutor(2) as both:
        list(both.map(argue, (you.here, you.there), copies))
    for client, identifier in ((you.here, here), (you.there, there)):
        status = client.get(f"/api/v1/statuses/{identifier}").json()
        assert (status["favourites_count"], status["replies_count"]) == (0, 8)
