"""A server on loopback that swallows a large body without keeping it."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

from tests.api.servers import Reply


class Sink:
    """Reads one request and answers it, unless it has more than ``limit`` bytes: then it waits for the client to go.

    Attributes:
        received: how many bytes of the body came.
        closed: set when the client has gone.
    """

    def __init__(self, reply: Reply | None = None, *, limit: int | None = None) -> None:
        self._reply = reply or Reply()
        self._limit = limit
        self._server: asyncio.Server | None = None
        self.received = 0
        self.closed = asyncio.Event()
        self.url = ""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = int(head.partition("content-length:")[2].partition("\r\n")[0])
            while self.received < min(length, self._limit or length):
                piece = await reader.read(2**16)
                if not piece:
                    return
                self.received += len(piece)
            if self.received < length:
                while piece := await reader.read(2**16):
                    self.received += len(piece)
                return
            writer.write(
                f"HTTP/1.1 {self._reply.status} X\r\nContent-Length: {len(self._reply.body)}\r\n\r\n".encode()
                + self._reply.body
            )
            await writer.drain()
        except OSError:
            pass
        finally:
            self.closed.set()
            writer.close()
