"""From a v1 or v2 description of a server to the one form that the rest of tootui knows. Nothing in it is relied on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import convert

from tootui.api import decode
from tootui.api.cleaning import cleaned
from tootui.api.server_name import server_host
from tootui.api.versions import read_version
from tootui.model.instance import FeedAccess, InstanceInfo, Limits
from tootui.model.server_texts import Rule

_LONGER_DESCRIPTIONS_FROM = 8
"""The API version of 4.6, which takes descriptions of 10,000 characters."""

_LIMITS = {
    "statuses": ("", ("max_characters", "characters_reserved_per_url", "max_media_attachments")),
    "media_attachments": (
        "",
        ("description_limit", "image_size_limit", "image_matrix_limit", "video_size_limit", "video_matrix_limit"),
    ),
    "polls": ("poll_", ("max_options", "max_characters_per_option", "min_expiration", "max_expiration")),
    "accounts": (
        "",
        (
            "max_display_name_length",
            "max_note_length",
            "max_profile_fields",
            "profile_field_name_limit",
            "profile_field_value_limit",
            "max_featured_tags",
            "max_pinned_statuses",
        ),
    ),
}
"""Sections of the configuration with the numbers in them, and what stands before these in the names of `Limits`."""


def is_description(found: object) -> bool:
    """Whether an answer describes a server at all."""
    return isinstance(found, dict) and bool({"domain", "uri", "configuration"} & found.keys())


def info(told: Mapping[str, Any], server: str, software: str = "") -> InstanceInfo:
    """Read a description.

    Args:
        server: the base URL that was asked.
        software: the name from nodeinfo, empty where that is not to be had.
    """
    version = _text(told.get("version"))
    uri = _text(told.get("domain")) or _text(told.get("uri"))
    access = _get(told, "configuration", "timelines_access")
    return cleaned(
        InstanceInfo(
            domain=uri.removeprefix("https://").removeprefix("http://").strip("/") or server_host(server),
            title=_text(told.get("title")),
            description=_text(told.get("short_description")) or _text(told.get("description")),
            software=software or read_version(version).software,
            version=version,
            api_version=_number(_get(told, "api_versions", "mastodon")),
            streaming=_streaming(told),
            limits=_limits(told),
            languages=[item for item in _items(told.get("languages")) if isinstance(item, str)],
            rules=decode.items_of(_items(told.get("rules")), Rule)[0],
            contact_email=_text(_get(told, "contact", "email")) or _text(told.get("email")),
            translation=_truth(_get(told, "configuration", "translation", "enabled")),
            live_feeds=_access(access, "live_feeds"),
            hashtag_feeds=_access(access, "hashtag_feeds"),
            trending_link_feeds=_access(access, "trending_link_feeds"),
        )
    )


def _limits(told: Mapping[str, Any]) -> Limits:
    """The limits, each on its own. GoToSocial, Pleroma and others also name some at the top level."""
    is_new = _number(_get(told, "api_versions", "mastodon")) >= _LONGER_DESCRIPTIONS_FROM
    limits: dict[str, object] = {
        "description_limit": 10_000 if is_new else 0,
        "max_characters": _number(told.get("max_toot_chars")),
        "poll_max_options": _number(_get(told, "poll_limits", "max_options")),
    }
    for section, (prefix, names) in _LIMITS.items():
        found = {prefix + name: _number(_get(told, "configuration", section, name)) for name in names}
        limits |= {name: number for name, number in found.items() if number}
    kinds = _items(_get(told, "configuration", "media_attachments", "supported_mime_types"))
    limits["supported_mime_types"] = [kind for kind in kinds if isinstance(kind, str)]
    return convert({name: value for name, value in limits.items() if value}, Limits)


def _access(told: object, feed: str) -> FeedAccess:
    usual = FeedAccess()
    return FeedAccess(
        local=_text(_get(told, feed, "local")) or usual.local, remote=_text(_get(told, feed, "remote")) or usual.remote
    )


def _streaming(told: Mapping[str, Any]) -> str | None:
    """The WebSocket base; often on another host."""
    url = _text(_get(told, "configuration", "urls", "streaming")) or _text(_get(told, "urls", "streaming_api"))
    return url if url.startswith(("wss://", "ws://")) else None


def _get(value: object, *path: str) -> object:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _number(value: object) -> int:
    """A number above zero, else zero."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63 else 0
