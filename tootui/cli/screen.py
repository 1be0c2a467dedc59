"""`tootui`: the program on the screen."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tootui.cli.choosing import reader_of, settings_of
from tootui.model.errors import TootuiError
from tootui.ui import start

if TYPE_CHECKING:
    import argparse


def run(given: argparse.Namespace) -> int:
    """Show the server or the account that was asked for, else the account used last, else the ways in."""
    require_terminal()
    start.hurry()
    settings, problems = settings_of(given)
    from tootui.cli.demo_server import DemoCredentials, DemoServer
    from tootui.service.session import Session

    credentials = DemoCredentials()
    account = reader_of(given, credentials)
    if account is not None and not account.is_guest and account != credentials.last_used():
        credentials.touch(account.name)
    session = Session.open(account, settings=settings, credentials=credentials) if account is not None else None
    with DemoServer(credentials) as demo:
        return start.run(
            session,
            settings=settings,
            credentials=credentials,
            theme=given.theme,
            problems=problems,
            start_demo=demo.start,
        )


def require_terminal() -> None:
    """Raises:
    TootuiError: there is nothing to draw on, or nobody to type.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise TootuiError(
            "this needs a terminal. In scripts `tootui timeline home` reads; `tootui --help` names the rest."
        )
