"""Listening to a server instead of asking it: one socket for many streams, opened again whenever it breaks."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from urllib.parse import urlencode

from tootui.api import quirks
from tootui.api.backoff import Backoff
from tootui.api.server_name import is_loopback
from tootui.api.stream_messages import event_of
from tootui.api.transport import Transport
from tootui.api.websocket import Socket, open_socket
from tootui.model.errors import Refused, ServerError, StreamUnavailable, Unauthorized
from tootui.model.events import (
    Connected,
    Disconnected,
    Event,
    NotificationArrived,
    StatusArrived,
    StatusDeleted,
    Stream,
)

PING_SECONDS = 25.0
"""A connection that neither answers a ping nor brings anything is dead after twice as long at most."""

LASTING_SECONDS = 60.0
"""A socket that was open for so long had no fault of its own: the next pause is short again."""

_REMEMBERED = 1000
_PARAMETERS = {"hashtag": "tag", "hashtag:local": "tag", "list": "list"}


class Streaming:
    """What one server streams to one account."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def open(
        self,
        base: str,
        streams: Iterable[Stream],
        *,
        software: str = "unknown",
        pauses: Backoff | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], float] = time.time,
        ping_seconds: float = PING_SECONDS,
    ) -> EventStream:
        """Prepare to listen; nothing is sent before its events are waited for.

        Args:
            base: `InstanceInfo.streaming`. It may be another host: the account's own server names it, so that the
                token goes there too, but never in the clear.
            streams: at least one; others can follow.
            software: `InstanceInfo.software`.
            pauses: between attempts.

        Raises:
            StreamUnavailable: the address is not one to send a token to.
        """
        here = is_loopback(base) and is_loopback(self._transport.server)
        if not (base.startswith("wss://") or (base.startswith("ws://") and here)):
            raise StreamUnavailable(f"{self._transport.host} would stream without encryption.", sent=False)
        address = _Address(base.rstrip("/"), self._transport.token, in_query=software in quirks.STREAM_TOKEN_IN_QUERY)

        async def dial(first: Stream) -> Socket:
            return await open_socket(
                address.of(first), headers=address.headers, agent=self._transport.agent, ping_seconds=ping_seconds
            )

        return EventStream(dial, streams, pauses or Backoff(), sleep, now)


class _Address:
    """Where to connect, and with what."""

    def __init__(self, base: str, token: str | None, *, in_query: bool) -> None:
        self._base = base
        self._secret = {"access_token": token} if token and in_query else {}
        self.headers = {"Authorization": f"Bearer {token}"} if token and not in_query else {}

    def of(self, first: Stream) -> str:
        """One stream stands in the address: servers that know no subscriptions give at least that one."""
        return f"{self._base}/api/v1/streaming?{urlencode({**_parameters(first), **self._secret})}"


class EventStream:
    """The events of some streams for as long as one likes."""

    def __init__(
        self,
        dial: Callable[[Stream], Awaitable[Socket]],
        streams: Iterable[Stream],
        pauses: Backoff,
        sleep: Callable[[float], Awaitable[None]],
        now: Callable[[], float],
    ) -> None:
        self._dial = dial
        self._streams = dict.fromkeys(streams)
        self._pauses = pauses
        self._sleep = sleep
        self._now = now
        self._socket: Socket | None = None
        self._seen: dict[tuple[object, ...], None] = {}

    async def subscribe(self, stream: Stream) -> None:
        """Listen to one more stream, from now on and after each reconnection."""
        if stream not in self._streams:
            self._streams[stream] = None
            await self._tell("subscribe", stream)

    async def unsubscribe(self, stream: Stream) -> None:
        """Listen to a stream no more."""
        if stream in self._streams:
            del self._streams[stream]
            await self._tell("unsubscribe", stream)

    async def events(self) -> AsyncGenerator[Event, None]:
        """What happens, for ever; what is delivered twice is told once.

        `Connected` and `Disconnected` tell how the socket is doing. It is left by `aclose`, or by cancelling who waits.

        Raises:
            Unauthorized: the token is not good.
            StreamUnavailable: the server does not stream.
        """
        while True:
            opened: float | None = None
            try:
                self._socket = await self._connected()
                opened = self._now()
                yield Connected()
                while True:
                    event = event_of(await self._socket.receive(), self._only_stream())
                    if event is not None and self._is_new(event):
                        yield event
            except (Unauthorized, StreamUnavailable):
                raise
            except ServerError as error:
                failure = error
            finally:
                socket, self._socket = self._socket, None
                if socket is not None:
                    await socket.close()
            yield Disconnected(reason=str(failure))
            if opened is not None and self._now() - opened >= LASTING_SECONDS:
                self._pauses.reset()
            await self._sleep(self._pause(failure))

    async def _connected(self) -> Socket:
        """A socket that listens to all streams."""
        if not self._streams:
            raise StreamUnavailable("There is nothing to listen to.", sent=False)
        first = next(iter(self._streams))
        socket = await self._dial(first)
        told = {first: None}
        try:
            while told.keys() != self._streams.keys():  # some may come, and others go, while it opens
                wanted = dict(self._streams)
                for stream in [one for one in wanted if one not in told]:
                    await socket.send(_order("subscribe", stream))
                for stream in [one for one in told if one not in wanted]:
                    await socket.send(_order("unsubscribe", stream))
                told = wanted
        except BaseException:
            await socket.close()
            raise
        return socket

    def _pause(self, failure: ServerError) -> float:
        pause = self._pauses.next()
        if isinstance(failure, Refused) and failure.retry_at is not None:
            return max(pause, failure.retry_at - self._now())
        return pause

    async def _tell(self, kind: str, stream: Stream) -> None:
        if self._socket is None:
            return
        try:
            await self._socket.send(_order(kind, stream))
        except ServerError:
            pass  # who waits for events learns of it, and the next socket begins with the present streams

    def _only_stream(self) -> Stream | None:
        return next(iter(self._streams)) if len(self._streams) == 1 else None

    def _is_new(self, event: Event) -> bool:
        """Whether it is told for the first time. A post arrives on each stream it belongs to, and once on each."""
        match event:
            case StatusArrived(status=status):
                key: tuple[object, ...] = (event.stream, status.id)
            case StatusDeleted(status_id=status_id):
                key = ("deleted", status_id)
            case NotificationArrived(notification=notification):
                key = ("notification", notification.id)
            case _:
                return True
        if key in self._seen:
            return False
        self._seen[key] = None
        if len(self._seen) > _REMEMBERED:
            del self._seen[next(iter(self._seen))]
        return True


def _parameters(stream: Stream) -> dict[str, str]:
    parameter = _PARAMETERS.get(stream.name)
    return {"stream": stream.name, **({parameter: stream.argument} if parameter else {})}


def _order(kind: str, stream: Stream) -> str:
    return json.dumps({"type": kind, **_parameters(stream)})
