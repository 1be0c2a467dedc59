"""Acting on posts in a terminal: text dragged over in one of several columns, votes, pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.conftest import OpenTerminal
from tests.e2e.reader import Reader
from tests.support.pty import TerminalProcess
from tootui.demo.thread import DemoThread

PLAIN: dict[str, str | None] = {"TERM": "tmux-256color"}


def drag(terminal: TerminalProcess, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Move the mouse with its left button down; cells count from 0."""
    (x, y), (to_x, to_y) = start, end
    steps = [f"\x1b[<32;{x + 1 + (to_x - x) * n // 4};{y + 1 + (to_y - y) * n // 4}M" for n in range(1, 5)]
    terminal.send("".join([f"\x1b[<0;{x + 1};{y + 1}M", *steps, f"\x1b[<0;{to_x + 1};{to_y + 1}m"]))


@pytest.mark.usefixtures("person")
def test_text_is_dragged_over_in_one_column_and_copied(open_tootui: OpenTerminal, demo: DemoThread) -> None:
    demo.events(post="Left or right, the words are mine.", by="grace")
    terminal = open_tootui(columns=130, rows=30, env=PLAIN)
    terminal.wait_for("the words are mine.")
    terminal.press("|")

    def beside() -> list[int]:
        return [y for y, row in enumerate(terminal.screen.lines) if row.count("the words are mine.") == 2]

    terminal.wait_until(beside, "two columns")
    terminal.settle()
    [line] = beside()
    x = terminal.screen.lines[line].rindex("Left or right")

    drag(terminal, (x, line), (x + len("Left or right"), line))
    terminal.press("ctrl+c")
    terminal.wait_for("Copied: Left or right")

    assert "Copied: Left or right, the words are mine. Left" not in terminal.screen.text


def test_a_vote_in_a_small_terminal(open_tootui: OpenTerminal) -> None:
    terminal = open_tootui("demo", columns=60, rows=16, env=PLAIN)
    reader = Reader(terminal)
    reader.wait_for_posts()
    terminal.press("g", "#")
    terminal.wait_for("Posts with a tag")
    terminal.send("poll")
    terminal.press("enter")
    terminal.wait_until(lambda: "#poll" in terminal.screen.lines[0], "the posts with the tag")
    reader.go_to("Would you look at the result")
    terminal.press("P")
    terminal.wait_for("1 [ ] Yes", "Enter vote")
    terminal.press("down", "space")
    terminal.wait_for("2 [✓] No")
    terminal.press("enter")
    terminal.wait_for("Voted.")
    terminal.wait_gone("Enter vote")


@pytest.mark.usefixtures("person")
def test_a_picture_is_handed_over_and_keys_go_on(home: Path, open_tootui: OpenTerminal) -> None:
    seen = home / "seen"
    player = home / "player"
    player.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {seen}.part; mv {seen}.part {seen}; exec sleep 60\n')
    player.chmod(0o755)
    config = next(home.rglob("credentials.json")).with_name("config.toml")
    config.write_text(f'[media]\nimage = "{player}"\n')
    terminal = open_tootui(columns=90, env=PLAIN)
    reader = Reader(terminal)
    reader.go_to("Three drawings of a ship")
    terminal.press("m")
    terminal.wait_for("Open", "Esc closes")
    terminal.press("1")
    terminal.wait_until(seen.exists, "the player ran")
    terminal.wait_gone("Esc closes")
    before = reader.selected
    terminal.press("k")
    terminal.wait_until(lambda: reader.selected not in ("", before), "keys go on while it plays")
    assert seen.read_text().splitlines()[0] == "--"
