"""The format of the text files: posts by hand, alone or in conversations.

A post begins with a line that holds only its author; `>` marks in front say how deep it stands as a reply. Fields
follow as `name: value`, then its text up to the next post:

    @ada
    cw: spoilers for chapter 4
    image: a punched card, lit from behind

    The loom did it.

    > @charles

    I knew it.
"""

import re
from dataclasses import dataclass, field
from importlib.resources import files

FIELDS = {
    "ago": "how old it is: 40m, 3h, 2d; else by chance",
    "audio": "a sound; the value is its description",
    "boosts": "how many people elsewhere boosted it",
    "card": "address | title | description | site",
    "card-author": "who wrote the page of the card",
    "cw": "content warning",
    "edited": "it was edited, so long ago",
    "en": "what it says in English, for its translation",
    "file": "something that no program shows; the value is its description",
    "gif": "a short loop without sound",
    "html": "the text is HTML already",
    "image": "a picture; the value is its description, which may be missing",
    "key": "a name by which a quote can refer to it",
    "lang": "language, English unless given; `none` for unknown",
    "likes": "how many people elsewhere favourited it",
    "pinned": "it stands on top of its author's profile",
    "poll": "options separated by |",
    "poll-is": "of: closed, multiple, hidden, voted=0,2",
    "quote": "the key of the post it quotes",
    "quotable": "by whom, of: public, followers, nobody, ask",
    "quote-state": "accepted unless given",
    "sensitive": "its media are covered",
    "video": "a film; the value is its description",
    "visibility": "public unless given",
    "was": "what it said before it was edited; the first is the oldest",
    "you": "of: liked, boosted, bookmarked",
}

_HEAD = re.compile(r"^(>*) ?@([\w.@-]+)$")
_FIELD = re.compile(r"^([a-z-]+):(?: (.*))?$")


@dataclass
class Line:
    """One post of a script; `replies` are those under it."""

    author: str
    text: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)
    replies: list["Line"] = field(default_factory=list)

    def value(self, name: str, default: str = "") -> str:
        return self.fields.get(name, [default])[-1]


def read_text(name: str) -> str:
    """A text file of this folder."""
    return (files(__package__) / name).read_text(encoding="utf-8")


def parse(text: str) -> list[Line]:
    """The posts of a script that stand at the top, with their replies below them.

    Raises:
        ValueError: A reply without a post that it could answer.
    """
    top: list[Line] = []
    path: list[Line] = []
    for block in _blocks(text):
        head = _HEAD.match(block[0])
        if head is None:
            raise ValueError(f"not the head of a post: {block[0]!r}")
        depth = len(head[1])
        if depth > len(path):
            raise ValueError(f"nothing to answer: {block[0]!r}")
        line = _line(head[2], block[1:])
        (path[depth - 1].replies if depth else top).append(line)
        path[depth:] = [line]
    return top


def _blocks(text: str) -> list[list[str]]:
    blocks: list[list[str]] = []
    for row in text.splitlines():
        if _HEAD.match(row):
            blocks.append([row])
        elif blocks:
            blocks[-1].append(row)
    return blocks


def _line(author: str, rows: list[str]) -> Line:
    line = Line(author)
    while rows and (found := _FIELD.match(rows[0])) and found[1] in FIELDS:
        line.fields.setdefault(found[1], []).append(found[2] or "")
        rows = rows[1:]
    line.text = "\n".join(rows).strip("\n")
    return line
