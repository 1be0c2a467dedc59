"""Columns in a terminal: home, a tag and a list side by side, and there again at the next start."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.conftest import OpenTerminal
from tests.e2e.reader import Reader
from tests.support.pty import TerminalProcess
from tootui.demo.thread import DemoThread

RULE = "⎢"
PLAIN: dict[str, str | None] = {"TERM": "tmux-256color"}
"""A terminal on which emoji take the cells that are reckoned with, so that all columns stand where they should."""


def parts(terminal: TerminalProcess, line: int) -> list[str]:
    """A line of the screen, cut at the rules between columns."""
    return [part.strip() for part in terminal.screen.lines[line].split(RULE)]


def columns(terminal: TerminalProcess) -> list[list[str]]:
    """The rows of the three columns, each cut at the rules between them."""
    return [parts(terminal, line)[-3:] for line in range(1, terminal.rows - 1)]


def see_titles(terminal: TerminalProcess, *titles: str) -> None:
    """Wait until the columns have these titles."""
    terminal.wait_until(lambda: parts(terminal, 1)[-len(titles) :] == list(titles), f"the titles {titles}")


@pytest.mark.usefixtures("person")
def test_home_a_tag_and_a_list_side_by_side(open_tootui: OpenTerminal, demo: DemoThread) -> None:
    demo.events(post="A beam for all of you. #lighthouse", by="grace")
    terminal = open_tootui(columns=175, rows=40, env=PLAIN)
    terminal.wait_for("A beam for all of you", "Harbour")

    terminal.press("|", "g", "#")
    terminal.wait_for("Posts with a tag")
    terminal.send("lighthouse")
    terminal.press("enter")
    see_titles(terminal, "Home", "▐ #lighthouse")
    terminal.press("|", "g", "L")
    terminal.wait_for("Lists", "Enter picks")
    terminal.press("enter")
    see_titles(terminal, "Home", "#lighthouse", "▐ Engine room")
    terminal.press("[")
    see_titles(terminal, "Home", "▐ #lighthouse", "Engine room")
    terminal.wait_until(lambda: all("@" in part for part in columns(terminal)[1]), "posts in all columns")
    top = [row[1] for row in columns(terminal)]
    terminal.press("j")
    terminal.wait_until(lambda: [row[1] for row in columns(terminal)] != top, "the next post")
    terminal.settle(quiet=0.5)
    before = columns(terminal)
    assert terminal.quit() == 0

    again = open_tootui(columns=175, rows=40, env=PLAIN)
    again.wait_for("A beam for all of you")
    see_titles(again, "Home", "▐ #lighthouse", "Engine room")
    again.wait_until(lambda: columns(again) == before, "the columns as they were left")

    again.press("ctrl+w", "ctrl+w")
    again.wait_until(
        lambda: "Home" in again.screen.lines[0] and "@grace" in parts(again, 1)[-1],
        "one column without a title",
    )


@pytest.mark.usefixtures("person")
def test_the_settings_open_in_the_editor_and_mistakes_are_told(open_tootui: OpenTerminal, home: Path) -> None:
    editor = home / "editor"
    editor.write_text("#!/bin/sh\nsed -i 's/^# clock = true/colock = true/' \"$1\"\n")
    editor.chmod(0o700)
    terminal = open_tootui(columns=120, rows=40, env={"VISUAL": str(editor)})
    terminal.wait_for("Home", "@you")

    terminal.press("g", ",")

    terminal.wait_for("There is no setting “appearance.colock”. Did you mean “clock”?")
    Reader(terminal).move("j")
