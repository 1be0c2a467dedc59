"""How many notifications are unread, also while nobody looks at them."""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING

from msgspec import Struct

from tootui.api.features import Feature
from tootui.model.errors import Missing, Refused, ServerError
from tootui.model.events import Event, NotificationArrived, NotificationsMerged
from tootui.model.happening import from_notification
from tootui.model.places import Place
from tootui.service.feed_parts import FeedServices
from tootui.service.notifications import NotificationFeed
from tootui.service.remote import Remote
from tootui.service.signals import Stateful

if TYPE_CHECKING:
    from tootui.api.client import Client

log = logging.getLogger(__name__)

SECONDS_BETWEEN = 300.0
"""So often the count is asked for where no stream tells what comes."""
SECONDS_IN_DOUBT = 2.0
"""What is told so soon after an answer may have been counted in it."""
SECONDS_OF_REST = 5.0
"""Before it is asked once more for that."""
MOST = 1000
"""Servers count no further."""
_MOST_ASKED = 3
"""So often in a row, where more comes all the time."""
_MISTAKEN = 500
"""What Takahe says instead of 404: it takes the count for the name of a notification."""


class UnreadState(Struct, frozen=True):
    """``count`` is None while nothing is known."""

    count: int | None = None


class NotificationCount(Stateful[UnreadState]):
    """Counts them: by what is new in the list where that was opened, else by what the server says.

    Args:
        feed: the list of all notifications.
    """

    place = Place.NOTIFICATIONS

    def __init__(self, feed: NotificationFeed, remote: Remote, services: FeedServices) -> None:
        super().__init__(UnreadState())
        self._feed = feed
        self._remote = remote
        self._services = services
        self._counted: set[str] = set()
        """Groups that were counted since the server was asked."""
        self._heard = 0
        """How often the stream told of one."""
        self._listed = 0
        """How often the list itself knew how many there are."""
        self._answered_at = -math.inf
        self._is_in_doubt = False
        self._is_begun = False
        self._is_offered = True

    def begin(self) -> None:
        """Count from now on, until the session ends."""
        if self._is_begun:
            return
        self._is_begun = True
        self._feed.observe(self._feed_changed)
        self._services.streams.hear(self._hear)
        self._services.poller.watch(self, SECONDS_BETWEEN)
        self._services.streams.watch(self)

    async def poll(self) -> None:
        """Ask how many there are, unless the list itself knows.

        Raises:
            ServerError: it did not work out; the count stays.
        """
        if self._feed.is_open:
            return
        listed = self._listed
        if self._is_offered:
            try:
                if self.state.count is None:
                    await self._feed.tell_read()
                count = await self._ask()
            except Refused as refused:
                if not isinstance(refused, Missing) and refused.code != _MISTAKEN:
                    raise
                self._is_offered = False
            else:
                if listed == self._listed:  # else it is from before they were read
                    self._counted.clear()
                    self._answered_at = self._services.clock.time()
                    self._set(count=count)
                return
        if self._feed.state.closed is None:
            await self._feed.poll()
            self._feed_changed()

    async def _ask(self) -> int:
        """The server's count, asked again where the stream told of something meanwhile: it may hold that or not."""
        for _ in range(_MOST_ASKED):
            heard = self._heard
            count = await self._remote.call(_count)
            if heard == self._heard:
                break
        return count

    def arrive(self, status_ids: list[str]) -> None:
        """Posts are no matter of it."""

    def told_no_longer(self) -> None:
        """Then it is asked for."""

    def told_again(self) -> None:
        """Then it counts by itself."""

    def _hear(self, event: Event) -> None:
        match event:
            case NotificationArrived(notification=notification) if not self._feed.is_open:
                self._heard += 1
                key = from_notification(notification).group_key
                if key not in self._counted:
                    self._counted.add(key)
                    self._set(count=min((self.state.count or 0) + 1, MOST))
                if self._services.clock.time() - self._answered_at < SECONDS_IN_DOUBT and not self._is_in_doubt:
                    self._is_in_doubt = True
                    self._services.tasks.spawn(self._count_anew(), "counting notifications")
            case NotificationsMerged() if not self._feed.is_open:
                self._services.tasks.spawn(self.poll(), "counting notifications")

    async def _count_anew(self) -> None:
        await self._services.clock.sleep(SECONDS_OF_REST)
        self._is_in_doubt = False
        try:
            await self.poll()
        except ServerError as error:
            log.info("Counting notifications: %s", error)

    def _feed_changed(self) -> None:
        if self._feed.state.loaded_once and (self._feed.is_open or not self._is_offered):
            self._listed += 1
            self._counted.clear()
            self._set(count=self._feed.new_count)


async def _count(client: Client) -> int:
    """The server's count, in groups where it has them."""
    if client.capabilities.offers(Feature.GROUPED_NOTIFICATIONS):
        try:
            return await client.grouped_notifications.unread_count(limit=MOST)
        except Missing:
            pass
    return await client.notifications.unread_count(limit=MOST)
