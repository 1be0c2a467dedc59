"""What an address says of itself. Pure, and never failing: most addresses here were written by strangers."""

from __future__ import annotations

import re

from tootui.text.clean import clean_line

_END = re.compile(r"[/?#\\]")


def host_of(url: str) -> str:
    """The server that an address really leads to, without who signs in there; empty where it names none."""
    authority = _END.split(url.partition("://")[2], maxsplit=1)[0]
    return clean_line(authority.rpartition("@")[2]).lower()


def full_name(acct: str, server: str) -> str:
    """Somebody's name as every server knows it: ``@ada@analytical.engine``.

    Args:
        acct: as the reader's server gives it; of its own people it may be short.
        server: the part of its people's names.
    """
    acct = acct.removeprefix("@")
    return f"@{acct}" if "@" in acct else f"@{acct}@{server}"


def same_acct(acct: str, me_acct: str) -> bool:
    """Whether an account's short or full name is that of the reader, given as ``@you@server``.

    Ids alone do not tell: snac's ``verify_credentials`` gives the user name for an id, and every post a checksum.
    Takahe writes the domain behind the names of local accounts too (``alice@takahe.test``), others do not.
    """
    mine, theirs = me_acct.removeprefix("@").casefold(), acct.casefold()
    return theirs == mine or ("@" not in theirs and theirs == mine.partition("@")[0])
