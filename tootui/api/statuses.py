"""`/api/v1/statuses`: single posts and what can be done with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Unpack

from msgspec.structs import replace

from tootui.api import decode
from tootui.api.features import Feature
from tootui.api.paged import Order, Paged
from tootui.api.refreshing import refresh_hint
from tootui.api.resource import Bounds, Resource, path
from tootui.api.transport import Answer, Timeouts
from tootui.model.account import Account
from tootui.model.base import StatusId
from tootui.model.edits import StatusEdit, StatusSource
from tootui.model.errors import BadAnswer, Invalid, NotOffered
from tootui.model.posting import NewStatus, StatusChanges
from tootui.model.scheduled import ScheduledStatus
from tootui.model.status import Context, Status
from tootui.model.translation import Translation

_POSTING = Timeouts(read=60.0, whole=90.0)
"""A post that times out may still appear: patience is cheaper than finding out."""

_SOONEST = timedelta(minutes=5)
"""Mastodon takes no earlier time; one in the past it drops, and publishes at once."""


class Statuses(Resource):
    """Reads, publishes, edits, deletes and marks posts. Writes are sent once."""

    async def get(self, id: StatusId) -> Status:
        """One post."""
        return await self._one(path("/api/v1/statuses/{}", id), Status)

    async def several(self, *, id: Sequence[StatusId]) -> list[Status]:
        """Several posts; those that are gone or hidden are missing."""
        return await self._all("/api/v1/statuses", Status, {"id": id}, feature=Feature.SEVERAL_AT_ONCE)

    async def context(self, id: StatusId) -> Context:
        """What stands above and below a post; ``problems`` name what could not be read, ``refresh`` what is to come."""
        answer = await self._get(path("/api/v1/statuses/{}/context", id))
        return replace(decode.bundle(answer.body, Context), refresh=refresh_hint(answer.headers))

    async def post(self, new: NewStatus, *, idempotency_key: str) -> Status:
        """Publish. The same key within an hour gives the same post on servers that honour it (Mastodon, Hollo).

        What was left out is the server's choice: show what came back.
        """
        return decode.one((await self._publish(new, idempotency_key)).body, Status)

    async def schedule(
        self, new: NewStatus, *, scheduled_at: datetime, idempotency_key: str
    ) -> ScheduledStatus | Status:
        """Let a post be published later. Ask `ScheduledStatuses.offered` first.

        Returns:
            What will be published; or, **loudly to be told**, the post that was published at once all the same.

        Raises:
            NotOffered: the server is not known to keep a post until its time. Nothing was sent.
            Invalid: the time is not more than five minutes ahead.
        """
        if not self._capabilities.offers(Feature.SCHEDULING):
            raise NotOffered(f"{self._transport.host} is not known to keep posts until their time.", code=404)
        if scheduled_at.timestamp() - self._transport.now() <= _SOONEST.total_seconds():
            raise Invalid("The time must be more than five minutes ahead.", code=422)
        answer = await self._publish(replace(new, scheduled_at=scheduled_at), idempotency_key)
        try:
            return decode.one(answer.body, ScheduledStatus)
        except BadAnswer:
            return decode.one(answer.body, Status)

    async def edit(self, id: StatusId, changes: StatusChanges) -> Status:
        """Change an own post: ``changes`` is all of it, and begins as what `source` gives."""
        answer = await self._send(
            "PUT", path("/api/v1/statuses/{}", id), changes, timeouts=_POSTING, feature=Feature.EDITING
        )
        return decode.one(answer.body, Status)

    async def delete(self, id: StatusId, *, delete_media: bool | None = None) -> Status | None:
        """Delete an own post.

        Args:
            delete_media: its files at once (from 4.4), not only after the day in which they may be posted anew.

        Returns:
            What it was written as (``text`` in place of ``content``), to be redrafted; None where that is not told.
        """
        answer = await self._send("DELETE", path("/api/v1/statuses/{}", id), params={"delete_media": delete_media})
        try:
            return decode.one(answer.body, Status)
        except BadAnswer:
            return None

    async def source(self, id: StatusId) -> StatusSource:
        """An own post as it was written."""
        return await self._one(path("/api/v1/statuses/{}/source", id), StatusSource, feature=Feature.EDITING)

    async def history(self, id: StatusId) -> list[StatusEdit]:
        """All versions of a post, the original first."""
        return await self._all(path("/api/v1/statuses/{}/history", id), StatusEdit, feature=Feature.EDIT_HISTORY)

    async def translate(self, id: StatusId, *, lang: str | None = None) -> Translation:
        """A public or unlisted post in another language, by default the reader's."""
        target = path("/api/v1/statuses/{}/translate", id)
        return await self._write("POST", target, Translation, {"lang": lang}, feature=Feature.TRANSLATION)

    def reblogged_by(self, id: StatusId, **bounds: Unpack[Bounds]) -> Paged[Account]:
        """Who boosted a post."""
        return self._paged(path("/api/v1/statuses/{}/reblogged_by", id), Account, bounds, order=Order.LINKS)

    def favourited_by(self, id: StatusId, **bounds: Unpack[Bounds]) -> Paged[Account]:
        """Whose favourite a post is."""
        return self._paged(path("/api/v1/statuses/{}/favourited_by", id), Account, bounds, order=Order.LINKS)

    def quotes(self, id: StatusId, **bounds: Unpack[Bounds]) -> Paged[Status]:
        """The posts that quote one."""
        target = path("/api/v1/statuses/{}/quotes", id)
        return self._paged(target, Status, bounds, order=Order.LINKS, feature=Feature.QUOTES)

    async def revoke_quote(self, id: StatusId, quoting_status_id: StatusId) -> Status:
        """Take an own post out of one that quotes it. Gives the quoting one."""
        target = path("/api/v1/statuses/{}/quotes/{}/revoke", id, quoting_status_id)
        return await self._write("POST", target, Status, feature=Feature.QUOTES)

    async def interaction_policy(self, id: StatusId, *, quote_approval_policy: str) -> Status:
        """Say who may quote an own post: ``public``, ``followers`` or ``nobody``."""
        target = path("/api/v1/statuses/{}/interaction_policy", id)
        body = {"quote_approval_policy": quote_approval_policy}
        return await self._write("PUT", target, Status, body, feature=Feature.QUOTES)

    async def favourite(self, id: StatusId) -> Status:
        """Mark as favourite."""
        return await self._act(id, "favourite")

    async def unfavourite(self, id: StatusId) -> Status:
        """Take the favourite back."""
        return await self._act(id, "unfavourite")

    async def reblog(self, id: StatusId, *, visibility: str | None = None) -> Status:
        """Boost. Mastodon answers the boost around the post, Takahe and snac the post: ``.inner`` is right for both."""
        body = {"visibility": visibility} if visibility is not None else None
        return await self._act(id, "reblog", body)

    async def unreblog(self, id: StatusId) -> Status:
        """Take the boost back; ``id`` is the original's."""
        return await self._act(id, "unreblog")

    async def bookmark(self, id: StatusId) -> Status:
        """Bookmark."""
        return await self._act(id, "bookmark")

    async def unbookmark(self, id: StatusId) -> Status:
        """Take the bookmark back."""
        return await self._act(id, "unbookmark")

    async def mute(self, id: StatusId) -> Status:
        """Get no more notifications from the conversation around a post."""
        return await self._act(id, "mute", feature=Feature.MUTED_CONVERSATIONS)

    async def unmute(self, id: StatusId) -> Status:
        """Get them again."""
        return await self._act(id, "unmute", feature=Feature.MUTED_CONVERSATIONS)

    async def pin(self, id: StatusId) -> Status:
        """Put an own post on top of the profile."""
        return await self._act(id, "pin")

    async def unpin(self, id: StatusId) -> Status:
        """Take it from there."""
        return await self._act(id, "unpin")

    async def _publish(self, new: NewStatus, idempotency_key: str) -> Answer:
        headers = {"Idempotency-Key": idempotency_key}
        return await self._send("POST", "/api/v1/statuses", new, headers=headers, timeouts=_POSTING)

    async def _act(
        self,
        id: StatusId,
        verb: str,
        body: Mapping[str, str] | None = None,
        *,
        feature: Feature | None = None,
    ) -> Status:
        return await self._write("POST", path("/api/v1/statuses/{}/" + verb, id), Status, body, feature=feature)
