"""Messages on the desktop: which terminals are asked, and that no words get out of the sequence."""

from __future__ import annotations

import pytest

from tootui.ui.desktop_message import message, protocol_of

HOSTILE = "Eve\x07\x1b]0;owned\x07\x9c\x1b\\ \x1b[2J\nnext;line\u202etxt"


@pytest.mark.parametrize(
    ("environ", "protocol"),
    [
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "osc9"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "osc777"),
        ({"TERM": "xterm-kitty"}, "osc9"),
        ({"TERM": "foot-extra"}, "osc777"),
        ({"TERM": "rxvt-unicode-256color"}, "osc777"),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TMUX": "/x", "KITTY_WINDOW_ID": "1"}, "osc9"),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TMUX": "/x"}, None),
        ({"TERM": "xterm-256color"}, None),
        ({}, None),
    ],
)
def test_only_terminals_that_are_known_to_understand_are_asked(environ: dict[str, str], protocol: str | None) -> None:
    assert protocol_of(environ) == protocol


def test_the_two_ways_of_asking() -> None:
    assert message("Ada mentioned you", "osc9", {}) == "\x1b]9;tootui: Ada mentioned you\x07"
    assert message("Ada mentioned you", "osc777", {}) == "\x1b]777;notify;tootui;Ada mentioned you\x07"


def test_words_never_stand_where_a_terminal_reads_a_number() -> None:
    assert message("4;1;50", "osc9", {}).startswith("\x1b]9;tootui: ")


def test_tmux_and_screen_hand_it_on() -> None:
    within_tmux = message("Hello", "osc9", {"TMUX": "tmux-socket,1,0", "TERM": "tmux-256color"})
    assert within_tmux == "\x1bPtmux;\x1b\x1b]9;tootui: Hello\x07\x1b\\"
    within_screen = message("Hello", "osc777", {"TERM": "screen.xterm-256color", "STY": "1"})
    assert within_screen == "\x1bP\x1b]777;notify;tootui;Hello\x07\x1b\\"


@pytest.mark.parametrize("environ", [{}, {"TMUX": "/x"}, {"TERM": "screen"}])
@pytest.mark.parametrize("protocol", ["osc9", "osc777"])
def test_hostile_words_stay_within_the_sequence(protocol: str, environ: dict[str, str]) -> None:
    plain = message("", "osc9" if protocol == "osc9" else "osc777", environ)
    hostile = message(HOSTILE, "osc9" if protocol == "osc9" else "osc777", environ)

    def controls(text: str) -> list[str]:
        return [character for character in text if not character.isprintable()]

    assert controls(hostile) == controls(plain)
