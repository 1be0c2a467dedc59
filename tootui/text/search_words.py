"""What a person types to search: words, and the operators that Mastodon's servers understand. Pure.

The operators are those of Mastodon's documentation ("Full-text search"). Servers judge them; here they are taken apart
so that what is kept on this machine can be searched for the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from tootui.model.base import known
from tootui.model.status import Status
from tootui.text.html import parse
from tootui.text.languages import primary

_PART = re.compile(r'(?P<sign>[-+]?)(?:(?P<name>[a-z]+):(?P<value>"[^"]*"|\S+)|"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_NAMES = frozenset({"from", "has", "is", "language", "before", "after", "during", "in"})


class OperatorWords(NamedTuple):
    """An operator as it is typed, and what it asks for."""

    example: str
    meaning: str


OPERATORS = (
    OperatorWords('"two words"', "side by side"),
    OperatorWords("-word", "without this word"),
    OperatorWords("from:me from:@ada", "by you, by somebody"),
    OperatorWords("has:media has:poll has:embed", "with media, a poll, a link"),
    OperatorWords("is:reply is:sensitive", "only replies, only sensitive posts"),
    OperatorWords("language:en", "in a language"),
    OperatorWords("before:2026-01-31 after: during:", "by date"),
    OperatorWords("in:library in:public", "yours and what you marked; public"),
    OperatorWords("#tag", "tags, and posts with them"),
    OperatorWords("@ada@server, or an address", "opens a person or post of any server"),
)
"""How operators are explained."""


class SearchWords(NamedTuple):
    """A search taken apart."""

    plain: str
    """The words without operators, as the index on this machine takes them."""
    unwanted: tuple[str, ...] = ()
    operators: tuple[tuple[bool, str, str], ...] = ()
    """Whether it must hold, its name, its value."""

    @property
    def name(self) -> str:
        """The words as one looks for people and tags."""
        return self.plain.replace('"', "").strip().lstrip("@#").casefold()

    def holds(self, status: Status, *, me: str) -> bool:
        """Whether a post that has the plain words has all the rest that was asked for, as far as that can be told.

        Args:
            me: the ``acct`` of the reader.
        """
        if any(_fails(status, operator, me) for operator in self.operators):
            return False
        if not self.unwanted:
            return True
        text = f"{status.spoiler_text} {parse(status.content).text}".casefold()
        return not any(word in text for word in self.unwanted)


def taken_apart(typed: str) -> SearchWords:
    """Read a search. What looks like an operator and is none counts as words, as servers have it."""
    plain: list[str] = []
    unwanted: list[str] = []
    operators: list[tuple[bool, str, str]] = []
    for found in _PART.finditer(typed):
        name, is_unwanted = found["name"], found["sign"] == "-"
        if name in _NAMES and found["value"]:
            operators.append((not is_unwanted, name, found["value"].strip('"').casefold()))
            continue
        words = found["phrase"] if found["phrase"] is not None else found["word"] or f"{name}:{found['value']}"
        if is_unwanted and words:
            unwanted.append(words.casefold())
        elif words:
            plain.append(f'"{words}"' if found["phrase"] is not None else words)
    return SearchWords(" ".join(plain), tuple(unwanted), tuple(operators))


def _fails(status: Status, operator: tuple[bool, str, str], me: str) -> bool:
    is_wanted, name, value = operator
    test = _TESTS.get((name, value)) or _TESTS_BY_VALUE.get(name)
    answer = test(status, value, me) if test is not None else None
    return answer is not None and answer != is_wanted


def _is_from(status: Status, value: str, me: str) -> bool | None:
    acct = me if value == "me" else value.removeprefix("@")
    own, _, server = status.account.acct.casefold().partition("@")
    user, _, wanted_server = acct.casefold().partition("@")
    return user == own and (server == wanted_server or not (server and wanted_server))


def _is_in_language(status: Status, value: str, _me: str) -> bool | None:
    return status.language is not None and primary(status.language.casefold()) == primary(value)


def _is_before(status: Status, value: str, _me: str) -> bool | None:
    day = _day(value)
    return status.created_at.date() < day if day is not None else None


def _is_after(status: Status, value: str, _me: str) -> bool | None:
    day = _day(value)
    return status.created_at.date() > day if day is not None else None


def _is_during(status: Status, value: str, _me: str) -> bool | None:
    return f"{status.created_at.date()}".startswith(value) if _day(value) is not None else None


def _day(value: str) -> date | None:
    """The first day of ``2026``, ``2026-01``, ``2026-01-31``."""
    try:
        return date.fromisoformat(value + "-01" * (2 - value.count("-")))
    except ValueError:
        return None


_Test = Callable[[Status, str, str], bool | None]
"""Gives whether a post has what is asked for; None where that cannot be told here."""

_TESTS: dict[tuple[str, str], _Test] = {
    ("has", "media"): lambda status, _value, _me: bool(status.media_attachments),
    ("has", "poll"): lambda status, _value, _me: status.poll is not None,
    ("has", "embed"): lambda status, _value, _me: status.card is not None,
    ("has", "link"): lambda status, _value, _me: status.card is not None,
    ("is", "reply"): lambda status, _value, _me: status.in_reply_to_id is not None,
    ("is", "sensitive"): lambda status, _value, _me: status.sensitive,
    ("in", "public"): lambda status, _value, _me: status.visibility == "public",
    ("in", "library"): lambda status, _value, me: (
        status.account.acct.casefold() == me.casefold()
        or any(known(flag, False) for flag in (status.favourited, status.reblogged, status.bookmarked))
    ),
}
_TESTS_BY_VALUE: dict[str, _Test] = {
    "from": _is_from,
    "language": _is_in_language,
    "before": _is_before,
    "after": _is_after,
    "during": _is_during,
}
