"""What an address says of itself. Pure, and never failing: most addresses here were written by strangers."""

from __future__ import annotations

import re

from tootui.text.clean import clean_line

_END = re.compile(r"[/?#\\]")


def host_of(url: str) -> str:
    """The server that an address really leads to, without who signs in there; empty where it names none."""
    authority = _END.split(url.partition("://")[2], maxsplit=1)[0]
    return clean_line(authority.rpartition("@")[2]).lower()
