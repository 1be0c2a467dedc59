"""Plain HTTP clients for a demo server."""

from __future__ import annotations

import httpx

from tootui.demo.thread import DemoThread


def client_of(demo: DemoThread, *, signed_in: bool = True, token: str = "") -> httpx.Client:
    """A client of a server, as @you, as whom a token belongs to, or as nobody."""
    headers = {"Authorization": f"Bearer {token or demo.token}"} if signed_in else {}
    return httpx.Client(base_url=demo.url, headers=headers, trust_env=False, timeout=20)
