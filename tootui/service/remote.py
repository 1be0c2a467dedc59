"""The session's way to its server: every request passes here, so that the connection's state follows from them all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from tootui.model.errors import (
    BadAnswer,
    ConnectionLost,
    ServerError,
    SessionEnded,
    StreamUnavailable,
    TimedOut,
    Unauthorized,
    Unavailable,
    Unreachable,
)
from tootui.model.instance import InstanceInfo
from tootui.service.clock import Clock
from tootui.service.connection import Connection

if TYPE_CHECKING:
    from tootui.api.client import Client
    from tootui.api.features import Feature
    from tootui.api.streaming import EventStream
    from tootui.model.events import Stream

log = logging.getLogger(__name__)

T = TypeVar("T")


class Remote:
    """Runs requests on the account's client once it is there, and tells the connection how they went."""

    def __init__(self, connection: Connection, *, is_guest: bool = False) -> None:
        self._connection = connection
        self._is_guest = is_guest
        self._client: Client | None = None
        self._arrived = asyncio.Event()
        """Set when there is a client, and when there will be none any more."""
        self._checking = asyncio.Lock()

    def use(self, client: Client) -> None:
        """From now on requests go through this client; those that waited for one start."""
        self._client = client
        self._arrived.set()

    def lacks(self, feature: Feature) -> bool:
        """Whether the server was found in this session not to have something."""
        return self._client is not None and self._client.capabilities.refused(feature)

    async def call(self, request: Callable[[Client], Awaitable[T]], *, whole: bool = False, lists: bool = False) -> T:
        """Make one request now, whatever the connection's state.

        Args:
            request: what to ask of the client.
            whole: the request stands for all others, unless the server is found to be well otherwise; see
                `Connection.failed`.
            lists: it asks for much, so that a server which is too slow for it may be well otherwise.

        Raises:
            ServerError: it failed; ``str()`` is a sentence for the person.
        """
        client = await self._present()
        try:
            answer = await request(client)
        except Unauthorized as error:
            await self.check_sign_in(error)
            raise
        except ServerError as error:
            await self._note(error, whole=whole, lists=lists)
            raise
        self._connection.answered()
        return answer

    async def _present(self) -> Client:
        """The client, as soon as there is one.

        Raises:
            SessionEnded: there is none any more, and will be none.
        """
        await self._arrived.wait()
        if self._client is None:
            raise SessionEnded("That account was closed before it could be asked. Nothing was sent.", sent=False)
        return self._client

    async def _note(self, error: ServerError, *, whole: bool, lists: bool) -> None:
        """Tell the connection of a failure. Lists may fail on a server that is well: it is asked for less first."""
        is_doubtful = whole and isinstance(error, Unavailable | BadAnswer | TimedOut)
        is_doubtful = is_doubtful or (lists and isinstance(error, TimedOut | ConnectionLost))
        names_a_time = isinstance(error, Unavailable) and error.retry_at is not None
        if not is_doubtful or not error.sent or names_a_time or self._client is None:
            self._connection.failed(error, whole=whole)
            return
        try:
            await self._client.accounts.verify_credentials()
        except (Unavailable, BadAnswer, Unreachable) as trouble:
            self._connection.failed(trouble, whole=True)
        except ServerError:
            self._connection.answered()
        else:
            self._connection.answered()

    async def patient(self, request: Callable[[Client], Awaitable[T]], *, lists: bool = False) -> T:
        """Make a *reading* request as soon as the connection allows, again after each failure that waiting can mend.

        Args:
            lists: see `call`.
        """
        is_second = False
        while True:
            await self._connection.ready()
            try:
                return await self.call(request, lists=lists)
            except ServerError as error:
                is_usable = self._connection.usable
                # What broke off on the way to a server that is well may have been an accident.
                may_go_again = lists and isinstance(error, ConnectionLost) and not is_second
                if not error.retryable or (is_usable and not may_go_again):
                    raise
                is_second = is_usable

    async def insist(self, change: Callable[[Client], Awaitable[T]], waits: Callable[[ServerError], None]) -> T:
        """Make a change that may be repeated, as soon as the connection allows; it is lost with the session.

        Args:
            waits: told each time why it has to wait.

        Raises:
            ServerError: it failed in a way that waiting does not mend.
        """
        while True:
            try:
                return await self.call(change)
            except ServerError as error:
                if not error.retryable or self._connection.usable:
                    raise
                waits(error)
            await self._connection.ready()

    async def listen(self, instance: InstanceInfo, streams: Iterable[Stream], clock: Clock) -> EventStream:
        """Prepare to listen to some streams of the server.

        Raises:
            StreamUnavailable: it has none.
        """
        client = await self._present()
        if instance.streaming is None:
            raise StreamUnavailable(f"{instance.domain} has no streams.", sent=False)
        return client.streaming.open(
            instance.streaming, streams, software=instance.software, sleep=clock.sleep, now=clock.time
        )

    async def check_sign_in(self, refusal: Unauthorized) -> None:
        """Find out whether the token is bad: small servers say 401 for other reasons too (Takahe: not your post)."""
        async with self._checking:
            if self._connection.state == "signed_out" or self._client is None:
                return
            if self._is_guest:  # there is no token that could be bad
                self._connection.answered()
                return
            try:
                await self._client.accounts.verify_credentials()
            except Unauthorized:
                log.warning("The sign-in is no longer accepted: %s", refusal)
                self._connection.sign_in_lost(str(refusal))
            except ServerError as error:
                self._connection.failed(error)
            else:
                self._connection.answered()

    async def finish(self) -> None:
        """Let what is to change something on the server come to its end: it may not be asked for again."""
        if self._client is not None:
            await self._client.written()

    async def close(self) -> None:
        """Give back the connections; whoever waits for them, or asks later, is told that there are none."""
        client, self._client = self._client, None
        self._arrived.set()
        if client is not None:
            await client.aclose()
