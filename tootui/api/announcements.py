"""`/api/v1/announcements`: what those who run the server tell everybody."""

from __future__ import annotations

from tootui.api.features import Feature
from tootui.api.resource import Resource, path
from tootui.model.announcements import Announcement


class Announcements(Resource):
    """Reads announcements and reacts to them."""

    feature = Feature.ANNOUNCEMENTS

    async def all(self, *, with_dismissed: bool | None = None) -> list[Announcement]:
        """Those that hold now."""
        return await self._all("/api/v1/announcements", Announcement, {"with_dismissed": with_dismissed})

    async def dismiss(self, id: str) -> None:
        """Mark one as read."""
        await self._send("POST", path("/api/v1/announcements/{}/dismiss", id))

    async def react(self, id: str, name: str) -> None:
        """Add an emoji: a Unicode one, or a shortcode of the server's."""
        await self._send("PUT", path("/api/v1/announcements/{}/reactions/{}", id, name))

    async def unreact(self, id: str, name: str) -> None:
        """Take the own emoji back."""
        await self._send("DELETE", path("/api/v1/announcements/{}/reactions/{}", id, name))
