"""`/api/v1/tags`: hashtags by name."""

from __future__ import annotations

from tootui.api.features import Feature
from tootui.api.resource import Resource, path
from tootui.model.tags import Tag


class Tags(Resource):
    """Reads hashtags, follows and features them. Names go without ``#``."""

    feature = Feature.FOLLOWED_TAGS

    async def get(self, name: str) -> Tag:
        """A hashtag, how much it is used, and whether the reader follows it."""
        return await self._one(path("/api/v1/tags/{}", name), Tag)

    async def follow(self, name: str) -> Tag:
        """Let its posts come home."""
        return await self._write("POST", path("/api/v1/tags/{}/follow", name), Tag)

    async def unfollow(self, name: str) -> Tag:
        """No longer."""
        return await self._write("POST", path("/api/v1/tags/{}/unfollow", name), Tag)

    async def feature_on_profile(self, name: str) -> Tag:
        """Show it on the own profile (from 4.4; before, `FeaturedTags.create`)."""
        return await self._write("POST", path("/api/v1/tags/{}/feature", name), Tag, feature=Feature.FEATURING_TAGS)

    async def take_off_profile(self, name: str) -> Tag:
        """No longer."""
        target = path("/api/v1/tags/{}/unfeature", name)
        return await self._write("POST", target, Tag, feature=Feature.FEATURING_TAGS)
