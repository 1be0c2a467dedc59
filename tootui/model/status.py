"""Posts and what hangs on them.

Text fields named ``content`` are HTML as sent; ``spoiler_text``, poll options, descriptions and titles are plain text.
"""

from msgspec import UNSET, UnsetType

from tootui.model.account import Account, CustomEmoji
from tootui.model.base import AccountId, Entity, Html, Lines, Moment, StatusId
from tootui.model.filters import FilterResult
from tootui.model.media import MediaMeta
from tootui.model.pages import Problem
from tootui.model.refreshes import RefreshHint

VISIBILITIES = ("public", "unlisted", "private", "direct")
"""From the widest audience to the narrowest. A server may send others: they are kept and treated as narrow."""


class Mention(Entity, frozen=True, kw_only=True):
    """Somebody named in a post."""

    id: AccountId
    username: str = ""
    url: str = ""
    acct: str = ""


class StatusTag(Entity, frozen=True, kw_only=True):
    """A hashtag of a post, without the ``#``."""

    name: str
    url: str = ""


class MediaAttachment(Entity, frozen=True, kw_only=True):
    """A picture, film, loop or sound. ``url`` is null while the server is still working on it."""

    id: str
    type: str = "unknown"
    url: str | None = None
    preview_url: str | None = None
    remote_url: str | None = None
    description: Lines | None = None
    blurhash: str | None = None
    meta: MediaMeta | None = None


class PollOption(Entity, frozen=True, kw_only=True):
    """One answer; ``votes_count`` is null while the totals are hidden."""

    title: str
    votes_count: int | None = None


class Poll(Entity, frozen=True, kw_only=True):
    """A question with answers. ``voted`` and ``own_votes`` are told to signed-in readers only."""

    id: str
    options: list[PollOption] = []
    expires_at: Moment | None = None
    expired: bool = False
    multiple: bool = False
    votes_count: int = 0
    voters_count: int | None = None
    voted: bool | UnsetType = UNSET
    own_votes: list[int] | UnsetType = UNSET
    emojis: list[CustomEmoji] = []


class CardAuthor(Entity, frozen=True, kw_only=True):
    """Who wrote a linked page."""

    name: str = ""
    url: str = ""
    account: Account | None = None


class PreviewCard(Entity, frozen=True, kw_only=True):
    """What a linked page is about."""

    url: str
    title: str = ""
    description: Lines = ""
    type: str = "link"
    language: str | None = None
    author_name: str = ""
    author_url: str = ""
    provider_name: str = ""
    provider_url: str = ""
    image: str | None = None
    image_description: Lines = ""
    width: int = 0
    height: int = 0
    blurhash: str | None = None
    embed_url: str = ""
    published_at: str | None = None
    authors: list[CardAuthor] = []


class Quote(Entity, frozen=True, kw_only=True):
    """A post shown inside another. Only the state ``accepted`` lets ``quoted_status`` be read without asking."""

    state: str = "accepted"
    quoted_status: "Status | None" = None
    quoted_status_id: StatusId | None = None


class QuoteApproval(Entity, frozen=True, kw_only=True):
    """Who may quote a post; ``current_user`` is automatic, manual, denied or unknown."""

    automatic: list[str] = []
    manual: list[str] = []
    current_user: str | UnsetType = UNSET


class Application(Entity, frozen=True, kw_only=True):
    """The program a post was written with."""

    name: str = ""
    website: str | None = None


class Status(Entity, frozen=True, kw_only=True):
    """A post, or a boost: then ``reblog`` is the post that was boosted.

    Viewer fields (``favourited`` to ``filtered``) are UNSET in answers that do not know who reads, such as public
    streams. Counts are UNSET where a server does not give them.
    """

    id: StatusId
    account: Account
    uri: str = ""
    url: str | None = None
    created_at: Moment
    edited_at: Moment | None = None
    content: Html = ""
    text: Lines | None = None
    spoiler_text: Lines = ""
    visibility: str = "public"
    sensitive: bool = False
    language: str | None = None
    in_reply_to_id: StatusId | None = None
    in_reply_to_account_id: AccountId | None = None
    reblog: "Status | None" = None
    media_attachments: list[MediaAttachment] = []
    mentions: list[Mention] = []
    tags: list[StatusTag] = []
    emojis: list[CustomEmoji] = []
    poll: Poll | None = None
    card: PreviewCard | None = None
    quote: Quote | None = None
    quote_approval: QuoteApproval | None = None
    application: Application | None = None
    replies_count: int | UnsetType = UNSET
    reblogs_count: int | UnsetType = UNSET
    favourites_count: int | UnsetType = UNSET
    quotes_count: int | UnsetType = UNSET
    favourited: bool | UnsetType | None = UNSET
    reblogged: bool | UnsetType | None = UNSET
    bookmarked: bool | UnsetType | None = UNSET
    muted: bool | UnsetType | None = UNSET
    pinned: bool | UnsetType | None = UNSET
    filtered: list[FilterResult] | UnsetType | None = UNSET

    @property
    def inner(self) -> "Status":
        """The post itself: of a boost, the boosted one."""
        return self.reblog if self.reblog is not None else self


VIEWER_FIELDS = ("favourited", "reblogged", "bookmarked", "muted", "pinned", "filtered")
"""Fields that say something about the reader; absent ones keep their older value when a post is merged."""


class Context(Entity, frozen=True, kw_only=True):
    """A post's surroundings. ``descendants`` come in any order: rebuild the tree from ``in_reply_to_id``.

    ``problems`` names the posts that could not be read, ``refresh`` is the server's hint that more replies are on their
    way. Both are ours, whatever a server sends under these names.
    """

    ancestors: list[Status] = []
    descendants: list[Status] = []
    problems: list[Problem] = []
    refresh: RefreshHint | None = None
