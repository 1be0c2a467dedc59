"""How many notifications an account has not read, asked as lightly as its server lets one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tootui.model.errors import Missing, Refused

if TYPE_CHECKING:
    from tootui.api.client import Client

MOST_COUNTED = 100
"""Further than this nobody counts."""
_PAGE = 40


async def unread_count(client: Client) -> int | None:
    """Ask for the number of notifications above the account's marker.

    Servers without such an endpoint are asked for the marker and for one page above it; snac and Takahe take the
    endpoint for a notification of that name, and say 404 or 500.

    Returns:
        The number, or None where the server does not tell in either way.

    Raises:
        ServerError: it did not work out this time; 401 says that the sign-in is lost.
    """
    try:
        return await client.notifications.unread_count(limit=MOST_COUNTED)
    except Refused as refused:
        if not isinstance(refused, Missing) and refused.code != 500:
            raise
    try:
        marker = (await client.markers.get(timeline=["notifications"])).get("notifications")
        if marker is None or not marker.last_read_id:
            return None
        page = await client.notifications.list(since_id=marker.last_read_id, limit=_PAGE)
    except Missing:
        return None
    return len(page.items)
