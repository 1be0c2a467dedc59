"""Terminals of every kind: small ones, growing ones, without colours, without Unicode; and posts that attack them."""

from __future__ import annotations

import re

import pytest

from tests.e2e.conftest import OpenTerminal
from tests.e2e.reader import Reader
from tootui.demo.thread import DemoThread

pytestmark = pytest.mark.usefixtures("person")


def test_the_selected_post_stays_in_view_while_the_window_changes(open_tootui: OpenTerminal) -> None:
    terminal = open_tootui()
    reader = Reader(terminal)
    reader.wait_for_posts()
    reader.go_to("Grace Hopper")

    for columns, rows in ((60, 16), (200, 60), (80, 24)):
        terminal.resize(columns, rows)
        terminal.wait_until(lambda: "Grace Hopper" in reader.selected, f"the same post at {columns}x{rows}")
    assert len(terminal.screen.lines) == 24


def test_sixty_by_sixteen_is_enough(open_tootui: OpenTerminal) -> None:
    terminal = open_tootui(columns=60, rows=16)
    reader = Reader(terminal)
    reader.wait_for_posts()

    reader.move("j")
    terminal.press("c")
    terminal.wait_for("ctrl+s")
    reader.type("Small is enough.")


def test_less_is_said_in_one_line(open_tootui: OpenTerminal) -> None:
    terminal = open_tootui(columns=40, rows=10)

    terminal.wait_for("60")
    terminal.resize(80, 24)
    terminal.wait_for("Home")


def test_no_color_means_no_colour(open_tootui: OpenTerminal) -> None:
    terminal = open_tootui(env={"NO_COLOR": "1"})
    Reader(terminal).wait_for_posts()

    assert all(_is_grey(colour) for colour in terminal.screen.colours())


def test_the_theme_of_the_terminals_own_colours_sends_no_others(open_tootui: OpenTerminal) -> None:
    terminal = open_tootui("--theme", "ansi", env={"COLORTERM": "truecolor"})
    Reader(terminal).wait_for_posts()

    assert "default" in terminal.screen.colours()
    assert [colour for colour in terminal.screen.colours() if re.fullmatch("[0-9a-f]{6}", colour)] == []


def _is_grey(colour: str) -> bool:
    """Whether a colour is the terminal's own or a shade without hue."""
    return colour == "default" or re.fullmatch(r"([0-9a-f]{2})\1\1", colour) is not None


@pytest.mark.parametrize("kind", ["linux", "vt100", "dumb"])
def test_a_plain_terminal_gets_plain_signs(open_tootui: OpenTerminal, demo: DemoThread, kind: str) -> None:
    words = f"Plain words for a {kind}."
    demo.events(post=words, by="ada")
    terminal = open_tootui(env={"LANG": "C", "TERM": kind, "COLORTERM": None})
    reader = Reader(terminal, cursor=">")
    reader.see_selected(words)

    assert all(sign.isascii() for sign in terminal.screen.lines[0] + terminal.screen.lines[-1])
    terminal.press("d")
    terminal.wait_for("Only your own posts can be deleted.")
    notice = next(line for line in terminal.screen.lines if "Only your own" in line)
    assert notice.rstrip() == "| Only your own posts can be deleted.", "nothing of a post stands beside a notice"
    reader.move("j")


def test_posts_that_attack_the_terminal_stay_posts(open_tootui: OpenTerminal, demo: DemoThread) -> None:
    made = demo.events(hostile=True)
    terminal = open_tootui()
    reader = Reader(terminal)
    reader.wait_for_posts()

    terminal.press("g", "g")
    for _ in range(len(made)):
        terminal.press("x")
        terminal.wait_frame(terminal.press("j"))
    terminal.settle()

    assert terminal.poll() is None
    assert terminal.screen.on_alternate_screen
    drawn = b"".join(frame.data for frame in terminal.frames)
    assert b"\x1b]" not in drawn
    assert b"\xc2\x9b" not in drawn
    assert not re.search(rb"\xe2\x80[\xaa-\xae]", drawn), "no bidirectional overrides"


@pytest.mark.parametrize("columns", [60, 120])
def test_the_keys_are_listed_in_the_width_there_is(open_tootui: OpenTerminal, columns: int) -> None:
    terminal = open_tootui("keys", columns=columns, rows=900)
    terminal.wait_until(lambda: "vote.leave" in "\n".join(terminal.screen.lines), "the whole list")
    row = next(line for line in terminal.screen.lines if "back; from the first place: quit" in line)
    assert ("column.leave" in row) is (columns == 120)
    assert not any(line and not line.startswith(" ") and "." in line for line in terminal.screen.lines)
