"""How tootui ends when it is told to: signals, and a clock that leaves nothing behind whatever hangs."""

from __future__ import annotations

import asyncio
import os
import signal
import termios
import threading
from collections.abc import Callable

SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
GRACE_SECONDS = 0.9
_LEAVE_SCREEN = b"\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?2004l\x1b[?1004l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?7h"


class Terminal:
    """Standard input's settings as they were before tootui, to be put back when nothing else will."""

    def __init__(self) -> None:
        try:
            self._attributes = termios.tcgetattr(0)
        except (termios.error, OSError):
            self._attributes = []

    def restore(self) -> None:
        """Put echo, lines, mouse and screen back, without waiting for a terminal that is gone."""
        if not self._attributes:
            return
        try:
            termios.tcsetattr(0, termios.TCSANOW, self._attributes)
            os.set_blocking(2, False)
            os.write(2, _LEAVE_SCREEN)
            os.set_blocking(2, True)
        except (termios.error, OSError):
            return


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


def leave_by(code: int, terminal: Terminal, seconds: float = GRACE_SECONDS) -> threading.Timer:
    """Leave the process for certain, should the orderly way not be through by then.

    A terminal that is gone can block the thread that writes to it, and with it everything that waits for that thread.
    """

    def leave() -> None:
        terminal.restore()
        os._exit(code)

    timer = threading.Timer(seconds, leave)
    timer.daemon = True
    timer.start()
    return timer
