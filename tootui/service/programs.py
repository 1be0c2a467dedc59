"""Starting other programs beside this one: they get no terminal and no shell, and nobody waits for them."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

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


def why_no_program(command: str, setting: str, what: str = "program") -> str:
    """Why there is nothing to start, and what the person can do about it.

    Args:
        command: what they have set; blank for the system's way, which needs a display.
        setting: where that is set.
        what: what was to be opened.
    """
    if command.strip():
        return unreadable(setting)
    return f"No {what} was opened: there is no display here. The setting {setting} names a command for it."


def unreadable(setting: str) -> str:
    """What is wrong with a command that `split_command` makes nothing of."""
    return f"The command in {setting} cannot be read: its quotes are not closed."


def start(argv: Sequence[str], ended: Callable[[int], None] = lambda _code: None) -> str | None:
    """Start a program.

    Args:
        argv: the program and its arguments.
        ended: called with the exit code when it ends, in a thread.

    Returns:
        None when it was started, else a sentence why not.
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
        return f"{Path(argv[0]).name} cannot be started. Is it installed?"
    # Somebody has to take note of its end, or it stays in the process table as long as we run.
    threading.Thread(target=lambda: ended(process.wait()), name=f"waiting for {argv[0]}", daemon=True).start()
    return None
