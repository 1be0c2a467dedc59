"""Pictures, films and sounds are handed to other programs, and the timeline goes on meanwhile."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support.session import Desk
from tests.ui.acts import found, read
from tests.ui.story import begin
from tootui.config.settings import Media
from tootui.demo.thread import DemoThread
from tootui.ui.screens.picker import Picker


def program(folder: Path, name: str, body: str) -> Path:
    """A program of the person's own."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def desk_with(home: Path, demo: DemoThread, **commands: str) -> Desk:
    """A person who has set commands for media."""
    desk = Desk(home / "config", demo.url, demo.token)
    desk.settings = replace(desk.settings, media=Media(**commands))
    return desk


async def test_the_only_one_is_shown_at_once(demo: DemoThread, home: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    viewer = program(tmp_path, "viewer", f'printf "%s\\n" "$@" > {seen}.part; mv {seen}.part {seen}')
    loaves = found(demo, "bram", "Five loaves")
    async with begin(demo, home, desk=desk_with(home, demo, image=f"{viewer} --big")) as story:
        await read(story, loaves["id"])
        await story.press("m")
        await story.until(seen.exists, "the viewer ran")
        assert seen.read_text().splitlines() == ["--big", "--", loaves["media_attachments"][0]["url"]]
        await story.until_shown("Opened: http")


async def test_a_command_may_say_where_the_address_goes(demo: DemoThread, home: Path, tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    player = program(tmp_path, "player", f'printf "%s\\n" "$@" > {heard}.part; mv {heard}.part {heard}')
    trumpet = found(demo, "claude@juggling.example", "flame-throwing trumpet")
    async with begin(demo, home, desk=desk_with(home, demo, audio=f"{player} --play={{}} --once")) as story:
        await read(story, trumpet["id"])
        await story.press("m")
        await story.until(heard.exists, "the player ran")
        assert heard.read_text().splitlines() == [f"--play={trumpet['media_attachments'][0]['url']}", "--once"]


async def test_among_several_one_is_picked_by_its_description(demo: DemoThread, home: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    viewer = program(tmp_path, "viewer", f'printf "%s\\n" "$@" > {seen}.part; mv {seen}.part {seen}')
    ship = found(demo, "tove", "Three drawings of a ship")
    async with begin(demo, home, desk=desk_with(home, demo, image=str(viewer))) as story:
        await read(story, ship["id"])
        await story.press("m")
        await story.until_screen(Picker)
        await story.until_shown("image: ")
        await story.press("2")
        await story.until(seen.exists, "the viewer ran")
        assert seen.read_text().splitlines() == ["--", ship["media_attachments"][1]["url"]]


async def test_a_program_that_fails_is_said(demo: DemoThread, home: Path, tmp_path: Path) -> None:
    viewer = program(tmp_path, "viewer", "exit 4")
    loaves = found(demo, "bram", "Five loaves")["id"]
    async with begin(demo, home, desk=desk_with(home, demo, image=str(viewer))) as story:
        await read(story, loaves)
        await story.press("m")
        await story.until_shown("could not show this: it ended with code 4.")


@pytest.mark.parametrize(
    ("command", "reason"),
    [("no-such-viewer-anywhere", "cannot be started. Is it installed?"), ('viewer "', "its quotes are not closed")],
)
async def test_a_command_that_is_none_is_said_and_the_address_copied(
    demo: DemoThread, home: Path, command: str, reason: str
) -> None:
    loaves = found(demo, "bram", "Five loaves")
    async with begin(demo, home, desk=desk_with(home, demo, image=command)) as story:
        await read(story, loaves["id"])
        await story.press("m")
        await story.until_shown(reason)
        assert story.app.clipboard == loaves["media_attachments"][0]["url"]


async def test_a_file_of_an_unknown_kind_goes_to_the_browser(demo: DemoThread, home: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    browser = program(tmp_path, "browse", f'printf "%s\\n" "$@" > {seen}.part; mv {seen}.part {seen}')
    media = [{**found(demo, "bram", "Five loaves")["media_attachments"][0], "type": "unknown"}]
    strange = demo.events(raw_status={"media_attachments": media, "content": "<p>A file of mine.</p>"})[0]
    desk = Desk(home / "config", demo.url, demo.token)
    desk.settings = replace(desk.settings, general=replace(desk.settings.general, browser=f"{browser} --new"))
    async with begin(demo, home, desk=desk) as story:
        await read(story, strange)
        await story.press("m")
        await story.until(seen.exists, "the browser ran")
        assert seen.read_text().splitlines() == ["--new", media[0]["url"]]


async def test_what_is_covered_is_not_shown(demo: DemoThread, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    loaves = found(demo, "bram", "Five loaves")
    covered = demo.events(
        raw_status={"media_attachments": loaves["media_attachments"], "sensitive": True, "content": "<p>Look away.</p>"}
    )[0]
    async with begin(demo, home) as story:
        await read(story, covered)
        await story.press("m")
        await story.until_shown("What hangs on this post is covered: x shows it.")
        await story.press("o")
        await story.until_shown("What this post leads to is covered: x shows it.")
        await story.press("x", "m")
        await story.until_shown("No program was opened: there is no display here.")
        assert story.app.clipboard == loaves["media_attachments"][0]["url"]


async def test_no_media(demo: DemoThread, home: Path) -> None:
    made = demo.events(post="Only words.", by="grace")[0]
    async with begin(demo, home) as story:
        await read(story, made)
        await story.press("m")
        await story.until_shown("There are no pictures, videos or sounds in this post.")
