"""Plain TOML is read as the parser reads it, and everything else by the parser."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.sources import CHECKOUT
from tootui.config import plain_toml

THEMES = sorted((CHECKOUT / "themes").glob("*.toml"))
LINES = (
    *('name = "dark"', "dark = true", "n = 12", "n=0", "n = 007", "n = -1", "n = 1_000", "f = 1.5", "# a word"),
    *("[colors]", "[a.b]", "[[list]]", "[ spaced ]", "[colors] # why", "", "   ", 'k = "a" # b', 'k = "a # b"'),
    *('k = "a\\n"', 'k = "a" "b"', "k = 'a'", 'k = """', "k = [1, 2]", 'a.b = "c"', '"q" = 1', "= 1", "k =", "k"),
    *("\tk = 1", "k = 1\r", "é = 1", 'k = "é \u202e"', 'k = "\x00"', "[]", "[", "k = true false", "k-1_a = false"),
)


def read(source: str) -> object:
    try:
        return plain_toml.loads(source)
    except tomllib.TOMLDecodeError:
        return "no TOML"


def parsed(source: str) -> object:
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError:
        return "no TOML"


@pytest.mark.parametrize("path", THEMES, ids=lambda path: path.stem)
def test_our_themes_need_no_parser(path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    source = (CHECKOUT / "themes" / str(path)).read_text(encoding="utf-8")
    expected = tomllib.loads(source)
    monkeypatch.setattr(tomllib, "loads", None)
    assert plain_toml.loads(source) == expected


@pytest.mark.parametrize("line", LINES)
def test_every_line_means_what_it_means_in_toml(line: str) -> None:
    for source in (line, f"{line}\n{line}", f"[t]\n{line}\nx = 1", f't = "a"\n[t]\n{line}'):
        assert read(source) == parsed(source), source


@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(alphabet='ab=[]"#\\ .1\n\t\r-_é', max_size=12)), max_size=6))
def test_any_text_means_what_it_means_in_toml(lines: list[str]) -> None:
    source = "\n".join(lines)
    assert read(source) == parsed(source)
