"""Who sees a post, in the words that people know for the server's."""

from __future__ import annotations

from msgspec import Struct

from tootui.text.clean import clean_line


class Audience(Struct, frozen=True, gc=False):
    """A visibility in words."""

    name: str
    meaning: str


AUDIENCES = {
    "public": Audience("public", "everybody, and in public timelines"),
    "unlisted": Audience("unlisted", "everybody, but in no public timeline"),
    "private": Audience("followers", "your followers and who is mentioned"),
    "direct": Audience("direct", "only who is mentioned"),
}


def audience_name(visibility: str) -> str:
    """The word for a visibility; one that some server has of its own keeps its name."""
    audience = AUDIENCES.get(visibility)
    return audience.name if audience is not None else clean_line(visibility)
