"""The demo server as a child process: it ends when we do, however we end, because its standard input closes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from types import TracebackType
from typing import IO, Self

import msgspec
from msgspec import Struct

from tootui.config.credentials import CredentialStore, StoredAccount
from tootui.model.errors import TootuiError

DEMO_NAME = "demo"
"""The demo's account, whatever the port: its drafts stay from one demo to the next."""

_START_SECONDS = 30.0
_END_SECONDS = 5.0


class Ready(Struct, frozen=True):
    """What the server says once it answers; ``account_id`` and ``acct`` are whose token it is."""

    url: str
    token: str
    account_id: str
    acct: str


class DemoCredentials(CredentialStore):
    """The stored accounts, and beside them the demo's, whose token is never written anywhere."""

    _demo: StoredAccount | None = None
    _demo_token = ""

    def admit(self, account: StoredAccount, token: str) -> None:
        """Let the demo's account in, for as long as this process lives."""
        self._demo, self._demo_token = account, token

    def get(self, name: str) -> StoredAccount | None:
        """The account of that name, the demo's included."""
        return self._demo if name == DEMO_NAME and self._demo is not None else super().get(name)

    def token_of(self, name: str) -> str:
        """As for stored accounts."""
        return self._demo_token if name == DEMO_NAME and self._demo is not None else super().token_of(name)

    def touch(self, name: str) -> None:
        """The demo is not what the next start takes."""
        if name != DEMO_NAME:
            super().touch(name)


class DemoServer:
    """Starts the server when it is wanted, ends it at the end of a `with`."""

    def __init__(self, credentials: DemoCredentials) -> None:
        self._credentials = credentials
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> StoredAccount:
        """Start the server and let its account in, after ending one started before. Blocks until it answers, about a
        second.

        Raises:
            TootuiError: it cannot be started.
        """
        self._end()
        with tempfile.TemporaryFile() as complaints:
            self._process = launch(["--port", "0"], complaints)
            ready = wait_until_ready(self._process, complaints)
        account = StoredAccount(
            name=DEMO_NAME,
            server=ready.url,
            acct=ready.acct,
            account_id=ready.account_id,
            username=ready.acct.partition("@")[0],
        )
        self._credentials.admit(account, ready.token)
        return account

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        if self._process is not None:
            end(self._process)
            self._process = None


def launch(arguments: list[str], complaints: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start the server's process, out of reach of the terminal's signals.

    Raises:
        TootuiError: what it needs is not installed.
    """
    from importlib.util import find_spec

    if find_spec("starlette") is None or find_spec("uvicorn") is None:
        raise TootuiError(
            "the demo needs two more packages: install tootui with its extra “demo”, as in `tootui[demo]`."
        )
    return subprocess.Popen(  # noqa: S603 - this very Python
        [sys.executable, "-m", "tootui.demo", "--die-with-stdin", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        start_new_session=True,
    )


def wait_until_ready(process: subprocess.Popen[bytes], complaints: IO[bytes]) -> Ready:
    """Wait for the line that says where the server is.

    Raises:
        TootuiError: it ended instead, or took too long.
    """
    assert process.stdout is not None
    impatience = threading.Timer(_START_SECONDS, process.kill)
    impatience.start()
    try:
        line = process.stdout.readline()
    finally:
        impatience.cancel()
    try:
        return msgspec.json.decode(line, type=Ready)
    except msgspec.MsgspecError:
        end(process)
        complaints.seek(0)
        said = complaints.read().decode(errors="replace").strip().splitlines()
        reason = f" ({said[-1][:200]})" if said else ""
        raise TootuiError(f"the demo server did not start{reason}.") from None


def end(process: subprocess.Popen[bytes]) -> None:
    """Let the server end by closing its standard input; after a while by force."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
    try:
        process.wait(timeout=_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
