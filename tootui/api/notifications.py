"""`/api/v1/notifications`: what happened to the reader."""

from __future__ import annotations

from collections.abc import Sequence

from tootui.api.paging import read_page
from tootui.api.transport import Transport
from tootui.model.base import AccountId
from tootui.model.notification import Notification
from tootui.model.pages import Page


class Notifications:
    """Reads notifications, newest first. Their ids may hold ``:`` and ``/``."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def list(
        self,
        *,
        max_id: str | None = None,
        since_id: str | None = None,
        min_id: str | None = None,
        limit: int | None = None,
        types: Sequence[str] | None = None,
        exclude_types: Sequence[str] | None = None,
        account_id: AccountId | None = None,
    ) -> Page[Notification]:
        """A page of them, of some types or all."""
        return await read_page(
            self._transport,
            "/api/v1/notifications",
            Notification,
            {
                "max_id": max_id,
                "since_id": since_id,
                "min_id": min_id,
                "limit": limit,
                "types": types,
                "exclude_types": exclude_types,
                "account_id": account_id,
            },
        )
