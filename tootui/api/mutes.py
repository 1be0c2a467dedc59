"""`/api/v1/mutes`: whom the reader mutes."""

from __future__ import annotations

from typing import Unpack

from tootui.api.features import Feature
from tootui.api.paged import Order, Paged
from tootui.api.resource import Bounds, Resource
from tootui.model.people import MutedAccount


class Mutes(Resource):
    """Reads that list."""

    feature = Feature.MUTES

    def list(self, **bounds: Unpack[Bounds]) -> Paged[MutedAccount]:
        """Muted people, and until when; `Accounts.mute` adds to them."""
        return self._paged("/api/v1/mutes", MutedAccount, bounds, order=Order.LINKS)
