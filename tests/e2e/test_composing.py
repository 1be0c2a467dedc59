"""Posts with all that they may have, written in a terminal: an own editor, described pictures, a time; a poll."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import OpenTerminal
from tests.support.pty import TerminalProcess
from tests.support.session import read_json, whoami
from tootui.demo.pictures import landscape
from tootui.demo.thread import DemoThread

SIZES = [(80, 24), (120, 40)]


def _begun(terminal: TerminalProcess, text: str) -> None:
    """Open the dialog and write."""
    terminal.wait_for("Home", "@you", "live")
    terminal.press("c")
    terminal.wait_for("New post")
    terminal.send(text)
    terminal.wait_for(text, "draft saved")


def _attached(terminal: TerminalProcess, picture: Path, description: str) -> None:
    """Name a file as far as one must, describe it, and see it in the list."""
    terminal.wait_for("Attach a file")
    terminal.press("ctrl+u")
    terminal.wait_gone("~/")
    terminal.send(f"{picture.parent}/{picture.name[:2]}")
    terminal.wait_for(f"{picture.parent.name}/{picture.name[:2]}", picture.name)
    terminal.settle()
    terminal.press("tab")
    terminal.wait_for(f"{picture.parent.name}/{picture.name}")
    terminal.press("enter")
    terminal.wait_for(f"What is in {picture.name}?")
    terminal.send(description)
    terminal.wait_for(description)
    terminal.press("escape")
    terminal.wait_gone("What is in")
    terminal.wait_for(picture.name, description)


def _published(demo: DemoThread, text: str) -> list[dict[str, Any]]:
    posts: list[dict[str, Any]] = read_json(
        demo.url, f"/api/v1/accounts/{whoami(demo.url, demo.token)}/statuses", demo.token
    )
    return [post for post in posts if text in post["content"]]


def _for_later(demo: DemoThread, text: str) -> list[dict[str, Any]]:
    posts: list[dict[str, Any]] = read_json(demo.url, "/api/v1/scheduled_statuses", demo.token)
    return [post for post in posts if text in post["params"]["text"]]


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_words_an_editor_two_pictures_and_a_time(
    open_tootui: OpenTerminal, home: Path, demo: DemoThread, columns: int, rows: int
) -> None:
    pictures = [home / "cat.png", home / "dog.png"]
    for picture in pictures:
        picture.write_bytes(landscape(picture.name, 60, 40))
    editor = home / "editor"
    editor.write_text('#!/bin/sh\nprintf " and at the dog" >> "$1"\n')
    editor.chmod(0o700)
    text = f"Look at the cat, {columns} cells wide,"
    terminal = open_tootui(columns=columns, rows=rows, env={"VISUAL": str(editor)})

    _begun(terminal, text)
    terminal.press("ctrl+e")
    terminal.wait_for("and at the dog", "draft saved")
    terminal.press("ctrl+o")
    _attached(terminal, pictures[0], "A cat asleep")
    terminal.press("a")
    _attached(terminal, pictures[1], "A dog awake")
    terminal.press("escape")
    terminal.wait_gone("Attachments")
    terminal.wait_for("cat.png  A cat asleep", "dog.png  A dog awake")
    terminal.press("ctrl+t")
    terminal.wait_for("When shall it appear?")
    terminal.send("in 2h")
    terminal.wait_for("in 2 hours")
    terminal.press("enter")
    terminal.wait_gone("When shall it appear?")
    terminal.press("ctrl+s")

    terminal.wait_gone("New post")
    terminal.wait_until(lambda: _for_later(demo, text), "the post on the server")
    [post] = _for_later(demo, text)
    assert post["params"]["text"] == f"{text} and at the dog"
    assert [file["description"] for file in post["media_attachments"]] == ["A cat asleep", "A dog awake"]
    assert _published(demo, text) == []
    assert terminal.quit() == 0


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_poll(open_tootui: OpenTerminal, demo: DemoThread, columns: int, rows: int) -> None:
    text = f"Tea or coffee, {columns} cells wide?"
    terminal = open_tootui(columns=columns, rows=rows)

    _begun(terminal, text)
    terminal.press("ctrl+l")
    terminal.wait_for("answer 1")
    terminal.send("Tea")
    terminal.wait_for("A poll needs 2 answers at least.")
    terminal.press("enter")
    terminal.settle()
    terminal.send("Coffee")
    terminal.wait_for("Tea", "Coffee")
    terminal.press("escape")
    terminal.wait_for("Poll: Tea / Coffee")
    terminal.press("ctrl+s")

    terminal.wait_gone("New post")
    terminal.wait_until(lambda: _published(demo, text), "the post on the server")
    [post] = _published(demo, text)
    assert [option["title"] for option in post["poll"]["options"]] == ["Tea", "Coffee"]
    assert terminal.quit() == 0
