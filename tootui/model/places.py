"""Places: everything a column can show, in one text form used by shell, palette, files and tests.

``home``, ``list:12``, ``tag:python``, ``thread:109…``: a kind, for some kinds an argument after a colon. A tag may be
joined with others: ``tag:python?any=django,flask&all=web&none=jobs``.
"""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from tootui.model.base import AccountId, StatusId
from tootui.model.errors import UnknownPlace

_PLAIN = {
    "home": "Home",
    "local": "Local",
    "federated": "Federated",
    "bookmarks": "Bookmarks",
    "favourites": "Favourites",
    "direct": "Direct messages",
    "filtered": "Filtered notifications",
    "follow_requests": "Follow requests",
    "mutes": "Muted people",
    "blocks": "Blocked people",
    "domain_blocks": "Blocked servers",
    "search": "Search",
    "scheduled": "Scheduled",
    "drafts": "Drafts",
    "outbox": "Outbox",
}
_TRENDING = {"": "Trending", "tags": "Trending tags", "links": "Trending links"}
_NOTIFICATIONS = {
    "": "Notifications",
    "mentions": "Mentions",
    "quotes": "Quotes",
    "boosts": "Boosts of your posts",
    "favourites": "Favourites of your posts",
    "follows": "New followers",
    "posts": "Posts of people you asked about",
    "polls": "Polls",
    "edits": "Edits",
    "other": "Other notifications",
}
_WITH_ARGUMENT = {
    "list": "List",
    "link": "About a link",
    "account": "Profile",
    "followers": "Followers",
    "following": "Following",
    "filtered": "Notifications of one sender",
    "search": "Search",
    "search_people": "People found",
    "search_tags": "Tags found",
    "search_posts": "Posts found",
    "thread": "Thread",
    "boosted_by": "Boosted by",
    "favourited_by": "Favourited by",
    "quotes": "Quotes of a post",
}
_SEARCHES = ("search", "search_people", "search_tags", "search_posts")
_JOINED = ("any", "all", "none")
_PROFILE_PARTS = {
    "": "Profile",
    "replies": "Posts and replies",
    "media": "Media",
    "pinned": "Pinned posts",
}


class TagQuery(Struct, frozen=True, gc=False):
    """A tag's timeline: posts with the tag or any of ``any`` that have all of ``all`` and none of ``none``."""

    name: str
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> TagQuery:
        """Read ``python?any=django,flask&none=jobs``; signs ``#`` and capitals do not matter.

        Raises:
            UnknownPlace: there is no tag, or a word other than any, all, none.
        """
        name, _, rest = text.partition("?")
        joined: dict[str, tuple[str, ...]] = {}
        for part in filter(None, rest.split("&")):
            word, equals, names = part.partition("=")
            if word not in _JOINED or not equals:
                raise UnknownPlace(f"tag:{text}")
            joined[word] = tuple(dict.fromkeys(filter(None, map(_tag_name, names.split(",")))))
        if not _tag_name(name):
            raise UnknownPlace(f"tag:{text}")
        return cls(_tag_name(name), **joined)

    def __str__(self) -> str:
        joined = "&".join(f"{word}={','.join(names)}" for word in _JOINED if (names := getattr(self, word)))
        return f"{self.name}?{joined}" if joined else self.name

    @property
    def title(self) -> str:
        """How a person reads it: ``#python or #django, with #web, without #jobs``."""
        words = [" or ".join(f"#{name}" for name in (self.name, *self.any))]
        if self.all:
            words.append("with " + " ".join(f"#{name}" for name in self.all))
        if self.none:
            words.append("without " + " ".join(f"#{name}" for name in self.none))
        return ", ".join(words)


class ProfileQuery(Struct, frozen=True, gc=False):
    """What a place of kind ``account`` shows below the profile: all posts, ``part`` of them, or those with a tag."""

    account_id: AccountId
    part: str = ""
    tag: str = ""

    @classmethod
    def parse(cls, text: str) -> ProfileQuery:
        """Read ``109…``, ``109…?replies``, ``109…?tag=python``.

        Raises:
            UnknownPlace: nobody is named, or a part that profiles do not have.
        """
        account_id, question, rest = text.partition("?")
        word, equals, tag = rest.partition("=")
        is_tag = word == "tag" and bool(equals) and bool(_tag_name(tag))
        if not account_id or (question and not is_tag and (not rest or rest not in _PROFILE_PARTS)):
            raise UnknownPlace(f"account:{text}")
        return cls(account_id, tag=_tag_name(tag)) if is_tag else cls(account_id, rest)

    def __str__(self) -> str:
        rest = f"tag={self.tag}" if self.tag else self.part
        return f"{self.account_id}?{rest}" if rest else self.account_id


