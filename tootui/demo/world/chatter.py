"""Small talk without end: remarks made from the grammar in `chatter.txt`.

In the file a line `@name` begins what this person may say, a line `%name` a list of words; `{name}` in a remark is
replaced by one of that list. `%answers` are what people answer, `%letters` what they write to one.
"""

import random
import re
from collections import defaultdict
from functools import cache

from tootui.demo.entities import Account
from tootui.demo.living import Repertoire
from tootui.demo.state import State
from tootui.demo.world.script import read_text
from tootui.demo.world.settling import named

_SLOT = re.compile(r"\{(\w+)\}")


@cache
def _grammar() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = defaultdict(list)
    current = ""
    for row in read_text("chatter.txt").splitlines():
        if row[:1] in ("@", "%") and " " not in row:
            current = row
        elif row:
            lists[current].append(row.replace("\\n", "\n"))
    return lists


def expand(template: str, rng: random.Random) -> str:
    """A remark with its slots filled, a sentence always beginning with a capital."""
    while _SLOT.search(template):
        template = _SLOT.sub(lambda slot: rng.choice(_grammar()[f"%{slot[1]}"]), template)
    return template[:1].upper() + template[1:]


@cache
def _speakers() -> list[str]:
    return sorted(name.removeprefix("@") for name in _grammar() if name.startswith("@"))


def remark(rng: random.Random) -> tuple[str, str]:
    """Somebody's user name and what they say."""
    speaker = rng.choice(_speakers())
    return speaker, expand(rng.choice(_grammar()[f"@{speaker}"]), rng)


def answer(rng: random.Random) -> str:
    """What somebody answers to anything at all."""
    return expand(rng.choice(_grammar()["%answers"]), rng)


def letter(rng: random.Random) -> str:
    """What somebody writes to a single person."""
    return expand(rng.choice(_grammar()["%letters"]), rng)


def fresh_remark(state: State, index: int) -> tuple[Account, str]:
    """The remark with this number of a world, from somebody whom @you follows."""
    rng = random.Random(f"{state.ids.counter} {index}")
    name, text = remark(rng)
    return named(state, name), text


def confessions(rng: random.Random, count: int) -> list[str]:
    """So many different answers to the question of the long thread."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[expand("{confession}", rng)] = None
    return list(found)


REPERTOIRE = Repertoire(remark, answer, letter)
"""What goes on while a server runs."""
