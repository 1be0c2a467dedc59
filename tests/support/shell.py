"""tootui as a shell runs it: arguments in, text and an exit code out."""

from __future__ import annotations

import re
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.pty import CEILING, TOOTUI, environment


def tootui(home: Path, *arguments: str, typed: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, with standard input as given and closed after it."""
    return subprocess.run(
        [*TOOTUI, *arguments],
        input=typed,
        env=environment(home) | env,
        capture_output=True,
        text=True,
        check=False,
        timeout=CEILING,
    )


def sign_in(home: Path, server: str, token: str) -> None:
    """Sign in to a server as a script does."""
    done = tootui(home, "login", server, "--token-stdin", "--no-keyring", typed=token)
    assert done.returncode == 0, done.stdout + done.stderr


class RunningTootui:
    """A command that waits for something, with its standard input held open; ends with the ``with`` at the latest."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [*TOOTUI, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(home),
            text=True,
            bufsize=1,
        )
        self.said = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def read_until(self, pattern: str) -> str:
        """Read lines until one matches; give the match. Ends the command where it is not said within the ceiling."""
        assert self.process.stdout is not None
        patience = threading.Timer(CEILING, self.process.kill)
        patience.start()
        try:
            for line in self.process.stdout:
                self.said += line
                if found := re.search(pattern, line):
                    return found[0]
        finally:
            patience.cancel()
            patience.join()
        raise AssertionError(f"{pattern} was never said:\n{self.said}{self.process.communicate()[1]}")

    def type(self, line: str) -> None:
        """Give one line on standard input."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def finish(self) -> tuple[int, str, str]:
        """Close standard input and wait for the end: exit code, all that was said, all complaints."""
        rest, complaints = self.process.communicate(timeout=CEILING)
        return self.process.returncode, self.said + rest, complaints
