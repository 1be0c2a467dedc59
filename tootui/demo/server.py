"""Runs a demo server until it is told to end."""

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn

from tootui.demo.app import launcher_token, make_app, make_demo
from tootui.demo.connections import NotedProtocol, RefusingProtocol
from tootui.demo.context import Options
from tootui.demo.persistence import save

HOST = "127.0.0.1"
_TICK = 0.25
"""Seconds between two looks at what is due, and between two saves."""

_log = logging.getLogger(__name__)


class _QuietServer(uvicorn.Server):
    """A server that leaves signals to whoever runs it: uvicorn's own way would end the process before the last save."""

    def __init__(self, config: uvicorn.Config, end: Callable[[], None]) -> None:
        super().__init__(config)
        self._end = end

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._end()
        await super().shutdown(sockets)


def _listening_socket(port: int) -> socket.socket:
    # The protocol is named because asyncio switches Nagle's algorithm off only for sockets that say they are TCP;
    # with it, each answer of a kept-alive connection would be 40 ms late.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening


class DemoServer:
    """One server on one port of this machine.

    Attributes:
        url: Where it is, known from the start.
        token: The access token of @you.
        account_id: The id of @you.
        acct: The full name of @you, with the domain that the server gives itself.
        demo: Its parts.
    """

    def __init__(self, port: int = 0, options: Options | None = None, state_file: Path | None = None) -> None:
        self.options = options or Options()
        self._state_file = state_file
        self.demo = make_demo(self.options, state_file)
        self._socket = _listening_socket(port)
        self.url = f"http://{HOST}:{self._socket.getsockname()[1]}"
        self.demo.federation.address = self.url
        launcher = launcher_token(self.demo)
        assert launcher.account_id is not None
        self.token, self.account_id = launcher.access_token, launcher.account_id
        self.acct = f"{self.demo.state.accounts[self.account_id].username}@{self.options.domain}"
        self._unsaved = not (state_file and state_file.exists())
        self.demo.state.listeners.append(self._changed)
        config = uvicorn.Config(
            make_app(self.demo),
            http=NotedProtocol,
            ws=RefusingProtocol,
            ws_ping_interval=30,
            ws_ping_timeout=30,
            ws_per_message_deflate=False,
            lifespan="off",
            loop="asyncio",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=60,
            timeout_graceful_shutdown=3,
        )
        self._server = _QuietServer(config, self.demo.faults.end)

    def _changed(self) -> None:
        self._unsaved = True

    def stop(self) -> None:
        """End soon; may be called from any thread."""
        self._server.should_exit = True

    async def serve(self) -> None:
        """Serve until `stop`, then save."""
        life = asyncio.create_task(self._live())
        try:
            await self._server.serve([self._socket])
            await self._hang_up()
        finally:
            life.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await life
            self._save()
            self._socket.close()

    async def _hang_up(self) -> None:
        """Part from those who have not read their answers: uvicorn leaves these connections open."""
        for connection in tuple(self._server.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)  # they are closed with the next turn of the loop

    async def _live(self) -> None:
        while True:
            await asyncio.sleep(_TICK)
            self.demo.living.run_due()
            await self.demo.federation.deliver()
            self._save()

    def _save(self) -> None:
        if self._state_file and self._unsaved:
            self._unsaved = False
            try:
                save(self.demo.state, self._state_file)
            except OSError:
                _log.exception("The state could not be saved in %s", self._state_file)


def run(
    port: int, *, options: Options | None = None, state_file: Path | None = None, die_with_stdin: bool = False
) -> None:
    """Serve in this process until SIGTERM, SIGINT or, if wanted, the end of standard input.

    Prints one line of JSON as soon as requests are answered: {"url", "token", "account_id", "acct"}.
    """
    server = DemoServer(port, options, state_file)
    if die_with_stdin:
        threading.Thread(target=_wait_for_end_of_input, args=(server,), daemon=True).start()

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, server.stop)
        # The socket listens already: a connection made now waits until the loop accepts it.
        ready = {
            "url": server.url,
            "token": server.token,
            "account_id": server.account_id,
            "acct": server.acct,
        }
        sys.stdout.write(json.dumps(ready) + "\n")
        sys.stdout.flush()
        await server.serve()

    asyncio.run(serve())


def _wait_for_end_of_input(server: DemoServer) -> None:
    # Not through sys.stdin: its lock, held by a daemon thread, breaks the end of the interpreter.
    while os.read(0, 4096):
        pass
    server.stop()
