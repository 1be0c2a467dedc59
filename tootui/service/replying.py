"""What a reply starts with: whom it names, who may see it, which warning it carries. Pure rules."""

from __future__ import annotations

from tootui.model.account import Account
from tootui.model.base import AccountId
from tootui.model.status import VISIBILITIES, Mention, Status
from tootui.text.addresses import same_acct

UNKNOWN_VISIBILITY = "private"
"""What a server's own visibility ("local", "list" …) is taken for: never wider than it may have been meant."""


def reply_mentions(parent: Status, *, me_id: AccountId, me_acct: str, author_only: bool = False) -> str:
    """The names a reply begins with: the author, then who else was mentioned, each once, never oneself.

    Ends with a space behind which writing begins; empty when there is nobody to name.
    """
    post = parent.inner
    people: list[Account | Mention] = [post.account]
    if not author_only:
        people += post.mentions
    named: dict[str, str] = {}
    for person in people:
        acct = person.acct or person.username
        if acct and person.id != me_id and not same_acct(acct, me_acct):
            named.setdefault(acct.casefold(), acct)
    return "".join(f"@{acct} " for acct in named.values())


def reply_visibility(default: str, parent: Status) -> str:
    """The narrower of the person's default and what is answered: a reply is never wider than its parent."""
    return narrower(default, parent.inner.visibility)


def narrower(one: str, other: str) -> str:
    """The visibility with the smaller audience; unknown ones count as followers-only."""
    known = [word if word in VISIBILITIES else UNKNOWN_VISIBILITY for word in (one, other)]
    return max(known, key=VISIBILITIES.index)


def is_wider(visibility: str, than: str) -> bool:
    """Whether more people would see ``visibility`` than ``than``: what widens a reply is asked about."""
    return narrower(visibility, than) != (visibility if visibility in VISIBILITIES else UNKNOWN_VISIBILITY)


def carried_spoiler(parent: Status) -> str:
    """The content warning an answer takes over."""
    return parent.inner.spoiler_text
