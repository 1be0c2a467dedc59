"""How tootui ends: signals, a disk that is waited for, and a clock that leaves nothing behind whatever hangs."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from tootui.cache.writer import writing_threads

SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
GRACE_SECONDS = 0.9
_ATTEMPTS, _ATTEMPT_SECONDS = 10, 0.01
_LEAVE_SCREEN = (
    b"\x1b[?2026l\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?2004l\x1b[?1004l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?7h"
)
"""First of all an end to the frame that was being written: what comes within a frame terminals keep to themselves."""


class Terminal:
    """Standard input's settings as they were before tootui, to be put back when nothing else will."""

    def __init__(self) -> None:
        try:
            self._attributes = termios.tcgetattr(0)
        except (termios.error, OSError):
            self._attributes = []

    def restore(self) -> None:
        """Put echo, lines, mouse and screen back, without waiting for a terminal that is gone.

        What other threads write from now on gets nowhere: the rest of a frame, or another one, would stand last.
        """
        if not self._attributes:
            return
        try:
            termios.tcsetattr(0, termios.TCSANOW, self._attributes)
            terminal = os.dup(2)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            os.set_blocking(terminal, False)
            try:
                _leave_screen(terminal)
            finally:
                os.set_blocking(terminal, True)  # whoever has the terminal next shares that
        except (termios.error, OSError):
            return


def _leave_screen(terminal: int) -> None:
    """Write the sequence; while another thread is in the middle of writing, that is refused."""
    for _ in range(_ATTEMPTS):
        try:
            os.write(terminal, _LEAVE_SCREEN)
            return
        except BlockingIOError:
            time.sleep(_ATTEMPT_SECONDS)


def on_signals(end: Callable[[int], None]) -> Callable[[], None]:
    """Have signals end the program through the running loop.

    Args:
        end: told the exit code, 128 and the signal's number.

    Returns:
        Takes the handlers off again.
    """
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        loop.add_signal_handler(number, end, 128 + number)

    def restore() -> None:
        for number in SIGNALS:
            loop.remove_signal_handler(number)

    return restore


def stop_plainly() -> None:
    """Have ctrl+z stop the process and do nothing else: the screen is over, and not to be drawn anew behind it."""
    for number in (signal.SIGTSTP, signal.SIGCONT):
        signal.signal(number, signal.SIG_DFL)


def leave_by(code: int, terminal: Terminal | None = None, seconds: float = GRACE_SECONDS) -> threading.Timer:
    """Leave the process for certain, should the orderly way not be through by then.

    A terminal that is gone can block the thread that writes to it, and with it everything that waits for that thread;
    so can a network that is gone the thread that looks up a name.

    Args:
        code: the exit code.
        terminal: what is to be put back; None where it was already.
        seconds: how long the orderly way may take.
    """

    def leave() -> None:
        if terminal is not None:
            terminal.restore()
        os._exit(code)

    timer = threading.Timer(seconds, leave)
    timer.daemon = True
    timer.start()
    return timer


async def until_written() -> None:
    """Wait for a disk that takes longer than the end of a session waits for it; the person may give up on it.

    The shell waits for this process, and what is not written by its end is lost.
    """
    writing = writing_threads()
    if not writing:
        return
    with suppress(OSError):  # its window may be closed
        sys.stderr.write("Your disk is slow: what you did last is still being written. ctrl+c ends without it.\n")
    loop, written = asyncio.get_running_loop(), asyncio.Event()

    def wait() -> None:
        for thread in writing:
            thread.join()
        loop.call_soon_threadsafe(written.set)

    # A thread of its own: those of the loop may all be held by the network.
    threading.Thread(target=wait, name="waiting for the disk", daemon=True).start()
    await written.wait()
