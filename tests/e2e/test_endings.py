"""However it ends, the terminal is as it was before and nothing is left running."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil
import pytest

from tests.e2e.conftest import OpenTerminal
from tests.support.pty import CEILING, TOOTUI, TerminalProcess

OpenShell = Callable[[Sequence[str]], TerminalProcess]


IN_THE_MIDDLE_OF_A_FRAME = """
import os
from tootui.ui.endings import Terminal
terminal = Terminal()
os.write(2, b"\\x1b[?1049h\\x1b[?25l\\x1b[?2026hhalf a frame")
terminal.restore()
os.write(2, b"the other half\\x1b[?2026l\\x1b[?2026hand one more")
"""


def _program(terminal: TerminalProcess) -> list[psutil.Process]:
    """tootui and what it started, without the shell around it."""
    return terminal.family()[1:]


def _left_of(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that have not ended within the time anybody would wait."""
    return psutil.wait_procs(processes, timeout=CEILING)[1]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_in_good_order(open_shell: OpenShell, number: signal.Signals) -> None:
    terminal = open_shell([*TOOTUI, "demo"])
    terminal.wait_for("Home", "@you")
    assert terminal.screen.on_alternate_screen
    assert terminal.terminal_settings != terminal.settings_before
    processes = _program(terminal)

    processes[0].send_signal(number)

    screen = terminal.wait_for("ended with")
    assert not screen.on_alternate_screen
    assert not screen.reports_mouse
    assert not screen.cursor_is_hidden
    assert terminal.terminal_settings == terminal.settings_before
    assert _left_of(processes) == []
    terminal.send("and the shell goes on\n")
    terminal.wait_for("read <and the shell goes on>")


def test_asking_twice_quits(open_shell: OpenShell) -> None:
    terminal = open_shell([*TOOTUI, "demo"])
    terminal.wait_for("Home", "@you")
    processes = _program(terminal)

    terminal.press("ctrl+c")
    terminal.wait_for("ctrl+c once more quits.")
    assert terminal.screen.on_alternate_screen
    terminal.press("ctrl+c", "ctrl+c")  # two, for the first may have been too long ago

    terminal.wait_for("ended with 0")
    assert terminal.terminal_settings == terminal.settings_before
    assert _left_of(processes) == []


def test_a_window_that_is_closed_takes_everything_with_it(open_tootui: OpenTerminal) -> None:
    terminal = open_tootui("demo")
    terminal.wait_for("Home", "@you")
    processes = terminal.family()

    terminal.hang_up()

    terminal.wait_exit()
    assert _left_of(processes) == []


def test_the_end_of_input_is_the_end(open_shell: OpenShell) -> None:
    """No keyboard any more, as after a lost connection: going on would burn a core for nobody."""
    starve = "import os, sys; os.close(0); os.open(os.devnull, os.O_RDONLY); os.execv(sys.argv[1], sys.argv[1:])"
    terminal = open_shell([sys.executable, "-c", starve, *TOOTUI, "demo"])

    terminal.wait_for("ended with")

    assert not terminal.screen.on_alternate_screen
    assert not terminal.screen.cursor_is_hidden


def test_a_killed_program_leaves_no_server_behind(open_tootui: OpenTerminal) -> None:
    terminal = open_tootui("demo")
    terminal.wait_for("Home", "@you")
    processes = terminal.family()

    terminal.signal(signal.SIGKILL)

    terminal.wait_exit()
    assert _left_of(processes) == []


def test_what_is_put_back_stands_last_also_in_the_middle_of_a_frame(home: Path) -> None:
    with TerminalProcess([sys.executable, "-c", IN_THE_MIDDLE_OF_A_FRAME], home=home) as terminal:
        assert terminal.wait_exit() == 0
        assert not terminal.screen.on_alternate_screen
        assert not terminal.screen.cursor_is_hidden
        assert terminal.screen.text.strip() == ""
