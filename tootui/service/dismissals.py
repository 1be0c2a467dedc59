"""Clearing notifications away: gone from the screen at once, back where the server refuses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from tootui.model.errors import Missing, ServerError
from tootui.model.happening import Happening
from tootui.service.feed_parts import FeedServices
from tootui.service.notifications import NotificationFeed
from tootui.service.remote import Remote

if TYPE_CHECKING:
    from tootui.api.client import Client

NOT_HERE = "This server does not let notifications be dismissed."


class Dismissals:
    """Puts single notifications away, or all.

    Args:
        feeds: the lists that may show one.
    """

    def __init__(self, feeds: Callable[[], Iterable[NotificationFeed]], remote: Remote, services: FeedServices) -> None:
        self._feeds = feeds
        self._remote = remote
        self._services = services
        self._is_offered = True

    def why_not(self) -> str | None:
        """Why nothing can be dismissed here; None where it can."""
        return None if self._is_offered else NOT_HERE

    def dismiss(self, happening: Happening, *, grouped: bool) -> None:
        """Put one away, with all that is in its group.

        Args:
            grouped: whether the server knows the group.
        """

        async def request(client: Client) -> None:
            if grouped:
                await client.grouped_notifications.dismiss(happening.group_key)
                return
            for id in happening.member_ids:
                await _dismiss_one(client, id)

        put_back = [feed.put_away(happening) for feed in self._feeds()]
        self._services.tasks.spawn(self._dismiss(request, put_back), "dismissing a notification")

    def clear(self) -> None:
        """Put all away, on the server too. To be asked about before."""
        self._services.tasks.spawn(self._clear(), "clearing notifications")

    async def _clear(self) -> None:
        try:
            await self._remote.call(lambda client: client.notifications.clear())
        except Missing:
            self._refused()
        except ServerError as error:
            self._services.notices.post(f"Nothing was cleared away: {error}", "error", key="dismiss")
        else:
            for feed in self._feeds():
                feed.put_all_away()
            self._services.notices.post("All notifications are cleared away.", key="dismiss")

    async def _dismiss(
        self, request: Callable[[Client], Awaitable[None]], put_back: Sequence[Callable[[], None]]
    ) -> None:
        try:
            await self._remote.insist(request, self._tell_waiting)
        except ServerError as error:
            for put in put_back:
                put()
            if isinstance(error, Missing):
                self._refused()
            else:
                self._services.notices.post(f"It was not dismissed: {error}", "error", key="dismiss")

    def _tell_waiting(self, error: ServerError) -> None:
        self._services.notices.post(f"Dismissing waits for your server. {error}", "warning", key="dismiss")

    def _refused(self) -> None:
        self._is_offered = False
        self._services.notices.post(NOT_HERE, "warning", key="dismiss")


async def _dismiss_one(client: Client, id: str) -> None:
    """Dismiss it, unless that was done elsewhere: servers say to either that there is nothing."""
    try:
        await client.notifications.dismiss(id)
    except Missing as missing:
        if not missing.may_be_gone or await _is_there(client, id):
            raise


async def _is_there(client: Client, id: str) -> bool:
    try:
        await client.notifications.get(id)
    except Missing:
        return False
    return True
