"""Why a place cannot be had at all: closed by its server, not for guests, unknown to its software, gone."""

from __future__ import annotations

from tootui.model.errors import Forbidden, Invalid, Missing, NotOffered, ServerError, Unauthorized
from tootui.model.instance import FeedAccess, InstanceInfo
from tootui.model.places import Place

_GONE = {
    "list": "This list is gone: it was deleted.",
    "link": "This server does not collect posts about this page: it is not among the trends.",
    "account": "This profile is gone, or not shown to you.",
    "quotes": "This post is gone, or your server does not tell who quotes posts.",
    "followers": "Your server does not show who follows somebody, or this profile is gone.",
    "following": "Your server does not show whom somebody follows, or this profile is gone.",
}
_UNKNOWN = {
    "notifications": "notifications",
    "bookmarks": "bookmarks",
    "favourites": "a list of favourites",
    "trending": "trends",
    "scheduled": "posts that wait for their time",
    "filtered": "notifications that are held back",
    "follow_requests": "a list of follow requests",
    "mutes": "a list of muted people",
    "blocks": "a list of blocked people",
    "domain_blocks": "blocking of servers",
    "list": "lists",
    "link": "posts about a page",
    "quotes": "lists of quotes",
    "followers": "lists of followers",
    "following": "lists of those whom somebody follows",
    "tag": "timelines of tags",
    "local": "a public timeline",
    "federated": "a public timeline",
}
_OPEN_TO_GUESTS = ("local", "federated", "trending", "tag", "link", "account", "followers", "following")


def why_refused(place: Place, error: ServerError, *, is_guest: bool) -> str | None:
    """A sentence where a refusal means that the place cannot be had, None where it may work out later."""
    if isinstance(error, Missing):
        if isinstance(error, NotOffered) and place.kind == "account":
            return str(error)
        if place.kind in _GONE and error.may_be_gone:
            return _GONE[place.kind]
        return f"This server does not offer {_UNKNOWN[place.kind]}." if place.kind in _UNKNOWN else None
    if isinstance(error, (Unauthorized, Forbidden)) or (is_guest and isinstance(error, Invalid)):
        if not is_guest:
            return "This server does not show this place to you."
        if place.kind in _OPEN_TO_GUESTS:
            return "This server shows this only to people who are signed in."
        return "This is there for people who are signed in."
    return None


def why_empty(place: Place, instance: InstanceInfo | None) -> str | None:
    """A sentence where an answer without posts means that the server has closed the place."""
    if instance is None:
        return None
    access = {
        "local": instance.live_feeds.local,
        "federated": instance.live_feeds.remote,
        "tag": _wider(instance.hashtag_feeds),
        "link": _wider(instance.trending_link_feeds),
    }.get(place.kind)
    if access == "disabled":
        return "This server has closed this timeline: it is shown to nobody."
    return None


def _wider(access: FeedAccess) -> str:
    return access.local if access.local != "disabled" else access.remote
