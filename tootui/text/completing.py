"""The word at the cursor that may be completed while it is typed: somebody's name, a hashtag, an emoji."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

WordKind: TypeAlias = Literal["mention", "hashtag", "emoji"]

_LONGEST = 120
"""No name is longer; so much of a line is looked at, however long the line is."""
_WORD = re.compile(
    r"(?<![\w/@=])@(?P<mention>[\w.-]*(?:@[\w.-]*)?)\Z"
    r"|(?<![\w&/#])\#(?P<hashtag>\w+)\Z"
    r"|(?<![\w:]):(?P<emoji>[\w+-]{2,})\Z"
)


class TypedWord(NamedTuple):
    """A word as far as it is typed, without its sign; ``start`` is the column of the sign."""

    kind: WordKind
    start: int
    words: str


class Offer(NamedTuple):
    """Something that completes a word: what is written in its place, how it is listed, and what stands behind that."""

    text: str
    label: str
    note: str = ""


def word_before(line: str, column: int) -> TypedWord | None:
    """The word that ends at a column of a line; None where nothing stands there that could be completed."""
    if line[column : column + 1].isalnum():
        return None  # within a word
    begin = max(0, column - _LONGEST)
    found = _WORD.search(line[begin:column])
    if found is None:
        return None
    for kind in ("mention", "hashtag", "emoji"):
        if (words := found[kind]) is not None:
            return TypedWord(kind, begin + found.start(), words)
    return None
