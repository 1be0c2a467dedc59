"""Lines of a TOML text: the standard library's reader does not tell where a value stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADER = re.compile(r"\s*\[\[?(?P<path>[^\[\]]+)\]\]?\s*(?:#.*)?$")
_ASSIGNMENT = re.compile(r"""\s*(?P<path>(?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*\.?""")
_LONG_STRING = re.compile("\"\"\"|'''")
_SYNTAX_LINE = re.compile(r"\(?at (?:line (\d+)|end of document)")


def line_of(source: str, path: Sequence[str]) -> int:
    """The line where a table or value of a TOML text is named, 0 where it is not found.

    tomllib does not tell lines of values, so that table headers and assignments are looked for here; within a value
    that spans lines the line of its name is given.
    """
    wanted = tuple(path)
    table: tuple[str, ...] = ()
    nearest = 0
    quote = ""
    for number, line in enumerate(source.splitlines(), 1):
        if quote:  # inside a string of several lines
            quote = "" if quote in line else quote
            continue
        header = _HEADER.match(line)
        assignment = _ASSIGNMENT.match(line)
        if header:
            table = _parts(header["path"])
            named = table
        elif assignment:
            named = table + _parts(assignment["path"])
            quote = _left_open(line[assignment.end() :])
        else:
            continue
        if named == wanted:
            return number
        if not nearest and (named[: len(wanted)] == wanted or (assignment and wanted[: len(named)] == named)):
            nearest = number
    return nearest


def syntax_line(error: ValueError, source: str) -> int:
    """The line that a tomllib error speaks of."""
    found = _SYNTAX_LINE.search(str(error))
    if found is None:
        return 0
    return int(found[1]) if found[1] else len(source.splitlines())


def _parts(path: str) -> tuple[str, ...]:
    """The names of a dotted path; a dot within quotes parts too, as command ids may be written either way."""
    names = (found[1] or found[2] or found[3] or "" for found in _PART.finditer(path))
    return tuple(part for name in names for part in name.split("."))


def _left_open(value: str) -> str:
    """The quotes of a long string that begins in a line and does not end there."""
    found = _LONG_STRING.search(value)
    return found[0] if found and value.count(found[0]) % 2 else ""
