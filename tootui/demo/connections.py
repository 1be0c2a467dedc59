"""Open TCP connections by their two ends, so that a fault can close one without an answer.

ASGI has no way to hang up. The protocol class notes each transport under the addresses that the request's scope names
as its server and its client: of two servers in one process each may have a client at the same port.
"""

import asyncio
from weakref import WeakValueDictionary

from starlette.types import Scope
from uvicorn._types import ASGISendEvent
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

Ends = tuple[tuple[str, int], tuple[str, int]]
"""Address and port of the server, then of the client."""

_open: WeakValueDictionary[Ends, asyncio.Transport] = WeakValueDictionary()
"""Weak, for the protocol is not told of the end of a connection that became a WebSocket."""


class NotedProtocol(H11Protocol):
    """uvicorn's HTTP/1.1 protocol that notes its transport."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        _open[transport.get_extra_info("sockname")[:2], transport.get_extra_info("peername")[:2]] = transport


class RefusingProtocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket protocol, which by itself would log an error for each upgrade that is answered with a no."""

    async def send(self, message: ASGISendEvent) -> None:
        await super().send(message)
        if message["type"] == "websocket.http.response.body":
            self.handshake_complete = True


def ends_of(scope: Scope) -> Ends:
    """The two ends of the connection on which a request came."""
    (host, port), (client_host, client_port) = scope["server"], scope["client"]
    return (host, port), (client_host, client_port)


def transport_of(ends: Ends) -> asyncio.Transport:
    """The connection between two ends."""
    return _open[ends]
