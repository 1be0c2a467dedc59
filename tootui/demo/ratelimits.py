"""Rate limits by token (or for all guests together), in windows of five minutes that start on the clock."""

import json
from collections import defaultdict
from datetime import datetime, timedelta

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tootui.demo.clock import DemoClock
from tootui.demo.requestlog import CONTROL_PREFIX

WINDOW = timedelta(minutes=5)


class RateLimits:
    """Counts requests. The limit is far above Mastodon's 300, which a benchmark would meet; tests set their own."""

    def __init__(self) -> None:
        self.limit = 30_000
        self._window: datetime | None = None
        self._used: dict[str, int] = defaultdict(int)

    def spend(self, who: str, now: datetime) -> tuple[int, datetime]:
        """Count a request: what remains (negative when it is one too many) and when the window ends."""
        start = now - timedelta(seconds=now.timestamp() % WINDOW.total_seconds())
        window = start.replace(microsecond=0)
        if window != self._window:
            self._window = window
            self._used.clear()
        self._used[who] += 1
        return self.limit - self._used[who], window + WINDOW


class RateLimitMiddleware:
    """Adds the X-RateLimit headers and refuses what exceeds the limit."""

    def __init__(self, app: ASGIApp, limits: RateLimits, clock: DemoClock) -> None:
        self._app = app
        self._limits = limits
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(CONTROL_PREFIX):
            await self._app(scope, receive, send)
            return
        who = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"authorization"), "")
        remaining, reset = self._limits.spend(who, self._clock.now())
        headers = [
            (b"x-ratelimit-limit", str(self._limits.limit).encode()),
            (b"x-ratelimit-remaining", str(max(0, remaining)).encode()),
            (b"x-ratelimit-reset", reset.strftime("%Y-%m-%dT%H:%M:%S.%fZ").encode()),
        ]

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *headers]}
            await send(message)

        if remaining >= 0:
            await self._app(scope, receive, with_headers)
            return
        body = json.dumps({"error": "Too many requests"}).encode()
        kind = [(b"content-type", b"application/json; charset=utf-8"), (b"content-length", str(len(body)).encode())]
        await with_headers({"type": "http.response.start", "status": 429, "headers": kind})
        await with_headers({"type": "http.response.body", "body": body})
