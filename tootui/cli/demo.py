"""`tootui demo`: tootui with a server of its own on this machine, or that server alone."""

from __future__ import annotations

import argparse
import signal
import tempfile
from types import FrameType

from tootui.cli.choosing import settings_of
from tootui.cli.demo_server import DemoCredentials, DemoServer, end, launch, wait_until_ready
from tootui.cli.wrong_use import WrongUse
from tootui.model.errors import TootuiError
from tootui.ui import start


def run(given: argparse.Namespace) -> int:
    """Show the demo, or serve it."""
    if given.serve is not None:
        return _serve(given)
    if given.state is not None:
        raise WrongUse("--state keeps the world of a server that runs alone: use it with --serve PORT.")
    return _show(given)


def _show(given: argparse.Namespace) -> int:
    from tootui.cli.screen import require_terminal

    require_terminal()
    start.hurry()
    settings, problems = settings_of(given)
    credentials = DemoCredentials()
    with DemoServer(credentials) as demo:
        account = demo.start()
        from tootui.service.session import Session

        session = Session.open(account, settings=settings, credentials=credentials, is_demo=True)
        return start.run(session, settings=settings, credentials=credentials, theme=given.theme, problems=problems)


def _serve(given: argparse.Namespace) -> int:
    """Run the server until ctrl+c, SIGTERM or SIGHUP."""
    arguments = ["--port", str(given.serve)]
    if given.state is not None:
        arguments += ["--state", str(given.state.absolute())]
    # SIGINT too: a shell lets what it starts in the background ignore it.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    with tempfile.TemporaryFile() as complaints:
        process = launch(arguments, complaints)
        try:
            ready = wait_until_ready(process, complaints)
            print(f"The demo server answers at {ready.url} (only on this machine). Ctrl+C ends it.")
            print("Sign in from another terminal, as @you:")
            print(f"  echo {ready.token} | tootui login {ready.url} --token-stdin --no-keyring", flush=True)
            code = process.wait()
        except KeyboardInterrupt:
            code = 0
        finally:
            end(process)
    if code:
        raise TootuiError(f"the demo server ended by itself (exit code {code}).")
    return 0


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
