"""The list of requests a server got, for tests to look at. Never holds a token, a code or a secret."""

from collections import deque
from urllib.parse import parse_qsl, urlencode

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tootui.demo.entities import JsonObject

CONTROL_PREFIX = "/_demo/"
_KEPT_HEADERS = ("accept", "accept-encoding", "content-type", "idempotency-key", "user-agent")
_SECRET = {"access_token", "client_secret", "code", "code_verifier", "token"}


class RequestLog:
    """The newest 20,000 requests, oldest first."""

    def __init__(self) -> None:
        self.entries: deque[JsonObject] = deque(maxlen=20_000)

    def begin(self, scope: Scope) -> JsonObject:
        """Note a request; the caller fills in `status` once it is known, None meaning that no answer was given."""
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        entry: JsonObject = {
            "method": scope.get("method", "GET"),
            "path": scope["path"],
            "query": urlencode([(name, "…" if name in _SECRET else value) for name, value in pairs]),
            "status": None,
            "fault": None,
            "authorized": "authorization" in headers,
            "headers": {name: headers[name] for name in _KEPT_HEADERS if name in headers},
        }
        self.entries.append(entry)
        return entry


class RequestLogMiddleware:
    """Logs every request but those of the control surface; of a WebSocket its upgrade, with status 101."""

    def __init__(self, app: ASGIApp, log: RequestLog) -> None:
        self._app = app
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or scope["path"].startswith(CONTROL_PREFIX):
            await self._app(scope, receive, send)
            return
        entry = self._log.begin(scope)
        scope["demo.log"] = entry

        async def noting(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                entry["status"] = message["status"]
            elif message["type"] == "websocket.accept":
                entry["status"] = 101
            await send(message)

        await self._app(scope, receive, noting)
