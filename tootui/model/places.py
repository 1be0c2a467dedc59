"""Places: everything a column can show, in one text form used by shell, palette, files and tests.

``home``, ``list:12``, ``tag:python``, ``thread:109…``: a kind, for some kinds an argument after a colon. A tag may be
joined with others: ``tag:python?any=django,flask&all=web&none=jobs``.
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from msgspec import Struct

from tootui.model.base import AccountId, StatusId
from tootui.model.errors import UnknownPlace

_PLAIN = {
    "home": "Home",
    "local": "Local",
    "federated": "Federated",
    "bookmarks": "Bookmarks",
    "favourites": "Favourites",
    "scheduled": "Scheduled",
    "drafts": "Drafts",
    "outbox": "Outbox",
}
_TRENDING = {"": "Trending", "tags": "Trending tags", "links": "Trending links"}
_WITH_ARGUMENT = {
    "list": "List",
    "link": "About a link",
    "account": "Profile",
    "thread": "Thread",
    "boosted_by": "Boosted by",
    "favourited_by": "Favourited by",
}
_JOINED = ("any", "all", "none")


class TagQuery(NamedTuple):
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
    def account(cls, account_id: AccountId) -> Place:
        """Somebody's profile with their posts."""
        return cls("account", account_id)

    @classmethod
    def thread(cls, status_id: StatusId) -> Place:
        """The thread around a post."""
        return cls("thread", status_id)

    @property
    def tags(self) -> TagQuery:
        """What a place of kind ``tag`` joins."""
        return TagQuery.parse(self.argument)

    @property
    def title(self) -> str:
        """What it is called as long as nothing is known of it; a list's own name is known by its session."""
        if self.kind == "tag":
            return self.tags.title
        if self.kind == "trending":
            return _TRENDING[self.argument]
        return _PLAIN.get(self.kind) or _WITH_ARGUMENT[self.kind]

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
Place.SCHEDULED = Place("scheduled")
Place.DRAFTS = Place("drafts")
Place.OUTBOX = Place("outbox")
UNSENT = (Place.SCHEDULED, Place.DRAFTS, Place.OUTBOX)
"""What the reader wrote and nobody sees yet."""
