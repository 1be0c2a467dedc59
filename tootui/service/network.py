"""The parts of a session that bring what is new, made together when the first of them is needed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tootui.api.backoff import Backoff
from tootui.model.status import Status
from tootui.service.acquaintance import Acquaintance
from tootui.service.clock import Clock
from tootui.service.connection import Connection
from tootui.service.importer import Importer
from tootui.service.notices import Notices
from tootui.service.poller import Poller
from tootui.service.remote import Remote
from tootui.service.streams import Streams
from tootui.service.tasks import Tasks
from tootui.store.entities import Store


class Network:
    """Poller, streams, and the importer of what they bring."""

    def __init__(
        self,
        remote: Remote,
        acquaintance: Acquaintance,
        *,
        store: Store,
        connection: Connection,
        notices: Notices,
        tasks: Tasks,
        clock: Clock,
        is_mine: Callable[[Status], bool],
    ) -> None:
        self._remote = remote
        self._acquaintance = acquaintance
        self._connection = connection
        self._tasks = tasks
        self._has_streams = False
        self._is_held = False
        self._listening: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()
        self.poller = Poller(remote, connection, clock, tasks, Backoff())
        self.importer = Importer(store, notices, clock, is_mine)
        self.streams = Streams(
            remote=remote,
            poller=self.poller,
            connection=connection,
            acquaintance=acquaintance,
            importer=self.importer,
            store=store,
            tasks=tasks,
            clock=clock,
        )

    async def begin(self, server: str, token: str | None, *, patience: float) -> None:
        """Connect to the server, and go on talking to it in the background.

        Args:
            token: of the account; None as a guest, for whom servers have no streams.
            patience: seconds between two parts of an answer.
        """
        from tootui.api.client import connect  # loaded while the reader already reads
        from tootui.api.retry import RetryPolicy

        client = connect(server, token, timeout=patience, retry=RetryPolicy(waiting=self._connection.held_back))
        await client.start()
        if self._acquaintance.instance is not None:
            client.capabilities.learn(self._acquaintance.instance)
        self._remote.use(client)
        self._tasks.spawn(self.poller.run(), "keeping in touch with the server")
        self._has_streams = token is not None
        self._listen()
        known = self._acquaintance
        renewing = known.renew(self._remote, self.poller) if token is not None else known.renew_instance(self._remote)
        self._tasks.spawn(renewing, "getting to know the server")

    def hold(self) -> None:
        """Nobody looks: listen no more, and ask nothing by itself. What is to be sent is sent."""
        self._is_held = True
        self.poller.hold()
        if self._listening is not None:
            self._listening.cancel()
            self._listening = None

    def release(self) -> None:
        """Somebody looks again: ask for what was missed, and listen."""
        self._is_held = False
        self.poller.release()
        self._listen()

    def _listen(self) -> None:
        if self._has_streams and not self._is_held and self._listening is None:
            self._listening = self._tasks.spawn(self._run_streams(), "listening to the server")

    async def _run_streams(self) -> None:
        async with self._one_at_a_time:  # the end of the former socket would be taken for that of the new one
            await self.streams.run()
