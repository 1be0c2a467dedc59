"""Without a server: what was read before is there, the header says so, and the server's return needs no key."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.conftest import OpenTerminal
from tests.e2e.reader import Reader
from tests.support.ports import lasting_port
from tests.support.pty import CEILING
from tests.support.shell import sign_in
from tootui.demo.context import Options
from tootui.demo.thread import DemoThread

MOST_SECONDS_APART = 60.0
"""Between two looks whether a server is back, where it has been away for long."""


def test_home_is_read_without_a_server_and_goes_on_when_it_is_back(
    open_tootui: OpenTerminal, home: Path, tmp_path: Path
) -> None:
    state = tmp_path / "world.json"
    port = lasting_port()
    with DemoThread(port=port, state_file=state) as demo:
        sign_in(home, demo.url, demo.token)
        demo.events(post="Read me once, read me twice.", by="grace")
        first = open_tootui()
        first.wait_for("read me twice")
        first.quit()

    offline = open_tootui()
    offline.wait_for("read me twice", "offline")
    Reader(offline).move("j")

    with DemoThread(port=port, options=Options(frozen=True), state_file=state) as demo:
        demo.events(post="The line is mended.", by="ada")
        offline.wait_for("1 new", seconds=MOST_SECONDS_APART + CEILING)
        offline.wait_gone("offline")
        offline.press(".")
        offline.wait_for("The line is mended.")


@pytest.mark.usefixtures("person")
def test_a_dead_proxy_does_not_stand_between_us_and_this_machine(open_tootui: OpenTerminal) -> None:
    dead = "http://127.0.0.1:9"
    names = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    terminal = open_tootui(env=dict.fromkeys(names, dead))

    Reader(terminal).wait_for_posts()
    assert "offline" not in terminal.screen.text
