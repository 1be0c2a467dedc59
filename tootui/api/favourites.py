"""`/api/v1/favourites`."""

from __future__ import annotations

from typing import Unpack

from tootui.api.paged import Order, Paged
from tootui.api.resource import Bounds, Resource
from tootui.model.status import Status


class Favourites(Resource):
    """The reader's favourites; Hollo links their pages by time."""

    def list(self, **bounds: Unpack[Bounds]) -> Paged[Status]:
        """Favourite posts, the latest favourite first."""
        return self._paged("/api/v1/favourites", Status, bounds, order=Order.LINKS)
