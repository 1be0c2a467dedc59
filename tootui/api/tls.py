"""The one TLS context of the program: made once, for it takes as long as a frame. Call this from a thread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl

_lock = threading.Lock()
_context: ssl.SSLContext | None = None


def shared_context() -> ssl.SSLContext:
    """A context that verifies servers, with `SSL_CERT_FILE` and `SSL_CERT_DIR` honoured.

    Raises:
        OSError: the file named by these variables cannot be read.
    """
    global _context  # noqa: PLW0603 - one for the process is the point
    import httpx

    with _lock:
        if _context is None:
            _context = httpx.create_ssl_context()
        return _context


def unused_context() -> ssl.SSLContext:
    """A context that trusts nobody, for a server that is spoken to without TLS: making it costs nothing."""
    import ssl

    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
