"""A real server on loopback that answers what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import parse_qsl, urlsplit

from msgspec import Struct


class Asked(NamedTuple):
    """A request as it came over the wire; header names are lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.target).query, keep_blank_values=True)

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode()))


class Reply(Struct):
    """An answer, and how the connection behaves around it."""

    body: bytes = b"{}"
    status: int = 200
    headers: dict[str, str] = {}
    """Beside Content-Length."""
    content_type: str = "application/json; charset=utf-8"
    drops: bool = False
    """Close the connection instead of answering."""
    breaks_after: int | None = None
    """Close the connection after so many bytes of the body."""
    closes: bool = False
    """Close the connection after the answer, without having announced it."""
    waits_for: asyncio.Event | None = None
    """Answer only when this is set."""


def json_reply(value: object, status: int = 200, **headers: str) -> Reply:
    """An answer in JSON; header names with underscores for hyphens."""
    return Reply(json.dumps(value).encode(), status, {name.replace("_", "-"): text for name, text in headers.items()})


Answers = Sequence[Reply] | Callable[[Asked], Reply]


class ScriptedServer:
    """Answers with replies in order, the last one for ever, or as a function says."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.asked: list[Asked] = []
        self.was_asked = asyncio.Event()
        self.connections = 0
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
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            while await self._answer_one(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _answer_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Read and answer a request; whether the connection stays open."""
        asked = await _read(reader)
        reply = self._reply_to(asked)
        self.asked.append(asked)
        self.was_asked.set()
        if reply.waits_for is not None:
            await reply.waits_for.wait()
        if reply.drops:
            return False
        head = {"Content-Type": reply.content_type, "Content-Length": str(len(reply.body)), **reply.headers}
        lines = [f"HTTP/1.1 {reply.status} Whatever", *(f"{name}: {value}" for name, value in head.items())]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + reply.body[: reply.breaks_after])
        await writer.drain()
        return reply.breaks_after is None and not reply.closes

    def _reply_to(self, asked: Asked) -> Reply:
        if callable(self._answers):
            return self._answers(asked)
        return self._answers[min(len(self.asked), len(self._answers) - 1)]


async def _read(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip().split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Asked(method, target, headers, body)
