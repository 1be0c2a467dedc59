"""Whom the reader follows on another server: what blocking it would end."""

from __future__ import annotations

import logging
from typing import NamedTuple

from tootui.model.account import Account
from tootui.model.base import AccountId
from tootui.model.errors import ServerError
from tootui.model.pages import Page
from tootui.service.apart import server_in
from tootui.service.remote import Remote

log = logging.getLogger(__name__)

PAGE_SIZE = 80
MOST_PAGES = 10
"""There is no list of those on one server: so many pages of all are looked through."""


class Ties(NamedTuple):
    """How many are followed there; ``is_all``: everybody was looked at."""

    follows: int
    is_all: bool


async def follows_at(remote: Remote, me_id: AccountId, domain: str) -> Ties:
    """Count whom the reader follows on a server, as far as the server tells."""
    count, link = 0, None
    try:
        page: Page[Account] = await remote.call(lambda client: client.accounts.following(me_id, limit=PAGE_SIZE))
        for _ in range(MOST_PAGES):
            count += sum(server_in(account) == domain for account in page.items)
            link = page.older
            if link is None:
                return Ties(count, True)
            page = await remote.call(lambda client, link=link: client.follow_link(link, Account))  # type: ignore[misc]  # mypy cannot infer lambdas with defaults
    except ServerError as error:
        log.info("Whom the reader follows on %s: %s", domain, error)
    return Ties(count, False)
