"""`/api/v1/notifications/requests`: those whose notifications were kept back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from msgspec import Struct

from tootui.api.features import Feature
from tootui.api.paged import Paged
from tootui.api.resource import Bounds, Resource, path
from tootui.model.notification_policy import NotificationRequest

_PATH = "/api/v1/notifications/requests"


class NotificationRequests(Resource):
    """Reads requests and decides about them."""

    feature = Feature.NOTIFICATION_POLICY

    def list(self, **bounds: Unpack[Bounds]) -> Paged[NotificationRequest]:
        """Who waits, newest first."""
        return self._paged(_PATH, NotificationRequest, bounds)

    async def get(self, id: str) -> NotificationRequest:
        """One of them."""
        return await self._one(path(_PATH + "/{}", id), NotificationRequest)

    async def accept(self, id: str) -> None:
        """Let somebody's notifications through from now on, and those kept back; see `merged`."""
        await self._send("POST", path(_PATH + "/{}/accept", id))

    async def dismiss(self, id: str) -> None:
        """Clear a request away."""
        await self._send("POST", path(_PATH + "/{}/dismiss", id))

    async def accept_several(self, *, id: Sequence[str]) -> None:
        """Accept several at once."""
        await self._send("POST", _PATH + "/accept", {"id": id})

    async def dismiss_several(self, *, id: Sequence[str]) -> None:
        """Clear several away at once."""
        await self._send("POST", _PATH + "/dismiss", {"id": id})

    async def merged(self) -> bool:
        """Whether what was accepted is among the notifications by now."""
        return (await self._one(_PATH + "/merged", _Merged)).merged


class _Merged(Struct, frozen=True):
    merged: bool
