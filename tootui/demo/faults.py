"""Faults on purpose: slow, refused, broken and missing answers, by path and count.

They hit the upgrade of a WebSocket too; what happens on open ones is in `resources/control.py`.
"""

import asyncio
import contextlib
import json
import re
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tootui.demo.connections import ends_of, transport_of
from tootui.demo.requestlog import CONTROL_PREFIX

KINDS = ("delay", "late", "status", "truncate", "nonjson", "html", "drop_before", "drop_after", "ratelimit")

_HTML = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"


@dataclass
class Fault:
    """One thing that goes wrong.

    Attributes:
        path: A regular expression searched in the path and query.
        kind: One of `KINDS`.
        method: Only requests of this method; empty for all.
        count: How many requests it hits; negative for all from now on.
        status: The status of the answer; each kind has its own default.
        seconds: How long `delay` waits unless the faults are forgotten before, and what Retry-After says for
            `ratelimit`.
        body: The body of the answer instead of the usual one.
        headers: More headers of the answer.
    """

    path: str
    kind: str
    method: str = ""
    count: int = 1
    status: int | None = None
    seconds: float = 1.0
    body: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def hits(self, method: str, target: str) -> bool:
        return self.count != 0 and self.method in ("", method) and re.search(self.path, target) is not None


class FaultPlan:
    """The faults in wait, first come first served."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._release = asyncio.Event()

    def take(self, method: str, target: str) -> Fault | None:
        """The fault that hits this request, counted down."""
        for fault in self.faults:
            if fault.hits(method, target):
                fault.count -= 1
                return fault
        return None

    async def delay(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._release.wait(), seconds)

    def forget(self) -> None:
        """Nothing goes wrong from now on, and whoever is kept waiting goes on."""
        self.faults.clear()
        self._release.set()
        self._release = asyncio.Event()

    def end(self) -> None:
        """The server ends: nobody is kept waiting any more."""
        self._release.set()


class FaultMiddleware:
    """Lets the planned faults happen; the control surface is spared."""

    def __init__(self, app: ASGIApp, plan: FaultPlan) -> None:
        self._app = app
        self._plan = plan

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or scope["path"].startswith(CONTROL_PREFIX):
            await self._app(scope, receive, send)
            return
        method = scope.get("method", "GET")
        target = scope["path"] + ("?" + scope["query_string"].decode("latin-1") if scope["query_string"] else "")
        fault = self._plan.take(method, target)
        if fault is None:
            await self._app(scope, receive, send)
            return
        scope["demo.log"]["fault"] = fault.kind
        match fault.kind:
            case "delay":
                await self._plan.delay(fault.seconds)
                await self._app(scope, receive, send)
            case "late":
                await self._late(fault, scope, receive, send)
            case "drop_before":
                await _hang_up(scope, receive)
            case "drop_after":
                await self._app(scope, receive, _swallow)
                await _hang_up(scope, receive)
            case "truncate":
                await self._truncate(scope, receive, send)
            case _:
                await _refuse(fault, scope["type"], receive, send)

    async def _late(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        """Make the answer at once, but let it arrive later: what it says may be out of date by then."""
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, keep)
        await self._plan.delay(fault.seconds)
        for message in messages:
            await send(message)

    async def _truncate(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Promise the whole answer, send half of it, close."""
        start: Message = {}
        body = bytearray()

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                body.extend(message.get("body", b""))

        await self._app(scope, receive, keep)
        kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
        await send({**start, "headers": [*kept, (b"content-length", str(len(body)).encode())]})
        await send({"type": "http.response.body", "body": bytes(body[: len(body) // 2]), "more_body": True})
        transport_of(ends_of(scope)).close()
        await _until_disconnected(receive)


async def _swallow(message: Message) -> None:
    """A send that sends nothing."""


async def _hang_up(scope: Scope, receive: Receive) -> None:
    transport_of(ends_of(scope)).abort()
    await _until_disconnected(receive)


async def _until_disconnected(receive: Receive) -> None:
    """Only then does the server know that it must not answer in our place."""
    while (await receive())["type"] not in ("http.disconnect", "websocket.disconnect"):
        pass


async def _refuse(fault: Fault, protocol: str, receive: Receive, send: Send) -> None:
    prefix = "" if protocol == "http" else "websocket."
    headers = dict(fault.headers)
    match fault.kind:
        case "ratelimit":
            status, text, media = 429, json.dumps({"error": "Too many requests"}), "application/json"
            headers = {"Retry-After": str(int(fault.seconds)), "X-RateLimit-Remaining": "0"} | headers
        case "html":
            status, text, media = 502, _HTML, "text/html; charset=utf-8"
        case "nonjson":
            status, text, media = 200, "This is not the JSON you are looking for.", "text/plain; charset=utf-8"
        case _:
            status, text, media = 500, json.dumps({"error": "Something went wrong on purpose"}), "application/json"
    body = (text if fault.body is None else fault.body).encode(errors="surrogateescape")
    fields = {"content-type": media, "content-length": str(len(body))} | {k.lower(): v for k, v in headers.items()}
    while (await receive()).get("more_body"):
        pass
    written = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in fields.items()]
    await send({"type": f"{prefix}http.response.start", "status": fault.status or status, "headers": written})
    await send({"type": f"{prefix}http.response.body", "body": body})
