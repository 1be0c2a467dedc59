"""`/api/v1/conversations`: direct messages by who takes part."""

from __future__ import annotations

from typing import Unpack

from tootui.api.features import Feature
from tootui.api.paged import Order, Paged
from tootui.api.resource import Bounds, Resource, path
from tootui.model.conversations import Conversation


class Conversations(Resource):
    """Reads conversations. They are paged by posts, so that only links lead on."""

    feature = Feature.CONVERSATIONS

    def list(self, **bounds: Unpack[Bounds]) -> Paged[Conversation]:
        """Conversations, the one with the newest post first."""
        return self._paged("/api/v1/conversations", Conversation, bounds, order=Order.LINKS)

    async def read(self, id: str) -> Conversation:
        """Mark one as read."""
        return await self._write("POST", path("/api/v1/conversations/{}/read", id), Conversation)

    async def unread(self, id: str) -> Conversation:
        """Mark one as unread; Mastodon knows this without documenting it."""
        return await self._write("POST", path("/api/v1/conversations/{}/unread", id), Conversation)

    async def delete(self, id: str) -> None:
        """Take one off the list. Its posts stay."""
        await self._send("DELETE", path("/api/v1/conversations/{}", id))
