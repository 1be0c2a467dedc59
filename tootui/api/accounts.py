"""`/api/v1/accounts`: people."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from tootui.api import decode
from tootui.api.paging import read_page
from tootui.api.transport import Transport
from tootui.model.account import Account, Relationship
from tootui.model.base import AccountId, StatusId
from tootui.model.pages import Page
from tootui.model.status import Status


class Accounts:
    """Reads profiles, what was posted there, and how the reader relates to them."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def verify_credentials(self) -> Account:
        """Who the token belongs to."""
        answer = await self._transport.get("/api/v1/accounts/verify_credentials")
        return decode.one(answer.body, Account)

    async def get(self, id: AccountId) -> Account:
        """One profile."""
        answer = await self._transport.get(f"/api/v1/accounts/{quote(id, safe='')}")
        return decode.one(answer.body, Account)

    async def lookup(self, *, acct: str) -> Account:
        """The profile that an address (``name`` or ``name@server``) names, of those the server knows already."""
        answer = await self._transport.get("/api/v1/accounts/lookup", {"acct": acct})
        return decode.one(answer.body, Account)

    async def relationships(self, *, id: Sequence[AccountId]) -> list[Relationship]:
        """How the reader relates to several accounts; those unknown to the server are missing."""
        answer = await self._transport.get("/api/v1/accounts/relationships", {"id": id})
        return decode.page(answer.body, Relationship)[0]

    async def statuses(
        self,
        id: AccountId,
        *,
        max_id: StatusId | None = None,
        since_id: StatusId | None = None,
        min_id: StatusId | None = None,
        limit: int | None = None,
        only_media: bool | None = None,
        exclude_replies: bool | None = None,
        exclude_reblogs: bool | None = None,
        pinned: bool | None = None,
        tagged: str | None = None,
    ) -> Page[Status]:
        """What an account posted, newest first."""
        return await read_page(
            self._transport,
            f"/api/v1/accounts/{quote(id, safe='')}/statuses",
            Status,
            {
                "max_id": max_id,
                "since_id": since_id,
                "min_id": min_id,
                "limit": limit,
                "only_media": only_media,
                "exclude_replies": exclude_replies,
                "exclude_reblogs": exclude_reblogs,
                "pinned": pinned,
                "tagged": tagged,
            },
        )
