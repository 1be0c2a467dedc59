"""The program is killed while a post is written, its picture or itself is sent: nothing of it is lost or sent twice."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import OpenTerminal
from tests.e2e.kept import kept_draft
from tests.support.pty import TerminalProcess
from tests.support.session import read_json, whoami
from tootui.cache.drafts import Draft
from tootui.demo.pictures import landscape
from tootui.demo.thread import DemoThread

DESCRIPTION = "A cat asleep"


@pytest.fixture(autouse=True)
def without_faults(demo: DemoThread) -> Iterator[None]:
    yield
    demo.clear_faults()


@pytest.fixture
def picture(home: Path) -> Path:
    path = home / "cat.png"
    path.write_bytes(landscape(path.name, 60, 40))
    return path


def _written(terminal: TerminalProcess, picture: Path, text: str) -> None:
    """A text and a described picture; the picture may be on its way."""
    terminal.wait_for("Home", "@you", "live")
    terminal.press("c")
    terminal.wait_for("New post")
    terminal.send(text)
    terminal.wait_for(text)
    terminal.paste(str(picture))
    terminal.wait_for("cat.png")
    terminal.press("ctrl+o")
    terminal.wait_for("e describe")
    terminal.press("e")
    terminal.wait_for("What is in cat.png?")
    terminal.send(DESCRIPTION)
    terminal.wait_for(DESCRIPTION)
    terminal.press("escape")
    terminal.wait_gone("What is in")
    terminal.press("escape")
    terminal.wait_gone("e describe")


def _killed(terminal: TerminalProcess) -> None:
    terminal.signal(signal.SIGKILL)
    assert terminal.wait_exit() == -signal.SIGKILL


def _sent_after_all(terminal: TerminalProcess, text: str) -> None:
    """Go on with the draft that is offered, and send it."""
    terminal.wait_for("Home", "@you", "live")
    terminal.press("c")
    terminal.wait_for(text)
    terminal.press("c")
    terminal.wait_for("New post", "cat.png", DESCRIPTION)
    terminal.press("ctrl+s")
    terminal.wait_gone("New post")


def _published(demo: DemoThread, text: str) -> list[list[str]]:
    """The descriptions of each post with a text."""
    posts: list[dict[str, Any]] = read_json(
        demo.url, f"/api/v1/accounts/{whoami(demo.url, demo.token)}/statuses", demo.token
    )
    return [[file["description"] for file in post["media_attachments"]] for post in posts if text in post["content"]]


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("state", ["written", "uploading"])
def test_a_draft_is_there_with_its_picture_and_description(
    open_tootui: OpenTerminal, home: Path, demo: DemoThread, picture: Path, state: str
) -> None:
    if state == "uploading":
        demo.fault("/api/v2/media$", "delay", seconds=60)
    text = f"A post that was {state}"
    terminal = open_tootui(columns=80, rows=24)
    _written(terminal, picture, text)
    terminal.wait_until(lambda: _descriptions(kept_draft(home, text)) == [DESCRIPTION], "all of it on disk")
    _killed(terminal)
    demo.clear_faults()
    assert _published(demo, text) == []

    again = open_tootui(columns=80, rows=24)
    _sent_after_all(again, text)
    again.wait_until(lambda: _published(demo, text), "the post on the server")
    again.wait_until(lambda: kept_draft(home, text) is None, "nothing left to send")
    assert _published(demo, text) == [[DESCRIPTION]]


@pytest.mark.usefixtures("person")
def test_a_post_without_an_answer_is_not_sent_again_before_one_looked(
    open_tootui: OpenTerminal, home: Path, demo: DemoThread, picture: Path
) -> None:
    demo.fault("/api/v1/statuses$", "late", method="POST", seconds=60)
    text = "A post on its way"
    terminal = open_tootui(columns=80, rows=24)
    _written(terminal, picture, text)
    terminal.press("ctrl+s")
    terminal.wait_until(lambda: _published(demo, text), "the post on the server, which does not say so")
    _killed(terminal)
    demo.clear_faults()
    demo.clear_log()
    demo.fault(r"/accounts/\w+/statuses", "delay", seconds=60, count=-1)  # who looks by then does not see it yet

    again = open_tootui(columns=120, rows=40)
    again.wait_for("live", "Outbox")
    again.wait_until(lambda: _state(kept_draft(home, text)) == "undecided", "one is to look first")
    again.settle()
    kept = kept_draft(home, text)
    assert _state(kept) == "undecided"
    assert _descriptions(kept) == [DESCRIPTION]
    assert not [entry for entry in demo.log() if (entry["method"], entry["path"]) == ("POST", "/api/v1/statuses")]
    demo.clear_faults()
    assert _published(demo, text) == [[DESCRIPTION]]


def _state(draft: Draft | None) -> str:
    return draft.state if draft is not None else ""


def _descriptions(draft: Draft | None) -> list[str]:
    return [media.description for media in draft.media] if draft is not None else []
