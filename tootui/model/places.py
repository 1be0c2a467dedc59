"""Places: everything a column can show, in one text form used by shell, palette, files and tests.

``home``, ``local``, ``federated``, ``tag:python``, ``thread:109…``: a kind, for some kinds an argument after a colon.
"""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from tootui.model.errors import UnknownPlace

_PLAIN = {
    "home": "Home",
    "local": "Local",
    "federated": "Federated",
}
_WITH_ARGUMENT = {"tag": "#{}", "thread": "Thread"}


class Place(Struct, frozen=True):
    """One place; equal places have equal texts."""

    kind: str
    argument: str = ""

    HOME: ClassVar[Place]
    LOCAL: ClassVar[Place]
    FEDERATED: ClassVar[Place]

    @classmethod
    def parse(cls, text: str) -> Place:
        """Read a place's text form.

        Raises:
            UnknownPlace: the text names no place.
        """
        kind, colon, argument = text.strip().partition(":")
        if kind in _PLAIN and not colon:
            return cls(kind)
        if kind in _WITH_ARGUMENT and argument:
            return cls(kind, argument.removeprefix("#") if kind == "tag" else argument)
        raise UnknownPlace(text)

    @classmethod
    def tag(cls, name: str) -> Place:
        """The timeline of a hashtag, with or without its ``#``."""
        return cls("tag", name.removeprefix("#").lower())

    @classmethod
    def thread(cls, status_id: str) -> Place:
        """The thread around a post."""
        return cls("thread", status_id)

    @property
    def title(self) -> str:
        """What the header calls it."""
        return _PLAIN.get(self.kind) or _WITH_ARGUMENT[self.kind].format(self.argument)

    def __str__(self) -> str:
        return f"{self.kind}:{self.argument}" if self.argument else self.kind


Place.HOME = Place("home")
Place.LOCAL = Place("local")
Place.FEDERATED = Place("federated")
