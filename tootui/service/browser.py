"""Opening an address in the person's browser, only where one can be shown: never a text browser over the screen."""

from __future__ import annotations

import os
from collections.abc import Mapping

from tootui.service.programs import split_command, start, system_opener
from tootui.text.clean import is_openable


def open_url(url: str, command: str = "", *, environ: Mapping[str, str] = os.environ) -> bool:
    """Hand an http(s) address to a browser, detached from this terminal.

    Args:
        url: becomes one argument of the program; a shell never sees it.
        command: the person's own command, with the address put at its end; empty for the system's way.
        environ: what tells whether there is a display.

    Returns:
        Whether something was started. False means: show the address, and let the person open it.
    """
    if not is_openable(url):
        return False
    argv = split_command(command) if command else system_opener(environ)
    return argv is not None and start([*argv, url])
