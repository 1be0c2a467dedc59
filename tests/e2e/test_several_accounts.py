"""Several accounts in a terminal: however it ends, each has its words and its place on disk; and from the shell."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.e2e.conftest import OpenTerminal
from tests.support.pty import TerminalProcess
from tests.support.shell import sign_in, tootui
from tootui import paths
from tootui.cache.drafts import Draft
from tootui.cache.words import Words
from tootui.config.credentials import CredentialStore
from tootui.demo.thread import DemoThread


@pytest.fixture
def names(home: Path, demo: DemoThread) -> tuple[str, str]:
    """Two accounts that are signed in, the last used first."""
    sign_in(home, demo.url, demo.sign_in("grace"))
    sign_in(home, demo.url, demo.token)
    host = demo.url.removeprefix("http://")
    return f"you@{host}", f"grace@{host}"


def _words(name: str) -> list[str]:
    words = Words.open(paths.account_dir(paths.data_dir(), name) / "words.db")
    texts = [draft.text for draft in words.drafts()]
    words.close()
    return texts


def _begin_to_write(terminal: TerminalProcess, text: str) -> None:
    terminal.press("c")
    terminal.wait_for("New post")
    terminal.send(text)
    terminal.wait_for(text, "saved")
    terminal.press("escape")
    terminal.wait_gone("New post")


def _see(terminal: TerminalProcess, place: str, name: str = "") -> None:
    """Wait until the header names a place, and the sidebar an account."""
    terminal.wait_until(lambda: place in terminal.screen.lines[0] and name in terminal.screen.lines[1], place)


def _are_noted(home: Path, *places: str) -> bool:
    """Whether each place stands in what is kept of some account's columns."""
    kept = [path.read_text(encoding="utf-8") for path in home.rglob("arrangement.json")]
    return all(any(f'"{place}"' in one for one in kept) for place in places)


@pytest.mark.parametrize("end", ["quit", "killed"])
def test_each_account_keeps_its_words_and_its_place(
    home: Path, names: tuple[str, str], open_tootui: OpenTerminal, end: str
) -> None:
    terminal = open_tootui()
    _see(terminal, "Home", "@you")
    _begin_to_write(terminal, "words of the first")
    terminal.press("g", "l")
    _see(terminal, "Local")
    terminal.press("A")
    terminal.wait_for("Accounts", f"@{names[1]}")
    terminal.press("enter")
    _see(terminal, "Home", "@grace")
    terminal.press("g", "f")
    _see(terminal, "Federated")
    _begin_to_write(terminal, "words of the second")
    if end == "quit":
        assert terminal.quit() == 0
    else:
        terminal.wait_until(lambda: _are_noted(home, "local", "federated"), "the places are on disk")
        terminal.wait_until(lambda: CredentialStore().accounts()[0].name == names[1], "so is whose turn it was")
        terminal.signal(signal.SIGKILL)
        terminal.wait_exit()

    assert _words(names[0]) == ["words of the first"]
    assert _words(names[1]) == ["words of the second"]
    again = open_tootui()
    _see(again, "Federated", "@grace")
    again.press("A")
    again.wait_for("Accounts")
    again.press("enter")
    _see(again, "Local", "@you")


def _write(name: str) -> Path:
    """Leave something behind in an account."""
    place = paths.ensure(paths.account_dir(paths.data_dir(), name))
    words = Words.open(place / "words.db")
    words.save_draft(Draft(text="half a thought"))
    words.close()
    return place


@pytest.mark.parametrize(("option", "stays"), [("", True), ("--keep", True), ("--throw-away", False)])
def test_logging_out_in_a_script_says_what_becomes_of_drafts(
    home: Path, names: tuple[str, str], option: str, stays: bool
) -> None:
    place = _write(names[0])
    done = tootui(home, "logout", names[0], *([option] if option else []))

    assert done.returncode == 0, done.stderr
    assert "a draft" in done.stdout
    assert (str(place) in done.stdout) == stays
    assert place.exists() == stays


def test_logging_out_in_a_terminal_asks(names: tuple[str, str], open_tootui: OpenTerminal) -> None:
    place = _write(names[0])
    terminal = open_tootui("logout", names[0])
    terminal.wait_for("a draft", "[Y/n]")
    terminal.send("what?\n")
    terminal.wait_until(lambda: "\n".join(terminal.screen.lines).count("[Y/n]") == 2, "asked again")
    terminal.send("n\n")
    terminal.wait_for("Thrown away: a draft.")
    assert terminal.wait_exit() == 0
    assert not place.exists()


def test_an_account_without_words_leaves_nothing(home: Path, names: tuple[str, str], open_tootui: OpenTerminal) -> None:
    terminal = open_tootui()
    _see(terminal, "Home", "@you")
    terminal.quit()
    assert paths.account_dir(paths.data_dir(), names[0]).exists()

    assert tootui(home, "logout", names[0]).returncode == 0

    assert not paths.account_dir(paths.data_dir(), names[0]).exists()
    assert not paths.account_dir(paths.cache_dir(), names[0]).exists()
