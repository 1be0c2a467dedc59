"""Open TCP connections by their peer, so that a fault can close one without an answer.

ASGI has no way to hang up. The protocol class notes each transport under the address that the request's scope names as
its client.
"""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

_open: dict[tuple[str, int], asyncio.Transport] = {}


class NotedProtocol(H11Protocol):
    """uvicorn's HTTP/1.1 protocol that notes its transport while it is open."""

    _peer: tuple[str, int] | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._peer = transport.get_extra_info("peername")[:2]
        _open[self._peer] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        if self._peer is not None:
            _open.pop(self._peer, None)
        super().connection_lost(exc)


def transport_of(client: tuple[str, int]) -> asyncio.Transport:
    """The connection of the client that a scope names."""
    host, port = client
    return _open[host, port]
