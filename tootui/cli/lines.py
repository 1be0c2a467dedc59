"""People, tags and pages on one line each."""

from __future__ import annotations

from tootui.model.account import Account
from tootui.model.tags import Tag, people_in
from tootui.model.trends import TrendsLink


def account_line(account: Account) -> str:
    """A person by name and address."""
    return f"{account.name} (@{account.acct})"


def tag_line(tag: Tag) -> str:
    """A tag, and by how many it is used."""
    people = people_in(tag.history)
    return f"#{tag.name} · {people} {'person' if people == 1 else 'people'}" if tag.history else f"#{tag.name}"


def link_line(link: TrendsLink) -> str:
    """A page by its title, site and address."""
    return " · ".join(part for part in (link.title, link.provider_name, link.url) if part)
