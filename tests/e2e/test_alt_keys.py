"""While writing, alt with a letter is a command or moves by words, and writes nothing."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import OpenTerminal


@pytest.mark.usefixtures("person")
def test_alt_runs_commands_and_moves_by_words_and_writes_nothing(open_tootui: OpenTerminal) -> None:
    terminal = open_tootui(columns=80, rows=24)
    terminal.wait_for("Home", "@you")
    terminal.press("c")
    terminal.wait_for("New post")
    terminal.send("one two three")
    terminal.wait_for("one two three")

    terminal.send("\x1bp")
    terminal.wait_for("As it will look")
    terminal.press("escape")
    terminal.wait_gone("As it will look")
    for sequence in ("\x1bb", "\x1bd", "\x1bb", "\x1bb", "\x1bf", "\x1by"):
        terminal.send(sequence)
        terminal.settle()
    terminal.send("!")
    terminal.wait_for(" one! two ")
