"""Servers introduce themselves in many ways; one form comes out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.servers import Asked, Reply, ScriptedServer, json_reply
from tootui.api.client import connect
from tootui.api.description import info
from tootui.api.versions import Number, ServerVersion, read_version
from tootui.model.errors import NotMastodon, Unavailable
from tootui.model.instance import Limits

V2: dict[str, Any] = {
    "domain": "mastodon.example",
    "title": "Example",
    "version": "4.6.4",
    "languages": ["en", None],
    "api_versions": {"mastodon": 11},
    "rules": [{"id": "1", "text": "Be kind."}],
    "configuration": {
        "urls": {"streaming": "wss://streaming.mastodon.example"},
        "statuses": {"max_characters": 5000, "characters_reserved_per_url": 256, "max_media_attachments": 8},
        "media_attachments": {"description_limit": 10_000},
        "polls": {"max_options": 6, "max_characters_per_option": 100, "min_expiration": 60, "max_expiration": 600},
    },
}
V1: dict[str, Any] = {
    "uri": "https://pleroma.example/",
    "title": "Pl\x1beroma",
    "version": "2.7.2 (compatible; Pleroma 2.9.1)",
    "max_toot_chars": 7000,
    "poll_limits": {"max_options": 20},
    "urls": {"streaming_api": "wss://pleroma.example"},
    "thumbnail": "/relative.png",
}


def serving(answers: dict[str, Reply]) -> ScriptedServer:
    return ScriptedServer(
        lambda asked: answers.get(asked.path, Reply(b"404 Not Found", 404, content_type="text/plain"))
    )


async def test_a_current_mastodon_is_known_from_v2_and_nodeinfo() -> None:
    def answer(asked: Asked) -> Reply:
        if asked.path == "/.well-known/nodeinfo":
            return json_reply({"links": [{"rel": "…/2.0", "href": f"{server.url}/nodeinfo/2.0"}]})
        return json_reply(V2 if asked.path == "/api/v2/instance" else {"software": {"name": "Mastodon"}})

    async with ScriptedServer(answer) as server, connect(server.url) as client:
        found = await client.instance.get()

    assert server.paths == ["/api/v2/instance", "/.well-known/nodeinfo", "/nodeinfo/2.0"]
    assert (found.domain, found.software, found.version, found.api_version) == (
        "mastodon.example",
        "mastodon",
        "4.6.4",
        11,
    )
    assert found.streaming == "wss://streaming.mastodon.example"
    assert (found.languages, [rule.text for rule in found.rules]) == (["en"], ["Be kind."])
    assert found.limits == Limits(
        max_characters=5000,
        characters_reserved_per_url=256,
        max_media_attachments=8,
        description_limit=10_000,
        poll_max_options=6,
        poll_max_characters_per_option=100,
        poll_min_expiration=60,
        poll_max_expiration=600,
    )


@pytest.mark.parametrize(
    "first", [Reply(b"<h1>", 404), Reply(status=500), Reply(b"<html>", content_type="text/html"), json_reply({"a": 1})]
)
async def test_without_v2_the_first_version_is_asked(first: Reply) -> None:
    async with (
        serving({"/api/v2/instance": first, "/api/v1/instance": json_reply(V1)}) as server,
        connect(server.url) as client,
    ):
        found = await client.instance.get()

    assert (found.domain, found.title, found.software) == ("pleroma.example", "Pleroma", "pleroma")
    assert (found.limits.max_characters, found.limits.poll_max_options) == (7000, 20)
    assert found.streaming == "wss://pleroma.example"


@pytest.mark.parametrize("reply", [Reply(b"<html>", content_type="text/html"), Reply(status=404), Reply(status=403)])
async def test_a_website_is_no_mastodon(reply: Reply) -> None:
    async with ScriptedServer([reply]) as server, connect(server.url) as client:
        with pytest.raises(NotMastodon, match="no Mastodon server"):
            await client.instance.get()


async def test_a_server_in_trouble_is_not_called_something_else() -> None:
    async with ScriptedServer([json_reply({}, 503, Retry_After="60")]) as server, connect(server.url) as client:
        with pytest.raises(Unavailable):
            await client.instance.get()


async def test_nodeinfo_on_another_server_is_not_asked() -> None:
    index = json_reply({"links": [{"href": "https://evil.example/nodeinfo"}, {"href": 3}, "x"]})
    async with (
        serving({"/api/v2/instance": json_reply(V2), "/.well-known/nodeinfo": index}) as server,
        connect(server.url) as client,
    ):
        assert (await client.instance.get()).software == "unknown"


@pytest.mark.parametrize(
    ("text", "software", "number"),
    [
        ("4.6.4", "unknown", (4, 6, 4)),
        ("4.2.1+glitch", "unknown", (4, 2, 1)),
        ("4.6.0-nightly.2026-04-09", "unknown", (4, 6, 0)),
        ("4.7.0-alpha.2+pr-39999-68e5caf", "unknown", (4, 7, 0)),
        ("4.5.9+hometown-1.2.1", "unknown", (4, 5, 9)),
        ("4.0.0rc1", "unknown", (4, 0, 0)),
        ("2.7.2 (compatible; Pleroma 2.9.1)", "pleroma", (2, 9, 1)),
        ("4.2.1 (compatible; Iceshrimp 2023.12.14-dev-x)", "iceshrimp", (2023, 12, 14)),
        ("3.5.3 (compatible; Pixelfed 0.12.7)", "pixelfed", (0, 12, 7)),
        ("2.8.0 (compatible; Friendica 2024.12)", "friendica", (2024, 12, 0)),
        ("takahe/0.11.0", "takahe", (0, 11, 0)),
        ("4.0.0 (not true; really snac/2.38)", "snac", (2, 38, 0)),
        ("0.10.0", "unknown", (0, 10, 0)),
        ("0.19.1+git-abc", "unknown", (0, 19, 1)),
        ("git-8ab30d0", "unknown", None),
        ("", "unknown", None),
        ("4.2.1 (compatible; )", "unknown", (4, 2, 1)),
        ("99999999999999999999.1", "unknown", None),
    ],
)
def test_versions_are_read_in_all_their_forms(text: str, software: str, number: Number | None) -> None:
    assert read_version(text) == ServerVersion(software, number)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {
            "configuration": None,
            "urls": [],
            "api_versions": 3,
            "rules": {},
            "languages": "en",
            "domain": 5,
            "title": None,
        },
        {"configuration": {"statuses": {"max_characters": "many"}, "polls": [], "urls": {"streaming": "javascript:x"}}},
        {"configuration": {"statuses": {"max_characters": -1, "max_media_attachments": True}}},
    ],
)
def test_whatever_is_told_the_limits_stand(told: dict[str, Any]) -> None:
    found = info(told, "https://x.example")

    assert (found.limits, found.domain, found.streaming, found.rules) == (Limits(), "x.example", None, [])
