"""`/api/v1/blocks`: whom the reader blocks."""

from __future__ import annotations

from typing import Unpack

from tootui.api.features import Feature
from tootui.api.paged import Order, Paged
from tootui.api.resource import Bounds, Resource
from tootui.model.account import Account


class Blocks(Resource):
    """Reads that list."""

    feature = Feature.BLOCKS

    def list(self, **bounds: Unpack[Bounds]) -> Paged[Account]:
        """Blocked people; `Accounts.block` adds to them."""
        return self._paged("/api/v1/blocks", Account, bounds, order=Order.LINKS)
