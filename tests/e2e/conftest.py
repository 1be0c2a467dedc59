"""Servers, homes and terminals for the stories."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from tests.support.pty import TOOTUI, TerminalProcess
from tests.support.shell import sign_in
from tootui.demo.thread import DemoThread


class OpenTerminal(Protocol):
    """Starts a program in a terminal of its own; it ends with the test at the latest."""

    def __call__(
        self, *arguments: str, columns: int = 120, rows: int = 40, env: dict[str, str | None] | None = None
    ) -> TerminalProcess: ...


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoThread]:
    """A server for the stories of one module; its clock stands still, so nothing happens by itself."""
    with DemoThread() as demo:
        yield demo


@pytest.fixture
def person(home: Path, demo: DemoThread) -> Path:
    """The home directory of somebody who is signed in to the demo server."""
    sign_in(home, demo.url, demo.token)
    return home


@pytest.fixture
def open_tootui(home: Path) -> Iterator[OpenTerminal]:
    """Opens tootui, with arguments, in the home of the test."""
    with ExitStack() as stack:

        def open_it(
            *arguments: str, columns: int = 120, rows: int = 40, env: dict[str, str | None] | None = None
        ) -> TerminalProcess:
            terminal = TerminalProcess([*TOOTUI, *arguments], home=home, columns=columns, rows=rows, env=env)
            return stack.enter_context(terminal)

        yield open_it


@pytest.fixture
def open_shell(home: Path) -> Iterator[Callable[[Sequence[str]], TerminalProcess]]:
    """Runs a program below a shell, which says how it ended and then echoes a line: a terminal that goes on living."""
    script = '"$@"; printf "ended with %s\\n" $?; read -r line; printf "read <%s>\\n" "$line"'
    with ExitStack() as stack:

        def open_it(command: Sequence[str]) -> TerminalProcess:
            return stack.enter_context(TerminalProcess(["/bin/sh", "-c", script, "sh", *command], home=home))

        yield open_it
