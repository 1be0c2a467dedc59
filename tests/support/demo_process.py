"""A demo server in a process of its own: what it computes costs the program under measurement nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from types import TracebackType
from typing import Self

from tests.support.pty import CEILING
from tootui.demo.thread import DemoControl


class DemoProcess(DemoControl):
    """Runs ``python -m tootui.demo`` with a frozen clock from the beginning to the end of a ``with``.

    Attributes:
        url: where it listens.
        token: the access token of @you.
    """

    def __init__(self, *options: str) -> None:
        command = [sys.executable, "-m", "tootui.demo", "--port", "0", "--die-with-stdin", "--frozen", *options]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        greeting = json.loads(self._process.stdout.readline())
        super().__init__(greeting["url"])
        self.token: str = greeting["token"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.stop()

    def stop(self) -> None:
        """Close its standard input, at which it ends by itself."""
        try:
            self._process.communicate(timeout=CEILING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
