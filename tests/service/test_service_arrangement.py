"""How columns were left: kept from one start to the next, and what happens when the file is not well."""

from __future__ import annotations

import stat
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from tests.support.session import Desk, until, until_after
from tootui import paths
from tootui.model.errors import StorageError
from tootui.model.places import Place
from tootui.service.arrangement import Arrangement, ColumnMemory, Left
from tootui.service.session import Session
from tootui.service.sieve import ViewOptions

COLUMNS = (
    ColumnMemory((Left("home", "12", 3), Left("thread:7", "9"))),
    ColumnMemory((Left("tag:python?any=django"),)),
)


def file_of(desk: Desk) -> Path:
    return paths.account_dir(paths.data_dir(), desk.account.name) / "arrangement.json"


async def left_behind(desk: Desk) -> Arrangement:
    """What the next start finds; nothing is begun."""
    session = desk.open()
    found = session.arrangement
    await session.close()
    return found


async def test_columns_come_back_with_their_exact_places(desk: Desk) -> None:
    async with desk.session() as session:
        assert session.arrangement.columns == ()
        session.arrangement.keep_columns(COLUMNS, 1)
        session.arrangement.keep_sidebar(False)
        session.arrangement.keep_options(Place.HOME, ViewOptions(hide_boosts=True))
        session.arrangement.keep_options(Place.LOCAL, ViewOptions(only_media=True))
        session.arrangement.keep_options(Place.LOCAL, ViewOptions())
        session.shelf.pin_tag("#Python?any=Django")

    found = await left_behind(desk)

    assert (found.columns, found.focused, found.is_sidebar_shown) == (COLUMNS, 1, False)
    assert found.options(Place.HOME) == ViewOptions(hide_boosts=True)
    assert found.options(Place.LOCAL) == ViewOptions()
    assert found.pinned_tags == ("python?any=django",)
    assert stat.S_IMODE(file_of(desk).stat().st_mode) == 0o600
    assert stat.S_IMODE(file_of(desk).parent.stat().st_mode) == 0o700


async def test_it_is_on_disk_a_second_later_and_not_with_every_key(desk: Desk) -> None:
    async with desk.session() as session:
        for line in range(50):
            session.arrangement.keep_columns((ColumnMemory((Left("home", "12", line),)),), 0)
        assert not file_of(desk).exists()
        await until_after(desk.clock, file_of(desk).exists)
        written = file_of(desk).stat().st_mtime_ns
        session.arrangement.keep_columns(session.arrangement.columns, 0)
        desk.clock.advance(5)
    assert b'"line":49' in file_of(desk).read_bytes()
    assert file_of(desk).stat().st_mtime_ns == written


@pytest.mark.parametrize(
    ("contents", "reason"),
    [
        (b'{"version":1,"columns":[{"stack":[{"pla', "is damaged"),
        (b"\xff\xfe nonsense", "is damaged"),
        (b'{"version":1,"columns":[],"focused":-1}', "is damaged"),
        (b'{"version":2,"columns":[]}', "came from a newer tootui"),
    ],
    ids=["torn", "no text", "impossible", "newer"],
)
async def test_a_file_that_cannot_be_read_is_set_aside_with_a_word(desk: Desk, contents: bytes, reason: str) -> None:
    paths.ensure(file_of(desk).parent)
    file_of(desk).write_bytes(contents)
    async with desk.session() as session:
        await until(lambda: desk.said)
        session.arrangement.keep_sidebar(True)

    aside = [file for file in file_of(desk).parent.iterdir() if file.name.startswith("arrangement.json.")]
    assert [file.read_bytes() for file in aside] == [contents]
    assert [reason in said and str(aside[0]) in said for said in desk.said] == [True]
    assert (await left_behind(desk)).is_sidebar_shown is True


async def test_a_place_from_elsewhere_is_left_out(desk: Desk) -> None:
    paths.ensure(file_of(desk).parent)
    stacks = [["moon"], ["home", "moon:landing", "local"], ["list:4"]]
    columns = [{"stack": [{"place": place} for place in stack]} for stack in stacks]
    views = {"home": ["hide_boosts", "hide_everything"]}
    arranged = {"columns": columns, "focused": 9, "views": views, "pinned_tags": ["?", "web"]}
    file_of(desk).write_bytes(msgspec.json.encode(arranged))

    found = await left_behind(desk)

    assert found.columns == (ColumnMemory((Left("home"), Left("local"))), ColumnMemory((Left("list:4"),)))
    assert found.focused == 1
    assert found.options(Place.HOME) == ViewOptions(hide_boosts=True)
    assert found.pinned_tags == ("web",)


async def test_where_nothing_can_be_written_that_is_said_once(desk: Desk) -> None:
    async with desk.session() as session:
        file_of(desk).mkdir(parents=True)
        session.arrangement.keep_sidebar(True)
        await until_after(desk.clock, lambda: desk.said)
        session.arrangement.keep_sidebar(False)
        desk.clock.advance(2)
        with pytest.raises(StorageError):
            session.arrangement.flush().result()
        said = [text for text in desk.said if "columns" in text]
        assert len(said) == 1
        assert "not remembered" in said[0]


async def test_a_demo_begins_as_everybody_begins(desk: Desk) -> None:
    async with desk.session() as session:
        session.arrangement.keep_columns(COLUMNS, 1)
    demo = Session.open(
        desk.account, settings=desk.settings, credentials=desk.credentials, clock=desk.clock, is_demo=True
    )
    demo.arrangement.keep_sidebar(True)
    assert demo.arrangement.columns == ()
    await demo.close()
    assert (await left_behind(desk)).columns == COLUMNS


async def test_what_was_searched_for_is_not_kept_where_no_searches_are(desk: Desk) -> None:
    desk.settings = replace(desk.settings, search=replace(desk.settings.search, recent=0))
    searched = (
        ColumnMemory((Left("home", "12", 3), Left("search:looms"), Left("thread:7"))),
        ColumnMemory((Left("search_posts:looms"),)),
    )
    async with desk.session() as session:
        session.arrangement.keep_columns(searched, 1)
        assert session.arrangement.columns == searched

    assert "looms" not in file_of(desk).read_text(encoding="utf-8")
    found = await left_behind(desk)
    assert found.columns == (ColumnMemory((Left("home", "12", 3), Left("thread:7"))),)
    assert found.focused == 0
