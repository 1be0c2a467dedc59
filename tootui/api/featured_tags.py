"""`/api/v1/featured_tags`: hashtags on the own profile."""

from __future__ import annotations

from tootui.api.features import Feature
from tootui.api.resource import Resource, path
from tootui.model.tags import FeaturedTag, Tag


class FeaturedTags(Resource):
    """Reads and changes them; they have ids of their own."""

    feature = Feature.FEATURED_TAGS

    async def all(self) -> list[FeaturedTag]:
        """The hashtags the reader features."""
        return await self._all("/api/v1/featured_tags", FeaturedTag)

    async def create(self, *, name: str) -> FeaturedTag:
        """Feature one."""
        return await self._write("POST", "/api/v1/featured_tags", FeaturedTag, {"name": name})

    async def delete(self, id: str) -> None:
        """Feature it no longer."""
        await self._send("DELETE", path("/api/v1/featured_tags/{}", id))

    async def suggestions(self) -> list[Tag]:
        """Up to ten that the reader used lately."""
        return await self._all("/api/v1/featured_tags/suggestions", Tag)
