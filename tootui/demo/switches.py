"""What a server may lack, keep for its members, or fail to do."""

import re
from dataclasses import dataclass, field, fields

from starlette.types import ASGIApp, Receive, Scope, Send

_API = "^/api/v[12]/"
FEATURES = {
    "announcements": f"{_API}announcements",
    "async_refreshes": "^/api/v1_alpha/async_refreshes",
    "blocks": f"{_API}blocks",
    "bookmarks": f"{_API}bookmarks|/(un)?bookmark$",
    "conversations": f"{_API}conversations",
    "directory": f"{_API}directory",
    "domain_blocks": f"{_API}domain_blocks",
    "edits": "/(history|source)$",
    "endorsements": f"{_API}endorsements|/(un)?endorse$|/endorsements$",
    "familiar_followers": "/familiar_followers$",
    "favourites": f"{_API}favourites",
    "featured_tags": "/featured_tags|/tags/[^/]+/(un)?feature$",
    "filters": f"{_API}filters",
    "follow_requests": f"{_API}follow_requests",
    "followed_tags": f"{_API}(followed_tags|tags)",
    "followers": "/accounts/[^/]+/follow(ers|ing)$",
    "grouped_notifications": "^/api/v2/notifications(?!/policy)",
    "instance_v2": "^/api/v2/instance",
    "links": f"{_API}(timelines/link|trends/links)",
    "lists": f"{_API}(timelines/)?lists?(/|$)|/lists$",
    "lookup": "/accounts/lookup$",
    "markers": f"{_API}markers",
    "mute_conversation": "/statuses/[^/]+/(un)?mute$",
    "mutes": f"{_API}mutes|/accounts/[^/]+/(un)?mute$",
    "notes": "/note$",
    "notification_policy": f"{_API}notifications/(policy|requests)",
    "notifications": f"{_API}notifications",
    "pins": "/(un)?pin$",
    "preferences": f"{_API}preferences",
    "quotes": "/(quotes|interaction_policy)",
    "relationships": f"{_API}accounts/relationships",
    "remove_followers": "/remove_from_followers$",
    "reports": f"{_API}reports",
    "scheduled": f"{_API}scheduled_statuses",
    "search": "^/api/v2/search",
    "streaming": f"{_API}streaming",
    "suggestions": f"{_API}suggestions",
    "translation": "/translat(e|ion_languages)$",
    "trends": f"{_API}trends",
    "unread_counts": f"{_API}notifications/unread_count",
}
"""By name, where its endpoints are."""

FEEDS = ("local", "remote", "hashtag", "link")
ACCESS = ("public", "authenticated", "disabled")
TRANSLATION = ("on", "off", "fails")

_JSON, _HTML, _TEXT = "application/json; charset=utf-8", "text/html; charset=utf-8", "text/plain; charset=utf-8"
REFUSALS: dict[str, tuple[int, str, str]] = {
    "json": (404, _JSON, '{"error": "Not Found"}'),
    "html": (
        404,
        _HTML,
        "<!DOCTYPE html><html><head><title>404</title></head><body><h1>404 Not Found</h1></body></html>",
    ),
    "text": (404, _TEXT, "404 Not Found"),
    "no_method": (405, _TEXT, ""),
    "not_implemented": (501, _JSON, '{"error": "Not Implemented"}'),
    "broken": (500, _TEXT, ""),
}
"""By name, what servers answer for what they do not have: Mastodon, Takahe, Hollo, and what else was seen."""


@dataclass
class Switches:
    """How this server differs from one that does everything for everybody.

    Attributes:
        off: Features whose endpoints do not exist.
        feeds: Who may read which public timeline; those not named are public.
        like: The software it passes for, by the names of `guises.GUISES`; empty for Mastodon. Sets `off` and `refusal`.
        refusal: What is answered for features that are off, by the names of `REFUSALS`.
        translation: `on`, `off` or `fails`.
        media_asks: How often somebody has to ask for an uploaded file until it is ready; None for the usual.
        media_fails: Whether files cannot be processed.
        refresh_asks: How often somebody has to ask until the replies to a post have come from elsewhere.
        refresh_replies: How many there are; 0 for a server that looks for none.
    """

    off: set[str] = field(default_factory=set)
    feeds: dict[str, str] = field(default_factory=dict)
    like: str = ""
    refusal: str = "json"
    translation: str = "on"
    media_asks: int | None = None
    media_fails: bool = False
    refresh_asks: int = 1
    refresh_replies: int = 0

    def set(self, orders: dict[str, object]) -> None:
        """Take over some of the fields as JSON has them.

        Raises:
            ValueError: There is no such switch, feature, feed or access.
        """
        off, feeds = orders.get("off", []), orders.get("feeds", {})
        names = off if isinstance(off, list) else []
        access = feeds if isinstance(feeds, dict) else {}
        unknown = {*orders} - {one.name for one in fields(self)} | {*names} - {*FEATURES} | {*access} - {*FEEDS}
        unknown |= {*access.values()} - {*ACCESS} | {orders.get("translation", "on")} - {*TRANSLATION}
        unknown |= {orders.get("refusal", "json")} - {*REFUSALS}
        if unknown:
            raise ValueError(f"Unknown: {', '.join(sorted(map(str, unknown)))}")
        for name, value in orders.items():
            setattr(self, name, set(names) if name == "off" else value)

    def access(self, feed: str) -> str:
        """Who may read a public timeline: one of `ACCESS`."""
        return self.feeds.get(feed, "public")

    def lacks(self, path: str) -> bool:
        """Whether there is nothing at a path."""
        return any(re.search(FEATURES[name], path) for name in self.off)


class SwitchMiddleware:
    """Answers for endpoints that do not exist here."""

    def __init__(self, app: ASGIApp, switches: Switches) -> None:
        self._app = app
        self._switches = switches

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or not self._switches.lacks(scope["path"]):
            await self._app(scope, receive, send)
            return
        prefix = "" if scope["type"] == "http" else "websocket."
        if not prefix:
            while (await receive()).get("more_body"):
                pass
        status, kind, body = REFUSALS[self._switches.refusal]
        headers = [(b"content-type", kind.encode())]
        await send({"type": f"{prefix}http.response.start", "status": status, "headers": headers})
        await send({"type": f"{prefix}http.response.body", "body": body.encode()})
