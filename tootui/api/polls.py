"""`/api/v1/polls`."""

from __future__ import annotations

from collections.abc import Sequence

from tootui.api.features import Feature
from tootui.api.resource import Resource, path
from tootui.model.status import Poll


class Polls(Resource):
    """Reads polls and votes."""

    feature = Feature.POLLS

    async def get(self, id: str) -> Poll:
        """A poll as it stands."""
        return await self._one(path("/api/v1/polls/{}", id), Poll)

    async def vote(self, id: str, *, choices: Sequence[int]) -> Poll:
        """Vote for options, the first being 0. It cannot be taken back; a multiple poll takes more votes later."""
        return await self._write("POST", path("/api/v1/polls/{}/votes", id), Poll, {"choices": choices})
