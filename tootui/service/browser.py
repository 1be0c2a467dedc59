"""Opening an address in the person's browser, only where one can be shown: never a text browser over the screen."""

from __future__ import annotations

import os
from collections.abc import Mapping

from tootui.service.programs import split_command, start, system_opener, why_no_program
from tootui.text.clean import is_openable

NO_ADDRESS = "This is no address that can be opened."


def open_url(url: str, command: str = "", *, environ: Mapping[str, str] = os.environ) -> str | None:
    """Hand an http(s) address to a browser, detached from this terminal.

    Args:
        url: becomes one argument of the program; a shell never sees it.
        command: the person's own command, with the address put at its end; empty for the system's way.
        environ: what tells whether there is a display.

    Returns:
        None when something was started. Else a sentence why not: show the address too, and let the person open it.
    """
    if not is_openable(url):
        return NO_ADDRESS
    argv = split_command(command) if command.strip() else system_opener(environ)
    if argv is None:
        return why_no_program(command, "general.browser", "browser")
    return start([*argv, url])
