"""`/api/v1/bookmarks`."""

from __future__ import annotations

from typing import Unpack

from tootui.api.features import Feature
from tootui.api.paged import Order, Paged
from tootui.api.resource import Bounds, Resource
from tootui.model.status import Status


class Bookmarks(Resource):
    """The reader's bookmarks; Hollo links their pages by time."""

    feature = Feature.BOOKMARKS

    def list(self, **bounds: Unpack[Bounds]) -> Paged[Status]:
        """Bookmarked posts, the latest bookmark first."""
        return self._paged("/api/v1/bookmarks", Status, bounds, order=Order.LINKS)
