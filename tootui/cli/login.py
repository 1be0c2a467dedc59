"""`tootui login`: sign in from the shell, with a browser or with a token."""

from __future__ import annotations

import argparse
import asyncio
import base64
import os
import sys
import threading

from tootui.api.server_name import server_host
from tootui.cli.choosing import reported_settings
from tootui.cli.wrong_use import WrongUse
from tootui.config import token_sources
from tootui.config.credentials import CredentialStore, StoredAccount
from tootui.model.errors import SignInError
from tootui.service.browser import open_url
from tootui.service.signin import SignIn, SignInOffer, sign_in_with_token

_PATIENCE = 15 * 60.0
"""Seconds a person has to come back from the browser; servers forget their codes after some ten minutes."""


def run(given: argparse.Namespace) -> int:
    """Sign in and say as whom."""
    settings = reported_settings(given)
    credentials = CredentialStore()
    server = given.server or _asked_for_server(given)
    if given.token_stdin or given.token_command:
        account = asyncio.run(_with_token(given, server, credentials))
    else:
        account = asyncio.run(_with_browser(server, credentials, given.keyring, settings.general.browser))
    print(f"Signed in as {account.name}. `tootui` opens your home timeline.")
    return 0


def _asked_for_server(given: argparse.Namespace) -> str:
    if given.token_stdin or not sys.stdin.isatty():
        raise WrongUse("Which server? As in `tootui login mastodon.example`.")
    return input("Server (such as mastodon.example): ")


async def _with_token(given: argparse.Namespace, server: str, credentials: CredentialStore) -> StoredAccount:
    if given.token_command:
        token = await asyncio.to_thread(token_sources.from_command, given.token_command)
    else:
        token = sys.stdin.readline()
    return await sign_in_with_token(
        server, token, credentials=credentials, keyring=given.keyring, token_command=given.token_command or ""
    )


async def _with_browser(server: str, credentials: CredentialStore, keyring: bool, browser: str) -> StoredAccount:
    sign_in = SignIn(server, credentials=credentials, keyring=keyring)
    typed = TypedLines()
    try:
        async with asyncio.timeout(_PATIENCE):
            offer = await sign_in.begin()
            _show(offer, browser)
            code = await _code(sign_in, offer, typed, browser)
            return await sign_in.finish(code)
    except TimeoutError:
        raise SignInError(f"Nobody came back within {_PATIENCE / 60:.0f} minutes. Nothing was stored.") from None
    finally:
        await sign_in.close()


def _show(offer: SignInOffer, browser: str) -> None:
    """The address stands on a line of its own, whole, so that terminals make a link of it."""
    opened = open_url(offer.url, browser) is None
    copied = _copy(offer.url)
    print(f"Signing in at {server_host(offer.server)}: let tootui in on this page.\n\n{offer.url}\n")
    if opened:
        print("It opens in your browser.")
    elif copied:
        print("It is on the clipboard too, if your terminal allows that.")
    if offer.listener:
        print(
            "A browser on this machine brings you back by itself. One elsewhere ends on a page that cannot be shown:\n"
            "paste its whole address here. Or press Enter alone for a page that shows a code."
        )
    else:
        print("Then paste the code that the page shows, or the whole address it ends on.")
    sys.stdout.flush()


async def _code(sign_in: SignIn, offer: SignInOffer, typed: TypedLines, browser: str) -> str:
    """The code, from the browser or from the keyboard, whichever is first."""
    while True:
        line = await _first_of(sign_in, typed) if offer.listener else await typed.next()
        if line is None:
            raise SignInError("No code came, and nobody can type one. Nothing was stored.")
        if line.strip():
            return line
        if offer.listener:
            offer = await sign_in.begin(listen=False)
            _show(offer, browser)


async def _first_of(sign_in: SignIn, typed: TypedLines) -> str | None:
    """What comes first: the browser, or a line. An ended input leaves the browser."""
    back = asyncio.ensure_future(sign_in.wait_for_code())
    line = asyncio.ensure_future(typed.next())
    try:
        await asyncio.wait((back, line), return_when=asyncio.FIRST_COMPLETED)
        if not back.done() and line.result() is not None:
            return line.result()
        return await back
    finally:
        back.cancel()
        line.cancel()


class TypedLines:
    """Lines from standard input, read in a thread so that the browser may come first.

    Not through `sys.stdin`: its lock, held by a daemon thread, breaks the end of the interpreter.
    """

    def __init__(self) -> None:
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._read, name="typed lines", daemon=True).start()

    async def next(self) -> str | None:
        """The next line; None once the input has ended."""
        line = await self._lines.get()
        if line is None:
            self._lines.put_nowait(None)
        return line

    def _read(self) -> None:
        rest = b""
        try:
            while part := os.read(0, 4096):
                *whole, rest = (rest + part).split(b"\n")
                for line in whole:
                    self._give(line.decode(errors="replace"))
        except OSError:
            pass
        if rest:
            self._give(rest.decode(errors="replace"))
        self._give(None)

    def _give(self, line: str | None) -> None:
        if not self._loop.is_closed():
            try:
                self._loop.call_soon_threadsafe(self._lines.put_nowait, line)
            except RuntimeError:  # closed in this very moment
                pass


def _copy(text: str) -> bool:
    """Put a text on the clipboard through the terminal (OSC 52), where there is one."""
    if not sys.stdout.isatty():
        return False
    sys.stdout.write(f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\a")
    return True
