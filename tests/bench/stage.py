"""Where measurements are taken: a demo server of its own process, homes that are signed in, programs in terminals."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.demo_process import DemoProcess
from tests.support.pty import TOOTUI, TerminalProcess, environment
from tests.support.shell import sign_in

NEWEST = "Newest-post"
"""How the newest post of a fresh demo begins."""

_FLOORS = "tests.bench.floors"


class Stage:
    """Everything one run of the measurements shares, taken down at its end.

    Args:
        quick: fewer rounds, for a look rather than for figures.
    """

    def __init__(self, *, quick: bool = False) -> None:
        self.quick = quick
        self._stack = ExitStack()
        self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="tootui-bench-")))
        self._homes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._stack.close()

    def rounds(self, count: int) -> int:
        """How often to repeat what is repeated ``count`` times in a full run."""
        return max(3, count // 5) if self.quick else count

    @cached_property
    def demo(self) -> DemoProcess:
        """A demo whose clock stands still, so that nothing happens but what is asked for."""
        return self.new_demo()

    def new_demo(self) -> DemoProcess:
        """A fresh demo, without a limit to its requests, and with a post on top whose words are known."""
        demo = self._stack.enter_context(DemoProcess())
        demo.control("limits", limit=1_000_000)
        demo.events(post=f"{NEWEST} of them all.")
        return demo

    def new_home(self, demo: DemoProcess | None = None) -> Path:
        """A home directory, signed in to a demo if one is given."""
        self._homes += 1
        home = self._folder / f"home-{self._homes}"
        home.mkdir()
        if demo is not None:
            sign_in(home, demo.url, demo.token)
        return home

    def cached_home(self, posts: int, *, places: Sequence[str] = ("home",)) -> Path:
        """A home directory of somebody who has read so many posts of each place, and whose server is gone.

        Were it there, it would say that it knows of other posts, and those that are measured would go.
        """
        with DemoProcess() as demo:
            home = self.new_home(demo)
            for number, place in enumerate(places):
                self.seed(home, posts, place=place, first=number * posts)
        return home

    def tootui(self, home: Path, *, columns: int = 120, rows: int = 40) -> TerminalProcess:
        """The program itself, with a home."""
        return TerminalProcess(TOOTUI, home=home, columns=columns, rows=rows)

    def floor(self, name: str, *, columns: int = 120, rows: int = 40) -> TerminalProcess:
        """One of the floor programs."""
        argv = [sys.executable, "-m", f"{_FLOORS}.{name}"]
        return TerminalProcess(argv, home=self._folder, columns=columns, rows=rows)

    def seed(self, home: Path, posts: int, *, place: str = "home", first: int = 0) -> None:
        """Put that many posts of a timeline, numbered from ``first`` on, into the cache of the account there."""
        self._run(home, ["-m", "tests.bench.seed", str(posts), place, str(first)])

    def _run(self, home: Path, arguments: Sequence[str]) -> None:
        env = {**environment(home), "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([sys.executable, *arguments], env=env, check=True, stdin=subprocess.DEVNULL)
