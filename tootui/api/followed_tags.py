"""`/api/v1/followed_tags`: hashtags whose posts come home."""

from __future__ import annotations

from typing import Unpack

from tootui.api.features import Feature
from tootui.api.paged import Order, Paged
from tootui.api.resource import Bounds, Resource
from tootui.model.tags import Tag


class FollowedTags(Resource):
    """Reads that list; `Tags.follow` adds to it."""

    feature = Feature.FOLLOWED_TAGS

    def list(self, **bounds: Unpack[Bounds]) -> Paged[Tag]:
        """The hashtags the reader follows."""
        return self._paged("/api/v1/followed_tags", Tag, bounds, order=Order.LINKS)
