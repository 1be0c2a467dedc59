"""Messages on the desktop, asked for by escape sequences: OSC 9 and OSC 777, through tmux and screen where need be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from tootui.text.clean import clean_line

Protocol: TypeAlias = Literal["osc9", "osc777"]

TITLE = "tootui"

_PROGRAMS: Mapping[str, Protocol] = {
    "iterm.app": "osc9",
    "wezterm": "osc777",
    "ghostty": "osc777",
    "warpterminal": "osc777",
    "contour": "osc777",
}
"""By what terminals call themselves."""
_TERMS: Mapping[str, Protocol] = {"xterm-kitty": "osc9", "xterm-ghostty": "osc777", "foot": "osc777", "rxvt": "osc777"}
"""By the beginning of TERM."""
_VARIABLES: Mapping[str, Protocol] = {
    "KITTY_WINDOW_ID": "osc9",
    "ITERM_SESSION_ID": "osc9",
    "WEZTERM_PANE": "osc777",
    "GHOSTTY_RESOURCES_DIR": "osc777",
}
"""By what is left of the terminal's own variables within tmux, screen and others that call themselves otherwise."""


def is_within_tmux(environ: Mapping[str, str]) -> bool:
    """Whether tmux stands between tootui and the terminal."""
    return "TMUX" in environ


def protocol_of(environ: Mapping[str, str]) -> Protocol | None:
    """What the terminal is known to understand; None where nothing is known."""
    program = _PROGRAMS.get(environ.get("TERM_PROGRAM", "").lower())
    if program is not None:
        return program
    term = environ.get("TERM", "")
    by_term = next((protocol for begin, protocol in _TERMS.items() if term.startswith(begin)), None)
    return by_term or next((protocol for name, protocol in _VARIABLES.items() if environ.get(name)), None)


def message(words: str, protocol: Protocol, environ: Mapping[str, str]) -> str:
    """The sequence that shows a message, in one piece.

    The words are cleaned once more: nothing in them may end the sequence, or begin another. They never stand first, for
    some terminals read ``9;4;…`` as the progress of something.
    """
    text = clean_line(words)
    sequence = f"\x1b]9;{TITLE}: {text}\x07" if protocol == "osc9" else f"\x1b]777;notify;{TITLE};{text}\x07"
    if is_within_tmux(environ):
        return f"\x1bPtmux;{sequence.replace(chr(27), chr(27) * 2)}\x1b\\"
    if environ.get("TERM", "").startswith("screen"):
        return f"\x1bP{sequence}\x1b\\"
    return sequence
