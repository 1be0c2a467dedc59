"""How far another client of the same reader came."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

from tests.support.session import PATIENCE_SECONDS, read_json
from tootui.demo.thread import DemoThread


def marker(demo: DemoThread) -> str | None:
    """Where the server has it."""
    found: dict[str, Any] = read_json(demo.url, "/api/v1/markers?timeline[]=home", demo.token)
    return found["home"]["last_read_id"] if found else None


def read_elsewhere(demo: DemoThread, status_id: object) -> None:
    """Another client has read up to a post."""
    request = urllib.request.Request(
        f"{demo.url}/api/v1/markers",
        json.dumps({"home": {"last_read_id": status_id}}).encode(),
        {"Authorization": f"Bearer {demo.token}", "Content-Type": "application/json"},
    )
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=PATIENCE_SECONDS).close()
    assert marker(demo) == status_id
    demo.clear_log()
