"""Telling whether a post on the server is the one that a draft tried to publish. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable

from tootui.model.base import StatusId
from tootui.model.status import Status
from tootui.text.html import parse

CLOCK_SKEW_SECONDS = 600.0
"""How much the server's clock may lag behind ours. An older post with the same text is another post."""

_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_REMOTE_MENTION = re.compile(r"(@[\w.-]+)@[\w.-]+\w")
_MARKUP = frozenset("`~<>|^")


def find_published(
    posts: Iterable[Status],
    *,
    text: str,
    spoiler_text: str,
    visibility: str,
    in_reply_to_id: StatusId | None,
    attempted_at: float,
    others: Container[StatusId] = (),
) -> Status | None:
    """The own post that an attempt made after all.

    Args:
        posts: the account's newest posts.
        text: what was sent, with ``spoiler_text``, ``visibility`` and ``in_reply_to_id``.
        attempted_at: when it was sent first, in seconds since the epoch.
        others: posts known to come from other drafts.
    """
    wanted = essence(f"{spoiler_text} {text}")
    earliest = attempted_at - CLOCK_SKEW_SECONDS
    for post in posts:
        if (
            post.reblog is None
            and post.id not in others
            and post.in_reply_to_id == in_reply_to_id
            and post.visibility == visibility
            and post.created_at.timestamp() >= earliest
            and published_essence(post) == wanted
        ):
            return post
    return None


def essence(text: str) -> str:
    """What of a text survives publishing: no white space, punctuation, mark-up, links nor the domains of mentions."""
    text = _REMOTE_MENTION.sub(r"\1", _URL.sub("", text))
    return "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if unicodedata.category(character)[0] not in "ZCP" and character not in _MARKUP
    )


def published_essence(post: Status) -> str:
    """The same of a post as the server shows it: links are shown shortened there, so that their text does not count."""
    prose = parse(post.content)
    parts: list[str] = []
    position = 0
    for span in prose.spans:
        if span.kind == "link" and span.start >= position:
            parts.append(prose.text[position : span.start])
            position = span.end
    parts.append(prose.text[position:])
    return essence(f"{post.spoiler_text} {' '.join(parts)}")
