"""Counting a post's length as Mastodon does, so that the counter never lies.

Extended grapheme clusters of the warning and of the text; in the text every address the server would link counts a
fixed number, however long it is, and ``@user@domain`` counts as ``@user`` (mastodon-api, chapter 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HOST = re.compile(
    r"(?<![\w@＠$#＃])https?://"
    r"(?P<host>(?:[\w-]+\.)+(?P<top>xn--[a-z0-9-]+|[^\W\d_]{2,}))(?![\w@＠+-])(?::[0-9]+)?",
    re.IGNORECASE,
)
_MENTION = re.compile(
    r"(?<![=/\w])(@[a-z0-9_]++(?:[.-]++[a-z0-9_]++)*+)@\w++(?:[.-]++\w++)*+(?![@＠]|://)", re.IGNORECASE
)
_PART = re.compile(r"[^\s<>\x00-\x1f\x7f]*")
_NOT_LAST = frozenset("!*\"'「」<>;:=,.$%[]~&|?")
"""Punctuation that belongs to the sentence when it ends an address."""
_RESERVED = frozenset(("alt", "example", "internal", "invalid", "local", "localhost", "onion", "test"))
"""Names that are top-level domains of nothing (RFC 2606, 6761, 6762, 7686): the server does not link them."""


def post_length(text: str, spoiler_text: str = "", *, url_length: int = 23) -> int:
    """Count what the server will count.

    Args:
        text: The post's text as typed.
        spoiler_text: The content warning; nothing in it is shortened.
        url_length: ``characters_reserved_per_url`` of the server.
    """
    return _graphemes(spoiler_text) + _graphemes(_shortened(text, url_length))


def _graphemes(text: str) -> int:
    if text.isascii():  # the one cluster of ASCII is a Windows line break; this spares importing regex
        return len(text) - text.count("\r\n")
    import regex

    return sum(1 for _ in regex.finditer(r"\X", text))


def _shortened(text: str, url_length: int) -> str:
    """The text with every linked address and remote mention replaced by something of the length it counts."""
    parts: list[str] = []
    done = 0
    for start, end in addresses(text):
        parts += _without_domains(text[done:start]), "x" * url_length
        done = end
    parts.append(_without_domains(text[done:]))
    return "".join(parts)


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where the addresses begin and end that the server links."""
    position = 0
    while match := _HOST.search(text, position):
        position = match.end()
        if match["top"].lower() not in _RESERVED:
            position = _url_end(text, match.end())
            yield match.start(), position


def _without_domains(text: str) -> str:
    return _MENTION.sub(r"\1", text)


def _url_end(text: str, position: int) -> int:
    """Where an address ends whose host (and port) ends at ``position``."""
    if text[position : position + 1] not in ("/", "?"):
        return position
    part = _PART.match(text, position)
    end = _balanced_end(text, position, part.end() if part else position)
    while text[end - 1] in _NOT_LAST and end > position:
        end -= 1
    return end


def _balanced_end(text: str, start: int, stop: int) -> int:
    """Where the first bracket without a partner stands, else ``stop``."""
    opened: list[int] = []
    for index in range(start, stop):
        if text[index] == "(":
            opened.append(index)
        elif text[index] == ")":
            if not opened:
                return index
            opened.pop()
    return opened[0] if opened else stop
