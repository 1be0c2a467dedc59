"""Columns that were left by no door: killed, and there again where they were, also on a screen of another size."""

from __future__ import annotations

import signal
from pathlib import Path

import msgspec
import pytest

from tests.e2e.conftest import OpenTerminal
from tests.e2e.test_columns import PLAIN, parts, see_titles
from tests.support.pty import TerminalProcess
from tootui.config.arrangement import Arranged
from tootui.demo.thread import DemoThread


def selected(terminal: TerminalProcess) -> list[str]:
    """The lines of the marked rows of all columns, titles left out."""
    return [part for y in range(2, len(terminal.screen.lines)) for part in parts(terminal, y) if part.startswith("▐")]


def last_column(terminal: TerminalProcess) -> list[str]:
    """The lines of the column at the right, its title left out."""
    return [parts(terminal, y)[-1] for y in range(2, len(terminal.screen.lines))]


@pytest.mark.parametrize("size", [(120, 40), (60, 16)])
def test_killed_in_the_middle_of_reading(
    person: Path, open_tootui: OpenTerminal, demo: DemoThread, size: tuple[int, int]
) -> None:
    [third] = demo.events(post="The one that was being read.", by="grace")
    for number in ("first", "second"):
        demo.events(post=f"The {number} that came behind.", by="grace")
    terminal = open_tootui(columns=120, rows=40, env=PLAIN)
    terminal.wait_for("The one that was being read.")
    terminal.press("|", "g", "l")
    see_titles(terminal, "Home", "▐ Local")
    terminal.wait_until(
        lambda: any("@" in part and part.startswith("▐") for part in last_column(terminal)), "local posts"
    )
    terminal.press("j", "j", "j", "enter")
    see_titles(terminal, "Home", "▐ Thread")
    terminal.wait_until(
        lambda: any("@" in part and part.startswith("▐") for part in last_column(terminal)), "the thread"
    )
    terminal.press("tab", "j", "j")
    see_titles(terminal, "▐ Home", "Thread")
    terminal.wait_until(lambda: any("that was being read" in line for line in selected(terminal)), "the third post")
    terminal.settle(quiet=0.3)
    before = selected(terminal)
    in_home = [line for y in range(2, 39) if (line := parts(terminal, y)[0]).startswith("▐")]

    terminal.wait_until(lambda: _is_noted(person, third), "it is noted")
    terminal.signal(signal.SIGKILL)
    terminal.wait_exit()

    columns, rows = size
    again = open_tootui(columns=columns, rows=rows, env=PLAIN)
    if columns == 120:
        see_titles(again, "▐ Home", "Thread")
        again.wait_until(lambda: selected(again) == before, "all rows where they were")
    else:
        again.wait_for("Home", "1/2")
        again.wait_until(lambda: selected(again)[:1] == in_home[:1], "the row at home")
        again.press("tab")
        again.wait_for("2/2", "Thread")
        again.press("h")
        again.wait_for("Local")


def _is_noted(home: Path, status_id: str) -> bool:
    """Whether it is on disk that home has the keys and stands at a post, beside a thread."""
    for path in home.rglob("arrangement.json"):
        arranged = msgspec.json.decode(path.read_bytes(), type=Arranged)
        if len(arranged.columns) == 2 and arranged.focused == 0:
            at_home, beside = (column.stack[-1] for column in arranged.columns)
            return at_home.key == status_id and beside.place.startswith("thread:")
    return False
