"""From httpx's errors, and those of the environment, to ours: what happened, in a sentence, and whether it was sent."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator

from tootui.model.errors import BadAnswer, ConnectionLost, InsecureConnection, ServerError, TimedOut, Unreachable
from tootui.text.clean import clean_line

_NO_WAY = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)


def from_httpx(host: str, error: Exception) -> ServerError:
    """Make our error from one that httpx raised while talking to ``host``."""
    import httpx

    if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        return TimedOut(f"{host} does not answer. Check its name and your network.", sent=False)
    if isinstance(error, httpx.TimeoutException):
        return TimedOut(f"{host} takes too long to answer. Try again later.")
    if isinstance(error, httpx.ProxyError):
        return Unreachable("The proxy that your environment names lets nothing through.", sent=False)
    if isinstance(error, httpx.ConnectError):
        return _not_connected(host, error)
    if isinstance(error, httpx.DecodingError):
        return BadAnswer(f"{host} sent a damaged answer.")
    if isinstance(error, httpx.LocalProtocolError | httpx.UnsupportedProtocol | httpx.InvalidURL):
        return from_address(host, error)
    return ConnectionLost(f"The connection to {host} broke off.")


def from_address(host: str, error: Exception) -> ServerError:
    """Make our error for a request that cannot even be written down, such as to an impossible address."""
    return BadAnswer(f"{host} names an address that cannot be asked ({type(error).__name__}).", sent=False)


def from_environment(error: Exception) -> ServerError:
    """Make our error for certificates or a proxy, named by the environment, that cannot be used."""
    if isinstance(error, OSError):
        reason = error.strerror or "cannot be read"
        return InsecureConnection(f"The certificates that SSL_CERT_FILE or SSL_CERT_DIR names: {reason}.", sent=False)
    return Unreachable(
        "The proxy that your environment names cannot be used. Check HTTPS_PROXY and ALL_PROXY.", sent=False
    )


def _not_connected(host: str, error: Exception) -> ServerError:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLError):
            reason = getattr(cause, "verify_message", "") or cause.reason or "no secure connection"
            said = clean_line(str(reason)).replace("_", " ").lower()
            return InsecureConnection(f"{host} cannot be trusted: {said}. Nothing was sent.", sent=False)
        if isinstance(cause, socket.gaierror):
            return Unreachable(f"There is no way to {host}: check its name and your network.", sent=False)
        if isinstance(cause, ConnectionRefusedError):
            return Unreachable(f"{host} refuses connections: it seems to be down.", sent=False)
        if isinstance(cause, OSError) and cause.errno in _NO_WAY:
            return Unreachable(f"There is no way to {host}: check your network.", sent=False)
    return Unreachable(f"{host} cannot be reached.", sent=False)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and all that led to it, from the outside in."""
    waiting: list[BaseException] = [error]
    while waiting:
        current = waiting.pop()
        yield current
        if isinstance(current, BaseExceptionGroup):
            waiting.extend(current.exceptions)
        inner = current.__cause__ or current.__context__
        if inner is not None:
            waiting.append(inner)
