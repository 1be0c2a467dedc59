"""The terminal's input: a quick Esc, an end of input that ends the program, and whether somebody is there."""

from __future__ import annotations

import os
import re
import select
import time
from codecs import getincrementaldecoder
from collections.abc import Iterable

from textual import constants, events
from textual._xterm_parser import XTermParser  # the one reader of what terminals send; there is no public name for it
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

ESC = "\x1b"
_IDLE_SECONDS = 0.05
"""How long a read waits while nothing happens: bounds how late the thread sees that it shall stop."""


_GLUED = re.compile(r"(\x1b(?=\x1b)|\x1b[ !-/:-@{-~`\x01-\x08\n-\x1a])")
"""Esc before another one, or with a sign with which nothing begins or ends that terminals send on their own."""
_NAMED = {"\r": "\r", "\b": "backspace"}


class InputEnded(Message):
    """Nothing more can be read: the terminal was closed, or standard input came to its end."""


class TerminalDriver(LinuxDriver):
    """Textual's driver, with an own loop for reading.

    Textual's loop looks every 0.1 s whether an Esc was only an Esc, so that Esc and quitting take that long, and it
    spins where input has ended. This one looks again as soon as the delay for an Esc is over, and reports the end.

    Attributes:
        has_focus: whether the terminal has the focus; None as long as it has not told.
        input_at: when the last key or click came, in seconds since the epoch; None before the first.
    """

    has_focus: bool | None = None
    input_at: float | None = None

    def run_input_thread(self) -> None:
        """Read what the terminal sends until told to stop."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        waiting, held = _IDLE_SECONDS, ""
        while not self.exit_event.is_set():
            readable, _, _ = select.select([self.fileno], [], [], waiting)
            waiting = _IDLE_SECONDS
            if readable:
                data = self._read()
                if not data:
                    self.send_message(InputEnded())
                    return
                *parts, held = parted(held + decode(data))
                for part in parts:
                    self._take(parser, part)
                waiting = min(_IDLE_SECONDS, constants.ESCAPE_DELAY)
            elif held:
                self._take(parser, held)
                held = ""
            for event in parser.tick():
                self.process_message(typing_nothing(event))

    def _take(self, parser: XTermParser, part: str) -> None:
        if part == ESC:
            taken: Iterable[Message] = [events.Key("escape", ESC)]
        elif _GLUED.fullmatch(part):
            taken = [events.Key(f"alt+{_key_of(part[1])}", None)]
        else:
            taken = parser.feed(part)
        for event in taken:
            self._note(event)
            self.process_message(typing_nothing(event))

    def _note(self, event: Message) -> None:
        if isinstance(event, events.AppFocus | events.AppBlur):
            self.has_focus = isinstance(event, events.AppFocus)
        elif isinstance(event, events.Key | events.MouseDown):
            self.input_at = time.time()

    def _read(self) -> bytes:
        """Read what is there; nothing means that the input has ended, as a closed terminal says by an error."""
        try:
            return os.read(self.fileno, 1024 * 4)
        except OSError:
            return b""


def _key_of(sign: str) -> str:
    """The key that sends a sign, as Textual calls it; Enter as its sign."""
    return _NAMED.get(sign) or (sign if sign >= " " else f"ctrl+{chr(ord(sign) + 0x60)}")


def parted(data: str) -> list[str]:
    """Take out of what was read each Esc that is glued to a sign, with it: Textual would lose that Esc.

    An Esc lost before Enter or a blank would have those answer a question, or act on a row, that one was leaving; one
    before ctrl and a letter takes that with it, and what follows. Of letters Textual makes ``alt+letter`` by itself.

    Returns:
        The parts, and at last an Esc of which only what comes next will show what it is, or nothing.
    """
    last = ESC if data.endswith(ESC) else ""
    return [*(part for part in _GLUED.split(data.removesuffix(last)) if part), last]


def typing_nothing(event: Message) -> Message:
    """Take its letter from a key pressed together with alt: text fields would type it, and commands never get the key.

    What alt really types on some keyboards arrives as that character, without alt.
    """
    if isinstance(event, events.Key) and event.key.startswith("alt+"):
        return events.Key(event.key, None)
    return event
