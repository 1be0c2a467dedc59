"""`/api/v1/follow_requests`: who asks to follow the reader."""

from __future__ import annotations

from typing import Unpack

from tootui.api.features import Feature
from tootui.api.paged import Order, Paged
from tootui.api.resource import Bounds, Resource, path
from tootui.model.account import Account, Relationship
from tootui.model.base import AccountId


class FollowRequests(Resource):
    """Reads requests and answers them; they go by the id of the account that asks."""

    feature = Feature.FOLLOW_REQUESTS

    def list(self, **bounds: Unpack[Bounds]) -> Paged[Account]:
        """Who asks."""
        return self._paged("/api/v1/follow_requests", Account, bounds, order=Order.LINKS)

    async def authorize(self, account_id: AccountId) -> Relationship:
        """Let somebody follow."""
        return await self._write("POST", path("/api/v1/follow_requests/{}/authorize", account_id), Relationship)

    async def reject(self, account_id: AccountId) -> Relationship:
        """Do not."""
        return await self._write("POST", path("/api/v1/follow_requests/{}/reject", account_id), Relationship)
