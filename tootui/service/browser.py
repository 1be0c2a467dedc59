"""Opening an address in the person's browser, only where one can be shown: never a text browser over the screen."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence

from tootui.text.clean import is_openable

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")
_OPENERS = (("wslview",), ("xdg-open",), ("gio", "open"))


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
    argv = _argv(command, environ)
    return argv is not None and _start([*argv, url])


def _argv(command: str, environ: Mapping[str, str]) -> Sequence[str] | None:
    if command:
        import shlex

        try:
            return shlex.split(command) or None
        except ValueError:
            return None
    if sys.platform == "darwin":
        return None if "SSH_CONNECTION" in environ else ("open",)
    if not any(environ.get(name) for name in _DISPLAYS):
        return None
    return next((opener for opener in _OPENERS if shutil.which(opener[0])), None)


def _start(argv: list[str]) -> bool:
    import subprocess
    import threading

    try:
        process = subprocess.Popen(  # noqa: S603 - the system's opener or the person's own command
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Without a controlling terminal no text browser can draw over ours.
            start_new_session=True,
        )
    except OSError:
        return False
    # Somebody has to take note of its end, or it stays in the process table as long as we run.
    threading.Thread(target=process.wait, name="browser", daemon=True).start()
    return True
