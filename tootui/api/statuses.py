"""`/api/v1/statuses`: single posts and what can be done with them."""

from __future__ import annotations

from urllib.parse import quote

from msgspec import json

from tootui.api import decode
from tootui.api.transport import Timeouts, Transport
from tootui.model.base import StatusId
from tootui.model.posting import NewStatus
from tootui.model.status import Context, Status

_POSTING = Timeouts(read=60.0, whole=90.0)
"""A post that times out may still appear: patience is cheaper than finding out."""


class Statuses:
    """Reads, publishes, deletes and marks posts. Writes are sent once; ``reblog`` may answer wrapper or original."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def get(self, id: StatusId) -> Status:
        """One post."""
        return decode.one((await self._transport.get(_path(id))).body, Status)

    async def context(self, id: StatusId) -> Context:
        """What stands above and below a post; its ``problems`` name what could not be read."""
        return decode.context((await self._transport.get(_path(id, "context"))).body)

    async def post(self, new: NewStatus, *, idempotency_key: str) -> Status:
        """Publish. The same key within an hour gives the same post on servers that honour it (Mastodon, Hollo).

        What was left out is the server's choice: show what came back.
        """
        answer = await self._transport.send(
            "POST",
            "/api/v1/statuses",
            # JSON, not a form: Hollo refuses `sensitive=true` in a form.
            json=json.encode(new),
            headers={"Idempotency-Key": idempotency_key},
            timeouts=_POSTING,
        )
        return decode.one(answer.body, Status)

    async def delete(self, id: StatusId) -> None:
        """Delete an own post."""
        await self._transport.send("DELETE", _path(id))

    async def favourite(self, id: StatusId) -> Status:
        """Mark as favourite."""
        return await self._act(id, "favourite")

    async def unfavourite(self, id: StatusId) -> Status:
        """Take the favourite back."""
        return await self._act(id, "unfavourite")

    async def reblog(self, id: StatusId) -> Status:
        """Boost. Mastodon answers the boost around the post, Takahe and snac the post: ``.inner`` is right for both."""
        return await self._act(id, "reblog")

    async def unreblog(self, id: StatusId) -> Status:
        """Take the boost back; ``id`` is the original's."""
        return await self._act(id, "unreblog")

    async def bookmark(self, id: StatusId) -> Status:
        """Bookmark."""
        return await self._act(id, "bookmark")

    async def unbookmark(self, id: StatusId) -> Status:
        """Take the bookmark back."""
        return await self._act(id, "unbookmark")

    async def _act(self, id: StatusId, verb: str) -> Status:
        return decode.one((await self._transport.send("POST", _path(id, verb))).body, Status)


def _path(id: StatusId, *rest: str) -> str:
    return "/".join(("/api/v1/statuses", quote(id, safe=""), *rest))
