"""Sockets to streaming servers: the only place that sees the errors of the library that speaks WebSocket."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from tootui.api import tls
from tootui.api.refusals import refusal
from tootui.api.server_name import is_loopback, server_host
from tootui.model.errors import (
    ConnectionLost,
    InsecureConnection,
    ServerError,
    StreamUnavailable,
    TimedOut,
    Unauthorized,
    Unreachable,
)

if TYPE_CHECKING:
    import ssl

    from websockets.asyncio.client import ClientConnection
    from websockets.http11 import Response

LARGEST_MESSAGE = 4 * 1024 * 1024
_CONNECT_SECONDS = 10.0
_CLOSE_SECONDS = 0.2
"""A server that says no farewell is not waited for."""

_logger = logging.getLogger(__name__)


class Socket:
    """An open socket. It notices a connection that died in silence by its own pings."""

    def __init__(self, connection: ClientConnection, host: str) -> None:
        self._connection = connection
        self._host = host

    async def receive(self) -> bytes:
        """The next message.

        Raises:
            ConnectionLost: there will be none.
        """
        from websockets.exceptions import ConnectionClosed

        try:
            return await self._connection.recv(decode=False)
        except ConnectionClosed as closed:
            _logger.info("The stream of %s ended: %s", self._host, closed)
            raise ConnectionLost(f"The stream of {self._host} broke off.") from closed

    async def send(self, text: str) -> None:
        """Send a message.

        Raises:
            ConnectionLost: the socket is closed.
        """
        from websockets.exceptions import ConnectionClosed

        try:
            await self._connection.send(text)
        except ConnectionClosed as closed:
            raise ConnectionLost(f"The stream of {self._host} broke off.") from closed

    async def close(self) -> None:
        """Say farewell, without waiting long for an answer."""
        await self._connection.close()


async def open_socket(url: str, *, headers: dict[str, str], agent: str, ping_seconds: float) -> Socket:
    """Connect to a WebSocket.

    Args:
        url: wss, or ws on this machine; may hold a secret, and is not logged.
        headers: sent along.
        agent: how we introduce ourselves.
        ping_seconds: after so long without an answer to our ping the connection counts as dead.

    Raises:
        Unauthorized: the token is not good.
        StreamUnavailable: there is none to be had here.
        ServerError: it did not work out this time.
    """
    host = server_host(url).partition("/")[0]
    context = await asyncio.to_thread(_load, url, host)
    from websockets.asyncio.client import connect
    from websockets.exceptions import WebSocketException

    try:
        connection = await connect(
            url,
            ssl=context,
            proxy=None if is_loopback(url) else True,
            additional_headers=headers,
            user_agent_header=agent,
            open_timeout=_CONNECT_SECONDS,
            close_timeout=_CLOSE_SECONDS,
            ping_interval=ping_seconds,
            ping_timeout=ping_seconds,
            max_size=LARGEST_MESSAGE,
        )
    except (OSError, WebSocketException, ImportError) as error:
        raise _not_connected(host, error) from error
    return Socket(connection, host)


def _load(url: str, host: str) -> ssl.SSLContext | None:
    """Load the library and give the TLS context for an address. Blocks; meant for a thread."""
    import websockets.asyncio.client  # noqa: F401 - it is loaded here, and used by others

    # It would log every message, and addresses that may hold a token.
    logging.getLogger("websockets").setLevel(logging.WARNING)
    if not url.startswith("wss://"):
        return None
    try:
        return tls.shared_context()
    except OSError as error:
        raise InsecureConnection(f"The certificates to trust {host} by cannot be read.", sent=False) from error


def _not_connected(host: str, error: Exception) -> ServerError:
    """Make our error from the library's, or the system's."""
    from websockets.exceptions import InvalidMessage, InvalidStatus, ProxyError

    if isinstance(error, InvalidStatus):
        return _refused(host, error.response)
    if isinstance(error, InvalidMessage):  # most likely it ended before there was an answer
        return ConnectionLost(f"The connection to {host} broke off.")
    if isinstance(error, TimeoutError):
        return TimedOut(f"{host} takes too long to answer.")
    if isinstance(error, OSError | ProxyError):
        return Unreachable(f"{host} cannot be reached.")
    # An address that is none, an answer that is no handshake, a SOCKS proxy without what speaks SOCKS (ImportError).
    return StreamUnavailable(f"{host} cannot be listened to ({type(error).__name__}).")


def _refused(host: str, response: Response) -> ServerError:
    """Our error for an upgrade that was answered with something else."""
    headers = {name.lower(): value for name, value in response.headers.raw_items()}
    error = refusal(host, response.status_code, headers, bytes(response.body or b""), now=time.time())
    if isinstance(error, Unauthorized) or error.retryable:
        return error
    return StreamUnavailable(str(error), sent=False)
