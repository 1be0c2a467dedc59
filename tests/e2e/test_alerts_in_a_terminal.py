"""Being called in terminals of several kinds: what is written to them, and what never is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e.reader import Reader
from tests.support.pty import TOOTUI, TerminalProcess
from tests.support.session import read_json
from tootui.demo.thread import DemoThread

BLUR, FOCUS = "\x1b[O", "\x1b[I"
SECRET = "The key is under the third stone"
MESSAGE = re.compile(rb"\x1b\](9|777;notify);[^\x07]*\x07")

TERMINALS: dict[str, dict[str, str | None]] = {
    "iterm": {"TERM_PROGRAM": "iTerm.app"},
    "tmux": {"TERM": "tmux-256color", "TMUX": "tmux-socket,1,0", "KITTY_WINDOW_ID": "1"},
    "plain": {},
    "mute about its focus": {},
}


class ListenedTo(TerminalProcess):
    """A terminal that remembers every byte since it was last asked to forget."""

    heard = b""

    def _read(self) -> bytes:
        data = super()._read()
        self.heard += data
        return data

    @property
    def messages(self) -> list[bytes]:
        """The messages it was asked to show, with what wraps them."""
        return [match[0] for match in MESSAGE.finditer(self.heard)]

    @property
    def bells(self) -> int:
        """How often its bell rang: BEL that ends no sequence."""
        return re.sub(rb"\x1b\][^\x07\x1b]*\x07", b"", self.heard).count(b"\a")


@pytest.fixture
def terminals(person: Path) -> Iterator[dict[str, ListenedTo]]:
    """The same account in terminals of several kinds."""
    config = next(person.rglob("credentials.json")).with_name("config.toml")
    config.write_text('[alerts]\nmentions = "message"\ndirect = "both"\n')
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(ListenedTo(TOOTUI, home=person, columns=100, rows=24, env=env))
            for name, env in TERMINALS.items()
        }


def _tell(terminal: ListenedTo, focus: str) -> None:
    """Tell whether the window has the focus. What is heard afterwards was written by who knows that."""
    terminal.send(focus)
    Reader(terminal).move("j")  # keys are read behind what was sent before them
    terminal.settle()
    terminal.heard = b""


def _counted(terminal: ListenedTo) -> int:
    """The number of notifications in the sidebar."""
    found = re.search(r"Notifications +(\d+)", terminal.screen.text)
    return int(found[1]) if found else 0


def _see_counted(terminal: ListenedTo, number: int) -> None:
    """Wait until so many notifications were noticed."""
    terminal.wait_until(lambda: _counted(terminal) == number, f"{number} notifications")


def test_a_reader_who_looks_elsewhere_is_called_and_never_told_what_is_private(
    terminals: dict[str, ListenedTo], demo: DemoThread
) -> None:
    for terminal in terminals.values():
        terminal.wait_for(" live ")
    before: int = read_json(demo.url, "/api/v2/notifications/unread_count", demo.token)["count"]
    for terminal in terminals.values():
        _see_counted(terminal, before)
    looking = dict(terminals)
    typed_in = looking.pop("mute about its focus")

    for terminal in looking.values():
        _tell(terminal, FOCUS)
    _tell(typed_in, "")
    demo.events(post="@you You see this come in", by="ada")
    for terminal in terminals.values():
        _see_counted(terminal, before + 1)
        terminal.settle()
        assert not terminal.messages
        assert not terminal.bells

    for terminal in looking.values():
        _tell(terminal, BLUR)
    _tell(typed_in, "")
    demo.events(post=f"@you {SECRET}", by="grace", visibility="direct")
    iterm, tmux, plain = looking["iterm"], looking["tmux"], looking["plain"]
    for terminal in looking.values():
        terminal.wait_until(lambda terminal=terminal: terminal.bells, "the bell")  # type: ignore[misc]  # bound
        _see_counted(terminal, before + 2)
        assert terminal.bells == 1
        assert all(SECRET.encode() not in one for one in terminal.messages)
    assert iterm.messages == [b"\x1b]9;tootui: A direct post of Grace Hopper\x07"]
    assert b"\x1bPtmux;\x1b\x1b]9;tootui: A direct post of Grace Hopper\x07\x1b\\" in tmux.heard
    assert plain.messages == []
    _see_counted(typed_in, before + 2)
    assert typed_in.bells == 0
