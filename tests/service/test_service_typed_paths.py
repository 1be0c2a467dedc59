"""Paths as people type them and as terminals paste them: whatever it is, it is looked at and nothing falls over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tootui.service.typed_paths import is_file, names_in, pasted_files, typed_path


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    files = [tmp_path / f"picture {number}.png" for number in range(2)]
    for file in files:
        file.touch()
    return files


def test_files_dropped_on_the_terminal_are_known_whatever_it_makes_of_them(pictures: list[Path]) -> None:
    first, second = pictures
    escaped = str(first).replace(" ", "\\ ")
    address = "file://" + str(first).replace(" ", "%20")
    for pasted in (f"'{first}'", f'"{first}"', escaped, f"{escaped} ", address):
        assert pasted_files(pasted) == [first]
    assert pasted_files(address.replace("file://", "file://localhost")) == [first]
    assert pasted_files(f"'{first}' '{second}'") == [first, second]
    assert pasted_files(f"{address}\n{address}") == [first, first]


@pytest.mark.parametrize(
    "words",
    [
        *("", "hello", "/nowhere/at/all.png", "look at '/etc/hosts'", "it's", "~", "/"),
        *("~nobody-of-that-name", "~nobody-of-that-name/cat.png", "file://[::1", "file://%00", "file://"),
        *(f"/{'long' * 100}", "/" * 5000),
    ],
)
def test_other_text_is_pasted_as_text(words: str) -> None:
    assert pasted_files(words) == []


def test_a_home_is_found_and_one_of_nobody_is_a_name_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/people/ada")
    assert typed_path("~/cat.png") == Path("/people/ada/cat.png")
    assert typed_path("~nobody-of-that-name/cat.png") == Path("~nobody-of-that-name/cat.png")
    assert not is_file(typed_path("~nobody-of-that-name/cat.png"))
    assert not is_file(typed_path(f"/{'long' * 100}"))


def test_a_folder_names_what_begins_so_and_one_that_cannot_be_read_nothing(tmp_path: Path) -> None:
    (tmp_path / "Cats").mkdir()
    for name in ("cat.png", "dog.png", ".cache"):
        (tmp_path / name).touch()
    assert names_in(f"{tmp_path}/", "ca") == ["Cats/", "cat.png"]
    assert names_in(f"{tmp_path}/", "") == ["Cats/", "cat.png", "dog.png"]
    assert names_in(f"{tmp_path}/", ".") == [".cache"]
    for folder in ("/nowhere/at/all/", "~nobody-of-that-name/", f"/{'long' * 100}/", "a\0b/"):
        assert names_in(folder, "") == []
