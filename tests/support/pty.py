"""A program in a real pseudo-terminal: what a person at a keyboard sees, types and waits for.

The process answers the query for synchronised output (``CSI ? 2026 $ p``), so every frame a program draws arrives
between two marks and can be timed: a frame is done when its last byte was read. Nothing sleeps: every wait pumps the
terminal and looks again, up to a ceiling after which it fails with the screen as it stands.
"""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import psutil

from tests.support.screen import Screen

CEILING = 60.0
"""Seconds after which a wait gives up: generous, for a machine that is busy with other things."""

TOOTUI = (sys.executable, "-m", "tootui")

_SYNC_QUERY = b"\x1b[?2026$p"
_SYNC_ANSWER = b"\x1b[?2026;2$y"
_FRAME_BEGIN = b"\x1b[?2026h"
_FRAME_END = b"\x1b[?2026l"

_KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "backspace": "\x7f",
    "space": " ",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
}


class Frame(NamedTuple):
    """One synchronised update: when its last byte was read (monotonic seconds) and what was drawn."""

    at: float
    data: bytes


class TerminalProcess:
    """A running program with its terminal; use it as a context manager, then it never outlives the test.

    Args:
        argv: the program and its arguments.
        home: its home directory, usually a fresh one; caches, credentials and logs end up there.
        columns, rows: the terminal's size.
        env: more environment, or with None as value less of it. Only PATH is taken over from this process.
    """

    def __init__(
        self,
        argv: Sequence[str] = TOOTUI,
        *,
        home: Path,
        columns: int = 120,
        rows: int = 40,
        env: Mapping[str, str | None] | None = None,
    ) -> None:
        self.columns, self.rows = columns, rows
        self.frames: list[Frame] = []
        self.received = 0
        self.read_at = 0.0
        self._screen = Screen(columns, rows)
        self._unseen = bytearray()
        self._asked = b""
        self._open_frame = bytearray()
        self._exit_code: int | None = None
        self._master, self._slave = os.openpty()
        os.set_blocking(self._master, False)
        self.resize(columns, rows)
        self.settings_before = self.terminal_settings
        slave = os.ttyname(self._slave)
        self.started_at = time.monotonic()
        self.pid = os.posix_spawn(
            argv[0],
            list(argv),
            environment(home, env),
            # Opened by name after setsid(), the terminal becomes the process's controlling one.
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, slave, os.O_RDWR, 0),
                (os.POSIX_SPAWN_DUP2, 0, 1),
                (os.POSIX_SPAWN_DUP2, 0, 2),
            ],
            setsid=True,
            setsigdef=[signal.SIGPIPE, signal.SIGXFSZ],
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    # -- typing

    def press(self, *keys: str) -> float:
        """Press named keys (``j``, ``enter``, ``ctrl+s``) in one write; gives the time just before it."""
        return self.send("".join(key_sequence(key) for key in keys))

    def send(self, text: str) -> float:
        """Type a text as it is; gives the time just before it."""
        at = time.monotonic()
        os.write(self._master, text.encode())
        return at

    def paste(self, text: str) -> float:
        """Paste, as a terminal with bracketed paste does."""
        return self.send(f"\x1b[200~{text}\x1b[201~")

    def click(self, x: int, y: int) -> float:
        """Click the left button on a cell, counted from 0."""
        return self.send(f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m")

    def resize(self, columns: int, rows: int) -> float:
        """Give the window another size; gives the time just before it."""
        at = time.monotonic()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.columns, self.rows = columns, rows
        self._draw()
        self._screen.resize(columns, rows)
        return at

    # -- seeing

    @property
    def screen(self) -> Screen:
        """The screen as far as it was read."""
        self._draw()
        return self._screen

    @property
    def terminal_settings(self) -> list[object]:
        """Echo, canonical mode and the rest (``termios.tcgetattr``)."""
        return termios.tcgetattr(self._master)

    def pump(self, timeout: float) -> bool:
        """Read what the program wrote, waiting up to ``timeout`` seconds for it; False where nothing came."""
        if self._master < 0:
            time.sleep(timeout)
            return False
        if not select.select([self._master], [], [], timeout)[0]:
            return False
        data = self._read()
        if not data:
            time.sleep(timeout)
            return False
        self.read_at = at = time.monotonic()
        self.received += len(data)
        self._unseen += data
        asked = self._asked + data
        for _ in range(asked.count(_SYNC_QUERY)):
            os.write(self._master, _SYNC_ANSWER)
        self._asked = asked[1 - len(_SYNC_QUERY) :]
        self._open_frame += data
        while (end := self._open_frame.find(_FRAME_END)) >= 0:
            end += len(_FRAME_END)
            begin = self._open_frame.rfind(_FRAME_BEGIN, 0, end)
            self.frames.append(Frame(at, bytes(self._open_frame[max(begin, 0) : end])))
            del self._open_frame[:end]
        return True

    def wait_until(self, condition: Callable[[], object], what: str, seconds: float = CEILING) -> None:
        """Read on until something holds.

        Raises:
            AssertionError: it did not within the ceiling, or the program ended before; shows the screen.
        """
        give_up = time.monotonic() + seconds
        while not condition():
            if not self.pump(0.02) and self.poll() is not None:
                while self.pump(0):
                    pass
                assert condition(), f"The program ended with {self._exit_code} before {what}\n{self.dump()}"
                return
            assert time.monotonic() < give_up, f"Waited {seconds:.0f} s in vain for {what}\n{self.dump()}"

    def wait_for(self, *texts: str, seconds: float = CEILING) -> Screen:
        """Read on until all texts are on the screen at once, wherever they are wrapped."""
        self.wait_until(lambda: self.screen.shows(*texts), f"{texts!r} on screen", seconds)
        return self.screen

    def wait_gone(self, text: str, seconds: float = CEILING) -> Screen:
        """Read on until a text is on the screen no more."""
        self.wait_until(lambda: not self.screen.shows(text), f"{text!r} to go", seconds)
        return self.screen

    def wait_frame(self, since: float, seconds: float = CEILING) -> Frame:
        """The first frame done after a moment."""
        seen = len(self.frames)
        self.wait_until(lambda: len(self.frames) > seen and self.frames[-1].at > since, "a frame", seconds)
        return next(frame for frame in self.frames[seen:] if frame.at > since)

    def settle(self, quiet: float = 0.1, seconds: float = CEILING) -> None:
        """Read on until the program writes nothing and hardly computes, or waits to compute, for ``quiet`` seconds.

        It has read all that was typed by then, and each of its threads waits for something else than its turn.
        """
        give_up = time.monotonic() + seconds
        began, used = time.monotonic(), self.busy_seconds()
        while time.monotonic() < give_up and self.poll() is None:
            if self.pump(0.01):
                began, used = time.monotonic(), self.busy_seconds()
            elif (passed := time.monotonic() - began) >= quiet:
                if self.busy_seconds() - used < 0.1 * passed and self._rests():
                    return
                began, used = time.monotonic(), self.busy_seconds()

    def watch(self, seconds: float) -> None:
        """Read on for some time, to see what happens without being asked for."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.pump(left)

    def dump(self) -> str:
        """The screen in a frame, for a failure's message."""
        rule = "-" * self.columns
        return "\n".join([rule, *self.screen.lines, rule])

    # -- the process

    def cpu_seconds(self) -> float:
        """What all its threads have computed so far."""
        return self._scheduled(1)

    def busy_seconds(self) -> float:
        """What they have computed, and what they waited for a processor that others had."""
        return self._scheduled(2)

    def _scheduled(self, figures: int) -> float:
        tasks = Path(f"/proc/{self.pid}/task")
        try:
            stats = [(task / "schedstat").read_text().split() for task in tasks.iterdir()]
        except OSError:  # no Linux, or gone: the coarser figure, or none
            return _coarse_cpu_seconds(self.pid)
        return sum(int(figure) for stat in stats for figure in stat[:figures]) / 1e9

    def _rests(self) -> bool:
        """Whether nothing typed is left to read, and all its threads sleep.

        What a thread has waited for a processor is only counted once it has got it.
        """
        left = struct.unpack("i", fcntl.ioctl(self._slave, termios.FIONREAD, bytes(4)))[0]
        tasks = Path(f"/proc/{self.pid}/task")
        try:
            states = {(task / "stat").read_text().rpartition(")")[2].split()[0] for task in tasks.iterdir()}
        except OSError:  # no Linux, or a thread that has just ended
            return left == 0 and not tasks.exists()
        return left == 0 and states <= {"S", "I"}

    def rss_mib(self) -> float:
        """Its resident memory."""
        return psutil.Process(self.pid).memory_info().rss / 2**20

    def family(self) -> list[psutil.Process]:
        """The process and all it started, now."""
        leader = psutil.Process(self.pid)
        return [leader, *leader.children(recursive=True)]

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def poll(self) -> int | None:
        """Its exit code once it has ended (minus the signal's number where one ended it)."""
        if self._exit_code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._exit_code = os.waitstatus_to_exitcode(status)
        return self._exit_code

    def wait_exit(self, seconds: float = CEILING) -> int:
        """Read on until it has ended; gives its exit code."""
        self.wait_until(lambda: self.poll() is not None, "its end", seconds)
        assert self._exit_code is not None
        return self._exit_code

    def quit(self) -> int:
        """Leave tootui, whatever time its machine takes from one key to the next; gives the exit code."""
        self.press("ctrl+q")
        self.wait_for("Quit tootui?")
        self.press("q")
        return self.wait_exit()

    def hang_up(self) -> None:
        """Close the terminal window: the process gets SIGHUP and end of file."""
        for descriptor in (self._slave, self._master):
            if descriptor >= 0:
                os.close(descriptor)
        self._slave = self._master = -1

    def close(self) -> None:
        """End it and everything it started, whatever they are doing."""
        if self.poll() is None:
            for process in self.family():
                try:
                    process.kill()
                except psutil.NoSuchProcess:
                    continue
            _, status = os.waitpid(self.pid, 0)
            self._exit_code = os.waitstatus_to_exitcode(status)
        self.hang_up()

    def _read(self) -> bytes:
        """Everything that can be read without waiting; nothing where the other side has closed."""
        chunks = []
        while True:
            try:
                chunk = os.read(self._master, 1 << 16)
            except BlockingIOError:
                break
            except OSError:  # Linux answers EIO once the last descriptor of the other side is closed
                break
            chunks.append(chunk)
            if len(chunk) < 4096:
                break
        return b"".join(chunks)

    def _draw(self) -> None:
        """Show what was read, but a frame only when all of it is there, as terminals do."""
        begin, end = self._unseen.rfind(_FRAME_BEGIN), self._unseen.rfind(_FRAME_END)
        whole = begin if begin > end else len(self._unseen) - self._begun()
        if whole:
            self._screen.feed(bytes(self._unseen[:whole]))
            del self._unseen[:whole]

    def _begun(self) -> int:
        """How many bytes at the end of what was read may be the first of a frame's."""
        sizes = range(len(_FRAME_BEGIN) - 1, 0, -1)
        return next((size for size in sizes if self._unseen.endswith(_FRAME_BEGIN[:size])), 0)


def _coarse_cpu_seconds(pid: int) -> float:
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system


def key_sequence(name: str) -> str:
    """What a terminal sends for a key named as Textual names it."""
    if name in _KEYS:
        return _KEYS[name]
    if name.startswith("ctrl+"):
        return chr(ord(name.removeprefix("ctrl+")) & 0x1F)
    if name.startswith("alt+"):
        return "\x1b" + name.removeprefix("alt+")
    return name


def environment(home: Path, changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """A fresh person's environment: a home, a terminal of 24-bit colour, UTF-8, and of this process only PATH."""
    env: dict[str, str | None] = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        **(changes or {}),
    }
    return {name: value for name, value in env.items() if value is not None}
