"""`/api/v1/timelines`: posts, newest first.

``max_id``: older than; ``min_id``: the page right after (for filling forward); ``since_id``: the newest that are newer.
"""

from __future__ import annotations

from urllib.parse import quote

from tootui.api.paging import read_page
from tootui.api.transport import Parameters, Transport
from tootui.model.base import StatusId
from tootui.model.pages import Page
from tootui.model.status import Status


class Timelines:
    """Reads the pages of timelines."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def home(
        self,
        *,
        max_id: StatusId | None = None,
        since_id: StatusId | None = None,
        min_id: StatusId | None = None,
        limit: int | None = None,
    ) -> Page[Status]:
        """What those wrote whom the reader follows."""
        params = {"max_id": max_id, "since_id": since_id, "min_id": min_id, "limit": limit}
        return await self._page("/api/v1/timelines/home", params)

    async def public(
        self,
        *,
        local: bool | None = None,
        remote: bool | None = None,
        only_media: bool | None = None,
        max_id: StatusId | None = None,
        since_id: StatusId | None = None,
        min_id: StatusId | None = None,
        limit: int | None = None,
    ) -> Page[Status]:
        """Everything public that the server knows, or only what is written there (``local``)."""
        params = {"max_id": max_id, "since_id": since_id, "min_id": min_id, "limit": limit}
        kind = {"local": local, "remote": remote, "only_media": only_media}
        return await self._page("/api/v1/timelines/public", {**kind, **params})

    async def tag(
        self,
        hashtag: str,
        *,
        local: bool | None = None,
        only_media: bool | None = None,
        max_id: StatusId | None = None,
        since_id: StatusId | None = None,
        min_id: StatusId | None = None,
        limit: int | None = None,
    ) -> Page[Status]:
        """Public posts with a hashtag, named without its ``#``."""
        params = {"max_id": max_id, "since_id": since_id, "min_id": min_id, "limit": limit}
        kind = {"local": local, "only_media": only_media}
        return await self._page(f"/api/v1/timelines/tag/{quote(hashtag, safe='')}", {**kind, **params})

    async def _page(self, path: str, params: Parameters) -> Page[Status]:
        return await read_page(self._transport, path, Status, params)
