"""Servers: who they are, what they allow, what they are able to do."""

from __future__ import annotations

from msgspec import Struct, field

from tootui.model.base import Entity, Lines
from tootui.model.server_texts import Rule


class Limits(Struct, frozen=True, kw_only=True):
    """What a server accepts, with Mastodon's own values where it does not say.

    Sizes of files are in bytes, matrix limits in pixels, times in seconds. ``supported_mime_types`` is empty where the
    server does not tell: then it is for the server to refuse.
    """

    max_characters: int = 500
    characters_reserved_per_url: int = 23
    max_media_attachments: int = 4
    description_limit: int = 1500
    poll_max_options: int = 4
    poll_max_characters_per_option: int = 50
    poll_min_expiration: int = 300
    poll_max_expiration: int = 2_629_746
    supported_mime_types: list[str] = []
    image_size_limit: int = 16 * 1024 * 1024
    image_matrix_limit: int = 33_177_600
    video_size_limit: int = 99 * 1024 * 1024
    video_matrix_limit: int = 8_294_400
    max_display_name_length: int = 30
    max_note_length: int = 500
    max_profile_fields: int = 4
    profile_field_name_limit: int = 255
    profile_field_value_limit: int = 255
    max_featured_tags: int = 10
    max_pinned_statuses: int = 5


class FeedAccess(Struct, frozen=True, kw_only=True):
    """Who may read one kind of public timeline: ``public``, ``authenticated`` or ``disabled``.

    A disabled one is answered with an empty list: say so, for it is not empty.
    """

    local: str = "public"
    remote: str = "public"


class InstanceInfo(Struct, frozen=True, kw_only=True):
    """A server in brief, from its v2 or v1 description and nodeinfo; the one form the rest of tootui knows.

    ``software`` is lower case (``mastodon``, ``gotosocial`` …, ``unknown``); ``version`` the server's own text;
    ``api_version`` is ``api_versions.mastodon`` or 0; ``streaming`` the WebSocket base or None, often on another host.
    ``translation`` is None where the server does not tell.
    """

    domain: str
    title: str = ""
    description: Lines = ""
    software: str = "unknown"
    version: str = ""
    api_version: int = 0
    streaming: str | None = None
    limits: Limits = field(default_factory=Limits)
    languages: list[str] = []
    rules: list[Rule] = []
    contact_email: str = ""
    translation: bool | None = None
    live_feeds: FeedAccess = field(default_factory=FeedAccess)
    hashtag_feeds: FeedAccess = field(default_factory=FeedAccess)
    trending_link_feeds: FeedAccess = field(default_factory=FeedAccess)


class Preferences(Entity, frozen=True, kw_only=True):
    """The reader's own choices kept by the server; None where it does not tell."""

    posting_default_visibility: str | None = field(default=None, name="posting:default:visibility")
    posting_default_sensitive: bool | None = field(default=None, name="posting:default:sensitive")
    posting_default_language: str | None = field(default=None, name="posting:default:language")
    posting_default_quote_policy: str | None = field(default=None, name="posting:default:quote_policy")
    reading_expand_media: str | None = field(default=None, name="reading:expand:media")
    reading_expand_spoilers: bool | None = field(default=None, name="reading:expand:spoilers")
    reading_autoplay_gifs: bool | None = field(default=None, name="reading:autoplay:gifs")
