"""Loads httpx and makes the pooled client of one server, off the event loop: both take longer than a frame."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

import tootui
from tootui.api import tls
from tootui.api.server_name import is_loopback

if TYPE_CHECKING:
    import httpx

HOMEPAGE = "https://tootui.example"
"""Where those who run a server find out what is asking."""

_CONNECTIONS = 8
_KEPT_CONNECTIONS = 4
_KEPT_SECONDS = 30.0
_COMMAND_LINE = "httpx._main"
"""httpx's own command line, imported along wherever click is installed: half a dozen packages for nothing."""


def user_agent(extra: str = "") -> str:
    """How tootui introduces itself."""
    return f"tootui/{tootui.__version__} (+{HOMEPAGE})" + (f" {extra}" if extra else "")


def make_client(server: str, agent: str) -> httpx.AsyncClient:
    """Make the client for one server. Blocks; meant for a thread.

    Loopback servers are reached without the environment's proxies, which could only swallow them. Redirects are the
    transport's business, since the token must not go along.

    Raises:
        OSError: the certificates named by the environment cannot be read.
        ValueError, ImportError: the proxy named by the environment cannot be used.
    """
    _load_quietly()
    from http.cookiejar import DefaultCookiePolicy

    import httpx

    client = httpx.AsyncClient(
        verify=tls.unused_context() if server.startswith("http://") else tls.shared_context(),
        trust_env=not is_loopback(server),
        headers={"User-Agent": agent, "Accept": "application/json", "Accept-Encoding": "gzip"},
        limits=httpx.Limits(
            max_connections=_CONNECTIONS,
            max_keepalive_connections=_KEPT_CONNECTIONS,
            keepalive_expiry=_KEPT_SECONDS,
        ),
        follow_redirects=False,
    )
    # The token says who asks; a server's cookies would only tie requests together.
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))
    return client


def _load_quietly() -> None:
    if "httpx" in sys.modules:
        return
    sys.modules[_COMMAND_LINE] = None  # type: ignore[assignment]  # Python's way of saying: not to be imported
    try:
        import httpx  # noqa: F401 - it is loaded here, and used by others
    finally:
        del sys.modules[_COMMAND_LINE]
    # It would log every address asked for.
    logging.getLogger("httpx").setLevel(logging.WARNING)
