"""`/api/v1/preferences`: choices that the server keeps for the reader."""

from __future__ import annotations

from tootui.api.features import Feature
from tootui.api.resource import Resource
from tootui.model.instance import Preferences as Choices


class Preferences(Resource):
    """Reads the reader's choices. snac answers `{}`: then there are none."""

    feature = Feature.PREFERENCES

    async def get(self) -> Choices:
        """Posting defaults and what is unfolded while reading."""
        return await self._one("/api/v1/preferences", Choices)
