"""Open TCP connections by their peer, so that a fault can close one without an answer.

ASGI has no way to hang up. The protocol class notes each transport under the address that the request's scope names as
its client.
"""

import asyncio
from weakref import WeakValueDictionary

from uvicorn._types import ASGISendEvent
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

_open: WeakValueDictionary[tuple[str, int], asyncio.Transport] = WeakValueDictionary()
"""Weak, for the protocol is not told of the end of a connection that became a WebSocket."""


class NotedProtocol(H11Protocol):
    """uvicorn's HTTP/1.1 protocol that notes its transport."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        _open[transport.get_extra_info("peername")[:2]] = transport


class RefusingProtocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket protocol, which by itself would log an error for each upgrade that is answered with a no."""

    async def send(self, message: ASGISendEvent) -> None:
        await super().send(message)
        if message["type"] == "websocket.http.response.body":
            self.handshake_complete = True


def transport_of(client: tuple[str, int]) -> asyncio.Transport:
    """The connection of the client that a scope names."""
    host, port = client
    return _open[host, port]
