"""`/api/v1/trends`: what is much talked about."""

from __future__ import annotations

from tootui.api.features import Feature
from tootui.api.paged import Order, Paged
from tootui.api.resource import Resource
from tootui.model.status import Status
from tootui.model.tags import Tag
from tootui.model.trends import TrendsLink


class Trends(Resource):
    """Reads trends, the strongest first."""

    feature = Feature.TRENDS

    def tags(self, *, limit: int | None = None, offset: int | None = None) -> Paged[Tag]:
        """Hashtags."""
        return self._paged("/api/v1/trends/tags", Tag, {"limit": limit}, {"offset": offset}, order=Order.OFFSETS)

    def statuses(self, *, limit: int | None = None, offset: int | None = None) -> Paged[Status]:
        """Posts."""
        target = "/api/v1/trends/statuses"
        return self._paged(target, Status, {"limit": limit}, {"offset": offset}, order=Order.OFFSETS)

    def links(self, *, limit: int | None = None, offset: int | None = None) -> Paged[TrendsLink]:
        """Pages that are linked to; the posts that do so are in `Timelines.link`."""
        target = "/api/v1/trends/links"
        return self._paged(target, TrendsLink, {"limit": limit}, {"offset": offset}, order=Order.OFFSETS)
