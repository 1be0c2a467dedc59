"""Which request fills which place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tootui.model.base import StatusId
from tootui.model.pages import Page
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.remote import Remote

if TYPE_CHECKING:
    from tootui.api.client import Client


class Source(Protocol):
    """Where the pages of one timeline come from; newest first whichever way they are asked for."""

    async def page(self, *, max_id: StatusId | None = None, min_id: StatusId | None = None) -> Page[Status]:
        """The newest page, the one right below ``max_id``, or the one right above ``min_id``."""

    async def follow(self, link: str) -> Page[Status]:
        """The page behind a link the server gave."""


class RemoteSource:
    """The server's own timeline of a place."""

    def __init__(self, remote: Remote, place: Place, page_size: int) -> None:
        self._remote = remote
        self._place = place
        self._page_size = page_size

    async def page(self, *, max_id: StatusId | None = None, min_id: StatusId | None = None) -> Page[Status]:
        """See `Source.page`. Only a request without bounds or upwards stands for the whole connection."""
        return await self._remote.call(
            lambda client: self._request(client, max_id=max_id, min_id=min_id), whole=max_id is None
        )

    async def follow(self, link: str) -> Page[Status]:
        """See `Source.follow`."""
        return await self._remote.call(lambda client: client.follow_link(link, Status))

    async def _request(self, client: Client, *, max_id: StatusId | None, min_id: StatusId | None) -> Page[Status]:
        timelines = client.timelines
        if self._place.kind == "home":
            return await timelines.home(max_id=max_id, min_id=min_id, limit=self._page_size)
        if self._place.kind == "tag":
            return await timelines.tag(self._place.argument, max_id=max_id, min_id=min_id, limit=self._page_size)
        return await timelines.public(
            local=self._place.kind == "local", max_id=max_id, min_id=min_id, limit=self._page_size
        )
