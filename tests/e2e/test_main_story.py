"""The main job from end to end: read home, open a thread, reply; in the demo and signed in to a server."""

from __future__ import annotations

import re
from pathlib import Path

import psutil
import pytest

from tests.e2e.conftest import OpenTerminal
from tests.e2e.kept import kept_draft
from tests.e2e.reader import Reader
from tests.support.pty import CEILING, TerminalProcess
from tests.support.shell import RunningTootui, sign_in
from tootui.demo.thread import DemoControl, DemoThread

SIZES = [(120, 40), (80, 24)]


def _reads_threads_and_replies(terminal: TerminalProcess, server: DemoControl, answer: str) -> None:
    """The story itself; ``answer`` is what is replied."""
    reader = Reader(terminal)
    terminal.wait_for("Home", "@you")
    first = reader.wait_for_posts()
    assert reader.move("j") != first
    reader.move("pagedown")

    opened = server.events(post="Who would like to walk to the lighthouse?", by="grace")[0]
    server.events(post="Behind a warning stands the lighthouse keeper.", by="ada", cw="a lighthouse")
    server.events(post="I would, if there is cake.", by="ada", reply_to=opened)
    terminal.press("ctrl+r")
    terminal.wait_until(lambda: _new_posts(terminal) >= 3, "the news")  # others may have posted before time stood still
    terminal.press(".")
    reader.see_selected("if there is cake")
    reader.move_to("j", "a lighthouse")
    assert "Behind a warning" not in terminal.screen.text
    terminal.press("x")
    reader.see_selected("Behind a warning")

    reader.move_to("j", "Who would like to walk")
    before = reader.selected
    terminal.press("f", "b")
    terminal.wait_until(lambda: reader.selected != before, "marks on the post")
    status = f"/api/v1/statuses/{opened}"
    terminal.wait_until(lambda: {f"{status}/favourite", f"{status}/reblog"} <= _paths(server), "both on the server")

    terminal.press("enter")
    terminal.wait_for("Thread", "if there is cake")
    reader.see_selected("Who would like to walk")
    terminal.press("r")
    terminal.wait_for("@grace", "Reply")
    reader.type(answer)
    terminal.press("ctrl+s")
    terminal.wait_gone("Reply to")
    terminal.wait_for(answer)
    terminal.wait_until(lambda: "/api/v1/statuses" in _paths(server), "the reply on the server")
    terminal.press("q")
    reader.see_selected("Who would like to walk")


def _new_posts(terminal: TerminalProcess) -> int:
    """How many new posts the header tells of."""
    found = re.search(r"(\d+) new", terminal.screen.lines[0])
    return int(found[1]) if found else 0


def _paths(server: DemoControl) -> set[object]:
    """What the server was asked for and answered."""
    return {entry["path"] for entry in server.log() if entry["status"] == 200 and entry["method"] == "POST"}


def _demo_of(terminal: TerminalProcess) -> DemoControl:
    """The server that ``tootui demo`` started, found by the port on which its child listens."""
    child = next(process for process in terminal.family() if "tootui.demo" in process.cmdline())
    listening = (found for found in child.net_connections() if found.status == psutil.CONN_LISTEN)
    return DemoControl(f"http://127.0.0.1:{next(listening).laddr.port}")


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_try_the_demo(open_tootui: OpenTerminal, columns: int, rows: int) -> None:
    terminal = open_tootui("demo", columns=columns, rows=rows)
    terminal.wait_for("Home", "demo")
    server = _demo_of(terminal)
    server.freeze()
    family = terminal.family()

    _reads_threads_and_replies(terminal, server, "With cake, always.")

    assert terminal.quit() == 0
    assert psutil.wait_procs(family, timeout=CEILING)[1] == []


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_sign_in_to_a_server_and_use_it(home: Path, open_tootui: OpenTerminal, columns: int, rows: int) -> None:
    with RunningTootui(home, "demo", "--serve", "0") as serving:
        server = DemoControl(serving.read_until(r"http://127\.0\.0\.1:\d+"))
        server.freeze()
        sign_in(home, server.url, serving.read_until(r"(?<=echo )\S+"))
        terminal = open_tootui(columns=columns, rows=rows)

        _reads_threads_and_replies(terminal, server, "Cake for all people.")

        assert terminal.quit() == 0


@pytest.mark.usefixtures("person")
def test_a_reply_that_was_interrupted_is_offered_again(open_tootui: OpenTerminal, home: Path, demo: DemoThread) -> None:
    demo.events(post="Tell me everything about owls.", by="grace")
    terminal = open_tootui()
    Reader(terminal).go_to("everything about owls")
    terminal.press("r")
    terminal.wait_for("Reply")
    Reader(terminal).type("Owls are awake when")
    terminal.wait_until(lambda: kept_draft(home, "Owls are awake when"), "all of it on disk")
    terminal.wait_for("draft saved")
    terminal.close()

    again = open_tootui()
    Reader(again).go_to("everything about owls")
    again.press("c")

    again.wait_for("Owls are awake when")


def test_nothing_of_a_home_is_left_in_the_open(person: Path) -> None:
    secret = list(person.rglob("credentials.json"))

    assert [oct(path.stat().st_mode & 0o777) for path in secret] == ["0o600"]
    assert oct(secret[0].parent.stat().st_mode & 0o777) == "0o700"
