"""`tootui doctor`: what tootui finds on this machine and on a server, to be looked at or sent along with a report.

No secrets: neither tokens nor the addresses of accounts beyond their names.
"""

from __future__ import annotations

import argparse
import asyncio
import locale
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import tootui
from tootui import logs, paths
from tootui.api.capabilities import Capabilities
from tootui.api.client import connect
from tootui.api.features import Feature
from tootui.api.server_name import server_host, server_url
from tootui.cli.choosing import account_of, settings_of
from tootui.config.credentials import CredentialStore
from tootui.config.settings import settings_path
from tootui.model.errors import TootuiError
from tootui.model.instance import InstanceInfo

_LIBRARIES = ("textual", "rich", "httpx", "websockets", "msgspec", "html2text", "keyring", "starlette", "uvicorn")
_TERMINAL_VARIABLES = ("TERM", "TERM_PROGRAM", "COLORTERM", "NO_COLOR", "TMUX", "SSH_CONNECTION", "LANG", "LC_ALL")
_NETWORK_VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR")


def run(given: argparse.Namespace) -> int:
    """Print it all; fail when the server cannot be asked."""
    _, problems = settings_of(given)
    _print("Versions", _versions())
    _print("Terminal", _terminal())
    _print("Places", _places())
    _print("Settings", [(str(settings_path()), f"{len(problems)} problems" if problems else "all is well")])
    credentials = CredentialStore()
    _print("Accounts", [(account.name, f"token in {account.keeps}") for account in credentials.accounts()])
    server = given.server
    if server is None:
        account = account_of(given, credentials)
        server = account.server if account is not None else None
    if server is None:
        return 0
    return asyncio.run(_ask(server_url(server)))


async def _ask(server: str) -> int:
    try:
        async with connect(server) as client:
            info = await client.instance.get()
            capabilities = client.capabilities
    except TootuiError:
        print(f"\nServer {server_host(server)}", flush=True)
        raise
    _print(f"Server {server_host(server)}", _described(info))
    _print("Features", _features(capabilities))
    return 0


def _print(heading: str, rows: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> None:
    found = list(rows)
    print(heading if heading == "Versions" else f"\n{heading}")
    width = max((len(name) for name, _ in found), default=0)
    for name, value in found:
        print(f"  {name:{width}}  {value}".rstrip())
    if not found:
        print("  none")


def _versions() -> Iterator[tuple[str, str]]:
    yield "tootui", tootui.__version__
    yield "Python", f"{platform.python_version()} ({platform.system()} {platform.machine()})"
    for library in _LIBRARIES:
        try:
            yield library, version(library)
        except PackageNotFoundError:
            yield library, "not installed"


def _terminal() -> Iterator[tuple[str, str]]:
    size = shutil.get_terminal_size()
    yield "size", f"{size.columns}x{size.lines}" if sys.stdout.isatty() else "no terminal"
    yield "encoding", f"{sys.stdout.encoding}, {locale.getpreferredencoding(False)}"
    for name in _TERMINAL_VARIABLES:
        if name in os.environ:
            # Who is at the other end is nobody's business, and a terminal's answer may hold anything.
            yield name, "set" if name in ("SSH_CONNECTION", "TMUX") else repr(os.environ[name])
    for name in _NETWORK_VARIABLES:
        if name in os.environ or name.lower() in os.environ:
            yield name, "set"


def _places() -> Iterator[tuple[str, str]]:
    for name, place in (
        ("settings", paths.config_dir()),
        ("drafts", paths.data_dir()),
        ("cache", paths.cache_dir()),
        ("log", logs.path()),
    ):
        yield name, f"{place}{_state_of(place)}"


def _state_of(place: Path) -> str:
    if not place.exists():
        return " (not there yet)"
    return "" if os.access(place, os.W_OK) else " (cannot be written)"


def _features(capabilities: Capabilities) -> Iterator[tuple[str, str]]:
    """Each in one line; what nobody knows is tried when it is wanted, and counts as on."""
    for feature in sorted(Feature):
        yield feature, "on" if capabilities.offers(feature) else "off"


def _described(info: InstanceInfo) -> Iterator[tuple[str, str]]:
    limits = info.limits
    yield "title", info.title
    yield "domain", info.domain
    yield "software", f"{info.software} {info.version}".strip()
    yield "API version", str(info.api_version) if info.api_version else "not told"
    yield "streaming", info.streaming or "not told"
    yield "public timelines", f"local {info.live_feeds.local}, federated {info.live_feeds.remote}"
    yield "post", f"{limits.max_characters} characters, a link counts {limits.characters_reserved_per_url}"
    yield "media", f"{limits.max_media_attachments} per post, descriptions of {limits.description_limit} characters"
    yield (
        "files",
        f"pictures of {limits.image_size_limit >> 20} MB, films and sounds of {limits.video_size_limit >> 20} MB",
    )
    yield "poll", f"{limits.poll_max_options} options of {limits.poll_max_characters_per_option} characters"
