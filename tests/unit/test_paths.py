"""Where files live."""

from __future__ import annotations

import stat
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tootui import paths


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_naming_a_place_makes_nothing(home: Path) -> None:
    places = {paths.config_dir(), paths.data_dir(), paths.cache_dir()}
    assert len(places) == 3
    assert all(home in place.parents and "tootui" in place.parts for place in places)
    assert not any(place.exists() for place in places)


def test_what_is_made_is_private_and_what_was_there_stays(tmp_path: Path) -> None:
    shared = tmp_path / "share"
    shared.mkdir()
    shared.chmod(0o755)
    made = paths.ensure(shared / "tootui" / "ada")
    assert [mode(made), mode(made.parent), mode(shared)] == [0o700, 0o700, 0o755]
    made.chmod(0o755)
    assert mode(paths.ensure(made)) == 0o700


def test_names_of_accounts_become_names_of_directories() -> None:
    assert paths.account_dir(Path("/d"), "ada@mastodon.example") == Path("/d/ada@mastodon.example")
    assert paths.account_dir(Path("/d"), "you@127.0.0.1:8080").name == "you@127.0.0.1%3a8080"
    assert paths.account_dir(Path("/d"), "Ada@x").name.lower() != paths.account_dir(Path("/d"), "ada@x").name.lower()


@settings(deadline=None)
@given(st.lists(st.text(max_size=200), max_size=4, unique=True))
def test_different_accounts_never_share_a_directory_or_leave_the_base(names: list[str]) -> None:
    base = Path("/base")
    directories = [paths.account_dir(base, name) for name in names]
    assert len({directory.name.lower() for directory in directories}) == len(names)
    for directory in directories:
        assert directory.parent == base
        assert directory.name not in ("", ".", "..")
        assert len(directory.name) <= 160
