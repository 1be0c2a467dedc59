"""Posts to draw: people, markup as servers send it, and a moment that is always now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec import UNSET, UnsetType

from tootui.model.account import Account
from tootui.model.status import Mention, Status

NOW = datetime(2026, 3, 4, 12, 4, tzinfo=UTC)


def person(name: str, acct: str, *, bot: bool = False, locked: bool = False) -> Account:
    """An account whose id is its user name."""
    username = acct.partition("@")[0]
    return Account(id=username, username=username, acct=acct, display_name=name, bot=bot, locked=locked)


ADA = person("Ada Lovelace", "ada@analytical.engine")
ALAN = person("Alan Turing", "alan@enigma.uk", locked=True)
GRACE = person("Grace Hopper", "grace")


def post(
    status_id: str = "1",
    content: str = "<p>Hello.</p>",
    *,
    by: Account = ADA,
    minutes: int = 120,
    replies: int | UnsetType = 0,
    boosts: int | UnsetType = 0,
    favourites: int | UnsetType = 0,
) -> Status:
    """A public post, so many minutes old; anything else by `msgspec.structs.replace`."""
    return Status(
        id=status_id,
        account=by,
        created_at=NOW - timedelta(minutes=minutes),
        content=content,
        replies_count=replies,
        reblogs_count=boosts,
        favourites_count=favourites,
    )


def uncounted(status_id: str = "1", content: str = "<p>Hello.</p>", *, by: Account = ADA) -> Status:
    """A post of a server that does not tell counts."""
    return post(status_id, content, by=by, replies=UNSET, boosts=UNSET, favourites=UNSET)


def boost(status: Status, *, by: Account = GRACE, minutes: int = 5) -> Status:
    """A boost of a post."""
    return Status(id=f"boost-{status.id}", account=by, created_at=NOW - timedelta(minutes=minutes), reblog=status)


def hashtag(name: str) -> str:
    """A hashtag as Mastodon writes it."""
    return f'<a href="https://demo.example/tags/{name}" class="mention hashtag" rel="tag">#<span>{name}</span></a>'


def mention_of(account: Account) -> Mention:
    """What a post says of somebody its text names."""
    return Mention(
        id=account.id, username=account.username, acct=account.acct, url=f"https://demo.example/@{account.id}"
    )


def mention(account: Account) -> str:
    """A mention as Mastodon writes it."""
    return (
        f'<span class="h-card"><a href="https://demo.example/@{account.id}" class="u-url mention">'
        f"@<span>{account.username}</span></a></span>"
    )
