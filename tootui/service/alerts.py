"""Calling the reader who looks elsewhere: when somebody mentions them, or writes to them alone.

A call never holds words of a post that is not public, nor those behind a content warning or a filter. Calls are apart;
what comes meanwhile is counted and told together.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from tootui.model.base import known
from tootui.model.errors import Missing
from tootui.model.events import Event, NotificationArrived
from tootui.model.notification import Notification
from tootui.model.status import Status
from tootui.service.feed_parts import FeedServices
from tootui.service.remote import Remote
from tootui.text.brief import in_brief
from tootui.text.clean import clean_line
from tootui.text.html import parse

if TYPE_CHECKING:
    from tootui.api.client import Client
    from tootui.model.pages import Page

log = logging.getLogger(__name__)

SECONDS_APART = 10.0
"""Between two calls, however much comes."""
SECONDS_BEFORE_ASKING = 5.0
"""The first seconds belong to what is on screen."""
SECONDS_BETWEEN = 120.0
"""So often the server is asked where it does not tell by itself."""
MOST_ASKED = 20
MOST_REMEMBERED = 500
NAME_LENGTH, TEXT_LENGTH = 60, 140

Occasion: TypeAlias = Literal["mention", "direct"]


class Alert(Struct, frozen=True):
    """One call: what for, in one line of clean words."""

    occasion: Occasion
    words: str


class Alerts:
    """Watches for what the reader wants to be called for, wherever they are in the program.

    Args:
        occasions: what to call for.
        call: calls, and says whether it did: a reader who is looking need not be called.
    """

    def __init__(
        self, remote: Remote, services: FeedServices, occasions: frozenset[Occasion], call: Callable[[Alert], bool]
    ) -> None:
        self._remote = remote
        self._services = services
        self._occasions = occasions
        self._call = call
        self._seen: dict[str, None] = {}
        """The ids of the latest notifications, the same one may be told on several ways."""
        self._newest: str | None = None
        """The newest one the server named when it was asked; None before that."""
        self._was_live = False
        self._called_at: float | None = None
        self._missed: list[Occasion] = []

    def begin(self) -> None:
        """Listen from now on, and ask where the server does not tell, once the first posts are there."""
        services = self._services
        services.streams.hear(self._heard)
        services.streams.accompany(self)
        services.tasks.spawn(self._begin_to_ask(), "looking for mentions")

    async def _begin_to_ask(self) -> None:
        services = self._services
        await services.poller.first_answer.wait()
        await services.clock.sleep(SECONDS_BEFORE_ASKING)
        services.poller.watch(self, SECONDS_BETWEEN)

    async def poll(self) -> None:
        """Ask for what nobody told.

        Raises:
            ServerError: it did not work out.
        """
        is_live = self._services.connection.state == "live"
        if is_live and self._was_live and self._newest is not None:
            return
        try:
            page = await self._remote.call(self._mentions)
        except Missing as error:
            log.info("Nothing is known of mentions that were not told: %s", error)
            self._services.poller.unwatch(self)
            return
        self._was_live = is_live
        knows_earlier = self._newest is not None
        self._newest = page.items[0].id if page.items else self._newest or ""
        for notification in reversed(page.items):
            if knows_earlier:
                self._take(notification)
            else:
                self._remember(notification.id)

    async def _mentions(self, client: Client) -> Page[Notification]:
        since = self._newest or None
        return await client.notifications.list(types=["mention"], since_id=since, limit=MOST_ASKED if since else 1)

    def _heard(self, event: Event) -> None:
        if isinstance(event, NotificationArrived):
            self._take(event.notification)

    def _take(self, notification: Notification) -> None:
        if notification.id in self._seen:
            return
        self._remember(notification.id)
        alert = alert_for(notification)
        if alert is None or alert.occasion not in self._occasions or self._is_shut_out(notification):
            return
        if self._called_at is not None and self._services.clock.time() - self._called_at < SECONDS_APART:
            self._missed.append(alert.occasion)
            if len(self._missed) == 1:
                self._services.tasks.spawn(self._call_for_missed(), "calling you")
        else:
            self._ring(alert)

    def _remember(self, notification_id: str) -> None:
        self._seen[notification_id] = None
        if len(self._seen) > MOST_REMEMBERED:
            del self._seen[next(iter(self._seen))]

    def _is_shut_out(self, notification: Notification) -> bool:
        """Whether the reader has just muted or blocked who did this, before the server knows."""
        account = notification.account
        related = self._services.store.relationship(account.id) if account is not None else None
        return related is not None and (
            known(related.blocking, False)
            or (known(related.muting, False) and known(related.muting_notifications, True))
        )

    def _ring(self, alert: Alert) -> None:
        if self._call(alert):
            self._called_at = self._services.clock.time()

    async def _call_for_missed(self) -> None:
        now, called_at = self._services.clock.time(), self._called_at or 0.0
        await self._services.clock.sleep(max(called_at + SECONDS_APART - now, 0.0))
        missed, self._missed = self._missed, []
        self._ring(Alert("direct" if "direct" in missed else "mention", several(missed)))


def alert_for(notification: Notification) -> Alert | None:
    """The call for a notification; None where it is about nothing that was written to the reader."""
    status = notification.status
    if notification.type != "mention" or status is None:
        return None
    account = notification.account or status.account
    name = in_brief(clean_line(account.name), NAME_LENGTH) or in_brief(clean_line(account.acct), NAME_LENGTH)
    if status.visibility == "direct":
        return Alert("direct", f"A direct post of {name}")
    words = _words_of(status)
    return Alert("mention", f"{name} mentioned you: {words}" if words else f"{name} mentioned you")


def several(occasions: list[Occasion]) -> str:
    """What came meanwhile, by numbers."""
    direct, mentions = occasions.count("direct"), occasions.count("mention")
    counts = (
        (mentions, "more mention" if mentions == 1 else "more mentions"),
        (direct, "more direct post" if direct == 1 else "more direct posts"),
    )
    return " and ".join(f"{count} {words}" for count, words in counts if count)


def _words_of(status: Status) -> str:
    """The first words of a post that everybody may read; empty for all others."""
    is_covered = bool(status.spoiler_text.strip()) or bool(known(status.filtered, None))
    if status.visibility not in ("public", "unlisted") or is_covered:
        return ""
    return in_brief(clean_line(parse(status.content).text), TEXT_LENGTH)
