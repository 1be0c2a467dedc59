"""In a terminal of its own: crashing and stepping aside leave it as it was."""

from __future__ import annotations

import signal
import sys
from functools import partial
from pathlib import Path

import psutil

from tests.support.pty import TOOTUI, TerminalProcess
from tests.support.shell import sign_in
from tootui.demo.thread import DemoThread

CRASH = """
import sys
import tootui.ui.screens.going as going
from tootui.__main__ import main

def fall(self):
    raise ValueError("a mistake [/] of ours")

going.GoCommands._why_not_back = fall
sys.exit(main(["demo"]))
"""


def test_a_crash_is_one_line_and_the_log_and_keeps_the_words(home: Path) -> None:
    with TerminalProcess([sys.executable, "-c", CRASH], home=home) as terminal:
        terminal.wait_for("Home", "@you")
        terminal.press("c")
        terminal.wait_for("New post")
        terminal.send("Words before the fall")
        terminal.wait_for("Words before the fall")
        terminal.press("escape")
        terminal.wait_for("Draft kept")
        terminal.press("escape")

        assert terminal.wait_exit() == 1
        assert "tootui had to stop because of a mistake of its own" in terminal.screen.text.replace("\n", "")
        assert "Traceback" not in terminal.screen.text
        assert terminal.terminal_settings == terminal.settings_before
        assert not terminal.screen.on_alternate_screen
    log = next(home.rglob("tootui.log")).read_text(encoding="utf-8")
    assert "a mistake [/] of ours" in log
    assert "Traceback" in log

    with TerminalProcess([*TOOTUI, "demo"], home=home) as terminal:
        terminal.wait_for("Not finished yet", "Words before the fall")


def test_ctrl_z_gives_the_terminal_back_for_a_while(home: Path, demo: DemoThread) -> None:
    sign_in(home, demo.url, demo.token)
    with TerminalProcess(home=home) as terminal:
        terminal.wait_for("Home", "Ada Lovelace")
        terminal.press("|")
        terminal.wait_until(lambda: terminal.screen.text.count("Ada Lovelace") == 2, "two columns")
        terminal.settle()
        shown = terminal.screen.text
        process = psutil.Process(terminal.pid)

        terminal.press("ctrl+z")
        terminal.wait_until(lambda: process.status() == psutil.STATUS_STOPPED, "it to step aside")
        terminal.wait_until(lambda: not terminal.screen.on_alternate_screen, "the terminal to be free")
        assert terminal.terminal_settings == terminal.settings_before
        assert not terminal.screen.reports_mouse

        terminal.signal(signal.SIGCONT)
        terminal.wait_until(lambda: terminal.screen.on_alternate_screen, "it to come back")
        terminal.wait_for("Ada Lovelace")
        terminal.wait_until(
            lambda: terminal.screen.text.count("⎢") == shown.count("⎢"), "the rules between columns too"
        )
        terminal.press("ctrl+c")
        terminal.wait_for("once more")
        assert terminal.quit() == 0


def _is_gone(terminal: TerminalProcess, text: str) -> bool:
    return text not in terminal.screen.text


def test_esc_glued_to_another_key_is_both(home: Path, demo: DemoThread) -> None:
    """As they arrive together over a slow line: an Esc lost would let Enter answer a question one was leaving."""
    sign_in(home, demo.url, demo.token)
    with TerminalProcess(home=home) as terminal:
        terminal.wait_for("Home", "Ada Lovelace")
        menus = (("/", "people, tags, posts"), (" ", "Post of @ada"), ("?", "Keys"), ("\x10", "a part of its name"))
        for glued, seen in (*menus, ("\r", " Thread ")):
            for parts in ([f"\x1b{glued}"], ["\x1b", glued]):
                terminal.send("gp")
                terminal.wait_for("This is you.")
                for part in parts:
                    terminal.send(part)
                    terminal.pump(0.01)
                terminal.wait_for(seen)
                terminal.wait_gone("This is you.")
                terminal.press("escape")
                terminal.wait_until(partial(_is_gone, terminal, seen), "closed")
