"""Quitting while the network or the disk keeps everything waiting."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import OpenTerminal
from tests.support.pty import TerminalProcess
from tests.support.shell import sign_in
from tootui.demo.thread import DemoThread

Hinder = Callable[[str], dict[str, str | None]]

NAMES_ARE_NEVER_FOUND = """
import pathlib, socket, threading
def look_up(*_, **__):
    pathlib.Path({asked!r}).touch()
    threading.Event().wait()
socket.getaddrinfo = look_up
"""

NOTHING_IS_WRITTEN_YET = """
import pathlib, threading, time
begin = threading.Thread.start
def start(thread):
    if thread.name == "tootui-writer":
        write = thread.run
        def run():
            while not pathlib.Path({go_on!r}).exists():
                time.sleep(0.01)
            write()
        thread.run = run
    begin(thread)
threading.Thread.start = start
"""


@pytest.fixture
def hinder(tmp_path: Path) -> Hinder:
    """Gives an environment in which Python runs some lines before the program."""

    def make(lines: str) -> dict[str, str | None]:
        directory = tmp_path / "hindered"
        directory.mkdir()
        (directory / "sitecustomize.py").write_text(lines)
        return {"PYTHONPATH": str(directory)}

    return make


def _ask_to_quit(terminal: TerminalProcess) -> None:
    terminal.press("ctrl+q")
    terminal.wait_for("Quit tootui?")
    terminal.press("q")


def test_quitting_waits_for_no_name_that_is_looked_up(
    home: Path, demo: DemoThread, open_tootui: OpenTerminal, tmp_path: Path, hinder: Hinder
) -> None:
    sign_in(home, demo.url.replace("127.0.0.1", "localhost"), demo.token)
    asked = tmp_path / "asked"
    terminal = open_tootui(env=hinder(NAMES_ARE_NEVER_FOUND.format(asked=str(asked))))
    terminal.wait_for("Home")
    terminal.wait_until(asked.exists, "a name is looked up")

    _ask_to_quit(terminal)

    assert terminal.wait_exit() == 0


@pytest.mark.usefixtures("person")
def test_a_slow_disk_is_waited_for_and_named(open_tootui: OpenTerminal, tmp_path: Path, hinder: Hinder) -> None:
    go_on = tmp_path / "go on"
    terminal = open_tootui(env=hinder(NOTHING_IS_WRITTEN_YET.format(go_on=str(go_on))))
    terminal.wait_for("Home")

    _ask_to_quit(terminal)

    screen = terminal.wait_for("still being written")
    assert not screen.on_alternate_screen
    terminal.signal(signal.SIGTSTP)  # ctrl+z, and back with fg
    terminal.signal(signal.SIGCONT)
    terminal.settle()
    go_on.touch()
    assert terminal.wait_exit() == 0
    assert not terminal.screen.on_alternate_screen
    assert terminal.terminal_settings == terminal.settings_before


@pytest.mark.usefixtures("person")
def test_who_does_not_want_to_wait_for_a_slow_disk_need_not(
    open_tootui: OpenTerminal, tmp_path: Path, hinder: Hinder
) -> None:
    terminal = open_tootui(env=hinder(NOTHING_IS_WRITTEN_YET.format(go_on=str(tmp_path / "never"))))
    terminal.wait_for("Home")

    _ask_to_quit(terminal)

    terminal.wait_for("still being written")
    terminal.press("ctrl+c")
    assert terminal.wait_exit() == 130
