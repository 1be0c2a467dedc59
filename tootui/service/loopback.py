"""A listener on this machine that takes the one request a browser makes when it comes back from the sign-in page."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import parse_qsl

CALLBACK_PATH = "/callback"

_HOST = "127.0.0.1"
_LARGEST_REQUEST = 16 * 1024
_REQUEST_SECONDS = 5.0

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>tootui</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1.1rem/1.6 system-ui, sans-serif; min-height: 90vh; margin: 0; display: grid; place-content: center;
  background: light-dark(#f6f5f2, #16181d); color: light-dark(#24262b, #e4e2dc) }}
main {{ max-width: 26rem; padding: 2rem 2.5rem; border-radius: 1rem; text-align: center;
  background: light-dark(#fff, #1f2229); box-shadow: 0 .5rem 2rem #0003 }}
h1 {{ font-size: 1.4rem; margin: 0 0 .5rem }}
p {{ margin: 0; color: light-dark(#5b5f69, #a5a9b4) }}
</style>
</head>
<body><main><h1>{title}</h1><p>{text}</p></main></body>
</html>
"""


class Callback:
    """Waits for the browser. Listens on 127.0.0.1 only, and no longer than for one answer."""

    def __init__(
        self,
        server: asyncio.Server,
        answered: asyncio.Future[Mapping[str, str]],
        connections: set[asyncio.StreamWriter],
        port: int,
    ) -> None:
        self._server = server
        self._answered = answered
        self._connections = connections
        self.port = port

    @classmethod
    async def listen(cls, port: int = 0) -> Callback:
        """Begin to listen.

        Args:
            port: 0 takes a free one.

        Raises:
            OSError: the port is taken.
        """
        answered: asyncio.Future[Mapping[str, str]] = asyncio.get_running_loop().create_future()
        connections: set[asyncio.StreamWriter] = set()

        async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connections.add(writer)
            try:
                await _take(reader, writer, answered)
            finally:
                connections.discard(writer)

        server = await asyncio.start_server(take, _HOST, port, limit=_LARGEST_REQUEST)
        return cls(server, answered, connections, int(server.sockets[0].getsockname()[1]))

    @property
    def redirect_uri(self) -> str:
        """The address that sends the browser here."""
        return f"http://{_HOST}:{self.port}{CALLBACK_PATH}"

    async def answer(self) -> Mapping[str, str]:
        """Wait for the browser to come back; give what its address says (``code`` and ``state``, or ``error``)."""
        try:
            return await asyncio.shield(self._answered)
        finally:
            self._server.close()

    async def close(self) -> None:
        """Stop listening. Browsers open connections ahead of requests that they may never make."""
        self._server.close()
        self._answered.cancel()
        for connection in self._connections:
            connection.transport.abort()
        await asyncio.sleep(0)  # then they are closed


async def _take(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answered: asyncio.Future[Mapping[str, str]]
) -> None:
    """Answer one request. Only the callback itself counts: browsers ask for icons and other things unbidden."""
    query: Mapping[str, str] | None = None
    try:
        async with asyncio.timeout(_REQUEST_SECONDS):
            head = await reader.readuntil(b"\r\n\r\n")
        query = _query_of(head)
        if query is None or answered.done():
            writer.write(_reply("404 Not Found", "Nothing here", "This address is only used while signing in."))
        elif "code" in query:
            writer.write(_reply("200 OK", "Back to your terminal", "tootui goes on there. You can close this page."))
        else:
            writer.write(_reply("200 OK", "Not signed in", "Your terminal says more. You can close this page."))
        async with asyncio.timeout(_REQUEST_SECONDS):
            await writer.drain()
    except (OSError, EOFError, TimeoutError, asyncio.LimitOverrunError):
        pass
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
        if query is not None and not answered.done():
            answered.set_result(query)


def _query_of(head: bytes) -> Mapping[str, str] | None:
    """What the request line's address says, None when it is not for us."""
    method, _, rest = head.partition(b"\r\n")[0].decode("latin-1").partition(" ")
    path, _, query = rest.partition(" ")[0].partition("?")
    if method != "GET" or path != CALLBACK_PATH:
        return None
    return dict(parse_qsl(query))


def _reply(status: str, title: str, text: str) -> bytes:
    body = _PAGE.format(title=html.escape(title), text=html.escape(text)).encode()
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
        "Connection: close\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
        "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n\r\n"
    )
    return head.encode() + body