class Place(Struct, frozen=True):
    """One place; equal places have equal texts."""

    kind: str
    argument: str = ""

    HOME: ClassVar[Place]
    LOCAL: ClassVar[Place]
    FEDERATED: ClassVar[Place]
    BOOKMARKS: ClassVar[Place]
    FAVOURITES: ClassVar[Place]
    TRENDING: ClassVar[Place]
    TRENDING_TAGS: ClassVar[Place]
    TRENDING_LINKS: ClassVar[Place]
    NOTIFICATIONS: ClassVar[Place]
    FILTERED: ClassVar[Place]
    DIRECT: ClassVar[Place]
    FOLLOW_REQUESTS: ClassVar[Place]
    MUTES: ClassVar[Place]
    BLOCKS: ClassVar[Place]
    DOMAIN_BLOCKS: ClassVar[Place]
    SEARCH: ClassVar[Place]
    SCHEDULED: ClassVar[Place]
    DRAFTS: ClassVar[Place]
    OUTBOX: ClassVar[Place]

    @classmethod
    def parse(cls, text: str) -> Place:
        """Read a place's text form.

        Raises:
            UnknownPlace: the text names no place.
        """
        kind, colon, argument = text.strip().partition(":")
        if kind in _PLAIN and not colon:
            return cls(kind)
        if kind == "trending" and argument in _TRENDING and bool(colon) == bool(argument):
            return cls(kind, argument)
        if kind == "notifications" and argument in _NOTIFICATIONS and bool(colon) == bool(argument):
            return cls(kind, argument)
        if kind == "account":
            return cls(kind, str(ProfileQuery.parse(argument)))
        if kind == "tag" and argument:
            return cls(kind, str(TagQuery.parse(argument)))
        if kind in _WITH_ARGUMENT and argument:
            return cls(kind, argument)
        raise UnknownPlace(text)

    @classmethod
    def tag(cls, name: str) -> Place:
        """The timeline of a hashtag, with or without its ``#``; may join others, see `TagQuery.parse`."""
        return cls("tag", str(TagQuery.parse(name)))

    @classmethod
    def list(cls, list_id: str) -> Place:
        """The timeline of one of the reader's lists."""
        return cls("list", list_id)

    @classmethod
    def link(cls, url: str) -> Place:
        """Posts about a page that is in the trends."""
        return cls("link", url)

    @classmethod
    def account(cls, account_id: AccountId, part: str = "", *, tag: str = "") -> Place:
        """Somebody's profile with their posts, some of these, or those with a tag: see `ProfileQuery`."""
        return cls("account", str(ProfileQuery(account_id, part, tag)))

    @classmethod
    def followers(cls, account_id: AccountId) -> Place:
        """Who follows somebody."""
        return cls("followers", account_id)

    @classmethod
    def following(cls, account_id: AccountId) -> Place:
        """Whom somebody follows."""
        return cls("following", account_id)

    @classmethod
    def quotes(cls, status_id: StatusId) -> Place:
        """The posts that quote a post."""
        return cls("quotes", status_id)

    @classmethod
    def search(cls, words: str) -> Place:
        """What was found, of all kinds."""
        return cls("search", " ".join(words.split()))

    @classmethod
    def notifications(cls, part: str = "") -> Place:
        """All that happened, or one part of it: ``mentions``, ``follows`` …"""
        return cls("notifications", part)

    @classmethod
    def thread(cls, status_id: StatusId) -> Place:
        """The thread around a post."""
        return cls("thread", status_id)

    @property
    def tags(self) -> TagQuery:
        """What a place of kind ``tag`` joins."""
        return TagQuery.parse(self.argument)

    @property
    def profile(self) -> ProfileQuery:
        """What a place of kind ``account`` shows."""
        return ProfileQuery.parse(self.argument)

    @property
    def is_search(self) -> bool:
        """Whether it shows what was found for its words; without words, the searches of before."""
        return self.kind in _SEARCHES

    @property
    def title(self) -> str:
        """What it is called as long as nothing is known of it; a list's own name is known by its session."""
        if self.kind == "tag":
            return self.tags.title
        if self.kind == "trending":
            return _TRENDING[self.argument]
        if self.kind == "notifications":
            return _NOTIFICATIONS[self.argument]
        if self.kind == "account":
            return f"Posts with #{self.profile.tag}" if self.profile.tag else _PROFILE_PARTS[self.profile.part]
        if self.argument and self.is_search:
            return f"{_WITH_ARGUMENT[self.kind]}: {self.argument}"
        return _WITH_ARGUMENT[self.kind] if self.argument else _PLAIN[self.kind]

    def __str__(self) -> str:
        return f"{self.kind}:{self.argument}" if self.argument else self.kind


def _tag_name(text: str) -> str:
    return text.strip().removeprefix("#").lower()


Place.HOME = Place("home")
Place.LOCAL = Place("local")
Place.FEDERATED = Place("federated")
Place.BOOKMARKS = Place("bookmarks")
Place.FAVOURITES = Place("favourites")
Place.TRENDING = Place("trending")
Place.TRENDING_TAGS = Place("trending", "tags")
Place.TRENDING_LINKS = Place("trending", "links")
Place.NOTIFICATIONS = Place("notifications")
Place.FILTERED = Place("filtered")
Place.DIRECT = Place("direct")
Place.FOLLOW_REQUESTS = Place("follow_requests")
Place.MUTES = Place("mutes")
Place.BLOCKS = Place("blocks")
Place.DOMAIN_BLOCKS = Place("domain_blocks")
Place.SEARCH = Place("search")
Place.SCHEDULED = Place("scheduled")
Place.DRAFTS = Place("drafts")
Place.OUTBOX = Place("outbox")
UNSENT = (Place.SCHEDULED, Place.DRAFTS, Place.OUTBOX)
"""What the reader wrote and nobody sees yet."""
