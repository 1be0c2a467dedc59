"""Copying to the clipboard: through the terminal (OSC 52), and with the system's own tool where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence

from tootui.service.programs import split_command

_TOOLS: Sequence[tuple[str, Sequence[str]]] = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
)
_SECONDS = 2.0


def copy_tool(configured: str, environ: Mapping[str, str] = os.environ) -> list[str] | None:
    """Find the program that takes text for the clipboard on its standard input.

    Args:
        configured: the command from the settings; empty picks one that fits the display. There is none where it
            cannot be read.
        environ: the environment, which tells whether there is a display.
    """
    if configured:
        return split_command(configured)
    for display, command in _TOOLS:
        if (not display or environ.get(display)) and shutil.which(command[0]):
            return list(command)
    return None


def copy_with(command: Sequence[str], text: str) -> bool:
    """Hand a text to a copying program. Blocks until it has taken it: to be called in a thread."""
    try:
        done = subprocess.run(  # noqa: S603 - the system's tool or the person's own command
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
