"""`/api/v1/domain_blocks`: servers of which the reader wants to see nothing."""

from __future__ import annotations

from typing import Unpack

from tootui.api.features import Feature
from tootui.api.paged import Order, Paged
from tootui.api.resource import Bounds, Resource


class DomainBlocks(Resource):
    """Blocks whole servers for the reader; followers from there are lost."""

    feature = Feature.DOMAIN_BLOCKS

    def list(self, **bounds: Unpack[Bounds]) -> Paged[str]:
        """The blocked domains."""
        return self._paged("/api/v1/domain_blocks", str, bounds, order=Order.LINKS)

    async def add(self, *, domain: str) -> None:
        """Block a server."""
        await self._send("POST", "/api/v1/domain_blocks", {"domain": domain})

    async def remove(self, *, domain: str) -> None:
        """Block it no longer."""
        # In the query: not everything on the way keeps the body of a DELETE.
        await self._send("DELETE", "/api/v1/domain_blocks", params={"domain": domain})
