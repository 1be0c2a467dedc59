"""Small entities to put into stores and caches."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from tootui.model.account import Account
from tootui.model.status import Quote, Status

EPOCH = datetime(2026, 3, 1, tzinfo=UTC)


def account(number: int = 1, **changes: Any) -> Account:
    known = Account(id=f"a{number}", acct=f"ada{number}@analytical.example", display_name=f"Ada {number}", locked=False)
    return replace(known, **changes)


def post(number: int = 1, **changes: Any) -> Status:
    """A public post as a signed-in reader gets it."""
    known = Status(
        id=f"s{number}",
        account=account(1),
        created_at=EPOCH + timedelta(minutes=number),
        content=f"<p>Post {number}</p>",
        replies_count=0,
        reblogs_count=2,
        favourites_count=5,
        favourited=False,
        reblogged=False,
        bookmarked=False,
    )
    return replace(known, **changes)


def boost(number: int, inner: Status, **changes: Any) -> Status:
    """A boost as servers send it: the inner post's text and counts repeated outside."""
    outer = replace(inner, id=f"b{number}", account=account(2), created_at=EPOCH + timedelta(days=1), reblog=inner)
    return replace(outer, **changes)


def quoting(number: int, quoted: Status) -> Status:
    return post(number, account=account(3), quote=Quote(state="accepted", quoted_status=quoted))
