"""A post written in one's own editor: the screen comes back, the stream went on, no word is lost."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from tests.e2e.conftest import OpenTerminal
from tests.e2e.reader import Reader
from tests.support.pty import TerminalProcess
from tootui.demo.thread import DemoThread


def _editor(home: Path, script: str) -> str:
    editor = home / "editor"
    editor.write_text(f"#!/bin/sh\n{script}\n")
    editor.chmod(0o700)
    return str(editor)


def _compose(open_tootui: OpenTerminal, editor: str, columns: int = 80, rows: int = 24) -> TerminalProcess:
    terminal = open_tootui(columns=columns, rows=rows, env={"VISUAL": editor})
    terminal.wait_for("Home", "@you")
    Reader(terminal).wait_for_posts()
    terminal.press("c")
    terminal.wait_for("New post")
    return terminal


def _last_row(terminal: TerminalProcess) -> str:
    """The last row without what may change: at 60×16 the dialog's edge, which says when it was saved."""
    return re.sub(r" +◉ \d+ new$", "", re.sub(r"\d\d:\d\d:\d\d", "hh:mm:ss", terminal.screen.lines[-1]))


def _left_behind(home: Path) -> list[Path]:
    return list(home.rglob("post-*.txt"))


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize(("columns", "rows"), [(60, 16), (80, 24), (120, 40)])
def test_the_text_comes_back_and_the_stream_went_on(
    open_tootui: OpenTerminal, home: Path, demo: DemoThread, columns: int, rows: int
) -> None:
    note = home / "note"
    script = f"""stat -c %a "$1" > {note}; cat "$1" >> {note}; echo "editing here"; read -r line
printf '%s\\n' "$line" >> "$1" """
    terminal = _compose(open_tootui, _editor(home, script), columns, rows)
    terminal.send("Half a thought")
    terminal.wait_for("draft saved")
    footer = _last_row(terminal)

    terminal.press("ctrl+e")
    terminal.wait_for("editing here")
    demo.events(post="This came while the editor was open.", by="grace")
    terminal.send("and the other half\n")

    terminal.wait_until(lambda: not _left_behind(home), "the file is gone")
    terminal.wait_for("Half a thought", "and the other half", "New post", "draft saved")
    assert note.read_text() == "600\nHalf a thought"
    terminal.wait_until(lambda: _last_row(terminal) == footer, "the screen as it was, down to its last row")
    terminal.send("!")
    terminal.wait_for("and the other half!")
    terminal.press("escape")
    terminal.wait_for("1 new")


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("exit 0", "Nothing was changed."),
        ("exit 3", "ended with an error (3). Your text is as it was."),
        ("kill -INT 0; exit 1", "ended with an error"),
    ],
)
def test_what_was_not_changed_stays(open_tootui: OpenTerminal, home: Path, script: str, words: str) -> None:
    terminal = _compose(open_tootui, _editor(home, script), 120, 40)
    terminal.send("Keep\tme")
    terminal.wait_for("draft saved")

    terminal.press("ctrl+e")

    terminal.wait_for(words, "Keep", "New post")
    assert _left_behind(home) == []


@pytest.mark.usefixtures("person")
def test_an_editor_that_is_missing_is_named(open_tootui: OpenTerminal, home: Path) -> None:
    terminal = _compose(open_tootui, str(home / "nowhere"), 120, 40)
    terminal.send("Keep me")
    terminal.wait_for("draft saved")

    terminal.press("ctrl+e")

    terminal.wait_for("cannot be started", "Your text is as it was", "Keep me")
    assert _left_behind(home) == []
    terminal.signal(signal.SIGINT)
    assert terminal.wait_exit() == 130, "it was the editor's only as long as there was one"


@pytest.mark.usefixtures("person")
def test_what_a_failing_editor_saved_is_not_lost(open_tootui: OpenTerminal, home: Path) -> None:
    terminal = _compose(open_tootui, _editor(home, 'echo "saved words" > "$1"; exit 1'), 120, 40)
    terminal.send("Old words")
    terminal.wait_for("draft saved")

    terminal.press("ctrl+e")

    terminal.wait_for("saved words", "What it saved was taken over.")
    terminal.settle()
    assert "What it saved was taken over." in terminal.screen.text, "said until the next key"
    terminal.press("ctrl+z")
    terminal.wait_for("Old words")


@pytest.mark.usefixtures("person")
def test_what_was_written_before_survives_a_kill_while_the_editor_is_open(
    open_tootui: OpenTerminal, home: Path
) -> None:
    terminal = _compose(open_tootui, _editor(home, 'echo "editing here"; read -r line'))
    terminal.send("Words before the fall")
    terminal.press("ctrl+e")
    terminal.wait_for("editing here")
    terminal.signal(signal.SIGKILL)
    terminal.wait_exit()

    terminal = open_tootui(columns=80, rows=24)
    terminal.wait_for("Not finished yet")
    assert _left_behind(home) == []
    terminal.press("c")
    terminal.wait_for("Words before the fall")


@pytest.mark.usefixtures("person")
def test_what_was_saved_in_the_editor_survives_a_kill(open_tootui: OpenTerminal, home: Path) -> None:
    editor = _editor(home, 'echo "saved in the editor" > "$1"; echo "editing here"; read -r line')
    terminal = _compose(open_tootui, editor)
    terminal.send("Words before")
    terminal.press("ctrl+e")
    terminal.wait_for("editing here")
    terminal.signal(signal.SIGKILL)
    terminal.wait_exit()

    terminal = open_tootui(columns=80, rows=24)
    terminal.wait_for("Not finished yet", "saved in the editor")
    assert _left_behind(home) == []
    terminal.press("c")
    terminal.wait_for("saved in the editor")
