"""People: accounts, their profile fields and how the reader relates to them."""

from msgspec import UNSET, UnsetType

from tootui.model.base import AccountId, Entity, Html, Lines, Moment


class CustomEmoji(Entity, frozen=True, kw_only=True):
    """A picture that a server knows by a ``:shortcode:``."""

    shortcode: str
    url: str = ""
    static_url: str = ""
    visible_in_picker: bool = True
    category: str | None = None


class Field(Entity, frozen=True, kw_only=True):
    """One row of a profile's table; ``value`` is HTML."""

    name: str = ""
    value: Html = ""
    verified_at: Moment | None = None


class PlainField(Entity, frozen=True, kw_only=True):
    """The same as its owner wrote it."""

    name: str = ""
    value: Lines = ""
    verified_at: Moment | None = None


class Source(Entity, frozen=True, kw_only=True):
    """What only the owner of a profile is told: plain texts and posting defaults."""

    privacy: str | None = None
    sensitive: bool | None = None
    language: str | None = None
    quote_policy: str | None = None
    note: Lines = ""
    fields: list[PlainField] = []
    follow_requests_count: int = 0
    hide_collections: bool | None = None
    discoverable: bool | None = None
    indexable: bool | None = None
    attribution_domains: list[str] = []


class Role(Entity, frozen=True, kw_only=True):
    """What somebody is on a server; ``permissions``, a bit mask written as text, is told to its bearer only."""

    id: str = ""
    name: str = ""
    color: str = ""
    permissions: str = ""
    highlighted: bool = False


class Account(Entity, frozen=True, kw_only=True):
    """A profile. ``acct`` is ``name`` or ``name@domain``; ``note`` is HTML, ``display_name`` plain text."""

    id: AccountId
    acct: str = ""
    username: str = ""
    display_name: str = ""
    url: str | None = None
    uri: str | None = None
    note: Html = ""
    avatar: str = ""
    header: str = ""
    locked: bool | UnsetType = UNSET
    bot: bool | UnsetType = UNSET
    group: bool | UnsetType = UNSET
    discoverable: bool | UnsetType | None = UNSET
    suspended: bool | UnsetType = UNSET
    limited: bool | UnsetType = UNSET
    memorial: bool | UnsetType | None = UNSET
    created_at: Moment | None = None
    last_status_at: str | None = None
    statuses_count: int | UnsetType | None = UNSET
    followers_count: int | UnsetType | None = UNSET
    following_count: int | UnsetType | None = UNSET
    hide_collections: bool | UnsetType | None = UNSET
    indexable: bool | UnsetType = UNSET
    roles: list[Role] | UnsetType = UNSET
    emojis: list[CustomEmoji] = []
    fields: list[Field] = []
    moved: "Account | None" = None
    source: Source | None = None
    role: Role | None = None

    @property
    def name(self) -> str:
        """The name to show: the chosen one, else the user name."""
        return self.display_name.strip() or self.username or self.acct


class Relationship(Entity, frozen=True, kw_only=True):
    """How the reader and one account relate, both ways."""

    id: AccountId
    following: bool | UnsetType = UNSET
    followed_by: bool | UnsetType = UNSET
    requested: bool | UnsetType = UNSET
    requested_by: bool | UnsetType = UNSET
    showing_reblogs: bool | UnsetType = UNSET
    notifying: bool | UnsetType = UNSET
    languages: list[str] | UnsetType | None = UNSET
    blocking: bool | UnsetType = UNSET
    blocked_by: bool | UnsetType = UNSET
    muting: bool | UnsetType = UNSET
    muting_notifications: bool | UnsetType = UNSET
    domain_blocking: bool | UnsetType = UNSET
    endorsed: bool | UnsetType = UNSET
    note: Lines | UnsetType = UNSET
