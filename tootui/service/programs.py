"""Starting other programs beside this one: they get no terminal and no shell, and nobody waits for them."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")
_OPENERS = (("wslview",), ("xdg-open",), ("gio", "open"))


def split_command(command: str) -> list[str] | None:
    """The words of a command as the person wrote it; None where that makes no sense."""
    import shlex

    try:
        return shlex.split(command) or None
    except ValueError:
        return None


def system_opener(environ: Mapping[str, str] = os.environ) -> Sequence[str] | None:
    """The program that opens whatever it is given; None where nothing it opens could be seen."""
    if sys.platform == "darwin":
        return None if "SSH_CONNECTION" in environ else ("open",)
    if not any(environ.get(name) for name in _DISPLAYS):
        return None
    return next((opener for opener in _OPENERS if shutil.which(opener[0])), None)


def start(argv: Sequence[str], ended: Callable[[int], None] = lambda _code: None) -> bool:
    """Start a program; gives whether that worked.

    Args:
        argv: the program and its arguments.
        ended: called with the exit code when it ends, in a thread.
    """
    import subprocess
    import threading

    try:
        process = subprocess.Popen(  # noqa: S603 - the system's opener or the person's own command
            list(argv),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Without a controlling terminal no text browser can draw over ours.
            start_new_session=True,
        )
    except (OSError, ValueError):
        return False
    # Somebody has to take note of its end, or it stays in the process table as long as we run.
    threading.Thread(target=lambda: ended(process.wait()), name=f"waiting for {argv[0]}", daemon=True).start()
    return True
