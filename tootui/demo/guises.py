"""Other software that speaks Mastodon's API in its own way: what it lacks, leaves out, and calls itself.

After running servers: Takahe 0.11, Hollo 0.10, snac 2.38; GoToSocial and Pleroma by their own descriptions. Not all
that they do differently is here, but enough to see what a client makes of a server that is no Mastodon.
"""

import json
import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tootui.demo.switches import Switches

_PERSON = ("uri", "indexable", "roles")
_ID_PARAMETERS = re.compile(r"(?<=_id=)[^&]+")


@dataclass(frozen=True)
class Guise:
    """One software.

    Attributes:
        software: Its name in nodeinfo.
        version: What it calls its version to clients.
        off: What it has no endpoints for, by the names of `switches.FEATURES`.
        refusal: What it answers there, by the names of `switches.REFUSALS`.
        missing: Keys that no answer has, wherever they would stand.
        empty: What it answers `[]` to, however much there is.
        links: Whether its lists have a Link header.
        long_ids: Whether ids of notifications are made of their time, type and number.
    """

    software: str
    version: str
    off: frozenset[str]
    refusal: str = "json"
    missing: frozenset[str] = frozenset()
    empty: str = "^$"
    links: bool = True
    long_ids: bool = False


_NO_NEWS = (
    "grouped_notifications",
    "notification_policy",
    "quotes",
    "async_refreshes",
    "notes",
    "reports",
    "scheduled",
)
GUISES: dict[str, Guise] = {
    "takahe": Guise(
        "takahe",
        "takahe/0.11.0",
        frozenset(
            {*_NO_NEWS, "markers", "blocks", "mutes", "streaming", "edits", "mute_conversation", "familiar_followers"}
            | {"announcements", "endorsements", "featured_tags", "follow_requests", "domain_blocks", "translation"}
        ),
        "html",
        frozenset({*_PERSON, "group_key", "quote", "quote_approval", "quotes_count", "api_versions"}),
        "/(conversations|lists|filters|trends/[a-z]+)$",
    ),
    "hollo": Guise(
        "hollo",
        "0.10.0",
        frozenset(
            {"conversations", "filters", "scheduled", "streaming", "notification_policy", "mute_conversation", "notes"}
            | {"reports", "directory", "announcements", "trends", "async_refreshes", "translation", "domain_blocks"}
        ),
        "text",
        frozenset({*_PERSON, "edited_at"}),
        long_ids=True,
    ),
    "snac": Guise(
        "snac",
        "4.0.0 (not true; really snac/2.38)",
        frozenset(
            {*_NO_NEWS, "instance_v2", "streaming", "followers", "lookup", "edits", "trends", "endorsements", "markers"}
            | {"featured_tags", "familiar_followers", "domain_blocks", "announcements", "translation", "suggestions"}
        ),
        "html",
        frozenset({*_PERSON, "group_key", "followers_count", "following_count", "statuses_count", "last_status_at"}),
        "/(conversations|lists|filters|blocks|mutes)$",
        links=False,
    ),
    "gotosocial": Guise(
        "gotosocial",
        "0.19.1+git-abc",
        frozenset(
            {*_NO_NEWS, "directory", "endorsements", "domain_blocks", "translation", "suggestions", "trends"}
            | {"familiar_followers", "announcements", "featured_tags", "unread_counts"}
        )
        - {"notes", "reports", "scheduled"},
        missing=frozenset({"api_versions", "group_key", "indexable"}),
    ),
    "pleroma": Guise(
        "pleroma",
        "2.7.2 (compatible; Pleroma 2.9.1)",
        frozenset(
            {"grouped_notifications", "notification_policy", "quotes", "async_refreshes", "unread_counts", "trends"}
            | {"familiar_followers", "featured_tags", "followed_tags", "suggestions", "instance_v2", "translation"}
        ),
        missing=frozenset({*_PERSON, "api_versions", "group_key"}),
    ),
}
"""By the name by which a test asks for it."""


@dataclass
class _Answer:
    """An answer that is changed before it goes out."""

    start: Message = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)


class GuiseMiddleware:
    """Lets the server pass for another one, if it is told to."""

    def __init__(self, app: ASGIApp, switches: Switches) -> None:
        self._app = app
        self._switches = switches

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        guise = GUISES.get(self._switches.like)
        if guise is None or scope["type"] != "http" or scope["path"].startswith("/_demo/"):
            await self._app(scope, receive, send)
            return
        if guise.long_ids:
            scope = {**scope, "query_string": _short_ids(scope["query_string"])}
        answer = _Answer()

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.start = message
            else:
                answer.body.extend(message.get("body", b""))

        await self._app(scope, receive, keep)
        body = _told(guise, scope["path"], answer)
        kept = [(name, value) for name, value in answer.start["headers"] if guise.links or name.lower() != b"link"]
        kept = [(name, value) for name, value in kept if name.lower() != b"content-length"]
        await send({**answer.start, "headers": [*kept, (b"content-length", str(len(body)).encode())]})
        await send({"type": "http.response.body", "body": body})


def _short_ids(query: bytes) -> bytes:
    """Long ids in a query as the demo knows them."""
    return _ID_PARAMETERS.sub(lambda found: unquote(found[0]).rpartition("/")[2], query.decode("latin-1")).encode()


def _told(guise: Guise, path: str, answer: _Answer) -> bytes:
    """The body as the other software would write it."""
    kind = dict(answer.start["headers"]).get(b"content-type", b"")
    if answer.start["status"] != 200 or not kind.startswith(b"application/json"):
        return bytes(answer.body)
    if re.search(guise.empty, path):
        return b"[]"
    whole = _without(json.loads(answer.body), guise.missing)
    if path.startswith("/nodeinfo/") and isinstance(whole, dict):
        whole["software"] = {"name": guise.software, "version": guise.version}
    elif path in ("/api/v1/instance", "/api/v2/instance") and isinstance(whole, dict):
        whole["version"] = guise.version
    elif guise.long_ids and path == "/api/v1/notifications" and isinstance(whole, list):
        for one in whole:
            one["id"] = f"{one['created_at']}/{one['type']}/{one['id']}"
            del one["group_key"]
    elif guise.long_ids and path == "/api/v2/notifications" and isinstance(whole, dict):
        for one in whole["notification_groups"]:
            start = f"{one['latest_page_notification_at']}/{one['type']}"
            one["most_recent_notification_id"] = f"{start}/{one['page_max_id']}"
            one["page_min_id"], one["page_max_id"] = f"{start}/{one['page_min_id']}", f"{start}/{one['page_max_id']}"
    return json.dumps(whole, ensure_ascii=False).encode(errors="replace")


def _without(value: object, keys: frozenset[str]) -> object:
    """A JSON value without some keys, however deep they stand."""
    if isinstance(value, dict):
        return {name: _without(one, keys) for name, one in value.items() if name not in keys}
    return [_without(one, keys) for one in value] if isinstance(value, list) else value
