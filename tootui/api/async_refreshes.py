"""`/api/v1_alpha/async_refreshes`: how far the server is with what it told would come later."""

from __future__ import annotations

from msgspec import Struct

from tootui.api.features import Feature
from tootui.api.resource import Resource, path
from tootui.model.refreshes import AsyncRefresh


class AsyncRefreshes(Resource):
    """Asks for work that a `RefreshHint` named."""

    feature = Feature.ASYNC_REFRESHES

    async def get(self, id: str) -> AsyncRefresh:
        """How far it is."""
        return (await self._one(path("/api/v1_alpha/async_refreshes/{}", id), _Enveloped)).async_refresh


class _Enveloped(Struct, frozen=True):
    async_refresh: AsyncRefresh
