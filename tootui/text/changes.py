"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["same", "added", "removed"]

_WORDS = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")
_LONG = 2000
"""Words from which on the most frequent ones are not compared one by one."""


class Change(NamedTuple):
    """A stretch of text that stayed, came or went."""

    kind: Kind
    text: str


def changes(before: str, after: str) -> list[Change]:
    """Give the stretches of both texts in reading order; what went stands before what came in its place."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=max(len(old), len(new)) > _LONG)
    found: list[Change] = []
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            found.append(Change("same", "".join(new[new_start:new_end])))
            continue
        if old_end > old_start:
            found.append(Change("removed", "".join(old[old_start:old_end])))
        if new_end > new_start:
            found.append(Change("added", "".join(new[new_start:new_end])))
    return found
