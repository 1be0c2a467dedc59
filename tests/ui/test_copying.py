"""Which program copies, and what the notice says was copied."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support.session import Desk
from tests.ui.story import begin
from tootui.demo.thread import DemoThread
from tootui.text.brief import in_brief
from tootui.ui.copying import copy_tool, copy_with


def test_the_command_of_the_settings_is_taken() -> None:
    assert copy_tool("tmux load-buffer -", {}) == ["tmux", "load-buffer", "-"]


def test_without_a_display_no_tool_of_a_display_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "xclip"
    tool.write_text("#!/bin/sh\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert copy_tool("", {}) is None
    assert copy_tool("", {"DISPLAY": ":0"}) == ["xclip", "-selection", "clipboard"]


def test_the_text_reaches_the_program_as_it_is(tmp_path: Path) -> None:
    taken = tmp_path / "taken"

    assert copy_with(["sh", "-c", 'cat > "$0"', str(taken)], "größer $(rm -rf x) `y`\n")
    assert taken.read_text(encoding="utf-8") == "größer $(rm -rf x) `y`\n"


async def test_a_command_that_cannot_be_read_is_said_and_the_terminal_copies_all_the_same(
    demo: DemoThread, home: Path
) -> None:
    desk = Desk(home / "config", demo.url, demo.token)
    desk.settings = replace(desk.settings, general=replace(desk.settings.general, copy_command="xclip 'unclosed"))
    demo.events(post="Take my address.", by="grace")
    async with begin(demo, home, desk=desk) as story:
        await story.select("Take my address")
        await story.press("y")
        await story.until_shown("The command in general.copy_command cannot be read: its quotes are not closed.")
        assert story.app.clipboard.startswith("http")


def test_a_program_that_fails_or_is_not_there_is_no_mishap() -> None:
    assert not copy_with(["sh", "-c", "exit 3"], "text")
    assert not copy_with(["there-is-no-such-program"], "text")


def test_a_long_text_is_named_in_brief() -> None:
    assert in_brief("two\n  lines") == "two lines"
    assert len(in_brief("word " * 100)) <= 60
