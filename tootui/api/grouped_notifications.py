"""`/api/v2/notifications`: what happened to the reader, in groups."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Unpack

from msgspec.structs import replace

from tootui.api import decode, paging
from tootui.api.features import Feature
from tootui.api.notifications import Counted
from tootui.api.paged import Order, Paged
from tootui.api.resource import Bounds, Resource, path
from tootui.api.transport import Answer, Parameters
from tootui.model.account import Account
from tootui.model.base import AccountId
from tootui.model.grouped_notifications import GroupedNotifications as Groups


class GroupedNotifications(Resource):
    """Reads groups, newest first, and clears them away. A group's key is opaque."""

    feature = Feature.GROUPED_NOTIFICATIONS

    async def list(
        self,
        *,
        types: Sequence[str] | None = None,
        exclude_types: Sequence[str] | None = None,
        account_id: AccountId | None = None,
        grouped_types: Sequence[str] | None = None,
        expand_accounts: str | None = None,
        include_filtered: bool | None = None,
        supported_types: Sequence[str] | None = None,
        **bounds: Unpack[Bounds],
    ) -> Groups:
        """A page of groups with the people and posts they name; bounds are ids of single notifications.

        Args:
            grouped_types: which types are grouped at all; by default those that can be.
            expand_accounts: ``full``, or ``partial_avatars`` for faces only of all but the first of a group.
        """
        params: Parameters = {
            "types": types,
            "exclude_types": exclude_types,
            "account_id": account_id,
            "grouped_types": grouped_types,
            "expand_accounts": expand_accounts,
            "include_filtered": include_filtered,
            "supported_types": supported_types,
            "max_id": bounds.get("max_id"),
            "since_id": bounds.get("since_id"),
            "min_id": bounds.get("min_id"),
            "limit": bounds.get("limit"),
        }
        return self._groups(await self._get("/api/v2/notifications", params))

    async def older(self, page: Groups) -> Groups | None:
        """The page below one, None where that was the last: by the server's link, else by the smallest id."""
        if not page.notification_groups:
            return None
        if page.older is not None:
            return self._groups(await self._get(paging.checked_link(self._transport, page.older)))
        lowest = [group.page_min_id for group in page.notification_groups if group.page_min_id]
        if page.newer is not None or not lowest:
            return None
        # Numbers of the same server: the shorter is the smaller.
        return await self.list(max_id=min(lowest, key=lambda id: (len(id), id)))

    async def pages(self) -> AsyncIterator[Groups]:
        """The first page and each older one."""
        page: Groups | None = await self.list()
        while page is not None and page.notification_groups:
            yield page
            page = await self.older(page)

    async def get(self, group_key: str) -> Groups:
        """One group."""
        return self._groups(await self._get(path("/api/v2/notifications/{}", group_key)))

    def accounts(self, group_key: str, **bounds: Unpack[Bounds]) -> Paged[Account]:
        """Everybody who takes part in a group."""
        target = path("/api/v2/notifications/{}/accounts", group_key)
        return self._paged(target, Account, bounds, order=Order.LINKS)

    async def dismiss(self, group_key: str) -> None:
        """Clear a group away."""
        await self._send("POST", path("/api/v2/notifications/{}/dismiss", group_key))

    async def unread_count(
        self,
        *,
        limit: int | None = None,
        types: Sequence[str] | None = None,
        exclude_types: Sequence[str] | None = None,
        account_id: AccountId | None = None,
        grouped_types: Sequence[str] | None = None,
    ) -> int:
        """How many groups are newer than the marker, as far as ``limit``."""
        params = {
            "limit": limit,
            "types": types,
            "exclude_types": exclude_types,
            "account_id": account_id,
            "grouped_types": grouped_types,
        }
        return (await self._one("/api/v2/notifications/unread_count", Counted, params)).count

    def _groups(self, answer: Answer) -> Groups:
        older, newer = paging.links(answer.headers.get("link", ""), answer.url, self._transport.server)
        return replace(decode.bundle(answer.body, Groups), older=older, newer=newer)
