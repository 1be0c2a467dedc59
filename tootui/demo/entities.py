"""What the demo remembers: mutable records whose fields are JSON values, so that they can be saved as they are."""

from dataclasses import dataclass, field

JsonObject = dict[str, object]


@dataclass
class Account:
    """A person or a bot; `domain` is empty for people of this server, `traits` replaces keys of the JSON.

    `source` is the domain of the demo server that told of them, as in `Status`.
    """

    number: int
    id: str
    username: str
    domain: str
    display_name: str
    note: str
    created_at: str
    locked: bool = False
    bot: bool = False
    fields: list[JsonObject] = field(default_factory=list)
    followers_elsewhere: int = 0
    following_elsewhere: int = 0
    statuses_elsewhere: int = 0
    moved_to_id: str | None = None
    traits: JsonObject = field(default_factory=dict)
    source: str = ""

    @property
    def acct(self) -> str:
        return f"{self.username}@{self.domain}" if self.domain else self.username


@dataclass
class Poll:
    """A poll; `votes` are those of people nobody here knows, `choices` (by account id) those of people who are here."""

    id: str
    options: list[str]
    votes: list[int]
    expires_at: str | None
    multiple: bool = False
    hide_totals: bool = False
    choices: dict[str, list[int]] = field(default_factory=dict)


@dataclass(eq=False)
class Status:
    """A post, or a boost when `reblog_of_id` is set.

    `overrides` replaces and `missing` removes keys of the JSON, `raw` replaces all of it: for malformed posts in tests.
    `edits` are its former versions, `translations` its text by language, `pinned` the row of the pin.
    `favourited_by` and `bookmarked_by` hold the number of the row by which their lists are paged. `source` is the
    domain of the demo server that a copy came from.
    """

    number: int
    id: str
    account_id: str
    created_at: str
    text: str = ""
    content: str = ""
    visibility: str = "public"
    spoiler_text: str = ""
    sensitive: bool = False
    language: str | None = "en"
    in_reply_to_id: str | None = None
    in_reply_to_account_id: str | None = None
    reblog_of_id: str | None = None
    edited_at: str | None = None
    application: str | None = None
    mention_ids: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    media: list[JsonObject] = field(default_factory=list)
    card: JsonObject | None = None
    poll: Poll | None = None
    quote_of_id: str | None = None
    quote_state: str = "accepted"
    favourited_by: dict[str, int] = field(default_factory=dict)
    reblogged_by: list[str] = field(default_factory=list)
    bookmarked_by: dict[str, int] = field(default_factory=dict)
    quote_policy: str = "public"
    pinned: int = 0
    edits: list[JsonObject] = field(default_factory=list)
    translations: dict[str, str] = field(default_factory=dict)
    favourites_elsewhere: int = 0
    reblogs_elsewhere: int = 0
    replies_elsewhere: int = 0
    source: str = ""
    overrides: JsonObject = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    raw: object = None


@dataclass
class Notification:
    """Something that happened to `recipient_id`, caused by `account_id`; `extra` is what only its type has."""

    number: int
    id: str
    type: str
    created_at: str
    recipient_id: str
    account_id: str
    status_id: str | None = None
    filtered: bool = False
    extra: JsonObject = field(default_factory=dict)


@dataclass
class Bond:
    """What one account did about another: rows say that and when it was done, 0 that it was not."""

    account_id: str
    other_id: str
    blocked: int = 0
    muted: int = 0
    mutes_notifications: bool = True
    muted_until: str | None = None
    endorsed: int = 0
    note: str = ""
    shows_reblogs: bool = True
    notifies: bool = False
    languages: list[str] | None = None


@dataclass
class UserList:
    """A list of people that `account_id` keeps; `members` by account id, with the row by which they are paged."""

    id: str
    account_id: str
    title: str
    replies_policy: str = "list"
    exclusive: bool = False
    members: dict[str, int] = field(default_factory=dict)


@dataclass
class Upload:
    """A file that was sent; `asks` is how often its owner has to ask for it until it is ready."""

    id: str
    account_id: str
    attachment: JsonObject
    asks: int = 0
    fails: bool = False


@dataclass
class Scheduled:
    """A post that is to appear later, as the parameters that were sent for it."""

    number: int
    id: str
    account_id: str
    scheduled_at: str
    params: dict[str, list[str]]


@dataclass
class Filter:
    """A server-side filter of one account; `keywords` are {id, keyword, whole_word}, `statuses` {id, status_id}."""

    id: str
    account_id: str
    title: str
    context: list[str]
    action: str = "warn"
    expires_at: str | None = None
    keywords: list[JsonObject] = field(default_factory=list)
    statuses: list[JsonObject] = field(default_factory=list)


@dataclass
class Marker:
    """How far a timeline was read."""

    last_read_id: str
    version: int
    updated_at: str


@dataclass
class Application:
    """A registered OAuth client."""

    id: str
    name: str
    website: str | None
    redirect_uris: list[str]
    scopes: list[str]
    client_id: str
    client_secret: str


@dataclass
class Token:
    """An access token; `account_id` is None for one of an application alone."""

    access_token: str
    client_id: str
    account_id: str | None
    scopes: list[str]
    created_at: int
