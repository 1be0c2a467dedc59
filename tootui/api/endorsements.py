"""`/api/v1/endorsements`: whom the reader features."""

from __future__ import annotations

from typing import Unpack

from tootui.api.features import Feature
from tootui.api.paged import Order, Paged
from tootui.api.resource import Bounds, Resource
from tootui.model.account import Account


class Endorsements(Resource):
    """Reads that list."""

    feature = Feature.ENDORSEMENTS

    def list(self, **bounds: Unpack[Bounds]) -> Paged[Account]:
        """People on the own profile; `Accounts.endorse` adds to them."""
        return self._paged("/api/v1/endorsements", Account, bounds, order=Order.LINKS)
