"""`/api/v2/instance`, `/api/v1/instance` and nodeinfo: who a server is and what it accepts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tootui.api import decode
from tootui.api.cleaning import cleaned
from tootui.api.server_name import origin_of, server_host
from tootui.api.transport import Transport
from tootui.model.errors import BadAnswer, Forbidden, Missing, NotMastodon, ServerError, Unauthorized, Unavailable
from tootui.model.instance import InstanceInfo, Limits
from tootui.model.server_texts import Rule

_COMPATIBLE = re.compile(r"\((?:compatible; |not true; really )\s*([A-Za-z][\w.-]*?)[ /]")
_NAMED = re.compile(r"([A-Za-z][A-Za-z-]*)/\d")


class Instance:
    """Describes the server."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def get(self) -> InstanceInfo:
        """The server in brief: its v2 description, else v1 (older Mastodon, snac, Takahe), and its software's name.

        Raises:
            NotMastodon: there is a server, but none of this kind.
            ServerError: it could not be asked.
        """
        told = await self._described("/api/v2/instance") or await self._described("/api/v1/instance")
        if told is None:
            raise NotMastodon(
                f"{self._transport.host} is there, but it is no Mastodon server or anything compatible. "
                "Check the name: the server's, not that of your profile page.",
                sent=False,
            )
        return info(told, self._transport.server, await self._software())

    async def _described(self, path: str) -> dict[str, Any] | None:
        """The description at a path, None when there is none there."""
        try:
            found = decode.lenient((await self._transport.get(path)).body)
        except (Missing, BadAnswer, Forbidden, Unauthorized):
            return None
        except Unavailable as trouble:
            if trouble.code == 500:  # some servers fail where others say 404
                return None
            raise
        is_description = isinstance(found, dict) and bool({"domain", "uri", "configuration"} & found.keys())
        return found if is_description else None

    async def _software(self) -> str:
        """The software's name from nodeinfo, empty when it does not tell; the version may be Mastodon's on others."""
        try:
            index = decode.lenient((await self._transport.get("/.well-known/nodeinfo")).body)
            for link in reversed(_items(_get(index, "links"))):
                target = _get(link, "href")
                if isinstance(target, str) and origin_of(target) == origin_of(self._transport.server):
                    nodeinfo = decode.lenient((await self._transport.get(target)).body)
                    return _text(_get(nodeinfo, "software", "name")).lower()
        except ServerError:
            pass
        return ""


def info(told: Mapping[str, Any], server: str, software: str = "") -> InstanceInfo:
    """Put a v1 or v2 description into the one form that the rest of tootui knows; nothing in it is relied on.

    Args:
        software: the name from nodeinfo, empty where that is not to be had.
    """
    version = _text(told.get("version"))
    uri = _text(told.get("domain")) or _text(told.get("uri"))
    return cleaned(
        InstanceInfo(
            domain=uri.removeprefix("https://").removeprefix("http://").strip("/") or server_host(server),
            title=_text(told.get("title")),
            software=software or software_in(version),
            version=version,
            api_version=_number(_get(told, "api_versions", "mastodon"), 0),
            streaming=_streaming(told),
            limits=_limits(told),
            languages=[item for item in _items(told.get("languages")) if isinstance(item, str)],
            rules=decode.items_of(_items(told.get("rules")), Rule)[0],
        )
    )


def software_in(version: str) -> str:
    """The software that a version text betrays (``2.7.2 (compatible; Pleroma 2.9.1)``), or ``unknown``.

    A bare number says nothing: Hollo and GoToSocial send such texts too.
    """
    found = _COMPATIBLE.search(version) or _NAMED.match(version)
    return found.group(1).lower() if found else "unknown"


def _limits(told: Mapping[str, Any]) -> Limits:
    """The limits of a post. GoToSocial, Pleroma and others also name some at the top level."""
    usual = Limits()
    statuses, media, polls = (_get(told, "configuration", part) for part in ("statuses", "media_attachments", "polls"))
    pleroma = _get(told, "poll_limits")
    return Limits(
        max_characters=_number(
            _get(statuses, "max_characters"), _number(told.get("max_toot_chars"), usual.max_characters)
        ),
        characters_reserved_per_url=_number(
            _get(statuses, "characters_reserved_per_url"), usual.characters_reserved_per_url
        ),
        max_media_attachments=_number(_get(statuses, "max_media_attachments"), usual.max_media_attachments),
        description_limit=_number(_get(media, "description_limit"), usual.description_limit),
        poll_max_options=_number(
            _get(polls, "max_options"), _number(_get(pleroma, "max_options"), usual.poll_max_options)
        ),
        poll_max_characters_per_option=_number(
            _get(polls, "max_characters_per_option"), usual.poll_max_characters_per_option
        ),
        poll_min_expiration=_number(_get(polls, "min_expiration"), usual.poll_min_expiration),
        poll_max_expiration=_number(_get(polls, "max_expiration"), usual.poll_max_expiration),
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


def _number(value: object, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else default
