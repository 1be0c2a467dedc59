"""The person's own editor, in place of the screen, while everything behind it goes on."""

from __future__ import annotations

import asyncio
import logging
import os
import shlex
import shutil
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tootui.ui.endings import on_signals

if TYPE_CHECKING:
    from tootui.ui.app import TootuiApp

log = logging.getLogger(__name__)

_USUAL = ("sensible-editor", "nano", "vim", "vi")


def editor_command(environ: Mapping[str, str]) -> list[str]:
    """Give the command of the person's editor: $VISUAL, $EDITOR, else one that is usually there; empty for none."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environ.get(name, ""))
        except ValueError:  # a quote without its end
            continue
        if words:
            return words
    return next(([found] for name in _USUAL if (found := shutil.which(name))), [])


async def open_editor(app: TootuiApp, path: Path) -> str | None:
    """Have a file edited. Streams and everything that waits go on meanwhile, only nothing is drawn.

    Returns:
        What went wrong, as a sentence; None where the editor came to its end in order.
    """
    command = editor_command(os.environ)
    if not command:
        return "Set EDITOR to the editor you like."
    try:
        with app.batch_update(), app.suspend():
            return await _run([*command, str(path)])
    except SuspendNotSupported:
        return "No editor can be opened on this terminal."
    finally:
        if not app.is_headless:
            on_signals(app.end)  # there is one taker for each
        app.refresh(layout=True)


async def _run(command: list[str]) -> str | None:
    """Run a program to its end. Raises nothing: the terminal is given back behind it."""
    name = Path(command[0]).name
    try:
        with _interrupts_left_alone():
            process = await asyncio.create_subprocess_exec(*command)
            code = await process.wait()
    except OSError as error:
        log.warning("Opening the editor: %s", error)
        return f"{name} cannot be started: {error.strerror}."
    return None if code == 0 else f"{name} ended with an error ({code})."


@contextmanager
def _interrupts_left_alone() -> Iterator[None]:
    """A ctrl+c is for the editor alone, though the terminal sends it to everybody."""
    loop = asyncio.get_running_loop()
    before = signal.getsignal(signal.SIGINT)
    loop.add_signal_handler(signal.SIGINT, lambda: None)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGINT)
        signal.signal(signal.SIGINT, before)
