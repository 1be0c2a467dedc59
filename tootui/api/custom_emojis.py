"""`/api/v1/custom_emojis`."""

from __future__ import annotations

from tootui.api.features import Feature
from tootui.api.resource import Resource
from tootui.model.account import CustomEmoji


class CustomEmojis(Resource):
    """The server's own emoji."""

    feature = Feature.CUSTOM_EMOJIS

    async def all(self) -> list[CustomEmoji]:
        """All of them; there may be thousands, and they seldom change."""
        return await self._all("/api/v1/custom_emojis", CustomEmoji)
