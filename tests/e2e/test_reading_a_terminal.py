"""What the tests see of a terminal, however the bytes of a program arrive."""

from __future__ import annotations

from pathlib import Path

from tests.support.pty import TerminalProcess

BY_PIECES = r"""
stty raw -echo
printf 'the first frame\r\n\033[?20'
head -c 1 > {home}/typed
printf '26hhalf of'
head -c 1 > {home}/typed
printf ' the second\033[?2026l\033[?202'
head -c 1 > {home}/typed
printf '6$p'
head -c 11 > {home}/answer
"""


def test_marks_that_arrive_by_pieces_are_seen(home: Path) -> None:
    with TerminalProcess(["/bin/sh", "-c", BY_PIECES.format(home=home)], home=home, columns=60, rows=5) as terminal:
        terminal.wait_for("the first frame")
        terminal.send("1")
        terminal.settle()
        assert "half" not in terminal.screen.text, "a frame is shown only whole"
        terminal.send("2")
        terminal.wait_for("half of the second")
        assert len(terminal.frames) == 1
        terminal.send("3")
        assert terminal.wait_exit() == 0
        assert (home / "answer").read_text() == "\x1b[?2026;2$y"
