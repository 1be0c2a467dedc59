"""Posts for tests that need no server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tootui.model.account import Account
from tootui.model.status import Mention, Status

FIRST_POST_AT = datetime(2026, 6, 12, 9, 0, tzinfo=UTC)


def an_account(name: str = "ada", domain: str = "") -> Account:
    """An account whose id and acct follow from its name."""
    acct = f"{name}@{domain}" if domain else name
    return Account(id=f"id-of-{acct}", acct=acct, username=name, display_name=name.title())


def a_mention(name: str, domain: str = "") -> Mention:
    """A mention of `an_account`."""
    account = an_account(name, domain)
    return Mention(id=account.id, username=name, acct=account.acct)


def a_post(
    status_id: str, *, by: str = "ada", minute: float = 0, reply_to: str | None = None, text: str = ""
) -> Status:
    """A plain post so many minutes after nine."""
    return Status(
        id=status_id,
        account=an_account(by),
        created_at=FIRST_POST_AT + timedelta(minutes=minute),
        content=f"<p>{text or 'Post ' + status_id}</p>",
        in_reply_to_id=reply_to,
        favourites_count=0,
        reblogs_count=0,
        replies_count=0,
        favourited=False,
        reblogged=False,
        bookmarked=False,
    )
