"""Listening to the server for what is open, so that nothing has to be asked for; asking goes on where that fails.

A stream tells what happens from its subscription on. Therefore each place is asked once more after that, for what
happened before: what arrives meanwhile waits, or it would hide the hole beneath it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING, Protocol

from tootui.model.base import StatusId
from tootui.model.errors import ServerError, StreamUnavailable, Unauthorized
from tootui.model.events import (
    Connected,
    Disconnected,
    Event,
    NotificationArrived,
    StatusArrived,
    StatusDeleted,
    StatusEdited,
    Stream,
    SubscriptionRefused,
    Unreadable,
)
from tootui.model.instance import InstanceInfo
from tootui.model.pages import Page
from tootui.model.places import Place, TagQuery
from tootui.service.acquaintance import Acquaintance
from tootui.service.clock import Clock
from tootui.service.connection import Connection
from tootui.service.importer import Importer
from tootui.service.poller import Poller
from tootui.service.remote import Remote
from tootui.service.tasks import Tasks, first_of
from tootui.store.entities import Store

if TYPE_CHECKING:
    from tootui.api.streaming import EventStream

log = logging.getLogger(__name__)

SUBSCRIBING_SECONDS = 2.0
"""Nobody confirms a subscription; after so long it holds."""
APART_SECONDS = 0.3
"""Several places are caught up with one after the other: the first seconds of a start are no burst."""

SECONDS_AFTER_FAILURE = 15.0
"""Between attempts to catch up with what happened before the subscription."""

LOOK_SECONDS = 20.0
ASLEEP_SECONDS = 30.0
"""A clock that is so much ahead of the time slept means that the machine was suspended: its sockets are dead."""

HOUR = 3600.0
"""After so long a server that did not stream is tried again."""

_USER = Stream("user")
_STREAMS = {
    Place.HOME: _USER,
    Place.LOCAL: Stream("public:local"),
    Place.FEDERATED: Stream("public"),
    Place.DIRECT: Stream("direct"),
}

_WITHOUT_POSTS = ("notifications", "direct")
"""Kinds of places for which the posts of their stream are not meant."""


def stream_of(place: Place) -> Stream | None:
    """Which stream tells what is new in a place; None where none does."""
    if place.kind == "tag":
        tags = place.tags
        return Stream("hashtag", tags.name) if tags == TagQuery(tags.name) else None
    if place.kind == "list":
        return Stream("list", place.argument)
    if place.kind == "notifications":
        return _USER
    return _STREAMS.get(place)


class Streamed(Protocol):
    """A timeline that can be told of posts."""

    place: Place

    async def poll(self) -> None:
        """Ask for what is newer.

        Raises:
            ServerError: it did not work out.
        """

    def arrive(self, status_ids: list[StatusId]) -> None:
        """Put posts on top, newest first."""

    def told_no_longer(self) -> None:
        """Nobody tells any more what goes or changes there."""

    def told_again(self) -> None:
        """From now on it is told again; what happened meanwhile is to be looked for."""


class Streams:
    """Keeps one socket for all open places, and tells the poller which of them need not be asked meanwhile."""

    def __init__(
        self,
        *,
        remote: Remote,
        poller: Poller,
        connection: Connection,
        acquaintance: Acquaintance,
        importer: Importer,
        store: Store,
        tasks: Tasks,
        clock: Clock,
    ) -> None:
        self._remote = remote
        self._poller = poller
        self._connection = connection
        self._acquaintance = acquaintance
        self._importer = importer
        self._store = store
        self._tasks = tasks
        self._clock = clock
        self._open: dict[Streamed, Stream] = {}
        self._threads: set[object] = set()
        """What is told of by the reader's own stream, whether their home timeline is open or not."""
        self._hearers: list[Callable[[Event], None]] = []
        self._changed = asyncio.Event()
        self._is_connected = False
        self._catching_up: dict[Streamed, asyncio.Task[None] | None] = {}
        self._waiting: dict[Streamed, list[StatusId]] = {}
        """What arrived for places that are still catching up, oldest first."""
        self._live: set[Streamed] = set()
        """Places of which everything is told from here on."""
        self._proven: set[Stream] = set()
        self._doubtful = False
        """A subscription was refused: only streams that brought something are relied on."""

    def watch(self, feed: Streamed) -> None:
        """Listen for a place from now on, as far as there is a stream for it."""
        stream = stream_of(feed.place)
        if stream is not None:
            self._open[feed] = stream
            self._changed.set()

    def unwatch(self, feed: Streamed) -> None:
        """Listen for a place no more."""
        stream = self._open.pop(feed, None)
        if stream is not None:
            self._forget(feed)
            if stream not in self._open.values():
                self._proven.discard(stream)
            self._changed.set()

    def accompany(self, thread: object) -> None:
        """Listen to the reader's own stream from now on: it brings what answers posts of an open thread."""
        self._threads.add(thread)
        self._changed.set()

    def leave(self, thread: object) -> None:
        """Listen for the sake of a thread no more."""
        self._threads.discard(thread)
        self._changed.set()

    def hear(self, hearer: Callable[[Event], None]) -> None:
        """Have everything told that is told, whatever is open, until the session ends."""
        self._hearers.append(hearer)

    async def run(self) -> None:
        """Go on until cancelled."""
        await self._poller.first_answer.wait()
        stops = [self._acquaintance.observe(self._changed.set), self._connection.observe(self._changed.set)]
        try:
            while True:
                instance = await self._something_to_hear()
                try:
                    await self._listen(instance)
                except (StreamUnavailable, Unauthorized) as error:
                    log.info("What is new is asked for: %s", error)
                    if isinstance(error, Unauthorized):
                        await self._remote.check_sign_in(error)
                    await self._clock.sleep(HOUR)
        finally:
            for stop in stops:
                stop()

    async def _something_to_hear(self) -> InstanceInfo:
        """Wait for an open place that a server with streams can tell about."""
        while True:
            self._changed.clear()
            instance = self._acquaintance.instance
            if self._is_wanted() and instance is not None and instance.streaming is not None:
                return instance
            await self._changed.wait()

    def _is_wanted(self) -> bool:
        return bool(self._wanted) and self._connection.state != "signed_out"

    @property
    def _wanted(self) -> set[Stream]:
        return {*self._open.values(), *((_USER,) if self._threads else ())}

    async def _listen(self, instance: InstanceInfo) -> None:
        """Listen until nothing is wanted any more, or the machine was asleep."""
        subscribed = self._wanted
        socket = await self._remote.listen(instance, subscribed, self._clock)
        try:
            await first_of(self._hear(socket), self._follow_places(socket, subscribed), self._wake_up())
        finally:
            self._lose()

    async def _follow_places(self, socket: EventStream, subscribed: set[Stream]) -> None:
        """Subscribe to what is opened, unsubscribe from what is closed, until nothing is open."""
        while self._is_wanted():
            wanted = self._wanted
            for stream in wanted - subscribed:
                await socket.subscribe(stream)
            for stream in subscribed - wanted:
                await socket.unsubscribe(stream)
            subscribed = wanted
            self._catch_up_where_needed()
            await self._changed.wait()
            self._changed.clear()

    async def _wake_up(self) -> None:
        """End when the machine was suspended in the meantime."""
        while True:
            before = self._clock.time()
            await self._clock.sleep(LOOK_SECONDS)
            if self._clock.time() - before > LOOK_SECONDS + ASLEEP_SECONDS:
                log.info("The machine was asleep: its connections are made anew.")
                return

    async def _hear(self, socket: EventStream) -> None:
        async with aclosing(socket.events()) as events:
            async for event in events:
                for hearer in (*self._hearers, self._take):
                    self._tasks.survive(partial(hearer, event), "listening to the server")

    def _take(self, event: Event) -> None:
        match event:
            case StatusArrived():
                self._take_arrival(event)
            case StatusEdited(status=status):
                if self._store.status(status.id) is not None:
                    self._store.put_statuses([status])
            case StatusDeleted(status_id=status_id):
                self._store.delete_status(status_id)
            case NotificationArrived(notification=notification):
                if notification.status is not None:  # with the counts as they are now
                    self._store.put_statuses([notification.status])
            case Unreadable(stream=stream, problem=problem):
                feed = next((one for one, its_stream in self._open.items() if its_stream == stream), None)
                if feed is not None:
                    self._importer.take_page(Page([], problems=[problem]), feed.place)
            case Connected():
                self._is_connected = True
                if not self._open:  # only threads, which are told from now on
                    self._connection.streaming(True)
                self._catch_up_where_needed()
            case Disconnected(reason=reason):
                log.info("%s", reason)
                self._lose()
            case SubscriptionRefused(code=code, words=words):
                log.info("A stream is refused (%s): %s", code, words)
                self._doubt()

    def _take_arrival(self, event: StatusArrived) -> None:
        stream = event.stream
        feeds = [one for one, its_stream in self._open.items() if its_stream == stream]
        posts_feed = next((one for one in feeds if one.place.kind not in _WITHOUT_POSTS), None)
        if posts_feed is not None:
            shown = self._importer.take_page(Page([event.status]), posts_feed.place)
            if posts_feed in self._live:
                posts_feed.arrive(shown)
            else:
                self._waiting.setdefault(posts_feed, []).extend(shown)
        elif stream == _USER and self._threads:
            self._store.put_statuses([event.status])
        if stream is not None and feeds and stream not in self._proven:
            self._proven.add(stream)
            for feed in feeds:
                self._rely_on(feed)

    # From asking to listening, and back

    def _catch_up_where_needed(self) -> None:
        if self._is_connected:
            behind = [one for one in self._open if one not in self._live and one not in self._catching_up]
            for number, feed in enumerate(behind):
                seconds = SUBSCRIBING_SECONDS + number * APART_SECONDS
                self._catching_up[feed] = self._tasks.spawn(self._catch_up(feed, seconds), "catching up")

    async def _catch_up(self, feed: Streamed, seconds: float) -> None:
        """Ask once for what happened before the subscription; from then on the stream tells everything."""
        await self._clock.sleep(seconds)
        while True:
            try:
                await feed.poll()
                break
            except ServerError as error:
                log.info("Catching up: %s", error)
                await self._clock.sleep(SECONDS_AFTER_FAILURE)
        if self._catching_up.get(feed) is not asyncio.current_task():
            return  # the answer has closed the place
        feed.arrive(self._waiting.pop(feed, [])[::-1])
        del self._catching_up[feed]
        self._live.add(feed)
        self._rely_on(feed)
        feed.told_again()

    def _rely_on(self, feed: Streamed) -> None:
        """Stop asking, if the stream is known to tell."""
        if feed in self._live and (not self._doubtful or self._open[feed] in self._proven):
            self._poller.pause(feed)
            self._connection.streaming(True)

    def _doubt(self) -> None:
        self._doubtful = True
        unproven = {feed for feed in self._live if self._open[feed] not in self._proven}
        for feed in unproven:
            self._poller.resume(feed)
        if unproven == self._live:
            self._connection.streaming(False)

    def _lose(self) -> None:
        """There is no socket: everything is asked for again."""
        self._is_connected = self._doubtful = False
        self._proven.clear()
        for feed in self._open:
            if feed in self._live:
                feed.told_no_longer()
            self._forget(feed)
            self._poller.resume(feed)
        self._connection.streaming(False)

    def _forget(self, feed: Streamed) -> None:
        """What was told of a place holds no more."""
        task = self._catching_up.pop(feed, None)
        if task is not None:
            task.cancel()
        self._waiting.pop(feed, None)
        self._live.discard(feed)
