"""`/api/v1/notifications`: what happened to the reader, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from msgspec import Struct

from tootui.api.features import Feature
from tootui.api.paged import Paged
from tootui.api.resource import Bounds, Resource, path
from tootui.model.base import AccountId
from tootui.model.notification import Notification


class Notifications(Resource):
    """Reads notifications, newest first, and clears them away."""

    def list(
        self,
        *,
        types: Sequence[str] | None = None,
        exclude_types: Sequence[str] | None = None,
        account_id: AccountId | None = None,
        include_filtered: bool | None = None,
        supported_types: Sequence[str] | None = None,
        **bounds: Unpack[Bounds],
    ) -> Paged[Notification]:
        """Notifications of some types or all; those kept back by the policy only with ``include_filtered``.

        Of types that are not among ``supported_types`` the server tells in its own words (from 4.6).
        """
        params = {
            "types": types,
            "exclude_types": exclude_types,
            "account_id": account_id,
            "include_filtered": include_filtered,
            "supported_types": supported_types,
        }
        return self._paged("/api/v1/notifications", Notification, bounds, params)

    async def get(self, id: str, *, supported_types: Sequence[str] | None = None) -> Notification:
        """One of them."""
        target = path("/api/v1/notifications/{}", id)
        return await self._one(target, Notification, {"supported_types": supported_types})

    async def dismiss(self, id: str) -> None:
        """Clear one away."""
        await self._send("POST", path("/api/v1/notifications/{}/dismiss", id))

    async def clear(self) -> None:
        """Clear all away: ask before."""
        await self._send("POST", "/api/v1/notifications/clear")

    async def unread_count(
        self,
        *,
        limit: int | None = None,
        types: Sequence[str] | None = None,
        exclude_types: Sequence[str] | None = None,
        account_id: AccountId | None = None,
    ) -> int:
        """How many are newer than the marker, as far as ``limit``."""
        params = {"limit": limit, "types": types, "exclude_types": exclude_types, "account_id": account_id}
        target = "/api/v1/notifications/unread_count"
        return (await self._one(target, Counted, params, feature=Feature.UNREAD_COUNT)).count


class Counted(Struct, frozen=True):
    """How a server tells a number of notifications."""

    count: int
