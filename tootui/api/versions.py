"""Version texts of servers, of all the forms that are about.

``4.6.4``, ``4.2.1+glitch``, ``4.6.0-nightly.2026-04-09``, ``4.7.0-alpha.2+pr-39999-68e5caf``, ``4.0.0rc1``: Mastodon
and its forks. ``2.7.2 (compatible; Pleroma 2.9.1)``: the Mastodon that is meant to be spoken, which says little, then
the software itself. ``4.0.0 (not true; really snac/2.38)``, ``takahe/0.11.0``, ``git-8ab30d0``, nothing at all: others.
"""

from __future__ import annotations

import re
from typing import NamedTuple

Number = tuple[int, int, int]

_COMPATIBLE = re.compile(r"\((?:compatible|not true)\s*;\s*(?:really\s+)?([A-Za-z][\w.-]*?)[ /]+v?(.*?)\)")
_NAMED = re.compile(r"([A-Za-z][A-Za-z-]*)/v?(\d.*)")
_NUMBER = re.compile(r"v?(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?")


class ServerVersion(NamedTuple):
    """What a version text says: of which software, ``unknown`` when it does not tell, and the number of that."""

    software: str
    number: Number | None


def read_version(text: str) -> ServerVersion:
    """Read a version text; a part that cannot be read is ``unknown`` or None, never an error.

    A bare number does not say whose it is: Hollo and GoToSocial send such texts, and so do forks of Mastodon.
    """
    compatible = _COMPATIBLE.search(text)
    if compatible is not None:
        return ServerVersion(compatible[1].lower(), _number(compatible[2]))
    named = _NAMED.match(text)
    if named is not None:
        return ServerVersion(named[1].lower(), _number(named[2]))
    return ServerVersion("unknown", _number(text))


def _number(text: str) -> Number | None:
    found = _NUMBER.match(text)
    return (int(found[1]), int(found[2]), int(found[3] or 0)) if found else None
