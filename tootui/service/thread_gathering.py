"""Replies that the server has yet to fetch from others: it says that it does, and when it is worth asking again.

Mastodon's experimental hint (header ``Mastodon-Async-Refresh`` of the context, ``/api/v1_alpha/async_refreshes``).
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from tootui.model.errors import ServerError
from tootui.model.refreshes import AsyncRefresh, RefreshHint
from tootui.service.clock import Clock
from tootui.service.remote import Remote

log = logging.getLogger(__name__)

MOST_TRIES = 12
"""So often a server is asked how far it is: with its usual pace of 5 seconds, for a minute."""

LEAST_SECONDS = 2.0


async def gather(hint: RefreshHint, remote: Remote, clock: Clock, found: Callable[[int], None]) -> None:
    """Ask at the server's pace until it has finished; tell how many replies it found whenever there are more."""
    told = 0
    for _ in range(MOST_TRIES):
        await clock.sleep(max(hint.retry, LEAST_SECONDS))
        try:
            refresh = await _look(hint.id, remote)
        except ServerError as error:
            log.info("Replies from other servers: %s", error)
            return
        count = refresh.result_count
        # A server that finished without counting may have found some.
        count = 1 if count is None and refresh.status == "finished" else count or 0
        if count > told:
            told = count
            found(count)
        if refresh.status == "finished":
            return


async def _look(refresh_id: str, remote: Remote) -> AsyncRefresh:
    return await remote.call(lambda client: client.async_refreshes.get(refresh_id))
