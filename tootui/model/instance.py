"""Servers: who they are, what they allow, what they are able to do."""

from __future__ import annotations

from msgspec import Struct, field

from tootui.model.base import Entity


class Limits(Struct, frozen=True, kw_only=True):
    """What a server accepts in a post, with Mastodon's own values where it does not say."""

    max_characters: int = 500
    characters_reserved_per_url: int = 23
    max_media_attachments: int = 4
    description_limit: int = 1500
    poll_max_options: int = 4
    poll_max_characters_per_option: int = 50
    poll_min_expiration: int = 300
    poll_max_expiration: int = 2_629_746


class InstanceInfo(Struct, frozen=True, kw_only=True):
    """A server in brief, from its v2 or v1 description and nodeinfo; the one form the rest of tootui knows.

    ``software`` is lower case (``mastodon``, ``gotosocial`` …, ``unknown``); ``version`` the server's own text;
    ``api_version`` is ``api_versions.mastodon`` or 0; ``streaming`` the WebSocket base or None.
    """

    domain: str
    title: str = ""
    software: str = "unknown"
    version: str = ""
    api_version: int = 0
    streaming: str | None = None
    limits: Limits = field(default_factory=Limits)
    languages: list[str] = []
    rules: list[str] = []


class Preferences(Entity, frozen=True, kw_only=True):
    """The reader's own choices kept by the server; None where it does not tell."""

    posting_default_visibility: str | None = field(default=None, name="posting:default:visibility")
    posting_default_sensitive: bool | None = field(default=None, name="posting:default:sensitive")
    posting_default_language: str | None = field(default=None, name="posting:default:language")
    reading_expand_media: str | None = field(default=None, name="reading:expand:media")
    reading_expand_spoilers: bool | None = field(default=None, name="reading:expand:spoilers")
