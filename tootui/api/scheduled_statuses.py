"""`/api/v1/scheduled_statuses`: posts that wait for their time."""

from __future__ import annotations

from datetime import datetime
from typing import Unpack

from tootui.api.features import Feature
from tootui.api.paged import Paged
from tootui.api.resource import Bounds, Resource, path
from tootui.model.errors import Refused
from tootui.model.scheduled import ScheduledStatus


class ScheduledStatuses(Resource):
    """Reads and moves what `Statuses.schedule` made. To change the text, delete and write anew."""

    feature = Feature.SCHEDULING

    async def offered(self) -> bool:
        """Whether a post may be left with the server until its time. Both must hold:

        nodeinfo names software known to do so, and the list of what waits can be read. Takahe, Hollo and snac publish
        at once whatever time is given, and snac answers an empty list all the same. Ask `Instance.get` before.
        """
        if not self._capabilities.offers(Feature.SCHEDULING):
            return False
        try:
            await self.list(limit=1)
        except Refused:
            return False
        return True

    def list(self, **bounds: Unpack[Bounds]) -> Paged[ScheduledStatus]:
        """What waits."""
        return self._paged("/api/v1/scheduled_statuses", ScheduledStatus, bounds)

    async def get(self, id: str) -> ScheduledStatus:
        """One that waits."""
        return await self._one(path("/api/v1/scheduled_statuses/{}", id), ScheduledStatus)

    async def update(self, id: str, *, scheduled_at: datetime) -> ScheduledStatus:
        """Give it another time, more than five minutes ahead."""
        body = {"scheduled_at": scheduled_at.isoformat()}
        return await self._write("PUT", path("/api/v1/scheduled_statuses/{}", id), ScheduledStatus, body)

    async def delete(self, id: str) -> None:
        """Do not publish it."""
        await self._send("DELETE", path("/api/v1/scheduled_statuses/{}", id))
