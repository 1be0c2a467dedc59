"""How much waits unread in an account that nobody looks at, asked as lightly as its server lets one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeAlias

from tootui.model.errors import Missing, Refused

if TYPE_CHECKING:
    from tootui.api.client import Client
    from tootui.config.credentials import CredentialStore, StoredAccount
    from tootui.service.session import Session

MOST_COUNTED = 100
"""Further than this nobody counts."""
_PAGE = 40

Way: TypeAlias = "Callable[[Client], Awaitable[int | None]]"


class UnreadElsewhere:
    """Counts the unread notifications of one account, and learns in which way its server tells them.

    In groups where the server has them, as they are shown; else one by one; else those of one page above the marker.
    """

    def __init__(self) -> None:
        self._ways: list[Way] = [_in_groups, _one_by_one, _above_marker]

    @property
    def is_told(self) -> bool:
        """Whether it is worth asking: False once the server was found to tell in no way."""
        return bool(self._ways)

    async def count(self, client: Client) -> int | None:
        """Ask for the number; None where the server does not tell.

        Raises:
            ServerError: it did not work out this time; 401 says that the sign-in is lost.
        """
        trouble: Refused | None = None
        for way in tuple(self._ways):
            try:
                found = await way(client)
            except Missing:
                found = None
            except Refused as refused:
                if refused.code != 500:
                    raise
                trouble = refused  # so says Takahe, which takes the endpoint for a notification of that name
                continue
            if found is not None:
                return found
            self._ways.remove(way)
        if trouble is not None:
            raise trouble
        return None


async def count_as(
    account: StoredAccount, session: Session | None, credentials: CredentialStore, counter: UnreadElsewhere
) -> int | None:
    """Count through the account's own connection, or a short one of its own: each token goes to its own server.

    Raises:
        ServerError: see `UnreadElsewhere.count`.
        CredentialsError: there is no token.
        SignInError: the account's sign-in is lost.
    """
    if session is not None:
        return await session.standby.ask(counter.count)
    from tootui.api.client import connect

    token = await asyncio.to_thread(credentials.token_of, account.name)
    async with connect(account.server, token) as client:
        return await counter.count(client)


async def _in_groups(client: Client) -> int:
    return await client.grouped_notifications.unread_count(limit=MOST_COUNTED)


async def _one_by_one(client: Client) -> int:
    return await client.notifications.unread_count(limit=MOST_COUNTED)


async def _above_marker(client: Client) -> int | None:
    marker = (await client.markers.get(timeline=["notifications"])).get("notifications")
    if marker is None or not marker.last_read_id:
        return None
    page = await client.notifications.list(since_id=marker.last_read_id, limit=_PAGE)
    return len(page.items)
