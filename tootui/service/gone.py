"""Letting go of posts that were deleted while nobody told."""

from __future__ import annotations

from tootui.model.base import StatusId
from tootui.model.errors import Missing, ServerError
from tootui.service.remote import Remote
from tootui.store.entities import Store


async def drop_if_gone(status_id: StatusId, remote: Remote, store: Store) -> None:
    """Ask for a post about which something was not found; where it is gone itself, it goes everywhere.

    What is not found without a word may be a server that is out of order.
    """
    try:
        status = await remote.call(lambda client: client.statuses.get(status_id))
    except Missing as missing:
        if missing.may_be_gone and (missing.code == 410 or missing.words):
            store.delete_status(status_id)
    except ServerError:
        pass
    else:
        store.put_statuses([status])
