"""What a server may lack, keep for its members, or fail to do."""

import json
import re
from dataclasses import dataclass, field, fields

from starlette.types import ASGIApp, Receive, Scope, Send

_API = "^/api/v[12]/"
FEATURES = {
    "announcements": f"{_API}announcements",
    "async_refreshes": "^/api/v1_alpha/async_refreshes",
    "bookmarks": f"{_API}bookmarks|/(un)?bookmark$",
    "conversations": f"{_API}conversations",
    "domain_blocks": f"{_API}domain_blocks",
    "edits": "/(history|source)$",
    "favourites": f"{_API}favourites",
    "filters": f"{_API}filters",
    "followed_tags": f"{_API}(followed_tags|tags)",
    "grouped_notifications": "^/api/v2/notifications(?!/policy)",
    "links": f"{_API}(timelines/link|trends/links)",
    "lists": f"{_API}(timelines/)?lists?(/|$)|/lists$",
    "markers": f"{_API}markers",
    "mute_conversation": "/statuses/[^/]+/(un)?mute$",
    "notes": "/note$",
    "notification_policy": f"{_API}notifications/(policy|requests)",
    "notifications": f"{_API}notifications",
    "pins": "/(un)?pin$",
    "preferences": f"{_API}preferences",
    "quotes": "/(quotes|interaction_policy)",
    "reports": f"{_API}reports",
    "scheduled": f"{_API}scheduled_statuses",
    "search": "^/api/v2/search",
    "streaming": f"{_API}streaming",
    "translation": "/translat(e|ion_languages)$",
    "trends": f"{_API}trends",
}
"""By name, where its endpoints are."""

FEEDS = ("local", "remote", "hashtag", "link")
ACCESS = ("public", "authenticated", "disabled")
TRANSLATION = ("on", "off", "fails")


@dataclass
class Switches:
    """How this server differs from one that does everything for everybody.

    Attributes:
        off: Features whose endpoints do not exist.
        feeds: Who may read which public timeline; those not named are public.
        translation: `on`, `off` or `fails`.
        media_asks: How often somebody has to ask for an uploaded file until it is ready; None for the usual.
        media_fails: Whether files cannot be processed.
        refresh_asks: How often somebody has to ask until the replies to a post have come from elsewhere.
        refresh_replies: How many there are; 0 for a server that looks for none.
    """

    off: set[str] = field(default_factory=set)
    feeds: dict[str, str] = field(default_factory=dict)
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
        headers = [(b"content-type", b"application/json; charset=utf-8")]
        await send({"type": f"{prefix}http.response.start", "status": 404, "headers": headers})
        await send({"type": f"{prefix}http.response.body", "body": json.dumps({"error": "Not Found"}).encode()})
