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


class Wanted(Bounds, total=False):
    """Which groups; bounds are ids of single notifications.

    ``grouped_types`` says which types are grouped at all (by default those that can be); ``expand_accounts`` is
    ``full``, or ``partial_avatars`` for faces only of all but the first of a group.
    """

    types: Sequence[str] | None
    exclude_types: Sequence[str] | None
    account_id: AccountId | None
    grouped_types: Sequence[str] | None
    expand_accounts: str | None
    include_filtered: bool | None
    supported_types: Sequence[str] | None


class GroupedNotifications(Resource):
    """Reads groups, newest first, and clears them away. A group's key is opaque."""

    feature = Feature.GROUPED_NOTIFICATIONS

    async def list(self, **wanted: Unpack[Wanted]) -> Groups:
        """A page of groups with the people and posts they name."""
        params: Parameters = {
            "types": wanted.get("types"),
            "exclude_types": wanted.get("exclude_types"),
            "account_id": wanted.get("account_id"),
            "grouped_types": wanted.get("grouped_types"),
            "expand_accounts": wanted.get("expand_accounts"),
            "include_filtered": wanted.get("include_filtered"),
            "supported_types": wanted.get("supported_types"),
            "max_id": wanted.get("max_id"),
            "since_id": wanted.get("since_id"),
            "min_id": wanted.get("min_id"),
            "limit": wanted.get("limit"),
        }
        return self._groups(await self._get("/api/v2/notifications", params))

    async def older(self, page: Groups, **wanted: Unpack[Wanted]) -> Groups | None:
        """The page below one of the same kind, None where that was the last: by the server's link, else by ids."""
        if not page.notification_groups:
            return None
        if page.older is not None:
            return await self.follow(page.older)
        lowest = [group.page_min_id for group in page.notification_groups if group.page_min_id]
        if page.newer is not None or not lowest:
            return None
        # Numbers of the same server: the shorter is the smaller.
        wanted["max_id"] = min(lowest, key=lambda id: (len(id), id))
        return await self.list(**wanted)

    async def follow(self, link: str) -> Groups:
        """The page behind a link that the server gave with another."""
        return self._groups(await self._get(paging.checked_link(self._transport, link)))

    async def pages(self, **wanted: Unpack[Wanted]) -> AsyncIterator[Groups]:
        """The first page and each older one."""
        page: Groups | None = await self.list(**wanted)
        while page is not None and page.notification_groups:
            yield page
            page = await self.older(page, **wanted)

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
