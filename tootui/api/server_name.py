"""What people type to name a server, read into a base URL."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from tootui.model.errors import InvalidServer
from tootui.text.clean import clean_line

_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_LOOPBACK = re.compile(r"localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def server_url(text: str) -> str:
    """Read ``mastodon.example``, a URL or ``@me@server`` into a base URL, ``https://mastodon.example``.

    Plain http is for loopback addresses only, where it is also what a bare name means.

    Raises:
        InvalidServer: the text names no server, or one that would be spoken to in the clear.
    """
    wanted = text.strip()
    scheme, separator, rest = wanted.partition("://")
    if not separator:
        scheme, rest = "", wanted.removeprefix("acct:").rpartition("@")[2]
    parts, port = _split(rest, wanted)
    host = _ascii(parts.hostname or "", wanted)
    loopback = _LOOPBACK.fullmatch(host) is not None
    scheme = scheme.lower() or ("http" if loopback else "https")
    if scheme not in _DEFAULT_PORTS:
        raise InvalidServer(
            f"“{clean_line(wanted)[:80]}” is not the address of a website. Give a server such as mastodon.example."
        )
    if scheme == "http" and not loopback:
        raise InvalidServer(
            f"Signing in to {host} over plain http would show your words to others: use https://{host}."
        )
    if not loopback and not _names_a_host(host):
        raise InvalidServer(_not_a_server(wanted))
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}" + (f":{port}" if port not in (None, _DEFAULT_PORTS[scheme]) else "")


def server_host(server: str) -> str:
    """What a base URL is called in sentences and account names: host, and port where it is not the usual one."""
    return server.partition("://")[2]


def is_loopback(url: str) -> bool:
    """Whether an address stays on this machine."""
    try:
        return _LOOPBACK.fullmatch(urlsplit(url).hostname or "") is not None
    except ValueError:
        return False


def origin_of(url: str) -> tuple[str, str, int] | None:
    """Scheme, host and port of a URL, to tell whether two are the same origin; None when it has none."""
    try:
        parts = urlsplit(url)
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return None
    if not parts.hostname or port is None:
        return None
    return parts.scheme, parts.hostname, port


def _split(rest: str, wanted: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(f"//{rest}")
        return parts, parts.port
    except ValueError:
        raise InvalidServer(_not_a_server(wanted)) from None


def _ascii(host: str, wanted: str) -> str:
    if host.isascii():
        return host.rstrip(".")
    try:
        return host.rstrip(".").encode("idna").decode()
    except UnicodeError:
        raise InvalidServer(_not_a_server(wanted)) from None


def _names_a_host(host: str) -> bool:
    return ":" in host or ("." in host and len(host) < 254 and _HOST.fullmatch(host) is not None)


def _not_a_server(wanted: str) -> str:
    if not wanted:
        return "Give the name of a server, such as mastodon.example."
    named = clean_line(wanted)[:80]
    return f"“{named}” is not the name of a server. It looks like mastodon.example, or @you@mastodon.example."
