"""Servers of every kind, answering from the fixtures: what they tell of themselves, and a little of everything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.api.servers import Asked, Reply, ScriptedServer

_FIXTURES = Path(__file__).parent / "fixtures"

KINDS = sorted(folder.name for folder in _FIXTURES.iterdir())

_PATHS = {
    "/api/v2/instance": "instance_v2",
    "/api/v1/instance": "instance_v1",
    "/nodeinfo/2.0": "nodeinfo",
    "/api/v1/accounts/verify_credentials": "verify_credentials",
    "/api/v1/timelines/home": "home",
    "/api/v1/notifications": "notifications",
}

_HTML = "<!DOCTYPE html><html><head><title>404</title></head><body><h1>404 Not Found</h1></body></html>"
_MISSING = {
    "hollo": Reply(b"404 Not Found", 404, content_type="text/plain"),
    "takahe": Reply(_HTML.encode(), 404, content_type="text/html; charset=utf-8"),
    "snac": Reply(b"<h1>404 Not Found</h1>", 404, content_type="text/html", closes=True),
    "akkoma": Reply(b'"Not implemented"', 501),
    "gotosocial": Reply(b'{"error":"Not Found: 404 page not found"}', 404),
}


def fixture(kind: str, name: str) -> Any:
    """What a kind of server answers; None where it knows no such thing."""
    file = _FIXTURES / kind / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None


class KindOfServer(ScriptedServer):
    """A server of one kind."""

    def __init__(self, kind: str) -> None:
        super().__init__(self._answer)
        self.kind = kind

    def _answer(self, asked: Asked) -> Reply:
        if asked.path == "/.well-known/nodeinfo":
            body: Any = {"links": [{"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": self._nodeinfo}]}
        elif asked.path == "/api/v1/scheduled_statuses" and self.kind not in ("takahe", "hollo"):
            body = []
        else:
            body = fixture(self.kind, _PATHS.get(asked.path, "missing"))
        if body is None:
            return _MISSING.get(self.kind, Reply(b'{"error":"Record not found"}', 404))
        if dict(asked.query).get("max_id"):
            body = []
        # Most servers leave what is not ASCII as it is, snac writes JSON with spaces and line breaks.
        text = json.dumps(body, ensure_ascii=self.kind == "takahe", indent=4 if self.kind == "snac" else None)
        return Reply(text.encode(), closes=self.kind == "snac")

    @property
    def _nodeinfo(self) -> str:
        return f"{self.url}/nodeinfo/2.0"
